import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { MAX_NAME } from '../../../shared/process/nomination.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { useAction } from '../use-action.ts';
import { NOMINATION_TEXTS } from './texts.ts';

type Observers = ResponseOf<'listObservers'>;
const MAX_OBSERVERS = 100;

const textOf = ({ observers }: Observers): string =>
  observers.map(({ name, organisation }) => `${name} ${organisation}`.trim()).join('\n');

/** One a line: a name, then where they come from. */
const observersOf = (text: string): Observers['observers'] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(/\s+/u);
      return { name, organisation: rest.join(' ') };
    });

interface EditProps {
  readonly session: string;
  readonly loaded: Observers;
  readonly onSaved: () => void;
}

function EditObservers({ session, loaded, onSaved }: EditProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  const { api } = useDesk();
  const [text, setText] = useState(textOf(loaded));
  const observers = observersOf(text);
  const isTooMuch = observers.length > MAX_OBSERVERS || observers.some(({ name }) => [...name].length > MAX_NAME);
  const { busy, failed, press } = useAction(
    () => api('setObservers', { session, expectedVersion: loaded.version, observers }),
    onSaved,
  );
  const isSaved = text.trim() === textOf(loaded);
  return (
    <>
      <TextArea
        label={texts.observersLabel}
        value={text}
        rows={4}
        error={isTooMuch ? texts.observersTooMany : null}
        note={isSaved ? (observers.length === 0 ? texts.observersNone : texts.observersSaved(observers.length)) : ''}
        onInput={setText}
      />
      <button type="button" class="button" disabled={busy || isSaved || isTooMuch} onClick={() => void press()}>
        {texts.observersSave}
      </button>
      {failed !== null && <FailureNote answer={failed} />}
    </>
  );
}

/** Who is present without a vote, kept apart from the delegates. */
export function ObserversSection({ session }: { readonly session: string }) {
  const texts = useTexts(NOMINATION_TEXTS);
  const { api, role } = useDesk();
  const [loaded, reload] = useLoaded(session, () => api('listObservers', { session }));
  const mayEdit = role === 'unit-clerk' || role === 'inspection-office';
  return (
    <section class="stack no-print">
      <h2>{texts.observersTitle}</h2>
      <p>{texts.observersLead}</p>
      {loaded.kind === 'loading' && <LoadingNote />}
      {loaded.kind === 'failed' && <FailureNote answer={loaded.answer} onRetry={reload} />}
      {loaded.kind === 'ready' && mayEdit && (
        <EditObservers key={loaded.value.version} session={session} loaded={loaded.value} onSaved={reload} />
      )}
      {loaded.kind === 'ready' && !mayEdit && (
        <p style="white-space: pre-line">
          {loaded.value.observers.length === 0 ? texts.observersNone : textOf(loaded.value)}
        </p>
      )}
    </section>
  );
}
