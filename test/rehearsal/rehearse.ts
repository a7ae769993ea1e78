/**
 * `npm run rehearse -- [--unit ID] [--all] [--delegates N] [--paper N] [--seed S] [--drop P] [--url U] --out DIR`: plays whole
 * meetings over HTTP. Exit code 0 only if each announced result is what the phones meant to give.
 *
 * `npm run rehearse -- --round [--delegates N] [--paper N] [--seed S] [--drop P] --out DIR`: plays a whole round of six units on a
 * deployment whose clock it moves. Exit code 0 only if the round-up is what was played.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SOURCE_FIGURES } from '../../infra/local/sample/sample-round.ts';
import { parseFraction, toDecimalText } from '../../shared/process/fraction.ts';
import { type Deployment, importRound, logIn, reachDeployment, startDeployment } from './deployment.ts';
import { type LineOptions, makeLine } from './line.ts';
import { type PlayedMeeting, playMeeting } from './meeting.ts';
import { sessionOf } from './office.ts';
import { rehearseRound } from './round/rehearse-round.ts';
import { roundSummary } from './round/round-summary.ts';
import { seededChance } from './seeded.ts';
import { askAsStaff } from './staff.ts';

const USAGE = `npm run rehearse -- [--unit ID | --all] [--delegates N] [--paper N] [--seed S] [--drop P] [--url U] --out DIR
npm run rehearse -- --round [--delegates N] [--paper N] [--seed S] [--drop P] --out DIR

  --round         a whole round of the six units, from opinions to the round-up, on a deployment of its own whose clock it moves
  --unit ID       unit of the sample, by default huilongshan; --all plays the six
  --delegates N   30 to 1000 (250 in a round), by default the sample's 33
  --paper N       delegates who take paper, by default 3
  --seed S        whole number: who does what, and which answers are lost
  --drop P        probability from 0 to 0.9 that an answer is lost after the server acted, by default 0
  --url U         another deployment; its accounts in SHUANGSHU_ACCOUNTS=LOGIN:PASSWORD,… for inspection, discipline, leader and the unit's clerk
                  (clerk, or clerk-UNIT where there are several)
  --out DIR       where result.json, sealed.json, result.xlsx, result.html and board.json go; of a round round-up.json, .xlsx,
                  .docx and audit.jsonl, and each unit's own in a folder
`;

interface Settings {
  readonly what: 'meetings' | 'round';
  readonly units: readonly string[];
  readonly delegates: number | undefined;
  readonly papers: number;
  readonly seed: number;
  readonly drop: number;
  readonly url: string | undefined;
  readonly out: string;
}

/** A unit plans for no more delegates than these; a file may bring more. */
const MOST_NOMINATED = 250;

class UsageError extends Error {}

function numberIn(
  text: string | undefined,
  range: { readonly name: string; readonly min: number; readonly max: number },
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  const { name, min, max } = range;
  if (Number.isFinite(value) && value >= min && value <= max) return value;
  throw new UsageError(`--${name} is a number from ${min} to ${max}`);
}

function wholeIn(
  text: string | undefined,
  range: { readonly name: string; readonly min: number; readonly max: number },
): number | undefined {
  const value = numberIn(text, range);
  if (value === undefined || Number.isInteger(value)) return value;
  throw new UsageError(`--${range.name} is a whole number`);
}

const TEXT = { type: 'string' } as const;

function readSettings(): Settings {
  const { values } = parseArgs({
    options: {
      ...{ unit: TEXT, delegates: TEXT, paper: TEXT, seed: TEXT, drop: TEXT, url: TEXT, out: TEXT },
      all: { type: 'boolean' },
      round: { type: 'boolean' },
    },
  });
  if (values.out === undefined) throw new UsageError('--out is missing');
  const isRound = values.round === true;
  const isOfMeetings = values.unit !== undefined || values.all === true || values.url !== undefined;
  if (isRound && isOfMeetings) throw new UsageError('--round plays the six units on its own deployment');
  const papers = wholeIn(values.paper, { name: 'paper', min: 0, max: 1_000 }) ?? 3;
  const delegates = wholeIn(values.delegates, { name: 'delegates', min: 30, max: isRound ? MOST_NOMINATED : 1_000 });
  if (papers > (delegates ?? 33)) throw new UsageError('--paper is more than there are delegates');
  return {
    what: isRound ? 'round' : 'meetings',
    units: values.all === true ? [] : [values.unit ?? 'huilongshan'],
    delegates,
    papers,
    seed: wholeIn(values.seed, { name: 'seed', min: 0, max: 4_294_967_295 }) ?? 1,
    drop: numberIn(values.drop, { name: 'drop', min: 0, max: 0.9 }) ?? 0,
    url: values.url,
    out: values.out,
  };
}

const print = (line: string) => process.stdout.write(`${line}\n`);

const shown = (text: string | null): string => {
  const fraction = text === null ? undefined : parseFraction(text);
  return fraction === undefined ? '—' : toDecimalText(fraction, 2);
};

function summarise(name: string, { result, checkCode, plan, complaints }: PlayedMeeting): void {
  const { counts } = result;
  print(`\n${name}  核对码 check code ${checkCode}`);
  print(
    `  代表 ${counts.delegates}，签到 ${counts.drawn}，补办 ${counts.reissued}+${counts.papersReissued}，手机票 ${counts.electronic}，纸质票 ${counts.paper}，有效 ${counts.valid}；计票人 ${plan.tellers} 位`,
  );
  for (const { id, score, grade, satisfaction } of result.subjects) {
    const percent = satisfaction === null ? undefined : parseFraction(satisfaction);
    const satisfied =
      percent === undefined ? '—' : `${toDecimalText({ ...percent, numerator: percent.numerator * 100n }, 2)}%`;
    print(`  ${id.padEnd(6)} ${shown(score).padStart(6)}  ${(grade ?? '—').padEnd(11)} ${satisfied}`);
  }
  print(
    complaints.length === 0
      ? '  公布的结果与各人所给一致 / the announced result is what was meant'
      : `  不一致 / DIFFERENT:\n    ${complaints.join('\n    ')}`,
  );
}

interface Tally {
  asked: number;
  lost: number;
}

const stopwatch = () => {
  const startedMs = performance.now();
  return (step: string) => print(`  ${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s  ${step}`);
};

const printTally = ({ asked, lost }: Tally) => print(`\n请求 requests ${asked}，丢失的回答 lost answers ${lost}`);

async function rehearse(settings: Settings, deployment: Deployment): Promise<boolean> {
  const { seed, drop, units, delegates, papers, out } = settings;
  const chance = seededChance(seed);
  const lossChance = seededChance(seed + 1);
  const tally: Tally = { asked: 0, lost: 0 };
  const call = makeLine({
    origin: deployment.origin,
    drop,
    chance: lossChance,
    count: (event) => {
      tally[event] += 1;
    },
  });
  const [inspection, discipline] = [await logIn(deployment, 'inspection'), await logIn(deployment, 'discipline')];
  const ask = askAsStaff(deployment, call);
  const round = `r${Date.now().toString(36)}`;
  const sample = await importRound(inspection, { round, units, ...(delegates === undefined ? {} : { delegates }) });
  let isWhole = true;
  for (const { code, name } of sample.units) {
    print(`\n${name} (${code})`);
    const session = sessionOf(`${deployment.county}-${round}-${code}`);
    const progress = stopwatch();
    const cast = { call, ask, inspection, discipline };
    const played = await playMeeting({ session, unit: code, ...cast, papers, chance, progress });
    summarise(name, played);
    isWhole &&= played.complaints.length === 0;
    await writeDocuments(sample.units.length === 1 ? out : join(out, code), played.documents);
  }
  printTally(tally);
  print(
    `打分均为虚构；原始报告的满意率 ${SOURCE_FIGURES.satisfactionPercent}% 算法不明，不与此比较 / scores are made up; the source's ${SOURCE_FIGURES.satisfactionPercent} % stands beside them, its formula unknown`,
  );
  return isWhole;
}

async function writeDocuments(folder: string, documents: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of documents) await writeFile(join(folder, name), bytes);
  print(`  ${[...documents.keys()].join(', ')} → ${folder}`);
}

async function rehearseWholeRound({ delegates, papers, seed, drop, out }: Settings): Promise<boolean> {
  const tally: Tally = { asked: 0, lost: 0 };
  const count: LineOptions['count'] = (event) => {
    tally[event] += 1;
  };
  const size = delegates === undefined ? {} : { delegates };
  const round = await rehearseRound({ ...size, papers, seed, drop, progress: stopwatch(), count });
  for (const { played, meeting } of round.meetings) {
    summarise(played.unit.name, meeting);
    await writeDocuments(join(out, played.unit.code), meeting.documents);
  }
  print('');
  for (const line of roundSummary(round)) print(line);
  await writeDocuments(out, round.files);
  printTally(tally);
  return round.complaints.length === 0;
}

async function rehearseMeetings(settings: Settings): Promise<boolean> {
  const { url } = settings;
  const deployment =
    url === undefined ? await startDeployment() : await reachDeployment(url, process.env['SHUANGSHU_ACCOUNTS'] ?? '');
  try {
    return await rehearse(settings, deployment);
  } finally {
    await deployment.close();
  }
}

async function main(): Promise<number> {
  let settings: Settings;
  try {
    settings = readSettings();
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  const isWhole = settings.what === 'round' ? await rehearseWholeRound(settings) : await rehearseMeetings(settings);
  return isWhole ? 0 : 1;
}

process.exitCode = await main();
// Nothing may keep the rehearsal from ending: what does is said, and cut off.
setTimeout(() => {
  process.stderr.write(`still open at the end: ${process.getActiveResourcesInfo().join(', ')}\n`);
  process.exit();
}, 10_000).unref();
