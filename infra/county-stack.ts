import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionName } from '../shared/contract/operation.ts';
import { SCHEDULED_NAMES } from '../shared/contract/schedules.ts';
import type { Handlers } from './county-api.ts';
import { type CountyBuckets, countyBuckets } from './county-buckets.ts';
import { COST_TAG } from './county-budget.ts';
import { countyFront } from './county-front.ts';
import { CAST_TIME_LIMIT_MS, CountyFunction } from './county-function.ts';
import { type StaffIdentity, staffIdentity } from './county-identity.ts';
import { type CountyKeys, countyKeys } from './county-keys.ts';
import { CountySchedule } from './county-schedule.ts';
import type { CountySettings } from './county-settings.ts';
import { CountyTables } from './county-tables.ts';
import { WARM_NAMES, WarmFunction, warmPlan } from './county-warmth.ts';
import { CountyWatch } from './county-watch.ts';
import type { CountyFront } from './front.ts';
import { ROLE_NAMES, type RoleName } from './permissions.ts';
import { atOnce } from './reserved-concurrency.ts';

export interface CountyStackProps extends StackProps {
  /** When the template is made; entries of `warm` that are over by then are left out. Default: none is over. */
  readonly nowMs?: number;
}

/** What the functions of a county reach. */
interface Reached {
  readonly settings: CountySettings;
  readonly tables: CountyTables;
  readonly buckets: CountyBuckets;
  readonly keys: CountyKeys;
}

const environmentOf = (
  { settings, tables, buckets, keys }: Reached,
  { origin, staff }: { readonly origin: string; readonly staff: StaffIdentity },
): Readonly<Record<string, string>> => ({
  COUNTY: settings.county,
  COUNTY_NAME: settings.countyName,
  REGISTRY_TABLE: tables.registry.tableName,
  MEETINGS_TABLE: tables.meetings.tableName,
  BALLOT_BOX_TABLE: tables.ballotBox.tableName,
  OPINIONS_TABLE: tables.opinions.tableName,
  RESULTS_BUCKET: buckets.results.bucketName,
  UPLOADS_BUCKET: buckets.uploads.bucketName,
  PHOTOS_BUCKET: buckets.photos.bucketName,
  ORIGIN: origin,
  ...(settings.noticeSender === null
    ? { NOTICE_CHANNEL: 'console' }
    : { NOTICE_CHANNEL: 'mail', NOTICE_SENDER: settings.noticeSender }),
  KEY_ID: keys.wrapping.keyArn,
  OIDC_ISSUER: staff.oidc.issuer,
  OIDC_AUDIENCE: staff.oidc.audience,
  OIDC_TOKENS: staff.tokens,
  CAST_TIME_LIMIT_MS: String(CAST_TIME_LIMIT_MS),
});

/** One county: its tables, keys, functions, API and pages. Counties share nothing. */
export class CountyStack extends Stack {
  readonly settings: CountySettings;
  readonly tables: CountyTables;
  readonly buckets: CountyBuckets;
  readonly keys: CountyKeys;
  readonly front: CountyFront;
  readonly handlers: Readonly<Record<RoleName, LambdaFunction>>;

  constructor(scope: Construct, id: string, settings: CountySettings, { nowMs = 0, ...props }: CountyStackProps = {}) {
    const { region, account } = settings;
    super(scope, id, {
      description: `Shuangshu, county ${settings.county}`,
      env: { region, ...(account === null ? {} : { account }) },
      crossRegionReferences: true,
      // For the bill: CloudFormation gives them to whatever it makes.
      tags: { application: 'shuangshu', [COST_TAG]: settings.county },
      ...props,
    });
    this.settings = settings;
    this.keys = countyKeys(this, settings.keys);
    this.tables = new CountyTables(this, 'Tables', { key: this.keys.data });
    this.buckets = countyBuckets(this, { ...settings, key: this.keys.data });
    this.front = countyFront(this, { settings, storage: [this.buckets.uploads, this.buckets.photos] });
    const staff = staffIdentity(this, { settings, origin: this.front.origin });
    this.handlers = this.#makeFunctions(settings, staff);
    for (const name of SCHEDULED_NAMES)
      new CountySchedule(this, `Schedule-${name}`, { name, handler: this.handlers[name] });
    const api = this.front.route({ ...this.handlers, ...this.#keepWarm(settings, nowMs) });
    this.front.publish(staff.oidc);
    new CountyWatch(this, 'Watch', { settings, api, handlers: this.handlers, tables: this.tables });
  }

  #makeFunctions(settings: CountySettings, staff: StaffIdentity): Readonly<Record<RoleName, LambdaFunction>> {
    const { tables, buckets, keys } = this;
    const environment = environmentOf({ settings, tables, buckets, keys }, { origin: this.front.origin, staff });
    const make = (name: RoleName) =>
      new CountyFunction(this, `Function-${name}`, {
        name,
        county: settings.county,
        tables,
        ...buckets,
        keys,
        noticeSender: settings.noticeSender,
        environment,
        logRetention: settings.retention.logDays,
        atOnce: atOnce(name, settings.accountConcurrency),
      }).handler;
    return Object.fromEntries(ROLE_NAMES.map((name) => [name, make(name)])) as Record<RoleName, LambdaFunction>;
  }

  /** The aliases that the API invokes instead of the functions themselves, where instances are kept warm. */
  #keepWarm({ warm }: CountySettings, nowMs: number): Partial<Handlers> {
    const plan = warmPlan(warm, nowMs);
    if (plan === null) return {};
    const aliasOf = (name: FunctionName) =>
      new WarmFunction(this, `Warm-${name}`, { handler: this.handlers[name], plan }).alias;
    return Object.fromEntries(WARM_NAMES.map((name) => [name, aliasOf(name)]));
  }
}
