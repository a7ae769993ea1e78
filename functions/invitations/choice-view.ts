import type { ResponseOf } from '../../shared/contract/operations.ts';
import type { TellerChoice } from '../store/invitations.ts';
import { delegateId } from '../store/round-lists.ts';

/** A naming with its delegates by their ids. */
export const choiceView = ({ list: _list, ...choice }: TellerChoice): ResponseOf<'nameDelegatesTeller'> => ({
  ...choice,
  teller: delegateId(choice.teller),
  standIn: delegateId(choice.standIn),
  lot:
    choice.lot === null
      ? null
      : {
          ...choice.lot,
          tellers: choice.lot.tellers.map(delegateId),
          standIns: choice.lot.standIns.map(delegateId),
        },
});
