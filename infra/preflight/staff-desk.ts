/** Who of the staff lent a token for the check, and asking as them. */
import * as z from 'zod';
import { STAFF_ROLES } from '../../shared/contract/operation.ts';
import type { RequestOf } from '../../shared/contract/operations.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import type { Actor, Ask } from '../local/sample/ask.ts';
import { signIn } from '../local/sign-in.ts';
import { type SiteConfig, siteConfig } from '../site/site-config.ts';
import { ToolRefusal } from '../tools/run-tool.ts';
import type { ApiLine } from './api-line.ts';

export interface Login {
  readonly login: string;
  readonly password: string;
}

interface Lent {
  readonly role: (typeof STAFF_ROLES)[number];
  readonly unit?: string | undefined;
  readonly token: string;
}

const claims = z.object({ role: z.enum(STAFF_ROLES), unit: z.string().optional() });

/** Read, not verified: the deployment does that at every request. */
function lentBy(token: string): Lent {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    return { ...claims.parse(JSON.parse(payload)), token };
  } catch {
    throw new ToolRefusal(
      'SHUANGSHU_TOKENS: 其中有一个不是带 role 的访问令牌 / one of them is no access token with a role',
    );
  }
}

/** Nobody of a role lent a token. */
export class NobodyOf extends Error {
  override readonly name = 'NobodyOf';
  readonly role: string;

  constructor(role: string) {
    super(`nobody of ${role}`);
    this.role = role;
  }
}

export class StaffDesk {
  readonly #line: ApiLine;
  readonly #lent: readonly Lent[];

  constructor(line: ApiLine, tokens: readonly string[]) {
    this.#line = line;
    this.#lent = tokens.map(lentBy);
  }

  /** The unit that a clerk who lent a token works for: this one when theirs is among them. */
  clerkUnit(preferred: string): string | undefined {
    const units = this.#lent.flatMap(({ role, unit }) => (role === 'unit-clerk' ? (unit ?? []) : []));
    return units.includes(preferred) ? preferred : units[0];
  }

  /** Of these roles, those that nobody lent a token of. */
  lacking(roles: readonly Lent['role'][]): readonly string[] {
    return roles.filter((role) => !this.#lent.some((lent) => lent.role === role));
  }

  /** Asks as whoever has the role. Rejects with `NobodyOf` when nobody lent a token of it. */
  readonly ask: Ask = <Id extends OperationId>(actor: Actor, id: Id, request: RequestOf<Id>) => {
    if (actor === 'anyone') return this.#line.call(id, request);
    const lent = this.#lent.find(
      ({ role, unit }) => role === actor.role && (actor.unit === undefined || unit === actor.unit),
    );
    if (lent === undefined) return Promise.reject(new NobodyOf(actor.role));
    return this.#line.call(id, request, { bearer: lent.token });
  };
}

type Issuer = SiteConfig['oidc'];

/** How staff sign in, as the pages are told; `undefined` from a deployment that does not answer, of which the check says so itself. */
async function issuerOf(origin: string): Promise<Issuer | undefined> {
  try {
    const response = await fetch(`${origin}/config.json`, { redirect: 'error' });
    return siteConfig.parse(await response.json()).oidc;
  } catch {
    return undefined;
  }
}

/**
 * Access tokens of these logins, by the deployment's own sign-in page. Only an issuer of this project has a page that is understood here.
 *
 * @throws ToolRefusal naming the login that was refused
 */
export async function signInAll(origin: string, logins: readonly Login[]): Promise<readonly string[]> {
  const issuer = logins.length === 0 ? undefined : await issuerOf(origin);
  if (issuer === undefined) return [];
  const tokens: string[] = [];
  for (const login of logins) {
    try {
      tokens.push((await signIn({ origin, ...issuer }, login)).access_token);
    } catch {
      throw new ToolRefusal(`${login.login}: 登录不了 / cannot sign in at ${issuer.issuer}`);
    }
  }
  return tokens;
}
