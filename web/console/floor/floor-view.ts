import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { UnitView } from '../unit/unit-frame.tsx';

export type FloorView = ResponseOf<'getFloor'>;

/** What every section of the screen works with. */
export interface FloorProps {
  readonly view: UnitView;
  readonly floor: FloorView;
  readonly reload: () => void;
  /** This member of staff keeps the record. */
  readonly isRecorder: boolean;
}
