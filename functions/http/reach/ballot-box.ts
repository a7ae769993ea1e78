import { BallotBox } from '../../store/ballot-box.ts';
import type { Source } from './source.ts';

export const ballotBox = ({ read, tables }: Source): BallotBox => new BallotBox(tables(), read('BALLOT_BOX_TABLE'));
