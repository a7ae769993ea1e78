import type { CountySettings } from '../county-settings.ts';
import type { AccountQuota } from './account-quota.ts';
import { type Finding, green, note, red } from './finding.ts';
import { hallLoad } from './hall-load.ts';
import { isOnThisMachine } from './loopback.ts';

/** The account's quota against the hall, and against what the county's file says of it. */
export function judgeConcurrency(
  { accountConcurrency }: Pick<CountySettings, 'accountConcurrency'>,
  { all, unreserved }: AccountQuota,
  delegates: number,
): readonly Finding[] {
  const { functionsAtOnce } = hallLoad(delegates);
  const found: Finding[] = [];
  if (unreserved < functionsAtOnce)
    found.push(
      red(
        'concurrency',
        {
          zh: `账号里没有预留的并发 ${unreserved} < ${delegates} 位代表最多要的 ${functionsAtOnce}`,
          en: `${unreserved} unreserved concurrent executions < ${functionsAtOnce}, the most that ${delegates} delegates need`,
        },
        {
          zh: '在 Service Quotas 里申请提高 Lambda 的 Concurrent executions（几天）',
          en: 'ask Service Quotas for more Concurrent executions of Lambda (takes days)',
        },
      ),
    );
  if (accountConcurrency !== undefined && accountConcurrency > all)
    found.push(
      red(
        'concurrency',
        {
          zh: `县文件的 accountConcurrency 是 ${accountConcurrency}，账号只有 ${all}`,
          en: `accountConcurrency is ${accountConcurrency} in the county’s file, the account has ${all}`,
        },
        { zh: '改县文件，再 npm run deploy', en: 'change the county’s file and npm run deploy' },
      ),
    );
  if (found.length > 0) return found;
  return [
    green(
      'concurrency',
      `最多同时 ${functionsAtOnce} 个，账号可用 ${unreserved}（配额 ${all}）`,
      `at most ${functionsAtOnce} at once, the account has ${unreserved} of ${all} free to use`,
    ),
  ];
}

/** Asks AWS for the quota; a deployment on this machine has none. */
export async function checkConcurrency(
  settings: CountySettings,
  {
    origin,
    delegates,
    readQuota,
  }: {
    readonly origin: string;
    readonly delegates: number;
    readonly readQuota: (region: string) => Promise<AccountQuota>;
  },
): Promise<readonly Finding[]> {
  if (isOnThisMachine(origin))
    return [note('concurrency', '本机部署，没有账号配额', 'a deployment on this machine has no account’s quota')];
  try {
    return judgeConcurrency(settings, await readQuota(settings.region), delegates);
  } catch (error) {
    const why = error instanceof Error ? error.name : 'fault';
    return [
      red(
        'concurrency',
        { zh: `读不到账号配额（${why}）`, en: `the account’s quota could not be read (${why})` },
        {
          zh: '用有 lambda:GetAccountSettings 权限的 AWS 凭证再运行一次',
          en: 'run this again with AWS credentials that may lambda:GetAccountSettings',
        },
      ),
    ];
  }
}
