import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import type { Hall } from '../integration/ballot/hall.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NotingBox, NotingRegistry } from './ground/leaky.ts';
import { ballotsOf, drawingsOf, type LootItem, leavesOf, lootOf } from './ground/loot.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';
import { letThemVote } from './ground/voting-people.ts';

const PEOPLE = 5;

/** What goes with both requests of one phone and with nobody else's. */
interface Marks {
  readonly address: string;
  readonly agent: string;
  readonly trace: string;
  readonly session: string;
  readonly requestId: string;
}
type MarkName = keyof Marks;

const marksOf = (delegate: number): Marks => ({
  address: `10.20.30.${100 + delegate}`,
  agent: `Mozilla/5.0 (Phone ${delegate}; ${randomUUID()})`,
  trace: `Root=1-${randomUUID().replaceAll('-', '')}`,
  session: `sid=${randomUUID()}`,
  requestId: randomUUID(),
});

const senderOf = ({ address, agent, trace, session, requestId }: Marks): Hall['sender'] => ({
  headers: {
    'user-agent': agent,
    'x-forwarded-for': address,
    'cloudfront-viewer-address': `${address}:50123`,
    'x-amzn-trace-id': trace,
    cookie: session,
    referer: `https://county.example/vote/?${requestId}`,
  },
  requestContext: {
    requestId,
    http: { sourceIp: address, userAgent: agent, method: 'POST', path: '/', protocol: 'HTTP/1.1' },
  },
});

/** Both halves of somebody: what has one value, in one of the marks, on either side. */
function join(marks: ReadonlyMap<number, Marks>, codes: readonly LootItem[], ballots: readonly LootItem[]): number {
  const has = ({ item }: LootItem, mark: string) => leavesOf(item).some(([, leaf]) => String(leaf).includes(mark));
  return [...marks].filter(([delegate, each]) =>
    Object.values(each).some((mark) => {
      const drew = codes.filter((code) => has(code, mark));
      const cast = ballots.filter((ballot) => has(ballot, mark));
      return drew.length === 1 && cast.length === 1 && Number(drew[0]?.item['delegate']) === delegate;
    }),
  ).length;
}

/** A layer of tracing: what came with the request goes wherever its handling goes. */
class Tracing {
  readonly product: () => Promise<Product>;
  readonly deps: (ground: Ground) => Partial<Dependencies>;

  constructor(name: MarkName) {
    const current = new AsyncLocalStorage<string>();
    this.product = productWithout({
      'functions/http/stack.ts': {
        makeHandler:
          (original) =>
          (...given) => {
            const handle = original.makeHandler(...given);
            return (event, context) =>
              current.run(markIn(name, event.headers, event.requestContext), () => handle(event, context));
          },
      },
    });
    const note = () => current.getStore() ?? '';
    this.deps = ({ tables }) => ({
      registry: new NotingRegistry(tables.client, note),
      ballotBox: new NotingBox(tables.client, note),
    });
  }
}

function markIn(
  name: MarkName,
  headers: Readonly<Record<string, string | undefined>>,
  { requestId }: { readonly requestId: string },
): string {
  const places = {
    address: headers['x-forwarded-for'],
    agent: headers['user-agent'],
    trace: headers['x-amzn-trace-id'],
    session: headers['cookie'],
    requestId,
  } as const;
  return places[name] ?? '';
}

interface Server {
  readonly product: Product;
  readonly deps: Partial<Dependencies>;
}

async function play({ product, deps }: Server, ground: Ground): Promise<Outcome> {
  const stage = await product.openStage(ground, { state: 'voting', cards: PEOPLE, deps });
  const marks = new Map(stage.cards.map(({ delegate }) => [delegate, marksOf(delegate)]));
  const between = (_step: string, delegate: number) => {
    const own = marks.get(delegate);
    if (own !== undefined) stage.hall.sender = senderOf(own);
  };
  await letThemVote(product, stage, { order: 'draw-first', between });
  const loot = await lootOf(ground, stage);
  const joined = join(marks, drawingsOf(loot), ballotsOf(loot));
  if (joined > 0) return gained(`${joined} of ${PEOPLE} ballots with their delegates`);
  const kept = [...marks.values()]
    .flatMap((each) => Object.values(each))
    .filter((mark) => JSON.stringify(loot).includes(mark));
  return stopped(kept.length === 0 ? 'nothing of a request is kept' : 'one half alone');
}

const NAMES: Readonly<Record<MarkName, string>> = {
  address: 'the address',
  agent: 'the browser’s own name',
  trace: 'the trace',
  session: 'a cookie',
  requestId: 'the request’s id',
};

const attemptBy = (name: MarkName) =>
  attempt<Server>({
    title: `drawing and casting joined by ${NAMES[name]}`,
    stoppedBy: 'nothing of a request is kept',
    weakness: 'handlers that know nothing of who asks',
    product: () => ({ product: productAsItIs(), deps: {} }),
    weakened: async (ground) => {
      const tracing = new Tracing(name);
      return { product: await tracing.product(), deps: tracing.deps(ground) };
    },
    play,
  });

export const joinedHalves: Attack = {
  target: 'the two halves, drawing and casting',
  attacker: 'an operator with every table and every log',
  holds: 'what the platform hands to a function with each request: address, agent, trace, cookie, id',
  wants: 'to find the phone that drew under a name again where a ballot was cast',
  attempts: (['address', 'agent', 'trace', 'session', 'requestId'] as const).map(attemptBy),
};
