import type { ComponentChildren } from 'preact';
import { useTexts } from '../../ui/texts.ts';
import type { ResultRow as Row } from '../result-rows.ts';
import { TEXTS } from '../texts.ts';

const GRADES = ['excellent', 'qualified', 'unqualified'] as const;
const GRADES_AND_NONE = [...GRADES, 'none'] as const;

/** Longer names are set smaller, so that a long minority name does not push the others off the screen. */
const nameClass = (name: string) => {
  const { length } = [...name];
  return length <= 9 ? 'result-name' : length <= 13 ? 'result-name is-long' : 'result-name is-longest';
};

/** A name that still needs two lines breaks at its dots. */
function Name({ name }: { readonly name: string }) {
  const parts = name.split(/(?<=·)/);
  return (
    <span class={nameClass(name)}>
      {parts.map((part) => (
        <>
          {part}
          <wbr />
        </>
      ))}
    </span>
  );
}

/** A pattern beside the colour, so that the grades are told apart by who cannot see colours and on a washed-out projector. */
export function GradePatterns() {
  return (
    <svg class="patterns" aria-hidden="true" width="0" height="0">
      <defs>
        <pattern id="fill-qualified" width="1.6" height="14" patternUnits="userSpaceOnUse">
          <rect width="1.6" height="14" fill="#fff" />
          <rect width="0.8" height="14" fill="#1d5f9e" />
        </pattern>
      </defs>
    </svg>
  );
}

/** The columns, with the scale of both charts; `children` stand above the first. */
export function ResultHead({ children }: { readonly children: ComponentChildren }) {
  const texts = useTexts(TEXTS);
  return (
    <thead>
      <tr>
        <th scope="col">
          {children}
          {texts.subject}
        </th>
        <th scope="col">{texts.grade}</th>
        <th scope="col">{texts.score}</th>
        <th scope="col">{texts.satisfaction}</th>
        <th scope="col">
          <span class="grade-cells">
            {GRADES_AND_NONE.map((grade) => (
              <span key={grade} class="grade-cell">
                <i class={`swatch swatch-${grade}`} />
                {texts.gradesShort[grade]}
              </span>
            ))}
          </span>
        </th>
        <th scope="col">
          {texts.scores}
          <span class="scale" aria-hidden="true">
            {Array.from({ length: 11 }, (_, score) => (
              <span key={`score-${score}`} class="grade-cell">
                {score}
              </span>
            ))}
          </span>
        </th>
      </tr>
    </thead>
  );
}

function GradeBar({ grades }: Pick<Row, 'grades'>) {
  const given = GRADES.filter((grade) => grades[grade] > 0);
  const total = given.reduce((sum, grade) => sum + grades[grade], 0);
  let left = 0;
  return (
    <svg class="grade-bar" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      {given.map((grade) => {
        const width = (grades[grade] / total) * 100;
        left += width;
        return (
          <rect
            key={grade}
            class={`fill-${grade}`}
            x={left - width}
            y="1"
            width={Math.max(0.4, width - 0.6)}
            height="12"
          />
        );
      })}
    </svg>
  );
}

function Histogram({ histogram }: Pick<Row, 'histogram'>) {
  const highest = Math.max(1, ...histogram);
  const label = histogram.map((count, score) => `${score}: ${count}`).join('，');
  return (
    <svg class="histogram" viewBox="0 0 110 40" preserveAspectRatio="none" role="img" aria-label={label}>
      {histogram.map((count, score) => {
        const height = count === 0 ? 0 : Math.max(2, (count / highest) * 37);
        return <rect key={`score-${score}`} x={score * 10 + 1} y={39 - height} width="8" height={height} />;
      })}
      <line x1="0" y1="39.5" x2="110" y2="39.5" />
    </svg>
  );
}

/** One subject: in words and figures first, the charts beside them. */
export function ResultRow({ row }: { readonly row: Row }) {
  const texts = useTexts(TEXTS);
  return (
    <tr class={row.isUnit ? 'is-unit' : ''}>
      <th scope="row">
        <Name name={row.name} />
        <span class="result-post">{row.isUnit ? texts.unit : row.post}</span>
      </th>
      {row.score === null ? (
        <td colSpan={5} class="result-withheld">
          {texts.withheld}
        </td>
      ) : (
        <>
          <td class={`result-grade grade-${row.grade ?? 'none'}`}>
            {row.grade === null ? '—' : texts.grades[row.grade]}
          </td>
          <td class="result-score">{row.score}</td>
          <td class="result-satisfaction">{row.satisfaction === null ? '—' : `${row.satisfaction}%`}</td>
          <td class="result-bars">
            <GradeBar grades={row.grades} />
            <span class="grade-cells">
              {GRADES_AND_NONE.map((grade) => (
                <span key={grade} class="grade-cell">
                  {row.grades[grade]}
                </span>
              ))}
            </span>
          </td>
          <td class="result-histogram">
            <Histogram histogram={row.histogram} />
            {row.withheldIndicators > 0 && (
              <span class="hall-small">{texts.withheldIndicators(row.withheldIndicators)}</span>
            )}
          </td>
        </>
      )}
    </tr>
  );
}
