import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { ROUND_UP_FIGURES, type RoundUpFigure } from '../../../shared/process/round-up.ts';
import { useTexts } from '../../ui/texts.ts';
import { ROUND_UP_TEXTS } from './texts.ts';

export type RoundUp = ResponseOf<'getRoundUp'>;

const quotedText = ({ quoted }: RoundUp, figure: RoundUpFigure): string => {
  const found = quoted?.figures.find((each) => each.figure === figure);
  return found === undefined ? '—' : [found.text, found.note].filter((part) => part !== '').join('，');
};

function FiguresTable({ roundUp }: { readonly roundUp: RoundUp }) {
  const texts = useTexts(ROUND_UP_TEXTS);
  return (
    <table class="round-up-table round-up-figures">
      <caption>{texts.figuresCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.figure}</th>
          <th scope="col">{texts.ours}</th>
          {roundUp.quoted !== null && <th scope="col">{texts.source}</th>}
          <th scope="col">{texts.formula}</th>
        </tr>
      </thead>
      <tbody>
        {ROUND_UP_FIGURES.map((figure) => (
          <tr key={figure}>
            <th scope="row">{texts.names[figure]}</th>
            <td data-title={texts.ours}>{texts.value(figure, roundUp.figures)}</td>
            {roundUp.quoted !== null && <td data-title={texts.source}>{quotedText(roundUp, figure)}</td>}
            <td data-title={texts.formula} class="round-up-formula">
              {texts.formulas[figure]}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const UNIT_COLUMNS = [
  'officers',
  'delegates',
  'turnout',
  'satisfaction',
  'questions',
  'suggestions',
  'items',
  'rectified',
  'overdue',
] as const;

function UnitRow({ unit }: { readonly unit: RoundUp['units'][number] }) {
  const texts = useTexts(ROUND_UP_TEXTS);
  const { figures, name } = unit;
  return (
    <tr>
      <th scope="row">{name}</th>
      {UNIT_COLUMNS.map((column) => (
        <td key={column} data-title={texts[column]}>
          {column === 'turnout' || column === 'satisfaction' ? texts.value(column, figures) : figures[column]}
        </td>
      ))}
    </tr>
  );
}

function UnitsTable({ roundUp }: { readonly roundUp: RoundUp }) {
  const texts = useTexts(ROUND_UP_TEXTS);
  if (roundUp.units.length === 0) return <p class="note">{texts.noUnits}</p>;
  return (
    <table class="round-up-table round-up-units">
      <caption>{texts.unitsCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.unit}</th>
          {UNIT_COLUMNS.map((column) => (
            <th key={column} scope="col">
              {texts[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {roundUp.units.map((unit) => (
          <UnitRow key={unit.unit} unit={unit} />
        ))}
      </tbody>
    </table>
  );
}

/** From here on the paper is printed in small type: in the usual one so many rows do not stand on one page. */
const MANY_UNITS = 10;

/** The round-up as one page: what is on the screen is what is printed. */
export function RoundUpPaper({ roundUp }: { readonly roundUp: RoundUp }) {
  const texts = useTexts(ROUND_UP_TEXTS);
  const { roundName, countyName, onDay, notice, figures, quoted } = roundUp;
  return (
    <article class={roundUp.units.length < MANY_UNITS ? 'round-up-paper' : 'round-up-paper round-up-many'}>
      <h1>{texts.title(roundName)}</h1>
      <p class="round-up-line">{texts.drawnUp(countyName, onDay)}</p>
      {notice !== null && <p class="round-up-notice">{notice}</p>}
      <p>{texts.basis(figures)}</p>
      <FiguresTable roundUp={roundUp} />
      {quoted !== null && <p class="round-up-small">{texts.quotedFrom(quoted.source)}</p>}
      <UnitsTable roundUp={roundUp} />
    </article>
  );
}
