import type { CountySettings } from '../county-settings.ts';

/** What a county's stack has of the things that cost by the month; a test holds the synthesised template to it. */
export interface FixedParts {
  readonly keys: number;
  readonly firewallRules: number;
  /** Metrics that alarms look at. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  readonly customMetrics: number;
  readonly signIns: number;
}

/** Wraps the session keys; and those of tables and buckets, and of the alarms' topic. */
const WRAPPING_KEYS = 1;
const DATA_KEYS = 2;
/** Common rules, known bad inputs, reputation, the size of bodies, the rate. */
const FIREWALL_RULES = 5;
/** Faults, refused voting, slow answers and casting, escalation, notices, nightly runs, certificate. */
const ALARM_METRICS = 20;
/** Of our own, in the embedded metric format; counted only in the hours that they are sent. */
const CUSTOM_METRICS = 10;
/** Offices, leaders, auditors, and a clerk for each unit. */
const STAFF = 12;

export const fixedParts = ({ keys, waf, staff }: Pick<CountySettings, 'keys' | 'waf' | 'staff'>): FixedParts => ({
  keys: WRAPPING_KEYS + (keys === 'kms' ? DATA_KEYS : 0),
  firewallRules: waf ? FIREWALL_RULES : 0,
  alarmMetrics: ALARM_METRICS,
  dashboards: 1,
  customMetrics: CUSTOM_METRICS,
  signIns: staff.kind === 'cognito' ? STAFF : 0,
});
