/**
 * The composition of a unit's delegates: at least 30; 80 % market entities, 5 % consumers or society, 5 % discipline
 * inspection, 10 % deputies or supervisors, unless the rules of the round say otherwise. The shares add to 100 %, so rounding up
 * would refuse the rule's own minimum of 30: a category is satisfied at floor(share × N), and at one seat at least.
 */
export const CATEGORIES = ['market-entity', 'consumer-society', 'discipline-inspection', 'deputy-supervisor'] as const;
export type Category = (typeof CATEGORIES)[number];

export const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  'market-entity': '市场主体',
  'consumer-society': '消费者及社会代表',
  'discipline-inspection': '纪检监察机关领导',
  'deputy-supervisor': '人大代表、政协委员、行风监督员',
};

/** How many delegates a unit's list must have at least, and which share of them each category, in whole per cent. */
export interface SeatRule {
  readonly minDelegates: number;
  readonly sharesPercent: Readonly<Record<Category, number>>;
}

export const DEFAULT_SEAT_RULE: SeatRule = {
  minDelegates: 30,
  sharesPercent: { 'market-entity': 80, 'consumer-society': 5, 'discipline-inspection': 5, 'deputy-supervisor': 10 },
};

/** 100 for a rule that is one. */
export const sumOfShares = ({ sharesPercent }: Pick<SeatRule, 'sharesPercent'>): number =>
  CATEGORIES.reduce((sum, category) => sum + sharesPercent[category], 0);

export type CategoryCounts = Readonly<Record<Category, number>>;

export type SeatDefect =
  | { readonly code: 'too-few-delegates'; readonly required: number; readonly have: number; readonly missing: number }
  | {
      readonly code: 'category-short';
      readonly category: Category;
      readonly required: number;
      readonly have: number;
      readonly missing: number;
    };

export const isCategory = (value: string): value is Category => CATEGORIES.some((category) => category === value);

const seatsOf = (sharePercent: number, delegates: number): number =>
  Math.max(1, Math.floor((sharePercent * delegates) / 100));

/** The least seats of each category among `delegates` (30 → 24+1+1+3, 33 → 26+1+1+3). Throws on anything but a whole number ≥ 0. */
export const seatsRequired = (delegates: number, { sharesPercent }: SeatRule = DEFAULT_SEAT_RULE): CategoryCounts => {
  if (!Number.isSafeInteger(delegates) || delegates < 0) throw new RangeError('delegates must be a whole number');
  return {
    'market-entity': seatsOf(sharesPercent['market-entity'], delegates),
    'consumer-society': seatsOf(sharesPercent['consumer-society'], delegates),
    'discipline-inspection': seatsOf(sharesPercent['discipline-inspection'], delegates),
    'deputy-supervisor': seatsOf(sharesPercent['deputy-supervisor'], delegates),
  };
};

/** The shares are those of the list's own length; a list shorter than the minimum is measured against the minimum's seats. */
export const checkSeats = (counts: CategoryCounts, rule: SeatRule): readonly SeatDefect[] => {
  const { minDelegates } = rule;
  const have = CATEGORIES.reduce((sum, category) => sum + counts[category], 0);
  const required = seatsRequired(Math.max(have, minDelegates), rule);
  const total: SeatDefect[] =
    have < minDelegates
      ? [{ code: 'too-few-delegates', required: minDelegates, have, missing: minDelegates - have }]
      : [];
  const short = CATEGORIES.filter((category) => counts[category] < required[category]).map(
    (category): SeatDefect => ({
      code: 'category-short',
      category,
      required: required[category],
      have: counts[category],
      missing: required[category] - counts[category],
    }),
  );
  return [...total, ...short];
};

export const countCategories = (categories: Iterable<Category>): CategoryCounts => {
  const counts: Record<Category, number> = {
    'market-entity': 0,
    'consumer-society': 0,
    'discipline-inspection': 0,
    'deputy-supervisor': 0,
  };
  for (const category of categories) counts[category] += 1;
  return counts;
};
