import type { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { CountySettings } from './county-settings.ts';
import { EDGE_REGION, stackIn } from './edge-stack.ts';

/** The tag by which a county's cost is told from others' of the same account; activated once as a cost allocation tag. */
export const COST_TAG = 'county';

const WARNINGS_PERCENT = [80, 100];
/** A notification has room for so many addresses. */
const MOST_ADDRESSES = 10;

const CURRENCIES = { aws: 'USD', 'aws-cn': 'CNY' } as const;

/**
 * The monthly budget of a county, which warns by mail at 80 and at 100 %. It has no name of its own: a notification that changes
 * makes it anew, and two budgets of one name cannot be. A budget is no region's, and CloudFormation does not make one in each
 * (none in ap-east-1).
 */
export function countyBudget(stack: Stack, { county, partition, budget, alarms, account }: CountySettings): void {
  if (budget === null) return;
  const subscribers = alarms.receivers
    .slice(0, MOST_ADDRESSES)
    .map((address) => ({ subscriptionType: 'EMAIL', address }));
  const notifications = WARNINGS_PERCENT.map((threshold) => ({
    notification: {
      notificationType: 'ACTUAL',
      comparisonOperator: 'GREATER_THAN',
      threshold,
      thresholdType: 'PERCENTAGE',
    },
    subscribers,
  }));
  const home = partition === 'aws' ? stackIn(EDGE_REGION, stack, account) : stack;
  new CfnBudget(home, 'Budget', {
    budget: {
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: budget.monthly, unit: CURRENCIES[partition] },
      costFilters: { TagKeyValue: [`user:${COST_TAG}$${county}`] },
    },
    ...(subscribers.length === 0 ? {} : { notificationsWithSubscribers: notifications }),
  });
}
