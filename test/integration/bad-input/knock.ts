import type { StaffRole } from '../../../shared/contract/operation.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { wireRequest } from '../../../shared/contract/wire-request.ts';

/** One request as bytes on the wire, so that it can be wrong in every way. */
export interface Knock {
  readonly method: string;
  /** From the slash, with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const JSON_TYPE = { 'content-type': 'application/json' } as const;

/** A well-formed request of the contract with any content: no type holds the fields to the schema. */
export function knockOf(id: OperationId, request: object, bearer?: string): Knock {
  const { method, url, body } = wireRequest(ROUTES[id], request);
  const authorization = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
  if (body === undefined) return { method, url, headers: authorization };
  return { method, url, headers: { ...JSON_TYPE, ...authorization }, body };
}

/** The same request with another body, as text or bytes. */
export const withBody = (knock: Knock, body: string | Uint8Array<ArrayBuffer>): Knock => ({ ...knock, body });

/** The same request with other headers beside its own. */
export const withHeaders = (knock: Knock, headers: Readonly<Record<string, string>>): Knock => ({
  ...knock,
  headers: { ...knock.headers, ...headers },
});

export async function send(origin: string, knock: Knock, language: 'zh-CN' | 'en'): Promise<Reply> {
  const { method, url, headers, body } = knock;
  const response = await fetch(origin + url, {
    method,
    headers: { ...headers, 'accept-language': language },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const textOf = (body: Knock['body']): string =>
  typeof body === 'string' ? body : body === undefined ? '' : new TextDecoder().decode(body);

/**
 * Everything in a request that may be secret: codes, keys, signatures, ballots and hashes as long runs of letters and digits, names
 * and sentences as runs of Chinese characters, telephone numbers. What names the meeting itself is none.
 */
export function secretsIn({ body, headers }: Knock, sessions: readonly string[]): readonly string[] {
  const sent = `${textOf(body).slice(0, 200_000)} ${headers['authorization'] ?? ''}`;
  const found = sent.match(/[A-Za-z0-9_-]{16,}|\p{Script=Han}{3,}|1\d{10}/gu) ?? [];
  return [...new Set(found)].filter((each) => !sessions.includes(each));
}

/** Staff roles as the sample's accounts log in. */
export const LOGINS: Readonly<Record<StaffRole, string>> = {
  'unit-clerk': 'clerk',
  'inspection-office': 'inspection',
  'discipline-commission': 'discipline',
  'county-leader': 'leader',
  auditor: 'auditor',
};
