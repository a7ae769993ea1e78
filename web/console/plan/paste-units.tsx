import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { TextArea } from '../text-area.tsx';
import type { DraftProps } from './basis-fields.tsx';
import { withPasted } from './pasted-units.ts';
import { PLAN_TEXTS } from './texts.ts';

/** Units and officers out of a workbook that somebody has open: copied there, pasted here. */
export function PasteUnits({ draft, onChange }: DraftProps) {
  const texts = useTexts(PLAN_TEXTS);
  const [text, setText] = useState('');
  const [taken, setTaken] = useState<string | null>(null);
  const take = () => {
    const units = withPasted(draft.units, text);
    const officers = units.reduce((sum, unit) => sum + unit.officers.length, 0);
    onChange({ ...draft, units });
    setText('');
    setTaken(texts.pasted(units.length, officers));
  };
  return (
    <details class="choices">
      <summary>{texts.paste}</summary>
      <div class="stack-small">
        <p>{texts.pasteHint}</p>
        <TextArea label={texts.pasteLabel} value={text} rows={5} onInput={setText} />
        <button type="button" class="button" onClick={take}>
          {texts.pasteButton}
        </button>
        <p role="status">{taken}</p>
      </div>
    </details>
  );
}
