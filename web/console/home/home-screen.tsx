import type { RoundId } from '../../../shared/process/ids.ts';

export function HomeScreen({ round }: { readonly round: RoundId }) {
  return <h1>{round}</h1>;
}
