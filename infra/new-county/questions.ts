/** What `npm run county -- new` asks, in the order in which it is asked. */
import { type CountySettings, LOG_RETENTION_DAYS, PARTITIONS, type Partition } from '../county-settings.ts';
import {
  defaultDomain,
  defaultIssuer,
  defaultPool,
  defaultSettings,
  placeholderCertificate,
} from './default-settings.ts';

/** An answer that stands for nothing: no domain, no budget. */
export const NOTHING = '-';

export interface Question {
  /** The field, as refusals name it. */
  readonly field: readonly string[];
  readonly zh: string;
  readonly en: string;
  /** Asked only where it applies; default: always. */
  readonly isAsked?: (settings: CountySettings) => boolean;
  /** What an empty answer takes. */
  readonly otherwise: (settings: CountySettings) => string;
  /** The settings with an answer in place, not checked yet. */
  readonly answered: (settings: CountySettings, text: string) => unknown;
}

const numberOr = (text: string): unknown => (/^\d+$/.test(text) ? Number(text) : text);
const orNull = (text: string, read: (text: string) => unknown = (each) => each): unknown =>
  text === NOTHING ? null : read(text);
const shown = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? NOTHING : String(value);

const YES = /^(y|yes|是|on)$/i;
const NO = /^(n|no|否|off)$/i;
const yesOrNo = (text: string): unknown => (YES.test(text) ? true : NO.test(text) ? false : text);

const isPartition = (text: string): text is Partition => PARTITIONS.some((each) => each === text);

const PLACE: readonly Question[] = [
  {
    field: ['partition'],
    zh: '分区：aws 或 aws-cn（中国大陆）',
    en: 'partition: aws, or aws-cn (mainland China)',
    otherwise: ({ partition }) => partition,
    answered: (settings, text) =>
      isPartition(text)
        ? defaultSettings({ county: settings.county, partition: text })
        : { ...settings, partition: text },
  },
  {
    field: ['countyName'],
    zh: '县局名称，显示在页面上',
    en: 'the name that the pages show',
    otherwise: ({ countyName }) => countyName,
    answered: (settings, countyName) => ({ ...settings, countyName }),
  },
  {
    field: ['region'],
    zh: '区域：一切数据都在那里，包括个人信息',
    en: 'region: where everything lies, personal data included',
    otherwise: ({ region }) => region,
    answered: (settings, region) => ({
      ...settings,
      region,
      ...(settings.partition === 'aws' ? {} : { domain: defaultDomain({ ...settings, region }) }),
    }),
  },
  {
    field: ['account'],
    zh: `账号，十二位数字；${NOTHING} 表示由登录的凭证决定`,
    en: `account, twelve digits; ${NOTHING}: whichever the credentials belong to`,
    otherwise: ({ account }) => shown(account),
    answered: (settings, text) => ({ ...settings, account: orNull(text) }),
  },
  {
    field: ['accountConcurrency'],
    zh: `账号在该区域的 Lambda 并发配额；${NOTHING} 表示不知道，也就不设上限`,
    en: `the account's quota of concurrent Lambda executions there; ${NOTHING}: not known, nothing is capped`,
    otherwise: ({ accountConcurrency }) => shown(accountConcurrency),
    answered: (settings, text) => {
      const { accountConcurrency: _, ...others } = settings;
      return text === NOTHING ? others : { ...others, accountConcurrency: numberOr(text) };
    },
  },
];

const DOMAIN: readonly Question[] = [
  {
    field: ['domain', 'name'],
    zh: `域名，印在二维码里；${NOTHING} 表示用 CloudFront 给的地址（aws-cn 必须有备案域名）`,
    en: `domain, which the QR codes carry; ${NOTHING}: the address that CloudFront gives (aws-cn needs one with an ICP filing)`,
    otherwise: ({ domain }) => shown(domain?.name),
    answered: (settings, text) => ({
      ...settings,
      domain: orNull(text, (name) => ({
        name,
        certificate: settings.domain?.certificate ?? placeholderCertificate(settings),
      })),
    }),
  },
  {
    field: ['domain', 'certificate'],
    zh: '证书的 ARN（CloudFront 用 us-east-1 的 ACM 证书，aws-cn 用本区域的）',
    en: 'the ARN of its certificate (ACM in us-east-1 for CloudFront, in the region itself in aws-cn)',
    isAsked: ({ domain }) => domain !== null,
    otherwise: ({ domain }) => shown(domain?.certificate),
    answered: (settings, certificate) => ({ ...settings, domain: { ...settings.domain, certificate } }),
  },
];

type Issuer = Extract<CountySettings['staff'], { kind: 'issuer' }>;
const issuerOf = ({ staff }: CountySettings): Issuer | undefined => (staff.kind === 'issuer' ? staff : undefined);

const issuerQuestion = (name: Exclude<keyof Issuer, 'kind'>, zh: string, en: string): Question => ({
  field: ['staff', name],
  zh,
  en,
  isAsked: ({ staff }) => staff.kind === 'issuer',
  otherwise: (settings) => shown(issuerOf(settings)?.[name]),
  answered: (settings, text) => ({ ...settings, staff: { ...settings.staff, [name]: text } }),
});

const staffOf = (county: string, kind: string): unknown => {
  if (kind === 'cognito') return defaultPool(county);
  return kind === 'issuer' ? defaultIssuer(county) : { kind };
};

const STAFF: readonly Question[] = [
  {
    field: ['staff'],
    zh: '工作人员怎样登录：cognito（为本县新建用户池，仅 aws）或 issuer（已有的 OpenID Connect 服务）',
    en: 'how staff sign in: cognito (a pool made for this county, aws only) or issuer (an OpenID Connect issuer that exists)',
    otherwise: ({ staff }) => staff.kind,
    answered: (settings, kind) => ({ ...settings, staff: staffOf(settings.county, kind) }),
  },
  issuerQuestion('issuer', '登录服务的地址', 'the address of the issuer'),
  issuerQuestion('clientId', '控制台的 client id', 'the client id of the console'),
  issuerQuestion('scope', '控制台申请的 scope，含 openid', 'what the console asks for, openid among it'),
  issuerQuestion('audience', '令牌的 audience', 'the audience of its tokens'),
  {
    field: ['staff', 'domainPrefix'],
    zh: '登录页地址的前缀（同一区域内全球唯一）',
    en: 'the prefix of the login page’s address (unique in the region, for all accounts)',
    isAsked: ({ staff }) => staff.kind === 'cognito',
    otherwise: ({ staff }) => (staff.kind === 'cognito' ? staff.domainPrefix : NOTHING),
    answered: (settings, domainPrefix) => ({ ...settings, staff: { kind: 'cognito', domainPrefix } }),
  },
];

const WATCH: readonly Question[] = [
  {
    field: ['noticeSender'],
    zh: `通知的发件地址（在 SES 里验证过的）；${NOTHING} 表示通知只在控制台里`,
    en: `the verified SES address that notices to staff come from; ${NOTHING}: notices are in the console alone`,
    isAsked: ({ partition }) => partition === 'aws',
    otherwise: ({ noticeSender }) => noticeSender ?? NOTHING,
    answered: (settings, text) => ({ ...settings, noticeSender: text === NOTHING ? null : text }),
  },
  {
    field: ['alarms', 'receivers'],
    zh: `告警收件人，用逗号隔开；${NOTHING} 表示没有`,
    en: `who is told when something is wrong, separated by commas; ${NOTHING}: nobody`,
    otherwise: ({ alarms }) => alarms.receivers.join(',') || NOTHING,
    answered: (settings, text) => ({
      ...settings,
      alarms: { receivers: text === NOTHING ? [] : text.split(/[,，]/).map((each) => each.trim()) },
    }),
  },
  {
    field: ['budget', 'monthly'],
    zh: `每月预算，按账号的货币（USD；aws-cn 是 CNY）；${NOTHING} 表示不设`,
    en: `monthly budget in the account's currency (USD; CNY in aws-cn); ${NOTHING}: none`,
    otherwise: ({ budget }) => shown(budget?.monthly),
    answered: (settings, text) => ({ ...settings, budget: orNull(text, (each) => ({ monthly: numberOr(each) })) }),
  },
];

const CHOICES: readonly Question[] = [
  {
    field: ['waf'],
    zh: '要不要 AWS WAF（固定费用里最大的一项）：yes 或 no',
    en: 'AWS WAF (the largest part of the fixed price): yes or no',
    otherwise: ({ waf }) => (waf ? 'yes' : 'no'),
    answered: (settings, text) => ({ ...settings, waf: yesOrNo(text) }),
  },
  {
    field: ['keys'],
    zh: '密钥：kms（本县自己的）或 aws-managed（不付月费）',
    en: 'keys: kms (of this county) or aws-managed (without their monthly price)',
    otherwise: ({ keys }) => keys,
    answered: (settings, keys) => ({ ...settings, keys }),
  },
  {
    field: ['retention', 'logDays'],
    zh: `错误日志保留几天：${LOG_RETENTION_DAYS.join('、')}`,
    en: `days that error logs are kept: ${LOG_RETENTION_DAYS.join(', ')}`,
    otherwise: ({ retention }) => shown(retention.logDays),
    answered: (settings, text) => ({ ...settings, retention: { ...settings.retention, logDays: numberOr(text) } }),
  },
  {
    field: ['retention', 'resultsLockDays'],
    zh: `结果锁定几天不能删除，部署后不能改；${NOTHING} 表示不锁`,
    en: `days that results are locked against deletion, fixed at the first deployment; ${NOTHING}: not locked`,
    otherwise: ({ retention }) => shown(retention.resultsLockDays),
    answered: (settings, text) => ({
      ...settings,
      retention: { ...settings.retention, resultsLockDays: orNull(text, numberOr) },
    }),
  },
];

export const QUESTIONS: readonly Question[] = [...PLACE, ...DOMAIN, ...STAFF, ...WATCH, ...CHOICES];
