import { randomBytes } from 'node:crypto';
import type { StartApi } from '../../../infra/local/api.ts';
import { writtenDates } from '../../../infra/local/sample/play-plan.ts';
import { makeSampleRound, SOURCE_FIGURES } from '../../../infra/local/sample/sample-round.ts';
import { movableClock } from '../clock.ts';
import { logIn, type OwnDeployment, startDeployment, withDelegates } from '../deployment.ts';
import { type LineOptions, makeLine } from '../line.ts';
import { seededChance } from '../seeded.ts';
import { askAsStaff } from '../staff.ts';
import { type PlayedRound, playRound } from './play-round.ts';
import { Refusals } from './refusals.ts';
import { RoundCounter } from './round-counter.ts';
import { type RoundFiles, roundFiles } from './round-files.ts';
import { morningOf, type RoundScene } from './scene.ts';

/** Before anything of the round happens: the county's own year, so that working days are counted by its calendar. */
const BEGINS_ON = '2008-01-14';

export interface RoundSettings {
  /** How many units, in the sample's order; all without it. */
  readonly units?: number;
  /** Delegates of each; as in the sample when not given. */
  readonly delegates?: number;
  readonly papers: number;
  readonly seed: number;
  readonly drop: number;
  readonly progress: (step: string) => void;
  readonly count: LineOptions['count'];
  /** Another API than the embedded deployment's own. */
  readonly startApi?: StartApi;
  /** What is done before the deployment ends. */
  readonly afterwards?: (deployment: OwnDeployment) => Promise<void>;
  /** A DynamoDB engine that runs already; one of its own without it. */
  readonly dynamodbEndpoint?: string;
}

export interface RehearsedRound extends PlayedRound, Pick<RoundFiles, 'files' | 'audit'> {
  readonly counter: RoundCounter;
  readonly refusals: Refusals;
}

function sampleOf({ units, delegates }: RoundSettings) {
  const sample = makeSampleRound();
  const chosen = sample.units.slice(0, units ?? sample.units.length);
  return {
    ...sample,
    units: chosen.map((unit) => (delegates === undefined ? unit : withDelegates(unit, delegates))),
  };
}

async function sceneOn(deployment: OwnDeployment, clock: RoundScene['clock'], settings: RoundSettings) {
  const { seed, drop, papers, progress, count } = settings;
  const { origin, runScheduled, noticesSent } = deployment;
  const sample = sampleOf(settings);
  const call = makeLine({ origin, drop, chance: seededChance(seed + 1), count });
  return {
    ...{ sample, call, clock, papers, progress },
    dates: writtenDates(sample.units),
    ask: askAsStaff(deployment, call),
    inspection: await logIn(deployment, 'inspection'),
    discipline: await logIn(deployment, 'discipline'),
    chance: seededChance(seed),
    random: (length: number) => new Uint8Array(randomBytes(length)),
    startScheduled: runScheduled,
    notices: noticesSent,
    counter: new RoundCounter(),
    refusals: new Refusals(),
  } satisfies RoundScene;
}

/** The source's own figures, which its round must come to, and its satisfaction, which is quoted and never computed. */
function sourceComplaints({ roundUp: { figures, quoted } }: PlayedRound): readonly string[] {
  const names = ['units', 'officers', 'delegates', 'questions', 'suggestions'] as const;
  const percent = `${SOURCE_FIGURES.satisfactionPercent}%`;
  const isQuoted = quoted?.figures.some(({ figure, text }) => figure === 'satisfaction' && text === percent) === true;
  return [
    ...names.flatMap((name) =>
      figures[name] === SOURCE_FIGURES[name]
        ? []
        : [`${name} ${figures[name]}, the source has ${SOURCE_FIGURES[name]}`],
    ),
    ...(isQuoted ? [] : [`${percent} is not quoted as the source's`]),
  ];
}

/** Plays a round on a deployment of its own, and looks whether its round-up is what was played. */
export async function rehearseRound(settings: RoundSettings): Promise<RehearsedRound> {
  const clock = movableClock(morningOf(BEGINS_ON));
  const { startApi, dynamodbEndpoint } = settings;
  const deployment = await startDeployment(clock.nowMs, {
    ...(startApi === undefined ? {} : { startApi }),
    ...(dynamodbEndpoint === undefined ? {} : { dynamodbEndpoint }),
  });
  try {
    const scene = await sceneOn(deployment, clock, settings);
    const round = await playRound(scene);
    const { files, audit, complaints } = await roundFiles(scene, round);
    const isSample = settings.units === undefined && settings.delegates === undefined;
    await settings.afterwards?.(deployment);
    const { counter, refusals } = scene;
    const all = [...round.complaints, ...complaints, ...(isSample ? sourceComplaints(round) : [])];
    return { ...round, files, audit, counter, refusals, complaints: all };
  } finally {
    await deployment.close();
  }
}
