import { useState } from 'preact/hooks';
import { ROUND_UP_FIGURES, type RoundUpFigure } from '../../../shared/process/round-up.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { TextField } from '../text-field.tsx';
import { useAction } from '../use-action.ts';
import type { RoundUp } from './round-up-paper.tsx';
import { ROUND_UP_TEXTS } from './texts.ts';

type Drafted = Readonly<Record<RoundUpFigure, { readonly text: string; readonly note: string }>>;

const draftOf = ({ quoted }: RoundUp): Drafted => {
  const of = (figure: RoundUpFigure) => {
    const { text = '', note = '' } = quoted?.figures.find((each) => each.figure === figure) ?? {};
    return { text, note };
  };
  return {
    units: of('units'),
    officers: of('officers'),
    delegates: of('delegates'),
    turnout: of('turnout'),
    satisfaction: of('satisfaction'),
    questions: of('questions'),
    suggestions: of('suggestions'),
    rectified: of('rectified'),
    overdue: of('overdue'),
  };
};

interface FigureFieldsProps {
  readonly figure: RoundUpFigure;
  readonly draft: Drafted;
  readonly onDraft: (draft: Drafted) => void;
}

function FigureFields({ figure, draft, onDraft }: FigureFieldsProps) {
  const texts = useTexts(ROUND_UP_TEXTS);
  const { text, note } = draft[figure];
  const name = texts.names[figure];
  return (
    <div class="round-up-quoted">
      <TextField
        label={texts.textLabel(name)}
        value={text}
        error={null}
        maxLength={30}
        onInput={(value) => onDraft({ ...draft, [figure]: { text: value, note } })}
      />
      <TextField
        label={texts.noteLabel(name)}
        value={note}
        error={null}
        maxLength={100}
        onInput={(value) => onDraft({ ...draft, [figure]: { text, note: value } })}
      />
    </div>
  );
}

/** What a source published of the round, as it printed it. */
export function QuotationForm({ roundUp, onDone }: { readonly roundUp: RoundUp; readonly onDone: () => void }) {
  const texts = useTexts(ROUND_UP_TEXTS);
  const { api } = useDesk();
  const [source, setSource] = useState(roundUp.quoted?.source ?? '');
  const [draft, setDraft] = useState(() => draftOf(roundUp));
  const { isAsked, button, ask, close, cancel } = useQuestion();
  const figures = ROUND_UP_FIGURES.map((figure) => ({ figure, ...draft[figure] })).filter(
    ({ text }) => text.trim() !== '',
  );
  const isWhole = source.trim() !== '' && figures.length > 0;
  const { round, quotedVersion: expectedVersion } = roundUp;
  const { busy, failed, press } = useAction(
    () => api('quoteFigures', { round, source, figures, expectedVersion }),
    onDone,
  );
  const confirm = () => {
    close();
    void press();
  };
  return (
    <div class="stack-small">
      <p>{texts.quoteHint}</p>
      <TextField label={texts.sourceLabel} value={source} error={null} maxLength={200} onInput={setSource} />
      {ROUND_UP_FIGURES.map((figure) => (
        <FigureFields key={figure} figure={figure} draft={draft} onDraft={setDraft} />
      ))}
      {failed !== null && <FailureNote answer={failed} />}
      {!isWhole && <p class="quiet">{texts.quoteMissing}</p>}
      {isAsked ? (
        <Confirm action={texts.quoteSave} onConfirm={confirm} onCancel={cancel}>
          <p>{texts.quoteEffect}</p>
        </Confirm>
      ) : (
        <button type="button" class="button button-strong" ref={button} disabled={!isWhole || busy} onClick={ask}>
          {texts.quoteSave}
        </button>
      )}
    </div>
  );
}
