import type { CountySettings } from '../county-settings.ts';
import type { PlaceFile } from '../move/deployed-place.ts';

/** One step of a county's end: what it does, and the commands that do it, each for a person to run and look at. */
export interface EndStep {
  readonly title: { readonly zh: string; readonly en: string };
  readonly commands: readonly string[];
}

export interface EndOfLife {
  readonly settings: Pick<CountySettings, 'county' | 'region' | 'partition' | 'retention' | 'keys'>;
  readonly place: PlaceFile;
}

/** KMS waits at least a week; a month is time enough to find that something is still needed. */
const KEY_PENDING_DAYS = 30;

/** Names go into commands in quotes; what CloudFormation gives has none of these. */
const SAFE = /^[\w./:+=@-]+$/;
function quoted(name: string): string {
  if (!SAFE.test(name)) throw new Error('a name that no resource of ours has');
  return `'${name}'`;
}

const noBackup = (region: string, table: string): readonly string[] => [
  `aws dynamodb update-continuous-backups --region ${region} --table-name ${quoted(table)} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=false`,
];

const deleteTable = (region: string, table: string): readonly string[] => [
  `aws dynamodb update-table --region ${region} --table-name ${quoted(table)} --no-deletion-protection-enabled`,
  `aws dynamodb delete-table --region ${region} --table-name ${quoted(table)}`,
];

/** Everything goes by lifecycle, versions and delete markers too; what a lock holds goes when the lock ends. */
const EMPTYING = JSON.stringify({
  Rules: [
    {
      ...{ ID: 'end-of-life', Status: 'Enabled', Filter: {} },
      Expiration: { Days: 1 },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
    { ...{ ID: 'markers', Status: 'Enabled', Filter: {} }, Expiration: { ExpiredObjectDeleteMarker: true } },
  ],
});

const emptyBucket = (region: string, bucket: string): string =>
  `aws s3api put-bucket-lifecycle-configuration --region ${region} --bucket ${quoted(bucket)} --lifecycle-configuration '${EMPTYING}'`;

const lockText = (days: number | null) =>
  days === null
    ? { zh: '', en: '' }
    : {
        zh: `；结果文件锁定 ${days} 天，最后一份锁满之前删不掉，只能等`,
        en: `; results are locked for ${days} days, and the last of them has to be waited for`,
      };

/**
 * How a county's data ends, in order: nobody reaches it any more, no backup is left to AWS's own clock, tables, objects, and last the
 * keys, without which no copy that somebody forgot can be read.
 */
export function endOfLifePlan({ settings, place }: EndOfLife): readonly EndStep[] {
  const { county, region, retention } = settings;
  const { REGISTRY_TABLE, MEETINGS_TABLE, BALLOT_BOX_TABLE, OPINIONS_TABLE } = place;
  const tables = [REGISTRY_TABLE, MEETINGS_TABLE, BALLOT_BOX_TABLE, OPINIONS_TABLE];
  const buckets = [place.RESULTS_BUCKET, place.UPLOADS_BUCKET, place.PHOTOS_BUCKET];
  const lock = lockText(retention.resultsLockDays);
  const left = `aws resourcegroupstaggingapi get-resources --region ${region} --tag-filters 'Key=county,Values=${county}' --query 'ResourceTagMappingList[].ResourceARN' --output text`;
  const keys = [
    ...(place.KEY_ID === undefined ? [] : [quoted(place.KEY_ID)]),
    ...(settings.keys === 'kms' ? ['"$data_key"'] : []),
  ];
  return [
    {
      title: {
        zh: '记下数据的密钥（表删掉以后就查不到了）',
        en: 'Note the key of the data, which nothing names once the tables are gone',
      },
      commands:
        settings.keys === 'kms'
          ? [
              `data_key=$(aws dynamodb describe-table --region ${region} --table-name ${quoted(REGISTRY_TABLE)} --query Table.SSEDescription.KMSMasterKeyArn --output text); echo "$data_key"`,
            ]
          : [],
    },
    {
      title: { zh: '删除这套部署，数据留着', en: 'Take the deployment away; the data stays' },
      commands: [`npm run destroy -- ${county}`],
    },
    {
      title: {
        zh: '先关掉按时间点恢复：不关，删表时 AWS 会另留一份备份 35 天',
        en: 'Turn point-in-time recovery off first: left on, AWS keeps a backup of its own for 35 days after the table is deleted',
      },
      commands: [REGISTRY_TABLE, MEETINGS_TABLE].flatMap((table) => noBackup(region, table)),
    },
    {
      title: { zh: '删除四张表', en: 'Delete the four tables' },
      commands: tables.flatMap((table) => deleteTable(region, table)),
    },
    {
      title: {
        zh: `清空三个桶（各个版本在内，约两天）${lock.zh}`,
        en: `Empty the three buckets, all versions, in some two days${lock.en}`,
      },
      commands: buckets.map((bucket) => emptyBucket(region, bucket)),
    },
    {
      title: {
        zh: '桶空了以后再删桶；报 BucketNotEmpty 就是还没到时候',
        en: 'Delete the buckets when they are empty; BucketNotEmpty means not yet',
      },
      commands: buckets.map((bucket) => `aws s3api delete-bucket --region ${region} --bucket ${quoted(bucket)}`),
    },
    {
      title: {
        zh: `最后让密钥到期删除（${KEY_PENDING_DAYS} 天内可以反悔）；从这一天起，任何遗忘的副本也读不出来`,
        en: `Last, let the keys expire (${KEY_PENDING_DAYS} days to think better of it): then no copy that was forgotten can be read either`,
      },
      commands: keys.map(
        (key) =>
          `aws kms schedule-key-deletion --region ${region} --key-id ${key} --pending-window-in-days ${KEY_PENDING_DAYS}`,
      ),
    },
    {
      title: {
        zh: '看还剩什么：页面的桶、报警主题的密钥、Cognito 用户池、手工备份，逐个删除',
        en: 'Look what is left (the pages’ bucket, the alarms’ key, a Cognito pool) and delete each; and backups somebody made by hand',
      },
      commands: [
        left,
        ...tables.map((table) => `aws dynamodb list-backups --region ${region} --table-name ${quoted(table)}`),
      ],
    },
  ];
}

/** The plan as a shell script that a person goes through: it stops at each step and at the first failure. */
export function endOfLifeScript(plan: readonly EndStep[], county: string): string {
  const steps = plan
    .filter(({ commands }) => commands.length > 0)
    .map(({ title, commands }, place) =>
      [`# ${place + 1}. ${title.zh}`, `#    ${title.en}`, `next ${place + 1}`, ...commands].join('\n'),
    );
  return [
    '#!/usr/bin/env bash',
    `# ${county}: 数据的终结，见 docs/operations/end-of-life.md；先读那一页`,
    `# ${county}: the end of its data; read docs/operations/end-of-life.md first`,
    'set -euo pipefail',
    `next() { read -r -p "$1: 输入 ${county} 继续 / type ${county} to go on: " word; [ "$word" = ${county} ]; }`,
    '',
    `${steps.join('\n\n')}\n`,
  ].join('\n');
}
