import { useState } from 'preact/hooks';
import { indicatorCount } from '../../../shared/process/ballot-form.ts';
import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitPage, type UnitView } from '../unit/unit-frame.tsx';
import { BallotSheet } from './ballot-sheet.tsx';
import { type PaperForm, readForm } from './read-form.ts';
import { TallySheet } from './tally-sheet.tsx';
import { PAPER_TEXTS } from './texts.ts';
import { whyNoPaper } from './who-prints.ts';

type Sheet = 'ballot' | 'tally';
const SHEETS: readonly Sheet[] = ['ballot', 'tally'];

interface ChoiceProps {
  readonly chosen: Sheet;
  readonly onChoose: (sheet: Sheet) => void;
}

function SheetChoice({ chosen, onChoose }: ChoiceProps) {
  const texts = useTexts(PAPER_TEXTS);
  const help = { ballot: texts.ballotHelp, tally: texts.tallyHelp };
  return (
    <fieldset class="choices">
      <legend>{texts.choose}</legend>
      {SHEETS.map((sheet) => (
        <div key={sheet}>
          <label class="choice">
            <input
              type="radio"
              name="sheet"
              checked={sheet === chosen}
              aria-describedby={`sheet-${sheet}`}
              onChange={() => onChoose(sheet)}
            />{' '}
            {texts[sheet]}
          </label>
          <p id={`sheet-${sheet}`} class="quiet">
            {help[sheet]}
          </p>
        </div>
      ))}
    </fieldset>
  );
}

function Sheets({ form }: { readonly form: PaperForm }) {
  const texts = useTexts(PAPER_TEXTS);
  const [sheet, choose] = useState<Sheet>('ballot');
  const { subjects } = form.manifest;
  return (
    <>
      <section class="stack no-print">
        <p>{texts.lead}</p>
        <p class="note">
          {form.checkCode === null ? texts.frozenOnly : texts.armed(form.checkCode)}{' '}
          {texts.printed(subjects.length, indicatorCount(subjects))}
        </p>
        <SheetChoice chosen={sheet} onChoose={choose} />
        <p class="note note-warn">{texts.headersOff}</p>
        <button type="button" class="button button-strong" onClick={() => print()}>
          {texts.print}
        </button>
        <ul class="paper-rules">
          {texts.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </section>
      <div class="paper-sheets">
        {sheet === 'ballot' ? <BallotSheet manifest={form.manifest} /> : <TallySheet form={form} />}
      </div>
    </>
  );
}

function Paper({ view: { session, unit } }: { readonly view: UnitView }) {
  const texts = useTexts(PAPER_TEXTS);
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(`${session} ${unit.state}`, () => readForm(api, session));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(form) => (form === null ? <p class="note note-bad">{texts.notThisForm}</p> : <Sheets form={form} />)}
    </WhenLoaded>
  );
}

/** Printing ballots for those who want paper, and tally sheets for a hall without a network, from the frozen form. */
export function PaperScreen({ round, session }: UnitAddress) {
  const texts = useTexts(PAPER_TEXTS);
  const { role } = useDesk();
  return (
    <UnitPage round={round} session={session} title={texts.title}>
      {(view) => {
        const refusal = whyNoPaper(role, view.unit.state);
        return refusal === null ? <Paper view={view} /> : <p class="note">{texts[refusal]}</p>;
      }}
    </UnitPage>
  );
}
