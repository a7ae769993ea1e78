import { Stack } from 'aws-cdk-lib';

/** Where the partition `aws` keeps what belongs to no region: certificates of CloudFront, budgets. */
export const EDGE_REGION = 'us-east-1';

/**
 * A county's stack in another region, `<stack>-edge`, for what AWS looks for there; the county's own where that is the region. Made
 * when it is not there yet.
 */
export function stackIn(region: string, stack: Stack, account: string | null): Stack {
  if (region === stack.region) return stack;
  const { scope, id } = stack.node;
  if (scope === undefined) throw new Error('a stack without an app');
  const edgeId = `${id}-edge`;
  const there = scope.node.tryFindChild(edgeId);
  if (there instanceof Stack) return there;
  return new Stack(scope, edgeId, {
    description: `What ${id} needs in ${region}`,
    env: { region, ...(account === null ? {} : { account }) },
    crossRegionReferences: true,
    tags: stack.tags.tagValues(),
  });
}
