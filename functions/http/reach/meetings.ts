import { Meetings } from '../../store/meetings.ts';
import type { Source } from './source.ts';

export const meetings = ({ read, tables }: Source): Meetings => new Meetings(tables(), read('MEETINGS_TABLE'));
