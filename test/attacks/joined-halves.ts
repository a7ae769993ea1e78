import { AsyncLocalStorage } from 'node:async_hooks';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import type { Count } from '../../functions/http/metrics.ts';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { Registry } from '../../functions/store/registry.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NotingBox, NotingRegistry, TellingBox, TellingRegistry } from './ground/leaky.ts';
import { ballotsOf, drawingsOf, type Loot, type LootItem, leavesOf, lootOf } from './ground/loot.ts';
import { type MarkName, type Marks, marksOf, senderOf } from './ground/request-marks.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';
import { stumbling } from './ground/stumbling.ts';
import { letThemVote } from './ground/voting-people.ts';
import { readWarmMemory } from './warm-memory.ts';

const PEOPLE = 5;

/** Items with the lines of the log that name them by their key. */
const withLines = (items: readonly LootItem[], lines: readonly object[]): readonly object[] =>
  items.map(({ item }) => ({ item, lines: lines.filter((line) => JSON.stringify(line).includes(String(item['sk']))) }));

/** Both halves of somebody: what has one value, in one of the marks, on either side, in an item or in a line about it. */
function join(marks: ReadonlyMap<number, Marks>, loot: Loot): number {
  const [codes, ballots] = [drawingsOf(loot), ballotsOf(loot)].map((items) => withLines(items, loot.logged));
  const has = (about: object, mark: string) => leavesOf(about).some(([, leaf]) => String(leaf).includes(mark));
  const isOf = (about: object, delegate: number) =>
    leavesOf(about).some(([path, leaf]) => path === '.item.delegate' && Number(leaf) === delegate);
  return [...marks].filter(([delegate, each]) =>
    Object.values(each).some((mark) => {
      const drew = codes?.filter((code) => has(code, mark)) ?? [];
      const cast = ballots?.filter((ballot) => has(ballot, mark)) ?? [];
      return drew.length === 1 && cast.length === 1 && drew.every((one) => isOf(one, delegate));
    }),
  ).length;
}

/** A layer of tracing: what came with the request goes wherever its handling goes. */
class Tracing {
  readonly product: () => Promise<Product>;
  readonly deps: (ground: Ground) => Partial<Dependencies>;
  /** The mark of the request that is handled just now. */
  readonly current: () => string;

  constructor(name: MarkName) {
    const current = new AsyncLocalStorage<string>();
    this.current = () => current.getStore() ?? '';
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
    this.deps = ({ tables }) => ({
      registry: new NotingRegistry(tables.client, this.current),
      ballotBox: new NotingBox(tables.client, this.current),
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
  /** What is written beside what the functions themselves log. */
  readonly logged: readonly object[];
}

async function play({ product, deps, logged }: Server, ground: Ground): Promise<Outcome> {
  const counts: Count[] = [];
  const metrics = { count: (count: Count) => void counts.push(count) };
  const { client } = ground.tables;
  const own = { registry: new Registry(client, 'Registry'), ballotBox: new BallotBox(client, 'BallotBox') };
  const stage = await product.openStage(ground, {
    ...{ state: 'voting', cards: PEOPLE },
    deps: { ...own, ...deps, metrics },
  });
  const marks = new Map(stage.cards.map(({ delegate }) => [delegate, marksOf(delegate)]));
  const between = (_step: string, delegate: number) => {
    const sender = marks.get(delegate);
    if (sender !== undefined) stage.hall.sender = senderOf(sender);
  };
  stumbling(stage);
  await letThemVote(product, stage, { order: 'draw-first', between });
  // Of what has no name behind it nothing is counted; of a teller's step a line is written.
  const { hall, session } = stage;
  const closing = { manifestHash: session.hash, closesAt: hall.nowMs + 60_000 };
  await hall.ask('setClosingTime', await session.signed('discipline', 'setClosingTime', closing));
  const stored = await lootOf(ground, stage);
  const faults = stored.logged.length;
  if (faults !== 2 * PEOPLE || counts.length === 0)
    throw new Error(`${faults} faults were logged, ${counts.length} counts`);
  const loot = { ...stored, logged: [...stored.logged, ...counts, ...logged] };
  const joined = join(marks, loot);
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
    product: asItIs,
    weakened: async (ground) => {
      const tracing = new Tracing(name);
      return { product: await tracing.product(), deps: tracing.deps(ground), logged: [] };
    },
    play,
  });

const asItIs = (): Server => ({ product: productAsItIs(), deps: {}, logged: [] });

/** A log that says with each drawing and each casting from where it was asked. */
const byLines = attempt<Server>({
  title: 'drawing and casting joined by lines of the log, of faults and of counts alone',
  stoppedBy: 'nothing of a request is kept',
  weakness: 'a log that knows nothing of who asks',
  product: asItIs,
  weakened: async ({ tables: { client } }) => {
    const tracing = new Tracing('address');
    const logged: object[] = [];
    const write = (key: string) => logged.push({ key, from: tracing.current() });
    const deps = { registry: new TellingRegistry(client, write), ballotBox: new TellingBox(client, write) };
    return { product: await tracing.product(), deps, logged };
  },
  play,
});

const byMemory = attempt<boolean>({
  title: 'what two running functions still hold in their memory, read from a snapshot of each',
  stoppedBy: 'no memory of who came',
  weakness: 'functions that forget a request once it is answered',
  product: () => false,
  weakened: () => true,
  play: readWarmMemory,
});

export const joinedHalves: Attack = {
  target: 'the two halves, drawing and casting',
  attacker: 'an operator with every table, every log and the memory of every running function',
  holds: 'what the platform hands to a function with each request: address, agent, trace, cookie, id',
  wants: 'to find the phone that drew under a name again where a ballot was cast',
  attempts: [...(['address', 'agent', 'trace', 'session', 'requestId'] as const).map(attemptBy), byLines, byMemory],
};
