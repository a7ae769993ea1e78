import type { RequestOf } from '../../../shared/contract/operations.ts';
import { DEFAULT_ROUND_CONFIG, type RoundConfig } from '../../../shared/process/round-config.ts';

type Opening = RequestOf<'openRound'>;
type OpenedUnit = Opening['units'][number];
type Rules = Opening['rules'];

/** Rules as a request carries them. */
export const rulesOf = (rules: RoundConfig = DEFAULT_ROUND_CONFIG): Rules => ({
  ...rules,
  unitIndicators: [...rules.unitIndicators],
  officerIndicators: [...rules.officerIndicators],
});

/** A unit with three officers, the first its head; people are made up. */
export const openedUnit = (unit: string, more: Partial<OpenedUnit> = {}): OpenedUnit => ({
  unit,
  name: `${unit}工商所`,
  heldOn: '2031-03-20',
  pilot: false,
  leader: { name: '样例副局长', email: 'leader@county.example' },
  headEmail: `head@${unit}.example`,
  officers: [
    { name: `${unit}所长`, post: '所长', isHead: true },
    { name: `${unit}副所长`, post: '副所长', isHead: false },
    { name: `${unit}监察员`, post: '纪检监察员', isHead: false },
  ],
  ...more,
});

export const openRequest = (more: Partial<Opening> = {}): Opening => ({
  round: '2031',
  name: '2030—2031年度双述',
  basis: [{ title: '关于开展双述工作的通知', number: '样例〔2031〕1号', date: '2031-01-05' }],
  leader: { name: '样例局长', post: '局长', email: 'head@county.example' },
  commission: { name: '样例纪委干部', email: 'commission@county.example' },
  units: [openedUnit('chengguan', { pilot: true, heldOn: '2031-03-10' }), openedUnit('huilongshan')],
  rules: rulesOf(),
  ...more,
});
