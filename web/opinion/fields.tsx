import { useId } from 'preact/hooks';
import { MAX_OPINION_CHARACTERS, OPINION_KINDS } from '../../shared/process/opinions.ts';
import { useTexts } from '../ui/texts.ts';
import { charactersOf, type Draft } from './draft.ts';
import { TEXTS } from './texts.ts';

interface ChoiceProps {
  readonly group: string;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ group, title, hint, isChosen, onChoose }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="radio" name={group} checked={isChosen} onChange={onChoose} />
      <span>
        <strong>{title}</strong>
        {hint !== undefined && <span class="choice-hint">{hint}</span>}
      </span>
    </label>
  );
}

interface FieldProps {
  readonly draft: Draft;
  readonly onDraft: (change: Partial<Draft>) => void;
}

export function KindField({ draft, onDraft }: FieldProps) {
  const texts = useTexts(TEXTS);
  return (
    <fieldset class="stack-small">
      <legend>{texts.kindTitle}</legend>
      {OPINION_KINDS.map((kind) => {
        const [title, hint] = texts.kinds[kind];
        return (
          <Choice
            key={kind}
            group="kind"
            title={title ?? ''}
            hint={hint}
            isChosen={draft.kind === kind}
            onChoose={() => onDraft({ kind })}
          />
        );
      })}
    </fieldset>
  );
}

interface AboutFieldProps extends FieldProps {
  readonly unitName: string;
  readonly officers: readonly { readonly officer: string; readonly name: string; readonly post: string }[];
}

export function AboutField({ draft, onDraft, unitName, officers }: AboutFieldProps) {
  const texts = useTexts(TEXTS);
  return (
    <fieldset class="stack-small">
      <legend>{texts.aboutTitle}</legend>
      <Choice
        group="about"
        title={texts.aboutUnit}
        hint={unitName}
        isChosen={draft.about === 'unit'}
        onChoose={() => onDraft({ about: 'unit' })}
      />
      {officers.map(({ officer, name, post }) => (
        <Choice
          key={officer}
          group="about"
          title={name}
          hint={post}
          isChosen={draft.about === officer}
          onChoose={() => onDraft({ about: officer })}
        />
      ))}
    </fieldset>
  );
}

export function TextField({ draft, onDraft }: FieldProps) {
  const texts = useTexts(TEXTS);
  const id = useId();
  const left = MAX_OPINION_CHARACTERS - charactersOf(draft.text);
  return (
    <div class="field">
      <label for={id}>{texts.textLabel}</label>
      <textarea
        id={id}
        class="input"
        rows={7}
        aria-describedby={`${id}-left`}
        aria-invalid={left < 0}
        value={draft.text}
        onInput={({ currentTarget }) => onDraft({ text: currentTarget.value })}
      />
      <p id={`${id}-left`} class={left < 0 ? 'note note-bad' : 'quiet'}>
        {left < 0 ? texts.tooLong(-left) : texts.left(left)}
      </p>
    </div>
  );
}

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly onInput: (value: string) => void;
}

function Line({ label, value, maxLength, onInput }: LineProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        autocomplete="off"
        maxLength={maxLength}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </div>
  );
}

export function NameField({ draft, onDraft }: FieldProps) {
  const texts = useTexts(TEXTS);
  return (
    <fieldset class="stack-small">
      <legend>{texts.nameTitle}</legend>
      <Choice
        group="named"
        title={texts.anonymousChoice}
        isChosen={!draft.isNamed}
        onChoose={() => onDraft({ isNamed: false })}
      />
      <Choice
        group="named"
        title={texts.namedChoice}
        isChosen={draft.isNamed}
        onChoose={() => onDraft({ isNamed: true })}
      />
      {draft.isNamed && (
        <>
          <Line label={texts.name} value={draft.name} maxLength={40} onInput={(name) => onDraft({ name })} />
          <Line
            label={texts.contact}
            value={draft.contact}
            maxLength={60}
            onInput={(contact) => onDraft({ contact })}
          />
        </>
      )}
    </fieldset>
  );
}
