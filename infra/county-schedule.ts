import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { SCHEDULES, type ScheduledName } from '../shared/contract/schedules.ts';

/** China has one time, eight hours ahead of UTC, and no summer time; a rule counts in UTC. */
const SHANGHAI_AHEAD_HOURS = 8;

export interface CountyScheduleProps {
  readonly name: ScheduledName;
  readonly handler: IFunction;
}

/** Starts a scheduled function once a day. */
export class CountySchedule extends Construct {
  constructor(scope: Construct, id: string, { name, handler }: CountyScheduleProps) {
    super(scope, id);
    const { hour, minute } = SCHEDULES[name].dailyAt;
    const utcHour = (hour + 24 - SHANGHAI_AHEAD_HOURS) % 24;
    new Rule(this, 'Rule', {
      schedule: Schedule.cron({ hour: String(utcHour), minute: String(minute) }),
      targets: [new LambdaFunction(handler)],
    });
  }
}
