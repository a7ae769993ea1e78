import type { RoundId } from '../../../shared/process/ids.ts';

export function PlanScreen({ round }: { readonly round: RoundId }) {
  return <h1>{round}</h1>;
}
