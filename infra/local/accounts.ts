import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { StaffRole } from '../../shared/contract/operation.ts';
import { readFileIfThere, writeFileAtomically } from './atomic-file.ts';

/** A sample member of staff; names are made up and say so. */
export interface AccountDescription {
  readonly login: string;
  readonly role: StaffRole;
  readonly name: string;
  /** The unit of a `unit-clerk`. */
  readonly unit?: string;
}

export interface Account extends AccountDescription {
  readonly password: string;
}

/** One account a role. */
export function sampleAccounts(clerkUnit: string): readonly AccountDescription[] {
  return [
    { login: 'clerk', role: 'unit-clerk', name: '单位经办人（示例）', unit: clerkUnit },
    { login: 'inspection', role: 'inspection-office', name: '监察室经办人（示例）' },
    { login: 'discipline', role: 'discipline-commission', name: '纪委工作人员（示例）' },
    { login: 'leader', role: 'county-leader', name: '县局领导（示例）' },
    { login: 'auditor', role: 'auditor', name: '审计人员（示例）' },
  ];
}

/** A clerk for each unit, `clerk-<unit>`. */
export const clerkAccounts = (units: readonly string[]): readonly AccountDescription[] =>
  units.map((unit) => ({ login: `clerk-${unit}`, role: 'unit-clerk', name: '单位经办人（示例）', unit }));

/** Crockford's base 32, in lower case: nothing in it is read for something else. */
const PASSWORD_LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** Three groups of four letters of 32: 60 bits. */
function makePassword(): string {
  const letter = () => PASSWORD_LETTERS.charAt(randomInt(PASSWORD_LETTERS.length));
  const group = () => Array.from({ length: 4 }, letter).join('');
  return [group(), group(), group()].join('-');
}

const keptPasswords = z.record(z.string(), z.string());

/** Gives each account its kept password, or a new one that is then kept (mode 0600). */
export async function loadAccounts(
  path: string,
  descriptions: readonly AccountDescription[],
): Promise<readonly Account[]> {
  const file = await readFileIfThere(path);
  const kept = file === undefined ? {} : keptPasswords.parse(JSON.parse(file.toString('utf8')));
  const accounts = descriptions.map((one) => ({ ...one, password: kept[one.login] ?? makePassword() }));
  const passwords = Object.fromEntries(accounts.map(({ login, password }) => [login, password]));
  await writeFileAtomically(path, JSON.stringify({ ...kept, ...passwords }));
  return accounts;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

const MAX_FAILURES = 10;
const FAILURE_WINDOW_MS = 5 * 60_000;

export type SignIn =
  | { readonly ok: true; readonly account: Account }
  | { readonly ok: false; readonly code: 'wrong-password' | 'too-many-attempts' };

/** Checks passwords; ten failures for one login in five minutes close it until the first of them is five minutes old. */
export class SignInDesk {
  readonly #accounts: ReadonlyMap<string, Account>;
  readonly #failuresMs = new Map<string, readonly number[]>();

  constructor(accounts: readonly Account[]) {
    this.#accounts = new Map(accounts.map((account) => [account.login, account]));
  }

  find(login: string): Account | undefined {
    return this.#accounts.get(login);
  }

  signIn({ login, password, nowMs }: { login: string; password: string; nowMs: number }): SignIn {
    const account = this.#accounts.get(login);
    const recent = (this.#failuresMs.get(login) ?? []).filter((atMs) => nowMs - atMs < FAILURE_WINDOW_MS);
    if (recent.length >= MAX_FAILURES) return { ok: false, code: 'too-many-attempts' };
    // Compared even for an unknown login, so that the time tells nothing.
    const isRight = timingSafeEqual(digest(password), digest(account?.password ?? ''));
    if (account !== undefined && isRight) {
      this.#failuresMs.delete(login);
      return { ok: true, account };
    }
    // Logins that do not exist need no count, and would let anyone fill the memory.
    if (account !== undefined) this.#failuresMs.set(login, [...recent, nowMs]);
    return { ok: false, code: 'wrong-password' };
  }
}
