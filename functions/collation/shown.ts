import { type CollatedItem, collatedId } from '../../shared/process/collation.ts';
import type { StoredOpinion } from '../store/opinions.ts';
import type { Versioned } from '../store/versioned-items.ts';

/** A collated entry as everybody is shown it. */
export const shownItem = ({ value, version }: Versioned<CollatedItem>) => ({
  id: collatedId(value.number),
  version,
  ...value,
});

/** An opinion as the inspection office is shown it; what its author rated is not part of it. */
export const shownOpinion = ({ opinion, content, photos, state }: StoredOpinion) => ({
  opinion,
  ...content,
  photos,
  state,
});
