import { randomUUID } from 'node:crypto';
import { type Ask, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { CountyTables } from '../../load/copied-rounds.ts';
import { type DeploymentChild, startDeploymentChild, storesOf } from '../../load/deployment-child.ts';
import { FILLED_UNIT, type FilledUnit, FULL_UNIT, fillUnit, openRoundOf, otherUnit } from '../../load/filled-unit.ts';
import { type MeasuredPage, pageRequests } from '../../load/page-requests.ts';
import { type KnownVersions, readVersions, SINGLE_WRITES, type WriteTarget } from '../../load/single-writes.ts';
import { makeLine } from '../../rehearsal/line.ts';
import { askAsStaff } from '../../rehearsal/staff.ts';
import { type Figure, median, percentile, rounded } from '../figure.ts';

const UNITS = 30;
const MANY_ROUNDS = 10;
const REQUESTS = 200;
/** Not measured: a function that has just been loaded answers later. */
const WARM_UP = 10;
const FILES = 10;
const LONGEST_MS = 50;
/** So much slower with ten rounds than with one is what a machine does between two runs. */
const LARGEST_RATIO = 1.2;

/** What the console and the phones open over and over. */
const PAGES = [
  'listRounds',
  'getRound',
  'getPlan',
  'getHome',
  'listAudit',
  'listDelegates',
  'listOpinions',
  'listCollated',
  'getNomination',
  'getScreening',
  'listVersions',
  'listObservers',
  'getInvitations',
  'listReports',
  'getFloor',
  'openReading',
  'listReadingItems',
  'proposeItems',
  'listItems',
  'listNotices',
  'listUses',
] as const satisfies readonly MeasuredPage[];

/** A deployment with so many rounds, and how to reach each of them. */
interface Side {
  readonly ask: Ask;
  readonly filled: readonly FilledUnit[];
  readonly known: KnownVersions;
}

type Request = (side: Side, turn: number) => Promise<unknown>;
type Probe = { readonly name: string; readonly kind: 'page' | 'write'; readonly send: Request };

const at = <Value>(values: readonly Value[], turn: number): Value => {
  const value = values[turn % values.length];
  if (value === undefined) throw new RangeError('nothing to choose from');
  return value;
};

const pageProbe = (id: (typeof PAGES)[number]): Probe => ({
  name: id,
  kind: 'page',
  send: ({ ask, filled }, turn) => {
    const { actor, request } = pageRequests(at(filled, turn))[id];
    return ask(actor, id, request);
  },
});

const targetOf = ({ filled, known }: Side, turn: number): WriteTarget => {
  const unit = at(filled, turn);
  const visit = Math.floor(turn / filled.length);
  // As many sessions in turn, however many rounds they are of: a warm function remembers some things of a session.
  const place = visit % (UNITS / filled.length);
  const anySession = place === 0 ? unit.session : unit.session.replace(FILLED_UNIT, otherUnit(place));
  return { ...unit, anySession, visit, mark: randomUUID(), known };
};

const PROBES: readonly Probe[] = [
  ...PAGES.map(pageProbe),
  ...SINGLE_WRITES.map(
    ({ name, send }): Probe => ({ name, kind: 'write', send: (side, turn) => send(side.ask, targetOf(side, turn)) }),
  ),
];

const askOf = ({ origin, county, accounts }: DeploymentChild): Ask => {
  const line = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
  return askAsStaff({ origin, county, accounts, close: () => Promise.resolve() }, line);
};

const nameOf = (place: number): string => `year-${String(place).padStart(2, '0')}`;

interface Filled {
  readonly one: Side;
  readonly many: Side;
  readonly itemsOfMany: number;
}

/** Plays one unit over the API of the first, then puts whole rounds like it into both. */
async function fill(first: DeploymentChild, second: DeploymentChild): Promise<Filled> {
  const [tables, others, stores] = [new CountyTables(first), new CountyTables(second), storesOf(first)];
  try {
    const ask = askOf(first);
    const nowMs = Date.now();
    const round = nameOf(0);
    const { county } = first;
    await openRoundOf({ ask, nowMs }, { round, units: UNITS });
    const { notices } = stores.registry;
    const unit = await fillUnit({ ask, nowMs, size: FULL_UNIT }, { round, county, notices });
    const template = await tables.read(round);
    await tables.write(template, { rounds: [round], units: UNITS });
    const rounds = Array.from({ length: MANY_ROUNDS }, (_, place) => nameOf(place));
    const itemsOfMany = await others.write(template, { rounds, units: UNITS });
    const copies = rounds.map((each) => ({ ...unit, round: each, session: unit.session.replace(round, each) }));
    return { one: await sideOf(ask, [unit]), many: await sideOf(askOf(second), copies), itemsOfMany };
  } finally {
    tables.close();
    others.close();
    stores.close();
  }
}

const sideOf = async (ask: Ask, filled: readonly FilledUnit[]): Promise<Side> => ({
  ask,
  filled,
  known: await readVersions(ask, filled),
});

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

interface Times {
  readonly probe: Probe;
  readonly one: readonly number[];
  readonly many: readonly number[];
}

/** Each request to the one and to the other in turns, so that whatever else the machine does falls on both alike. */
async function measure(probe: Probe, { one, many }: Filled): Promise<Times> {
  const times = { probe, one: [] as number[], many: [] as number[] };
  for (let turn = 0; turn < WARM_UP + REQUESTS; turn += 1) {
    const sides = [
      { side: one, into: times.one },
      { side: many, into: times.many },
    ];
    for (const { side, into } of turn % 2 === 0 ? sides : sides.toReversed()) {
      const ms = await timeOf(() => probe.send(side, turn));
      if (turn >= WARM_UP) into.push(ms);
    }
  }
  return times;
}

const p95 = (numbers: readonly number[]): number => percentile(numbers, 0.95);

const figureOf = ({ probe: { name, kind }, one, many }: Times): Figure => ({
  id: `round-lists-${name}`,
  name: `10 rounds × 30 units: ${kind} ${name}, p95`,
  measured: rounded(p95(many), 3),
  unit: 'ms',
  target: { atMost: LONGEST_MS },
  detail: {
    requests: many.length,
    p50Ms: rounded(median(many), 3),
    p50MsOfOneRound: rounded(median(one), 3),
    p95MsOfOneRound: rounded(p95(one), 3),
    ratioOfMedians: rounded(median(many) / median(one), 3),
  },
});

function ratioFigures(kind: Probe['kind'], times: readonly Times[]): readonly Figure[] {
  const own = times.filter(({ probe }) => probe.kind === kind);
  const ratios = own.map(({ probe, one, many }) => ({ name: probe.name, ratio: median(many) / median(one) }));
  const [worst] = ratios.toSorted((left, right) => right.ratio - left.ratio);
  if (worst === undefined) throw new RangeError('nothing was measured');
  const [ones, manies] = [own.flatMap(({ one }) => one), own.flatMap(({ many }) => many)];
  const target = { atMost: LARGEST_RATIO };
  const common = { unit: '×', target };
  return [
    {
      ...{ id: `round-lists-${kind}-ratio`, name: `10 rounds against 1: all ${kind}s, ratio of p95`, ...common },
      measured: rounded(p95(manies) / p95(ones), 3),
    },
    {
      ...{ id: `round-lists-${kind}-worst-ratio`, name: `10 rounds against 1: worst ${kind}, ratio of medians` },
      ...common,
      measured: rounded(worst.ratio, 3),
      detail: { operation: worst.name },
    },
  ];
}

/** A file of the round-up: drawn up, written and downloaded by its signed address. */
async function measureFile({ many }: Filled, format: 'xlsx' | 'docx'): Promise<Figure> {
  const times: number[] = [];
  let bytes = 0;
  for (let turn = 0; turn < FILES; turn += 1) {
    const { round } = at(many.filled, turn);
    const ms = await timeOf(async () => {
      const { url } = await many.ask(INSPECTION, 'createRoundUpDownload', { round, format });
      bytes = (await (await fetch(url)).arrayBuffer()).byteLength;
    });
    times.push(ms);
  }
  return {
    id: `round-lists-file-${format}`,
    name: `10 rounds × 30 units: the round-up as ${format.toUpperCase()}, p95`,
    measured: rounded(p95(times), 3),
    unit: 'ms',
    detail: { files: FILES, p50Ms: rounded(median(times), 3), bytes },
  };
}

/**
 * Lists and single writes over HTTP, one request at a time with real tokens, on two embedded deployments side by side: one round of
 * 30 units with 60 delegates and 500 items each, and ten such rounds.
 */
export async function measureRoundLists(): Promise<readonly Figure[]> {
  const [first, second] = await Promise.all([startDeploymentChild(), startDeploymentChild()]);
  try {
    const filled = await fill(first, second);
    const times: Times[] = [];
    for (const probe of PROBES) times.push(await measure(probe, filled));
    const files = [await measureFile(filled, 'xlsx'), await measureFile(filled, 'docx')];
    return [
      {
        id: 'round-lists-items',
        name: '10 rounds × 30 units: items in the tables',
        measured: filled.itemsOfMany,
        unit: 'items',
        detail: { ...FULL_UNIT },
      },
      ...times.map(figureOf),
      ...ratioFigures('page', times),
      ...ratioFigures('write', times),
      ...files,
    ];
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
}
