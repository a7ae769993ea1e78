import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { useTexts } from '../../ui/texts.ts';
import { decimal, percent } from './figures.ts';
import { OUTCOME_TEXTS } from './texts.ts';

export type Results = ResponseOf<'getResults'>;
type Subject = Results['subjects'][number];
type Year = Subject['years'][number];

const WIDTH = 360;
const HEIGHT = 180;
const EDGE = { left: 32, right: 12, top: 20, bottom: 24 } as const;
/** Gridlines of a score out of 100. */
const MARKS = [0, 60, 85, 100] as const;

const heightOf = (score: number): number => EDGE.top + (HEIGHT - EDGE.top - EDGE.bottom) * (1 - score / 100);
const placeOf = (index: number, count: number): number =>
  count === 1
    ? (EDGE.left + WIDTH - EDGE.right) / 2
    : EDGE.left + 16 + ((WIDTH - EDGE.left - EDGE.right - 32) * index) / (count - 1);

interface Point {
  readonly round: string;
  readonly score: string;
  readonly x: number;
  readonly y: number;
}

const pointsOf = (years: readonly Year[]): readonly Point[] =>
  years.flatMap(({ round, score }, index) => {
    const shown = decimal(score);
    if (shown === null) return [];
    return [{ round, score: shown, x: placeOf(index, years.length), y: heightOf(Number(shown)) }];
  });

/** Scores over the years as a line; the same figures stand in the table beside it. */
function YearsChart({ name, years }: Pick<Subject, 'name' | 'years'>) {
  const texts = useTexts(OUTCOME_TEXTS);
  const points = pointsOf(years);
  const said = points.map(({ round, score }) => `${round} ${score}`).join('，');
  return (
    <svg class="years-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={texts.chart(name, said)}>
      {MARKS.map((mark) => (
        <g key={mark}>
          <line class="years-axis" x1={EDGE.left} x2={WIDTH - EDGE.right} y1={heightOf(mark)} y2={heightOf(mark)} />
          <text x={EDGE.left - 6} y={heightOf(mark) + 4} text-anchor="end">
            {mark}
          </text>
        </g>
      ))}
      <polyline class="years-line" points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      {points.map(({ round, score, x, y }) => (
        <g key={round}>
          <circle class="years-point" cx={x} cy={y} r="4" />
          <text x={x} y={y - 8} text-anchor="middle">
            {score}
          </text>
          <text x={x} y={HEIGHT - 6} text-anchor="middle">
            {round}
          </text>
        </g>
      ))}
    </svg>
  );
}

const isWithheld = ({ indicators }: Year): boolean => indicators.some(({ result }) => 'withheld' in result);

function YearRow({ year }: { readonly year: Year }) {
  const texts = useTexts(OUTCOME_TEXTS);
  const { round, post, score, grade, satisfaction, grades } = year;
  const shown = decimal(score) ?? (isWithheld(year) ? texts.withheld : '—');
  const cells = [
    [texts.post, post === '' ? '—' : post],
    [texts.score, shown],
    [texts.grade, grade === null ? '—' : texts.grades[grade]],
    [texts.satisfaction, percent(satisfaction) ?? '—'],
    [texts.excellent, grades.excellent],
    [texts.qualified, grades.qualified],
    [texts.unqualified, grades.unqualified],
    [texts.none, grades.none],
  ] as const;
  return (
    <tr>
      <th scope="row">{round}</th>
      {cells.map(([title, value]) => (
        <td key={title} data-title={title}>
          {value}
        </td>
      ))}
    </tr>
  );
}

function YearsTable({ years }: Pick<Subject, 'years'>) {
  const texts = useTexts(OUTCOME_TEXTS);
  const headings = [
    texts.round,
    texts.post,
    texts.score,
    texts.grade,
    texts.satisfaction,
    texts.excellent,
    texts.qualified,
    texts.unqualified,
    texts.none,
  ];
  return (
    <table class="years-table">
      <caption>{texts.tableCaption}</caption>
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {years.map((year) => (
          <YearRow key={year.round} year={year} />
        ))}
      </tbody>
    </table>
  );
}

/** The unit and each officer over the years, as announced. */
export function YearsSection({ results }: { readonly results: Results }) {
  const texts = useTexts(OUTCOME_TEXTS);
  const { meetings, subjects } = results;
  const invalid = meetings.filter(({ outcome }) => outcome === 'invalid');
  return (
    <section class="stack-small">
      <h2>{texts.results}</h2>
      <p>{meetings.length === 0 ? texts.noResults : texts.resultsLead}</p>
      {invalid.map(({ round, roundName }) => (
        <p key={round} class="note">
          {texts.invalid(roundName)}
        </p>
      ))}
      {subjects.map(({ kind, name, years }) => (
        <section key={`${kind} ${name}`} class="years" aria-label={name}>
          <h3>{name}</h3>
          <YearsChart name={name} years={years} />
          <YearsTable years={years} />
        </section>
      ))}
    </section>
  );
}
