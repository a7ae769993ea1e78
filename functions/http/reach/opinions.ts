import { Opinions } from '../../store/opinions.ts';
import type { Source } from './source.ts';

export const opinions = ({ read, tables }: Source): Opinions => new Opinions(tables(), read('OPINIONS_TABLE'));
