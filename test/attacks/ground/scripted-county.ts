import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Embedded } from '../../../infra/local/embedded.ts';
import type { Ask } from '../../../infra/local/sample/ask.ts';
import type { FunctionDependencies } from '../../../infra/local/sample/ask-functions.ts';
import { playGates } from '../../../infra/local/sample/play-gates.ts';
import { readForm } from '../../../infra/local/sample/sample-phone.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import { shanghaiDay } from '../../../shared/process/shanghai-day.ts';
import { fromB64u } from '../../../shared/protocol/bytes.ts';
import { receiptFragment } from '../../../shared/protocol/opinion-receipt.ts';
import type { TellerKeyPairs } from '../../../shared/protocol/teller-keys.ts';
import { buildPages } from '../../../web/build.ts';
import type { Ground } from './ground.ts';
import { keepingKeys } from './kept-keys.ts';
import { link } from './linking.ts';
import { onceAGround } from './once-a-ground.ts';
import { enrolTellers, newEnrolment, sayAs, startVoting, voidByTwo } from './scripted-halls.ts';
import { playOffices, sessionOf, UNITS } from './scripted-offices.ts';
import { scripting, type Taken } from './scripting.ts';

export interface ScriptedCounty {
  readonly embedded: Embedded;
  readonly taken: Taken;
  /** Fields that refused a script, as `operation.field`. */
  readonly refused: ReadonlySet<string>;
  readonly held: Held;
  /** `/vote/#i=…` of a card of a meeting that votes, another each time. */
  nextCard(): string;
  /** `/teller/#e=…` of the last place of a meeting that is about to be frozen, anew each time. */
  nextEnrolment(): Promise<string>;
  /** Freezes that meeting, once its last teller has come. */
  freeze(): Promise<void>;
  /** The two other tellers of that meeting agree to the form. */
  armByOthers(): Promise<void>;
}

const PAGES = ['console', 'hall', 'opinion', 'read', 'teller', 'verify', 'vote'];

/** What people of the county hold, by session: the poster's address, and the receipt of an author who said a word on a reply. */
interface Held {
  readonly posters: Map<string, string>;
  readonly receipts: Map<string, string>;
}

function receiptHash(session: string, text: string): string {
  const secret = fromB64u(text);
  if (!isSessionId(session) || secret === null) throw new Error('no receipt');
  return receiptFragment({ session, secret });
}

const noting =
  (ask: Ask, { posters, receipts }: Held): Ask =>
  async (actor, id, request) => {
    const answer = await ask(actor, id, request);
    const asked: object = request;
    const answered: object = answer;
    const session = 'session' in asked ? String(asked.session) : '';
    if (id === 'openOpinionPage' && 'url' in answered) posters.set(session, new URL(String(answered.url)).hash);
    if (id === 'rateReply' && 'secret' in asked) receipts.set(session, receiptHash(session, String(asked.secret)));
    return answer;
  };

/** The sample's county, with scripts in all its texts, and the keys of its tellers in the order in which they came. */
async function playSample(
  ground: Ground,
  { taken, held, clock }: { taken: Taken; held: Held; clock: { readonly nowMs: () => number } },
) {
  const keys: TellerKeyPairs[] = [];
  const asking: { now?: Ask } = {};
  const { startEmbedded } = await link('infra/local/embedded.ts', {
    'infra/local/sample/ask-functions.ts': {
      askFunctions: (original) => (of) => {
        const ahead = Object.entries(of).map(([name, deps]) => [name, { ...deps, nowMs: clock.nowMs }] as const);
        const asNow = original.askFunctions(Object.fromEntries(ahead) as FunctionDependencies);
        asking.now ??= noting(scripting(asNow, taken), held);
        return noting(scripting(original.askFunctions(of), taken), held);
      },
    },
    ...keepingKeys(keys),
  });
  const pages = await mkdtemp(join(tmpdir(), 'shuangshu-scripted-'));
  ground.site.onEnd(() => rm(pages, { recursive: true, force: true }));
  await buildPages(pages, PAGES);
  const embedded = await startEmbedded({ county: 'tuanfeng', pages });
  ground.site.onEnd(() => embedded.close());
  await embedded.prepareSample();
  if (asking.now === undefined) throw new Error('the sample asked nothing');
  return { embedded, ask: asking.now, keys };
}

/** The sample's county lived through, and everything that the sample leaves out, with scripts in its texts, and all its pages. */
export const scriptedCounty = onceAGround(async (ground: Ground): Promise<ScriptedCounty> => {
  let aheadMs = 0;
  const clock = {
    nowMs: () => Date.now() + aheadMs,
    advance: (byMs: number) => {
      aheadMs += byMs;
    },
  };
  const taken: Taken = new Map();
  const refused = new Set<string>();
  const held: Held = { posters: new Map(), receipts: new Map() };
  const { embedded, ask, keys } = await playSample(ground, { taken, held, clock });
  const today = shanghaiDay(clock.nowMs());
  const scene = { ask, refused, today };
  const author = await playOffices(scene);
  held.receipts.set(author.session, receiptHash(author.session, author.secret));
  // Of the first meeting, two signed the result.
  const [, , third] = keys;
  if (third === undefined) throw new Error('no teller of the sample');
  const session = sessionOf(UNITS.announced);
  await sayAs(ask, 'objectToResult', { session, slot: 'inspection', keys: third });
  await playGates(ask, { session: sessionOf(UNITS.inviting), unit: UNITS.inviting, onDay: today });
  const voting = await startVoting(scene, sessionOf(UNITS.inviting));
  await voidByTwo(scene, await startVoting(scene, sessionOf(UNITS.collecting)), clock);
  const ready = sessionOf(UNITS.ready);
  const others = await enrolTellers(ask, ready, ['discipline', 'delegates']);
  const cards = [...voting.cards];
  return {
    embedded,
    taken,
    refused,
    held,
    nextCard: () => {
      const card = cards.pop();
      if (card === undefined) throw new Error('no card is left');
      return card;
    },
    nextEnrolment: () => newEnrolment(ask, ready, 'inspection'),
    freeze: async () => {
      await ask({ role: 'inspection-office' }, 'freeze', { session: ready });
    },
    armByOthers: async () => {
      const form = await readForm({ ask, session: ready });
      for (const { teller } of others) await teller.arm(form);
    },
  };
});
