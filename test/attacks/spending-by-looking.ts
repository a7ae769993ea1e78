import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { codeHash } from '../../shared/protocol/code.ts';
import type { KeyValueStore } from '../../web/ui/idb.ts';
import type { LineCall } from '../rehearsal/line.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { doubleTaps } from './double-taps.ts';
import { type Front, nothingBefore, openSite } from './ground/site.ts';
import type { Stage } from './ground/stage.ts';
import { productAsItIs, productWithout } from './ground/stages.ts';
import { checkInAs } from './ground/voter.ts';

/** Who asks a server that takes in an address what a request carries in its body, as some old phones would have it. */
type Asks = (request: IncomingMessage) => boolean;

const isPrefetch: Asks = ({ headers }) => headers['sec-purpose'] !== undefined || headers['purpose'] !== undefined;
const by =
  (method: string): Asks =>
  (request) =>
    request.method === method && !isPrefetch(request);

/** A server that draws for whoever asks so, by address alone. */
const drawingFor =
  (asks: Asks): Front =>
  (listener) =>
  (request, response) => {
    const url = new URL(request.url ?? '/', 'http://here');
    if (!asks(request) || url.search === '' || !url.pathname.startsWith('/api/')) return listener(request, response);
    const body = JSON.stringify(Object.fromEntries(url.searchParams));
    const posted: IncomingMessage = Object.assign(Readable.from([Buffer.from(body)]), {
      method: 'POST',
      url: url.pathname,
      headers: { ...request.headers, 'content-type': 'application/json', 'content-length': String(body.length) },
      httpVersion: request.httpVersion,
      socket: request.socket,
    }) as never;
    Object.assign(posted, { iterator: () => posted });
    return listener(posted, response);
  };

async function stateOfCard({ hall, session, cards }: Stage): Promise<string> {
  const hash = await codeHash(session.id, cards[0]?.code ?? '');
  return (await hall.deps.registry.issuing.readCode(session.id, hash))?.state ?? 'unknown';
}

async function judge(stage: Stage): Promise<Outcome> {
  const state = await stateOfCard(stage);
  return state === 'live' ? stopped('a card that is live') : gained(`a card that is ${state}`);
}

/** Asks for all that somebody asks for who looks at a link before its owner does. */
async function lookAt(stage: Stage, front: Front, ground: Parameters<typeof openSite>[0]): Promise<Outcome> {
  const { origin } = await openSite(ground, stage, front);
  const [card] = stage.cards;
  if (card === undefined) throw new Error('no card was printed');
  const blinded = platformRandom(256);
  blinded[0] = 1;
  const query = new URLSearchParams({ session: stage.session.id, code: card.code, blinded: toB64u(blinded) });
  const addresses = [`/vote/${card.fragment}`, `/vote/?${query}`, `/api/check-in?${query}`, '/api/check-in'];
  const ahead = { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' };
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    for (const address of addresses)
      for (const headers of [{}, ahead]) await fetch(origin + address, { method, headers });
  return judge(stage);
}

const NOTHING_KEPT: () => KeyValueStore = () => ({
  ...memoryStore(),
  get: async () => undefined,
  keys: async () => [],
});

/** Each of them alone would be enough to spend a card. */
const LOOKS: readonly { readonly title: string; readonly asks: Asks }[] = [
  { title: 'GET of the card’s address and of the drawing itself', asks: by('GET') },
  { title: 'HEAD of the card’s address and of the drawing itself', asks: by('HEAD') },
  { title: 'OPTIONS of the card’s address and of the drawing itself', asks: by('OPTIONS') },
  { title: 'fetching the card’s address and the drawing itself ahead', asks: isPrefetch },
];

export const spendingByLooking: Attack = {
  target: 'a card that is only looked at',
  attacker: 'nobody in particular: a preview robot, a browser that fetches ahead, a hand that taps twice',
  holds: 'the address on the card',
  wants: 'nothing; and yet the card would be spent',
  attempts: [
    ...LOOKS.map(({ title, asks }) =>
      attempt<Front>({
        title,
        stoppedBy: 'a card that is live',
        weakness: 'drawing by POST alone: a server that draws for whoever asks so',
        product: () => nothingBefore,
        weakened: () => drawingFor(asks),
        play: async (front, ground) => {
          const stage = await productAsItIs().openStage(ground, { state: 'armed', cards: 1 });
          return lookAt(stage, front, ground);
        },
      }),
    ),
    attempt({
      title: 'a robot opens the page, runs all of it, and presses nothing',
      stoppedBy: 'a card that is live',
      weakness: 'the press that comes before the drawing',
      product: productAsItIs,
      weakened: productWithout({
        'web/vote/flow.ts': {
          nextFlow:
            ({ nextFlow }) =>
            (flow, event) => {
              const next = nextFlow(flow, event);
              return next.state.at === 'comparing' ? nextFlow(next, { type: 'pressed-same' }) : next;
            },
        },
      }),
      play: async (product, ground) => {
        const stage = await product.openStage(ground, { state: 'armed', cards: 1 });
        const fragment = stage.cards[0]?.fragment ?? '';
        // Whoever compares finds another code, and so never presses that it is the same.
        await checkInAs(product, { call: stage.call, store: memoryStore(), fragment, hallCode: 'not looked at' });
        return judge(stage);
      },
    }),
    attempt<() => KeyValueStore>({
      title: 'the card is tapped a second time when its first answer was lost on the way',
      stoppedBy: 'one message for both',
      weakness: 'keeping the blinded message before it is sent',
      product: () => memoryStore,
      weakened: () => NOTHING_KEPT,
      play: async (newStore, ground) => {
        const product = productAsItIs();
        const stage = await product.openStage(ground, { state: 'armed', cards: 1 });
        const store = newStore();
        const fragment = stage.cards[0]?.fragment ?? '';
        const messages: string[] = [];
        let lost = 0;
        const call: LineCall = async (id, request) => {
          const answer = await stage.call(id, request);
          if (id !== 'checkIn') return answer;
          messages.push(JSON.stringify(request));
          lost += 1;
          return lost === 1 ? { ok: false, network: true } : answer;
        };
        const options = { call, store, fragment, hallCode: stage.checkCode };
        if ((await checkInAs(product, options)).at !== 'answer-lost') throw new Error('the first answer came through');
        const { at } = await checkInAs(product, options);
        if (at !== 'drawn') return gained(`a spent card and no token: ${at}`);
        return new Set(messages).size === 1 ? stopped('one message for both') : stopped('two messages');
      },
    }),
    ...doubleTaps,
  ],
};
