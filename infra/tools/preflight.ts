/** `npm run preflight -- <id> <session> [--url URL] [--data DIR] [--embedded] [--counties DIR]`: looks at everything before a meeting. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readCounty } from '../county-files.ts';
import type { CountySettings } from '../county-settings.ts';
import { type Embedded, startEmbedded } from '../local/embedded.ts';
import { readAccountQuota } from '../preflight/account-quota.ts';
import { ApiLine } from '../preflight/api-line.ts';
import { isReady } from '../preflight/finding.ts';
import {
  ACCOUNTS_VARIABLE,
  keptAccounts,
  lentAccounts,
  lentTokens,
  TOKENS_VARIABLE,
} from '../preflight/lent-logins.ts';
import { preflight } from '../preflight/preflight.ts';
import { reportText } from '../preflight/report.ts';
import { type Login, StaffDesk, signInAll } from '../preflight/staff-desk.ts';
import { countiesFolder } from './counties-folder.ts';
import { EXIT_REFUSED, runTool, ToolRefusal, UsageError } from './run-tool.ts';

const USAGE = `npm run preflight -- <id> <session> [--url URL] [--data DIR] [--counties DIR]
npm run preflight -- <id> [<session>] --embedded

  --url URL       部署的地址；默认是县文件里的域名 / where the deployment answers; the domain of the county's file unless given
  --data DIR      npm start 的数据目录，从中取示例账号 / data folder of a running npm start, for the sample's accounts
  --embedded      另起一套用完即弃的本机部署来检查 / checks a deployment of its own on this machine, gone at the end
  --counties DIR  县文件所在目录，默认 infra/counties / folder of the county files

  ${ACCOUNTS_VARIABLE}=LOGIN:PASSWORD,…   登录（本项目的登录页）/ logins, at an issuer of this project
  ${TOKENS_VARIABLE}=TOKEN,…               或访问令牌 / or access tokens

退出码 0 只在全绿时 / exit code 0 only when nothing is red
`;

interface Asked {
  readonly settings: CountySettings;
  readonly session: string | undefined;
  readonly url: string | undefined;
  readonly dataFolder: string | undefined;
  readonly isEmbedded: boolean;
}

const SESSION = /^[a-z0-9-]{3,64}$/;

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError(`--url ${text}: 应为 http(s) 地址 / an http or https address`);
  return url.origin;
}

function readArguments(): Asked {
  const TEXT = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    options: { url: TEXT, data: TEXT, counties: TEXT, embedded: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [county, session, ...others] = positionals;
  const isEmbedded = values.embedded === true;
  if (county === undefined || others.length > 0 || (session === undefined && !isEmbedded))
    throw new UsageError('请给出一个县代号和一场大会 / name one county and one session');
  if (session !== undefined && !SESSION.test(session))
    throw new UsageError(`session: ${session}: 3–64 个小写字母、数字和连字符 / 3 to 64 of a-z, 0-9 and -`);
  if (isEmbedded && (values.url !== undefined || values.data !== undefined))
    throw new UsageError(
      '--embedded 自己起一套，不要 --url 和 --data / --embedded starts its own: without --url and --data',
    );
  return {
    settings: readCounty(countiesFolder(values.counties), county),
    session,
    url: values.url === undefined ? undefined : originOf(values.url),
    dataFolder: values.data === undefined ? undefined : resolve(values.data),
    isEmbedded,
  };
}

interface Target {
  readonly origin: string;
  readonly session: string;
  readonly logins: readonly Login[];
  readonly tokens: readonly string[];
}

async function deployedTarget({ settings, session, url, dataFolder }: Asked): Promise<Target> {
  const { domain } = settings;
  const origin = url ?? (domain === null ? undefined : `https://${domain.name}`);
  if (origin === undefined)
    throw new ToolRefusal(
      'domain: 县文件没有域名，用 --url 给出部署的地址 / the county’s file has none: give the deployment’s address with --url',
    );
  const kept = dataFolder === undefined ? [] : await keptAccounts(dataFolder);
  return {
    origin,
    session: session ?? '',
    logins: [...lentAccounts(process.env[ACCOUNTS_VARIABLE]), ...kept],
    tokens: lentTokens(process.env[TOKENS_VARIABLE]),
  };
}

async function check(settings: CountySettings, { origin, session, logins, tokens }: Target): Promise<number> {
  const line = new ApiLine(origin);
  const desk = new StaffDesk(line, [...tokens, ...(await signInAll(origin, logins))]);
  const readQuota = (region: string) => readAccountQuota({ region });
  const findings = await preflight({ settings, origin, session, line, desk, readQuota, nowMs: Date.now });
  process.stdout.write(`${settings.countyName} ${session} ${origin}\n\n${reportText(findings)}\n`);
  return isReady(findings) ? 0 : EXIT_REFUSED;
}

/** The sample's county, with one of its meetings got ready for a trial. */
async function embeddedTarget(embedded: Embedded, session: string | undefined): Promise<Target> {
  const { origin, accounts } = embedded;
  const sample = await embedded.prepareSample();
  return { origin, session: session ?? sample.session, logins: accounts, tokens: [] };
}

async function main(): Promise<number> {
  const asked = readArguments();
  const { settings, session } = asked;
  if (!asked.isEmbedded) return check(settings, await deployedTarget(asked));
  const embedded = await startEmbedded({ county: settings.county });
  try {
    return await check(settings, await embeddedTarget(embedded, session));
  } finally {
    await embedded.close();
  }
}

process.exitCode = await runTool(main, USAGE);
