/** What a ballot asks: the unit on its indicators, then each officer on theirs. Frozen into the manifest of a session. */
export type Indicator = { readonly id: string; readonly name: string };

export type Subject = {
  readonly id: string;
  readonly kind: 'unit' | 'officer';
  readonly name: string;
  /** An officer's 职务; empty for the unit. */
  readonly post: string;
  readonly indicators: readonly Indicator[];
};

/** Both lists are open-ended in the rule (等), so they are the county's configuration. */
export type BallotConfig = {
  readonly unitIndicators: readonly Indicator[];
  readonly officerIndicators: readonly Indicator[];
};

export const UNIT_SUBJECT_ID = 'unit';

export const DEFAULT_UNIT_INDICATORS: readonly Indicator[] = [
  { id: 'i1', name: '依法履行职能' },
  { id: 'i2', name: '服务经济发展' },
  { id: 'i3', name: '政风行风建设' },
];

export const DEFAULT_OFFICER_INDICATORS: readonly Indicator[] = [
  { id: 'i1', name: '履行职责' },
  { id: 'i2', name: '行为规范' },
  { id: 'i3', name: '服务态度' },
  { id: 'i4', name: '办事效率' },
  { id: 'i5', name: '工作业绩' },
  { id: 'i6', name: '廉洁自律' },
];

export const DEFAULT_BALLOT_CONFIG: BallotConfig = {
  unitIndicators: DEFAULT_UNIT_INDICATORS,
  officerIndicators: DEFAULT_OFFICER_INDICATORS,
};

/** The most scores of one ballot: the longest sealed ballot that an answer, a code or a table item is laid out for has 1 050 bytes. */
export const MAX_INDICATORS = 370;

const requireDistinct = (ids: readonly string[], what: string): void => {
  if (new Set(ids).size !== ids.length) throw new Error(`two ${what} of a ballot have one id`);
};

/** The subjects of a session in ballot order: the unit first, officers as given. Throws when ids repeat or a list is empty. */
export const makeSubjects = ({
  unit,
  officers,
  config = DEFAULT_BALLOT_CONFIG,
}: {
  readonly unit: { readonly name: string };
  readonly officers: readonly { readonly id: string; readonly name: string; readonly post: string }[];
  readonly config?: BallotConfig;
}): readonly Subject[] => {
  const { unitIndicators, officerIndicators } = config;
  if (unitIndicators.length === 0 || officerIndicators.length === 0) throw new Error('a subject needs an indicator');
  for (const list of [unitIndicators, officerIndicators]) {
    requireDistinct(
      list.map(({ id }) => id),
      'indicators',
    );
  }
  requireDistinct([UNIT_SUBJECT_ID, ...officers.map(({ id }) => id)], 'subjects');
  return [
    { id: UNIT_SUBJECT_ID, kind: 'unit', name: unit.name, post: '', indicators: unitIndicators },
    ...officers.map(
      ({ id, name, post }): Subject => ({ id, kind: 'officer', name, post, indicators: officerIndicators }),
    ),
  ];
};

/** The number of scores on one ballot, which fixes its length (protocol.md §3). */
export const indicatorCount = (subjects: readonly Pick<Subject, 'indicators'>[]): number =>
  subjects.reduce((sum, { indicators }) => sum + indicators.length, 0);
