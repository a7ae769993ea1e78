import { useState } from 'preact/hooks';
import type { CollatedWording } from '../../../shared/process/collation.ts';
import { useTexts } from '../../ui/texts.ts';
import { TextArea } from '../text-area.tsx';
import { TextField } from '../text-field.tsx';
import { KindAndSubject } from './kind-and-subject.tsx';
import type { Subjects } from './subjects.ts';
import { COLLATION_TEXTS } from './texts.ts';

const MAX_WORDING_CHARACTERS = 1_000;

interface WordingFormProps {
  readonly start: CollatedWording;
  readonly subjects: Subjects;
  readonly action: string;
  readonly busy: boolean;
  readonly onSave: (wording: CollatedWording) => void;
  readonly onCancel?: () => void;
}

/** An entry in the office's own words. */
export function WordingForm({ start, subjects, action, busy, onSave, onCancel }: WordingFormProps) {
  const texts = useTexts(COLLATION_TEXTS);
  const [words, setWords] = useState(start);
  const { kind, about, topic, wording } = words;
  const change = (changed: Partial<CollatedWording>) => setWords({ ...words, ...changed });
  const characters = [...wording.trim()].length;
  const isWhole = topic.trim() !== '' && characters > 0 && characters <= MAX_WORDING_CHARACTERS;
  return (
    <div class="stack-small">
      <KindAndSubject kind={kind} about={about} subjects={subjects} onChange={change} />
      <TextField
        label={texts.topic}
        hint={texts.topicHint}
        value={topic}
        error={null}
        maxLength={40}
        onInput={(value) => change({ topic: value })}
      />
      <TextArea
        label={texts.wording}
        rows={4}
        value={wording}
        note={texts.characters(characters, MAX_WORDING_CHARACTERS)}
        onInput={(value) => change({ wording: value })}
      />
      <div class="buttons">
        <button type="button" class="button button-strong" disabled={busy || !isWhole} onClick={() => onSave(words)}>
          {action}
        </button>
        {onCancel !== undefined && (
          <button type="button" class="button" onClick={onCancel}>
            {texts.cancel}
          </button>
        )}
      </div>
    </div>
  );
}
