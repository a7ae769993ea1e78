import { type OidcClient, signIn } from '../../../infra/local/sign-in.ts';
import { specOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { Deployment } from '../../rehearsal/deployment.ts';
import { knockOf, LOGINS, send } from '../bad-input/knock.ts';
import { GOOD } from '../bad-input/staff-rows.ts';

const SESSION = 'tuanfeng-2008-chengguan';
/** Signed by nobody: the meeting is read all the same, to look for the teller's key. */
const byTeller = (payload: object) => ({ session: SESSION, slot: 'discipline', signature: 'A'.repeat(86), payload });
const HASH = 'ab'.repeat(32);

/** What people without an account ask, and no round of the rehearsal does. */
const WITHOUT_ACCOUNT: Readonly<Partial<Record<OperationId, object>>> = {
  health: {},
  takeOverReceipt: { session: SESSION, secret: 'A'.repeat(43), receiptHash: HASH },
  getResult: { session: SESSION },
  countBallots: { session: SESSION },
  getTurnout: { session: SESSION },
  listReadingItems: { session: SESSION, key: 'B'.repeat(43) },
  objectToResult: byTeller({ reason: '票数与签到人数不符' }),
  recordAbsent: byTeller({ boardRoot: HASH, absent: 'delegates' }),
  voidByTellers: byTeller({ reason: '会场停电，改期再开' }),
  createTellerDownload: byTeller({ document: 'sealed.json' }),
};

async function bearerOf(login: string, { origin, accounts }: Deployment): Promise<string> {
  const account = accounts.find((each) => each.login === login);
  if (account === undefined) throw new Error(`no account ${login}`);
  const { oidc } = (await (await fetch(`${origin}/config.json`)).json()) as {
    readonly oidc: Omit<OidcClient, 'origin'>;
  };
  return (await signIn({ origin, ...oidc }, account)).access_token;
}

/** Asks each operation once with a request that is good in itself, as somebody who may. */
export async function askEach(ids: readonly OperationId[], deployment: Deployment): Promise<void> {
  for (const id of ids) {
    const { who } = specOf(id);
    const [role] = who.kind === 'staff' ? who.roles : [];
    const login = role === 'unit-clerk' ? 'clerk-chengguan' : role === undefined ? undefined : LOGINS[role];
    const bearer = login === undefined ? undefined : await bearerOf(login, deployment);
    const request = GOOD[id]?.(SESSION) ?? WITHOUT_ACCOUNT[id];
    if (request === undefined) throw new Error(`no request of ${id} is known here`);
    await send(deployment.origin, knockOf(id, request, bearer), 'zh-CN');
  }
}
