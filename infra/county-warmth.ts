import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { CountySettings } from './county-settings.ts';

type Warm = CountySettings['warm'];

/** What a hall does all at once, and waits for. */
export const WARM_NAMES = ['cast', 'draw'] as const;

export interface WarmPlan {
  /** Instances that are to be warm at the moment of the plan. */
  readonly now: number;
  /** The most there will be. */
  readonly most: number;
  /** From then on so many, in the order of time. */
  readonly steps: readonly { readonly atMs: number; readonly instances: number }[];
}

/**
 * When how many instances are warm; null when none is or will be. Where two entries overlap the larger number holds. What is over
 * is left out: a schedule in the past is refused when it is deployed.
 */
export function warmPlan(warm: Warm, nowMs: number): WarmPlan | null {
  const spans = warm.map(({ from, until, instances }) => ({
    fromMs: Date.parse(from),
    untilMs: Date.parse(until),
    instances,
  }));
  const instancesAt = (ms: number): number =>
    Math.max(0, ...spans.filter(({ fromMs, untilMs }) => fromMs <= ms && ms < untilMs).map((span) => span.instances));
  const moments = new Set(spans.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]));
  const steps = [...moments]
    .filter((ms) => ms > nowMs)
    .sort((a, b) => a - b)
    .map((atMs) => ({ atMs, instances: instancesAt(atMs) }));
  if (steps.length === 0) return null;
  const now = instancesAt(nowMs);
  return { now, most: Math.max(now, ...steps.map(({ instances }) => instances)), steps };
}

/** An alias of a function that holds warm instances around meetings. */
export class WarmFunction extends Construct {
  readonly alias: Alias;

  constructor(scope: Construct, id: string, { handler, plan }: { handler: LambdaFunction; plan: WarmPlan }) {
    super(scope, id);
    this.alias = handler.addAlias('warm');
    const target = this.alias.addAutoScaling({ minCapacity: plan.now, maxCapacity: plan.most });
    for (const { atMs, instances } of plan.steps) {
      const at = new Date(atMs);
      target.scaleOnSchedule(`At-${at.toISOString()}`, {
        schedule: Schedule.at(at),
        minCapacity: instances,
        maxCapacity: instances,
      });
    }
  }
}
