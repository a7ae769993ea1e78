import type { RequestOf, ResponseOf } from '../../../shared/contract/operations.ts';
import { DEFAULT_ROUND_CONFIG } from '../../../shared/process/round-config.ts';
import { type Ask, INSPECTION } from './ask.ts';
import type { SampleRound, SampleUnit } from './sample-round.ts';

type ChangedPlan = RequestOf<'changePlan'>['plan'];
type PlannedUnit = ChangedPlan['units'][number];
type ReadPlan = ResponseOf<'getPlan'>['plan'];

/** What the plan of a sample says beside its lists. */
export interface PlayedPlan {
  readonly round: string;
  /** Day of the meeting, YYYY-MM-DD, by unit; the others stay open. */
  readonly dates: Readonly<Record<string, string>>;
  /** Units that go first. */
  readonly pilots: readonly string[];
}

/** The source says that the county acted on documents of its own; their titles and numbers are made up. */
export const SAMPLE_BASIS: ChangedPlan['basis'] = [
  { title: '关于在基层分局、工商所开展“双述”工作的实施意见（样例）', number: '样例〔2007〕11号', date: '2007-10-08' },
  { title: '2007—2008年度双述工作方案（样例）', number: '样例〔2008〕2号', date: '2008-02-20' },
];

/** Made up, as all people of the sample are. */
export const SAMPLE_LEADER: ChangedPlan['leader'] = {
  name: '样例局长',
  post: '党组书记、局长（样例）',
  email: 'leader@county.example',
};

/** Made up as well. */
const SAMPLE_COMMISSION: ChangedPlan['commission'] = { name: '样例纪委干部', email: 'commission@county.example' };

const countyLeaderOf = (place: number): PlannedUnit['leader'] => ({
  name: `样例副局长${'甲乙丙'[place % 3]}`,
  email: `deputy-${(place % 3) + 1}@county.example`,
});
const headAddress = (unit: string): string => `head@${unit}.example`;

const WRITTEN_DAY = /^(\d{4})年(\d{1,2})月(\d{1,2})日/;

/** The days that the sample's own lists give, as `2008年3月11日 9:00`. */
export const writtenDates = (units: readonly SampleUnit[]): PlayedPlan['dates'] =>
  Object.fromEntries(
    units.flatMap(({ code, meetingTime }) => {
      const [, year, month = '', day = ''] = WRITTEN_DAY.exec(meetingTime) ?? [];
      return year === undefined ? [] : [[code, `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`]];
    }),
  );

/** Pilots first, then by day; a unit without one comes last. */
const inOrder = <Unit extends Pick<PlannedUnit, 'pilot' | 'heldOn'>>(units: readonly Unit[]): Unit[] => {
  const rank = ({ pilot, heldOn }: Unit) => `${pilot ? 0 : 1} ${heldOn ?? '9999'}`;
  return [...units].sort((left, right) => (rank(left) < rank(right) ? -1 : rank(left) > rank(right) ? 1 : 0));
};

const filledIn = ({ units, ...plan }: ReadPlan, { dates, pilots }: PlayedPlan): ChangedPlan => ({
  ...plan,
  basis: SAMPLE_BASIS,
  leader: SAMPLE_LEADER,
  commission: SAMPLE_COMMISSION,
  units: inOrder(
    units.map(({ unit, head }, place) => ({
      unit,
      heldOn: dates[unit] ?? null,
      pilot: pilots.includes(unit),
      leader: countyLeaderOf(place),
      head: { name: head.name, email: headAddress(unit) },
    })),
  ),
});

/** Gives a round that came as lists its basis, days and people responsible. Played again it changes nothing. */
export async function playPlan(ask: Ask, played: PlayedPlan): Promise<void> {
  const { round } = played;
  const { plan, version } = await ask(INSPECTION, 'getPlan', { round });
  const reason = '按年度双述工作方案填写（样例）';
  await ask(INSPECTION, 'changePlan', { round, expectedVersion: version, reason, plan: filledIn(plan, played) });
}

/** Opens the sample's round with its units and officers; the delegates come by nomination. Played again it changes nothing. */
export async function playOpening(ask: Ask, sample: SampleRound, { dates, pilots }: PlayedPlan): Promise<void> {
  const units = sample.units.map(({ code, name, head, officers }, place) => ({
    unit: code,
    name,
    heldOn: dates[code] ?? null,
    pilot: pilots.includes(code),
    leader: countyLeaderOf(place),
    headEmail: headAddress(code),
    officers: officers.map((officer) => ({ ...officer, isHead: officer.name === head })),
  }));
  const rules = {
    ...DEFAULT_ROUND_CONFIG,
    unitIndicators: [...DEFAULT_ROUND_CONFIG.unitIndicators],
    officerIndicators: [...DEFAULT_ROUND_CONFIG.officerIndicators],
  };
  const { id, name } = sample.round;
  const opening = {
    round: id,
    name,
    basis: SAMPLE_BASIS,
    leader: SAMPLE_LEADER,
    commission: SAMPLE_COMMISSION,
    units: inOrder(units),
    rules,
  };
  await ask(INSPECTION, 'openRound', opening);
}
