/**
 * One county's deployment, as `infra/counties/<county>.json` holds it. Everything of a stack that differs between counties is here;
 * what a field means for editors is in its description (`npm run docs` writes `infra/counties/county.schema.json` from it).
 */
import * as z from 'zod';
import { OPERATION_IDS } from '../shared/contract/operations.ts';

/** How CloudWatch keeps logs: the days it offers, as far as they are of use here. */
export const LOG_RETENTION_DAYS = [7, 14, 30, 60, 90, 180, 365] as const;

export const PARTITIONS = ['aws', 'aws-cn'] as const;
export type Partition = (typeof PARTITIONS)[number];

/** Regions of the partition `aws-cn` begin so, and no others. */
const CHINA_REGION = /^cn-/;
export const partitionOf = (region: string): Partition => (CHINA_REGION.test(region) ? 'aws-cn' : 'aws');

const hostName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const certificateArn = /^arn:(aws|aws-cn):(acm|iam):[a-z0-9-]*:\d{12}:(certificate|server-certificate)\/[\w+=,.@/-]+$/;

const throttle = z
  .strictObject({
    perSecond: z.int().min(1).max(10_000).describe('requests a second, steady'),
    burst: z.int().min(1).max(10_000).describe('requests at once'),
  })
  .describe('limits of one route, or of every route, for the whole county');

const domain = z
  .strictObject({
    name: z.string().regex(hostName, 'a host name').describe('where people open the pages; printed QR codes carry it'),
    certificate: z
      .string()
      .regex(certificateArn, 'the ARN of a certificate')
      .describe('ACM in us-east-1 for CloudFront (partition aws), in the region itself in aws-cn'),
  })
  .describe('the domain of the pages with its certificate; null: the address that CloudFront gives');

const issuer = z
  .strictObject({
    kind: z.literal('issuer'),
    issuer: z
      .url({ protocol: /^https$/ })
      .describe('any OpenID Connect issuer; its tokens carry the claims county and role'),
    clientId: z.string().min(1).max(200),
    scope: z
      .string()
      .regex(/(^| )openid( |$)/, 'with openid among it')
      .describe('what the console asks for, openid among it'),
    audience: z.string().min(1).max(200),
  })
  .describe('an issuer that exists');

const cognito = z
  .strictObject({
    kind: z.literal('cognito'),
    domainPrefix: z
      .string()
      .regex(/^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'lower-case letters, digits and hyphens')
      .describe('the login page is <prefix>.auth.<region>.amazoncognito.com'),
  })
  .describe('make a Cognito pool for this county (partition aws only)');

const fields = z.strictObject({
  $schema: z.string().optional().describe('for editors: ./county.schema.json'),
  county: z
    .string()
    .regex(/^(?!.*-edge$)[a-z0-9-]{3,64}$/, 'lower-case letters, digits and hyphens, not ending in -edge')
    .describe('the id; the file is named after it, and so are its stacks: <id> and <id>-edge'),
  countyName: z.string().min(1).max(60).describe('as the pages show it'),
  partition: z.enum(PARTITIONS),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region')
    .describe('where everything lies, personal data included'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'twelve digits')
    .nullable()
    .describe('the account it is deployed to; null: whichever the credentials belong to'),
  accountConcurrency: z
    .int()
    .min(10)
    .max(1_000_000)
    .optional()
    .describe(
      "the account's quota of concurrent Lambda executions in the region (a new account has 10, most have 1000); without it, or when it is too small, no function's concurrency is capped",
    ),
  domain: domain.nullable(),
  staff: z.discriminatedUnion('kind', [issuer, cognito]).describe('how staff sign in'),
  noticeSender: z
    .email()
    .nullable()
    .describe(
      'the verified SES address that notices to staff come from; null: the console alone shows them, as in aws-cn, which has no SES',
    ),
  retention: z
    .strictObject({
      logDays: z.literal(LOG_RETENTION_DAYS).describe('days that error logs are kept'),
      resultsLockDays: z
        .int()
        .min(1)
        .max(36_500)
        .nullable()
        .describe(
          'object lock (governance) on results for so many days; null: versions alone. Fixed at the first deployment',
        ),
    })
    .describe('how long logs are kept, and results cannot be deleted'),
  alarms: z
    .strictObject({ receivers: z.array(z.email()).max(20).describe('who is told by e-mail; each confirms once') })
    .describe('who is told when something is wrong'),
  budget: z
    .strictObject({
      monthly: z.int().min(1).max(1_000_000).describe('in the currency of the account: USD, or CNY in aws-cn'),
    })
    .nullable()
    .describe('a warning at 80 % and 100 % of it; null: none'),
  waf: z.boolean().describe('AWS WAF before pages and API; the largest part of the fixed price'),
  throttles: z
    .strictObject({
      default: throttle,
      routes: z.partialRecord(z.enum(OPERATION_IDS), throttle).describe('by operation of the contract'),
    })
    .describe('how many requests are let through'),
  keys: z
    .enum(['kms', 'aws-managed'])
    .describe('kms: tables and buckets under customer keys of this county; aws-managed: without their monthly price'),
  warm: z
    .array(
      z.strictObject({
        from: z.iso.datetime({ offset: true }).describe('with its offset, as 2026-12-01T08:00:00+08:00'),
        until: z.iso.datetime({ offset: true }),
        instances: z.int().min(1).max(200).describe('of casting and of drawing, each'),
      }),
    )
    .max(60)
    .describe('provisioned concurrency around meetings; an empty list costs nothing'),
});

type Fields = z.output<typeof fields>;

/** What one field alone cannot say. */
function disagreements({ partition, region, domain: site, staff, noticeSender, warm }: Fields): readonly {
  readonly path: readonly (string | number)[];
  readonly message: string;
}[] {
  const found: { path: (string | number)[]; message: string }[] = [];
  if (partitionOf(region) !== partition)
    found.push({ path: ['region'], message: `${region} is no region of the partition ${partition}` });
  if (partition === 'aws-cn' && site === null)
    found.push({
      path: ['domain'],
      message: 'in aws-cn the pages need a domain with an ICP filing, and its certificate',
    });
  if (partition === 'aws-cn' && noticeSender !== null)
    found.push({ path: ['noticeSender'], message: 'aws-cn has no SES: null, and the console alone shows notices' });
  if (partition === 'aws-cn' && site !== null && !site.certificate.startsWith(`arn:aws-cn:acm:${region}:`))
    found.push({ path: ['domain', 'certificate'], message: `API Gateway takes a certificate of ACM in ${region}` });
  if (partition === 'aws-cn' && staff.kind === 'cognito')
    found.push({ path: ['staff'], message: 'aws-cn has no Cognito user pools: name an issuer' });
  if (site !== null && !site.certificate.startsWith(`arn:${partition}:`))
    found.push({ path: ['domain', 'certificate'], message: `the certificate is not of the partition ${partition}` });
  if (partition === 'aws' && site !== null && !site.certificate.startsWith('arn:aws:acm:us-east-1:'))
    found.push({ path: ['domain', 'certificate'], message: 'CloudFront takes a certificate of ACM in us-east-1' });
  warm.forEach(({ from, until }, place) => {
    if (Date.parse(until) <= Date.parse(from))
      found.push({ path: ['warm', place, 'until'], message: 'ends before it begins' });
  });
  return found;
}

export const countySettings = fields.superRefine((settings, context) => {
  for (const { path, message } of disagreements(settings))
    context.addIssue({ code: 'custom', path: [...path], message });
});

export type CountySettings = Omit<Fields, '$schema'>;
export type Throttle = z.output<typeof throttle>;

/** JSON Schema (2020-12) of a county file, for editors; what two fields must agree on is checked when it is read. */
export const countyJsonSchema = (): unknown => ({
  title: 'A county of 双述 (infra/counties/<county>.json)',
  ...z.toJSONSchema(fields, { io: 'input' }),
});
