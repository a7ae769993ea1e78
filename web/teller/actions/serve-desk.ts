import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import { cardFragment, codeHash, makeCode } from '../../../shared/protocol/code.ts';
import { keyBytes } from '../../../shared/protocol/manifest.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { tokenKeyId } from '../../../shared/protocol/token-key.ts';
import type { MadeCode } from '../memory.ts';
import { distrust, done, type Outcome, send, type TellerContext } from './context.ts';
import type { CheckedManifest } from './read-manifest.ts';

export type DeskDelegate = ResponseOf<'listDesk'>['delegates'][number];

/** Whether a re-issue is complete, or waits for a second teller. */
export interface Reissue {
  readonly isDone: boolean;
}

/** The whole list of the desk, page by page. */
export async function listDesk(context: TellerContext): Promise<Outcome<readonly DeskDelegate[]>> {
  const delegates: DeskDelegate[] = [];
  for (let page = 0, pages = 1; page < pages; page++) {
    const answer = await send(context, 'listDesk', { page });
    if (!answer.ok) return answer;
    delegates.push(...answer.value.delegates);
    pages = answer.value.pages;
  }
  return done(delegates);
}

/** Whom a paper ballot takes now: one teller for a delegate who never drew, two for one who did, with whatever card. */
export function paperTakes({ standing, drewBefore }: DeskDelegate): 'one-teller' | 'two-tellers' | 'nobody' {
  if (standing === 'paper') return 'nobody';
  return standing === 'drawn' || drewBefore ? 'two-tellers' : 'one-teller';
}

/** Paper ballots in the hall once this delegate has one too. */
export const papersWith = ({ delegate }: DeskDelegate, delegates: readonly DeskDelegate[]): number =>
  1 + delegates.filter((each) => each.standing === 'paper' && each.delegate !== delegate).length;

/** Hands out a paper ballot to a delegate who has not drawn; the card's code dies. */
export async function issuePaper(context: TellerContext, { delegate }: DeskDelegate): Promise<Outcome<null>> {
  const answer = await send(context, 'issuePaper', { delegate });
  return answer.ok ? done(null) : answer;
}

/** The first teller's half of a new code. It is made and kept here; the server gets its hash. */
export async function askForCode(context: TellerContext, delegate: DeskDelegate): Promise<Outcome<Reissue>> {
  const generation = nextNumber(delegate, context.slot, 'code');
  // Kept before anything is sent: a code that only a closed tab knew could be confirmed and never handed over.
  const code = makeCode(context.random);
  const made = await context.memory.keepFirstMadeCode({ delegate: delegate.delegate, generation, code });
  const hash = await codeHash(context.session, made.code);
  const payload = { delegate: delegate.delegate, generation, as: 'code', codeHash: hash } as const;
  const answer = await send(context, 'reissue', payload);
  // Refused, this number may become somebody else's: the code must never be shown as the one that was confirmed.
  const isRefused = !answer.ok && answer.problem !== undefined && answer.problem.status < 500;
  if (isRefused) await context.memory.forgetMadeCode(made);
  return reissued(answer);
}

/** The first teller's half of a paper ballot for a delegate who has drawn. */
export async function askForPaper(context: TellerContext, delegate: DeskDelegate): Promise<Outcome<Reissue>> {
  const generation = nextNumber(delegate, context.slot, 'paper');
  return reissued(await send(context, 'reissue', { delegate: delegate.delegate, generation, as: 'paper' }));
}

/** The number of a re-issue: the own request again as it was; anything else is the one after what waits or was done. */
function nextNumber({ generation, pending }: DeskDelegate, slot: Slot, as: 'code' | 'paper'): number {
  if (pending === null) return generation + 1;
  const isOwnAgain = pending.by === slot && pending.as === as;
  return isOwnAgain ? pending.generation : pending.generation + 1;
}

/** The second teller's half: the same request, confirmed. */
export async function confirmReissue(
  context: TellerContext,
  { delegate, pending }: DeskDelegate,
): Promise<Outcome<Reissue>> {
  if (pending === null) throw new Error('nothing waits for a second teller');
  const { generation, codeHash: hash } = pending;
  if (pending.as === 'paper') return reissued(await send(context, 'reissue', { delegate, generation, as: 'paper' }));
  if (hash === null) return distrust('code-lost');
  return reissued(await send(context, 'reissue', { delegate, generation, as: 'code', codeHash: hash }));
}

const reissued = (answer: Outcome<ResponseOf<'reissue'>>): Outcome<Reissue> =>
  answer.ok ? done({ isDone: answer.value.done }) : answer;

/** The codes made here whose second teller has confirmed, by the list as it is now. */
export async function readyCodes(
  context: TellerContext,
  delegates: readonly DeskDelegate[],
): Promise<readonly { readonly delegate: DeskDelegate; readonly made: MadeCode }[]> {
  const made = await context.memory.madeCodes();
  return made.flatMap((each) => {
    const delegate = delegates.find((one) => one.delegate === each.delegate);
    const isConfirmed = delegate !== undefined && delegate.generation === each.generation;
    return isConfirmed ? [{ delegate, made: each }] : [];
  });
}

/** The address of a voting card, as its QR carries it. */
export async function cardAddress(
  origin: string,
  { session, manifest }: { readonly session: string; readonly manifest: CheckedManifest['manifest'] },
  { code }: MadeCode,
): Promise<string> {
  if (!isSessionId(session)) throw new Error('a session id that is none');
  const card = { session, code, tokenKeyId: await tokenKeyId(keyBytes(manifest.tokenKey)) };
  return `${origin}/vote/${cardFragment(card)}`;
}
