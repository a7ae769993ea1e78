/**
 * Counts a round from what was played, as it was played: a mark for every opinion entry, question, item and ballot. Written
 * without a look at `shared/process`, so that a mistake there is not repeated here.
 */

export type ItemEnd = 'rectified' | 'closed' | 'overdue' | 'open';

interface CountedMeeting {
  /** Ballots in the box, none of them void. */
  readonly ballots: number;
  readonly subjects: readonly {
    readonly grades: { readonly excellent: number; readonly qualified: number; readonly unqualified: number };
  }[];
}

interface PlayedUnit {
  readonly officers: number;
  readonly delegates: number;
  questions: number;
  suggestions: number;
  meeting: CountedMeeting | null;
  readonly items: Map<number, ItemEnd>;
}

interface Share {
  readonly have: number;
  readonly of: number;
}

/** What a round-up says of the round, or of one unit. */
export interface Figures {
  readonly units: number;
  readonly valid: number;
  readonly invalid: number;
  readonly officers: number;
  readonly delegates: number;
  readonly turnout: Share | null;
  readonly satisfaction: Share | null;
  readonly questions: number;
  readonly suggestions: number;
  readonly items: number;
  readonly rectified: number;
  readonly closed: number;
  readonly overdue: number;
}

interface RoundUp {
  readonly figures: Figures;
  readonly units: readonly { readonly unit: string; readonly figures: Figures }[];
}

/** A share of nothing is none. */
const shareOf = ({ have, of }: Share): Share | null => (of > 0 ? { have, of } : null);

/** More than half of the delegates have to vote. */
const isValid = ({ delegates, meeting }: PlayedUnit): boolean => meeting !== null && meeting.ballots * 2 > delegates;

function countUnits(units: readonly PlayedUnit[]): Figures {
  const sum = (of: (unit: PlayedUnit) => number, among = units) => among.reduce((total, unit) => total + of(unit), 0);
  const ends = (end: ItemEnd) => sum(({ items }) => [...items.values()].filter((each) => each === end).length);
  const valid = units.filter(isValid);
  let [content, graded] = [0, 0];
  for (const { meeting } of valid)
    for (const { grades } of meeting?.subjects ?? []) {
      content += grades.excellent + grades.qualified;
      graded += grades.excellent + grades.qualified + grades.unqualified;
    }
  return {
    units: units.length,
    valid: valid.length,
    invalid: units.filter(({ meeting }) => meeting !== null).length - valid.length,
    officers: sum(({ officers }) => officers),
    delegates: sum(({ delegates }) => delegates),
    turnout: shareOf({
      have: sum(({ meeting }) => meeting?.ballots ?? 0, valid),
      of: sum(({ delegates }) => delegates, valid),
    }),
    satisfaction: shareOf({ have: content, of: graded }),
    questions: sum(({ questions }) => questions),
    suggestions: sum(({ suggestions }) => suggestions),
    items: sum(({ items }) => items.size),
    rectified: ends('rectified'),
    closed: ends('closed'),
    overdue: ends('overdue'),
  };
}

const NAMES = [
  ...(['units', 'valid', 'invalid', 'officers', 'delegates', 'turnout', 'satisfaction'] as const),
  ...(['questions', 'suggestions', 'items', 'rectified', 'closed', 'overdue'] as const),
];

const inWords = (figure: number | Share | null): string =>
  figure === null ? '—' : typeof figure === 'number' ? `${figure}` : `${figure.have}/${figure.of}`;

const differences = (where: string, said: Figures, played: Figures): readonly string[] =>
  NAMES.flatMap((name) => {
    const [said_, played_] = [inWords(said[name]), inWords(played[name])];
    return said_ === played_ ? [] : [`${where}: ${name} ${said_} in the round-up, ${played_} played`];
  });

/** The marks of one round. */
export class RoundCounter {
  readonly #units = new Map<string, PlayedUnit>();

  /** A unit with its officers and the delegates on its list. */
  unit(unit: string, { officers, delegates }: { readonly officers: number; readonly delegates: number }): void {
    const items = new Map<number, ItemEnd>();
    this.#units.set(unit, { officers, delegates, questions: 0, suggestions: 0, meeting: null, items });
  }

  question(unit: string): void {
    this.#of(unit).questions += 1;
  }

  suggestion(unit: string): void {
    this.#of(unit).suggestions += 1;
  }

  meeting(unit: string, meeting: CountedMeeting): void {
    this.#of(unit).meeting = meeting;
  }

  /** Where an item stands; said again when that changes. */
  item(unit: string, number: number, end: ItemEnd): void {
    this.#of(unit).items.set(number, end);
  }

  get figures(): Figures {
    return countUnits([...this.#units.values()]);
  }

  figuresOf(unit: string): Figures {
    return countUnits([this.#of(unit)]);
  }

  /** Every figure of the round-up that is not what was played; empty when all agree. */
  disagreements({ figures, units }: RoundUp): readonly string[] {
    const missing = [...this.#units.keys()].filter((unit) => units.every((each) => each.unit !== unit));
    return [
      ...differences('round', figures, this.figures),
      ...missing.map((unit) => `${unit}: not in the round-up`),
      ...units.flatMap((each) => {
        const played = this.#units.get(each.unit);
        return played === undefined
          ? [`${each.unit}: in the round-up, and not played`]
          : differences(each.unit, each.figures, countUnits([played]));
      }),
    ];
  }

  #of(unit: string): PlayedUnit {
    const played = this.#units.get(unit);
    if (played === undefined) throw new Error(`${unit} is not counted`);
    return played;
  }
}
