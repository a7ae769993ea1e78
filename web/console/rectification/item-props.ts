import type { ResponseOf } from '../../../shared/contract/operations.ts';

export type WholeItem = ResponseOf<'getItem'>;

/** What every part of an item's page works with. */
export interface ItemProps {
  readonly session: string;
  readonly item: WholeItem;
  readonly reload: () => void;
}
