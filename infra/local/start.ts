import { renderUnicodeCompact } from 'uqr';
import type { Account } from './accounts.ts';
import { parseArguments, type StartArguments, USAGE } from './arguments.ts';
import { startDailyRuns } from './daily-runs.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import type { Sample } from './prepare-sample.ts';
import type { SampleProgress } from './sample/living-sample.ts';
import { StartRefusal } from './start-refusal.ts';

const EXIT_REFUSED = 1;
const EXIT_USAGE = 2;

function accountLine({ login, password, name, unit }: Account): string {
  return `  ${login.padEnd(18)}${password}  ${name}${unit === undefined ? '' : ` ${unit}`}`;
}

/** The way in for one delegate and the three tellers of the meeting that is got ready; shown here and kept nowhere. */
function trialText(origin: string, { session, unitName, cardPath, enrolments }: Sample): string {
  const pages = `试用会议 / trial meeting: ${unitName} (${session})
  大屏   hall      ${origin}/hall/?session=${session}
  核验   verify    ${origin}/verify/?session=${session}`;
  const tellers = enrolments.map(({ slot, path }) => `  ${slot.padEnd(12)}${origin}${path}`);
  const tellersText =
    tellers.length === 0
      ? ''
      : `\n\n接下来 / what to do now
  1 三位计票人各开一个窗口登记 / each teller opens a window of their own and enrols
  2 控制台用 inspection 登录，打开该单位，冻结测评表 / in the console, as inspection, open the unit and freeze
  3 计票人签署、念核对码；代表扫码签到；计票人开始投票 / tellers sign and read the check code; scan; a teller opens the voting
\n计票人 / tellers\n${tellers.join('\n')}`;
  if (cardPath === null) return `${pages}${tellersText}`;
  const card = `${origin}${cardPath}`;
  return `${pages}${tellersText}

一位代表扫码 / one delegate scans
${renderUnicodeCompact(card, { border: 2 })}
  ${card}`;
}

function welcome({ origin, accounts }: Embedded, sample: Sample, startedMs: number): string {
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  return `
双述已启动（${seconds} 秒） / ready in ${seconds} s
供试用和演练：本机的数据库文件记着投票的先后，真正的测评要用部署到云上的那一套。
For trials and rehearsals: the database file on this machine shows in which order ballots came; hold real meetings on the deployed stack.

  控制台 console   ${origin}/console/
  样例县正在年度之中：六个单位各在一个环节；人名、意见、打分均为虚构
  the sample's county is in the middle of its round, each unit in another stage; people, words and scores are made up

示例账号 / sample accounts
${accounts.map(accountLine).join('\n')}

${trialText(origin, sample)}

Ctrl-C 停止 / stops
`;
}

/** The first start plays a county up to today: it says so, and how far it is, a line a quarter. */
function makeSampleTeller(): (progress: SampleProgress) => void {
  let quarter = 0;
  return ({ played, of }) => {
    if (played === 0)
      console.log('首次启动，正在演出样例县，约十秒 / first start: playing the sample’s county, some ten seconds');
    const now = Math.floor((4 * played) / of);
    if (now > quarter) console.log(`  ${25 * now} %`);
    quarter = now;
  };
}

const reportFault = (error: unknown): void =>
  console.error(error instanceof Error ? `${error.name}: ${error.stack}` : 'fault');

function optionsOf({ port, lan, host, fresh, dataDirectory, county }: StartArguments) {
  const dynamodbEndpoint = process.env['DYNAMODB_ENDPOINT'];
  return {
    port,
    county,
    dataDirectory,
    reach: lan ? 'phones' : 'this-machine',
    keep: fresh ? 'nothing' : 'all',
    ...(host === undefined ? {} : { host }),
    ...(dynamodbEndpoint === undefined ? {} : { dynamodbEndpoint }),
    onFault: reportFault,
  } as const;
}

/**
 * The first signal ends everything in order, once the start is through; a second one does not wait. Caught from the
 * beginning: dying of a signal would leave the engine running.
 */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isEnding = false;
    const onSignal = () => {
      if (isEnding) process.exit(EXIT_REFUSED);
      isEnding = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}

async function start(startArguments: StartArguments): Promise<void> {
  const startedMs = performance.now();
  const signalled = untilSignal();
  try {
    const embedded = await startEmbedded(optionsOf(startArguments));
    try {
      console.log(welcome(embedded, await embedded.prepareSample(makeSampleTeller()), startedMs));
      const endDailyRuns = startDailyRuns({ run: embedded.runScheduled, nowMs: Date.now, onFault: reportFault });
      await signalled;
      await endDailyRuns();
    } finally {
      await embedded.close();
    }
    console.log('已停止 / stopped');
  } catch (error) {
    if (!(error instanceof StartRefusal)) throw error;
    console.error(error.message);
    process.exitCode = EXIT_REFUSED;
  }
}

const parsed = parseArguments(process.argv.slice(2), process.cwd());
switch (parsed.kind) {
  case 'help':
    console.log(USAGE);
    break;
  case 'refused':
    console.error(`${parsed.reason}\n\n${USAGE}`);
    process.exitCode = EXIT_USAGE;
    break;
  case 'start':
    await start(parsed.arguments);
    break;
}
