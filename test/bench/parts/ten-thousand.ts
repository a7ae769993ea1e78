import { setTimeout as delay } from 'node:timers/promises';
import { CLOCK_MARGIN_MS } from '../../../functions/http/clock-margin.ts';
import { LOCAL_CAST_TIME_LIMIT_MS } from '../../../infra/local/local-dependencies.ts';
import { MAX_PAGE_BYTES } from '../../../shared/contract/operation.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import type { TallyResult } from '../../../shared/protocol/result.ts';
import { FORM_OF_33 } from '../../load/ballot-forms.ts';
import { type DeploymentChild, startDeploymentChild, storesOf } from '../../load/deployment-child.ts';
import { LargeHall } from '../../load/large-hall.ts';
import { type Exchange, makeMeteredLine } from '../../load/metered-line.ts';
import { peakMegabytes } from '../../load/peak-memory.ts';
import { countMeant, disagreements, type MeantBallot } from '../../rehearsal/counter.ts';
import { logIn } from '../../rehearsal/deployment.ts';
import type { Office } from '../../rehearsal/office.ts';
import { insist, Teller } from '../../rehearsal/teller.ts';
import { type Figure, rounded } from '../figure.ts';

const DELEGATES = 10_000;
/** API Gateway gives up after 30 s; this leaves room for a slower machine. */
const LONGEST_SECONDS = 10;
const CLOSING_NOTICE_MS = 11_000;
/** For the way. */
const AFTERWARDS_MS = 500;
/** As much as a tally may take; here in one process with every other function, the login and the storage. */
const SERVER_MEGABYTES = 512;
/** Node lets garbage lie while there is room: a heap held to this shows what is needed, and ends when it is not enough. */
const HEAP_MEGABYTES = 320;

/** What is asked for while the meeting runs and after it; enrolling, arming and the like do not depend on the ballots. */
const WATCHED = [
  'freeze',
  'getTurnout',
  'countBallots',
  'recordIssuing',
  'closeBoard',
  'getSealedBallots',
  'signBoard',
  'getBoard',
  'releaseShares',
  'getShares',
  'count',
  'signResult',
  'getResult',
  'createDownload',
] as const satisfies readonly OperationId[];

interface Scene {
  readonly hall: LargeHall;
  readonly call: ReturnType<typeof makeMeteredLine>['call'];
  readonly inspection: Office;
  readonly discipline: Office;
  /** Seconds of what happens outside the API, by name. */
  readonly apart: Map<string, number>;
}

interface Held {
  readonly result: TallyResult;
  readonly meant: readonly MeantBallot[];
  readonly checkCode: string;
}

async function timed<Value>(apart: Map<string, number>, what: string, work: () => Promise<Value>): Promise<Value> {
  const startedMs = performance.now();
  const value = await work();
  apart.set(what, rounded((performance.now() - startedMs) / 1_000));
  return value;
}

/**
 * A meeting of 10 000 delegates from the freeze to the checked bundles, over HTTP against the embedded deployment, by the
 * tellers' own steps. What the API takes in small portions only (lists, cards, drawings, ballots) is put in through the stores.
 */
export async function measureTenThousand(): Promise<readonly Figure[]> {
  const deployment = await startDeploymentChild([`--max-old-space-size=${HEAP_MEGABYTES}`]);
  const stores = storesOf(deployment);
  try {
    const { origin, county, accounts } = deployment;
    const { call, exchanges } = makeMeteredLine(origin);
    const reached = { origin, county, accounts, close: () => Promise.resolve() };
    const scene = {
      ...{ call, apart: new Map<string, number>() },
      hall: new LargeHall({ stores, county, form: FORM_OF_33, delegates: DELEGATES }),
      inspection: await logIn(reached, 'inspection', call),
      discipline: await logIn(reached, 'discipline', call),
    };
    const tellers = await arm(scene);
    const held = await hold(scene, tellers);
    const bundles = await check(scene, held);
    return [...timesOf(exchanges), ...(await sizesOf(exchanges, deployment)), ...outcomeOf(held, bundles, scene)];
  } finally {
    stores.close();
    await deployment.stop();
  }
}

async function arm({ hall, call, inspection, apart }: Scene): Promise<readonly [Teller, Teller]> {
  const { session } = hall;
  await timed(apart, 'listsAndCardsPutSeconds', async () => {
    await hall.writeLists();
    await hall.passGates();
    await hall.registerCards();
  });
  await inspection.ask('makeKeys', { session });
  const enrolments = await inspection.makeEnrolments(session);
  const tellers = await Promise.all(enrolments.map((enrolment) => Teller.enrol(call, enrolment)));
  await inspection.ask('freeze', { session });
  for (const teller of tellers) await teller.arm();
  const [first, second] = tellers;
  if (first === undefined || second === undefined) throw new Error('a teller is missing');
  return [first, second];
}

async function hold({ hall, call, apart }: Scene, [first, second]: readonly [Teller, Teller]): Promise<Held> {
  const { session } = hall;
  await timed(apart, 'drawingsPutSeconds', () => hall.draw());
  const checkCode = await first.checkCode();
  await first.openVoting();
  const checked = await first.checkedManifest();
  const meant = await timed(apart, 'ballotsSealedAndPutSeconds', () => hall.cast(checked));
  await insist('getTurnout', () => call('getTurnout', { session }));
  await insist('countBallots', () => call('countBallots', { session }));
  const closesAt = await first.setClosingTime(CLOSING_NOTICE_MS);
  await delay(closesAt + LOCAL_CAST_TIME_LIMIT_MS + CLOCK_MARGIN_MS + AFTERWARDS_MS - Date.now());
  await first.closeBox();
  await timed(apart, 'firstTellerChecksBoxSeconds', () => first.signBoard(DELEGATES));
  await timed(apart, 'secondTellerChecksBoxSeconds', () => second.signBoard(DELEGATES));
  const opened = await timed(apart, 'firstTellerOpensSeconds', () => first.open());
  const openedToo = await timed(apart, 'secondTellerOpensSeconds', () => second.open());
  const result = await timed(apart, 'firstTellerComparesSeconds', () => first.compareAndSign(opened));
  await timed(apart, 'secondTellerComparesSeconds', () => second.compareAndSign(openedToo));
  await insist('getResult', () => call('getResult', { session }));
  return { result, meant, checkCode };
}

interface CheckedDocument {
  readonly name: string;
  readonly bytes: number;
  readonly downloadSeconds: number;
  readonly checkSeconds: number;
  readonly defects: number;
}

/** Downloads both bundles by their signed URLs and checks them as a stranger would. */
async function check(
  { hall, inspection, discipline }: Scene,
  { checkCode }: Held,
): Promise<readonly CheckedDocument[]> {
  const checked: CheckedDocument[] = [];
  for (const [name, reader] of [['result.json', inspection] as const, ['sealed.json', discipline] as const]) {
    const seconds = new Map<string, number>();
    const bytes = await timed(seconds, 'download', () => reader.download(hall.session, name));
    const bundle: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const { defects } = await timed(seconds, 'check', () => checkBundle(bundle, checkCode));
    const [downloadSeconds = Number.NaN, checkSeconds = Number.NaN] = [seconds.get('download'), seconds.get('check')];
    checked.push({ name, bytes: bytes.length, downloadSeconds, checkSeconds, defects: defects.length });
  }
  return checked;
}

const largest = (values: readonly number[]): number => Math.max(...values);

const timesOf = (exchanges: readonly Exchange[]): readonly Figure[] =>
  WATCHED.map((id) => {
    const own = exchanges.filter((exchange) => exchange.id === id);
    if (own.length === 0) throw new Error(`${id} was never asked for`);
    const seconds = own.map((exchange) => exchange.seconds);
    return {
      id: `ten-thousand-${id}`,
      name: `${DELEGATES} ballots: ${id}, the longest of ${own.length}`,
      measured: rounded(largest(seconds), 3),
      unit: 's',
      target: { atMost: LONGEST_SECONDS },
      detail: {
        requests: own.length,
        secondsTogether: rounded(seconds.reduce((sum, each) => sum + each, 0)),
        largestRequestBytes: largest(own.map(({ requestBytes }) => requestBytes)),
        largestAnswerBytes: largest(own.map(({ answerBytes }) => answerBytes)),
      },
    };
  });

async function sizesOf(exchanges: readonly Exchange[], deployment: DeploymentChild): Promise<readonly Figure[]> {
  const { pid, enginePid = 0 } = deployment;
  const figureOf = (what: 'answer' | 'request', field: 'answerBytes' | 'requestBytes'): Figure => {
    const bytes = largest(exchanges.map((exchange) => exchange[field]));
    const { id = '' } = exchanges.find((exchange) => exchange[field] === bytes) ?? {};
    const name = `${DELEGATES} ballots: the largest ${what}`;
    const target = { atMost: MAX_PAGE_BYTES };
    return {
      id: `ten-thousand-${what}-bytes`,
      name,
      measured: bytes,
      unit: 'bytes',
      target,
      detail: { operation: id },
    };
  };
  return [
    figureOf('answer', 'answerBytes'),
    figureOf('request', 'requestBytes'),
    {
      id: 'ten-thousand-memory',
      name: `${DELEGATES} ballots: peak memory of the server, all functions in one process`,
      measured: rounded(await peakMegabytes(pid)),
      unit: 'MB',
      target: { atMost: SERVER_MEGABYTES },
      detail: { heapLimitMegabytes: HEAP_MEGABYTES, engineMegabytes: rounded(await peakMegabytes(enginePid)) },
    },
  ];
}

/** That it was a real meeting, with a real result. */
function outcomeOf({ result, meant }: Held, bundles: readonly CheckedDocument[], { apart }: Scene): readonly Figure[] {
  const { counts, outcome, subjects } = result;
  const wrong = disagreements(subjects, countMeant(FORM_OF_33, meant), meant.length);
  return [
    {
      id: 'ten-thousand-valid',
      name: `${DELEGATES} ballots: counted as valid`,
      measured: counts.valid,
      unit: 'ballots',
      target: { exactly: DELEGATES },
      detail: { outcome, ...Object.fromEntries(apart) },
    },
    {
      id: 'ten-thousand-disagreements',
      name: `${DELEGATES} ballots: announced otherwise than meant, or of an invalid outcome`,
      measured: wrong.length + (outcome === 'valid' ? 0 : 1),
      unit: 'figures',
      target: { exactly: 0 },
    },
    ...bundles.map(
      ({ name, defects, ...detail }): Figure => ({
        id: `ten-thousand-${name.replace('.json', '')}-defects`,
        name: `${DELEGATES} ballots: defects of ${name}`,
        measured: defects,
        unit: 'defects',
        target: { exactly: 0 },
        detail,
      }),
    ),
  ];
}
