import { useId } from 'preact/hooks';
import { MAX_PART_CHARACTERS, type ReportPart, wordsIn } from '../../../shared/process/report.ts';
import { withoutControls } from '../../../shared/process/report-docx-text.ts';
import { useTexts } from '../../ui/texts.ts';
import { charactersIn } from './draft.ts';
import { insertAtCursor, pastedText } from './pasted-text.ts';
import { REPORTS_TEXTS } from './texts.ts';

interface PartFieldProps {
  readonly part: ReportPart;
  readonly place: number;
  readonly value: string;
  readonly onInput: (text: string) => void;
}

function paste(event: ClipboardEvent & { readonly currentTarget: HTMLTextAreaElement }): void {
  const { clipboardData } = event;
  if (clipboardData === null) return;
  const text = pastedText({ plain: clipboardData.getData('text/plain'), html: clipboardData.getData('text/html') });
  if (text === '') return;
  event.preventDefault();
  insertAtCursor(event.currentTarget, text);
}

/** One of the five parts, with its words counted while it is written. */
export function PartField({ part, place, value, onInput }: PartFieldProps) {
  const texts = useTexts(REPORTS_TEXTS);
  const id = useId();
  const characters = charactersIn(value);
  const over = characters - MAX_PART_CHARACTERS;
  return (
    <div class="field">
      <label for={id}>{texts.partHeading(texts.numerals[place] ?? '', texts.parts[part])}</label>
      <textarea
        id={id}
        class="input report-part"
        rows={8}
        value={value}
        aria-invalid={over > 0}
        aria-describedby={`${id}-count`}
        onInput={(event) => onInput(withoutControls(event.currentTarget.value))}
        onPaste={paste}
      />
      <p id={`${id}-count`} class={over > 0 ? 'field-error' : 'quiet'}>
        {texts.count(wordsIn(value), characters, MAX_PART_CHARACTERS)}
        {over > 0 && <> {texts.tooLong(over)}</>}
      </p>
    </div>
  );
}
