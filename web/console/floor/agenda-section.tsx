import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { SaveOrCancel } from '../save-or-cancel.tsx';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { useAction } from '../use-action.ts';
import type { FloorProps } from './floor-view.ts';
import { FLOOR_TEXTS } from './texts.ts';

const MAX_ITEMS = 20;
const MAX_CHARACTERS = 60;

const itemsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What is wrong with an agenda as it is typed, or `null`. */
function defectOf(items: readonly string[], texts: typeof FLOOR_TEXTS.zh): string | null {
  if (items.length === 0) return texts.agendaEmpty;
  if (items.length > MAX_ITEMS) return texts.agendaTooMany;
  const long = items.findIndex((item) => [...item].length > MAX_CHARACTERS);
  return long === -1 ? null : texts.agendaTooLong(long + 1);
}

function AgendaEditor({ view, floor, reload, onClose }: FloorProps & { readonly onClose: () => void }) {
  const texts = useTexts(FLOOR_TEXTS);
  const { api } = useDesk();
  // The version that was on the screen when the editing began: what others change meanwhile is a conflict, told and not lost.
  const [begun] = useState(floor);
  const [text, setText] = useState(begun.agenda.join('\n'));
  const agenda = [...itemsOf(text)];
  const defect = defectOf(agenda, texts);
  const { session } = view;
  const action = useAction(
    () => api('setAgenda', { session, expectedVersion: begun.version, agenda }),
    () => {
      reload();
      onClose();
    },
  );
  return (
    <div class="stack-small">
      <TextArea label={texts.agendaLabel} rows={10} value={text} error={defect} onInput={setText} />
      <SaveOrCancel
        action={action}
        save={texts.save}
        cancel={texts.cancel}
        isWhole={defect === null}
        onCancel={onClose}
      />
    </div>
  );
}

interface MoveProps extends FloorProps {
  readonly to: number | null;
  readonly children: string;
  readonly isMain?: boolean;
}

/** A press that goes to another item; its refusal stays beside it. */
function Move({ view, floor, reload, to, children, isMain = false }: MoveProps) {
  const { api } = useDesk();
  const { session } = view;
  const { version } = floor;
  const { busy, failed, press } = useAction(
    () => api('moveAgenda', { session, current: to, expectedVersion: version }),
    reload,
  );
  return (
    <>
      <button
        type="button"
        class={`button ${isMain ? 'button-strong' : ''}`}
        disabled={busy}
        onClick={() => void press()}
      >
        {children}
      </button>
      {failed !== null && <FailureNote answer={failed} />}
    </>
  );
}

/** What comes next, as one large press. */
function NextMove(props: FloorProps) {
  const texts = useTexts(FLOOR_TEXTS);
  const { agenda, current } = props.floor;
  const next = current === null ? 0 : current + 1;
  const name = agenda[next];
  if (name === undefined)
    return (
      <Move {...props} to={null} isMain>
        {texts.finish}
      </Move>
    );
  return (
    <Move {...props} to={next} isMain>
      {current === null ? texts.begin : texts.next(name)}
    </Move>
  );
}

/** The agenda with its current item, and the presses that move it. */
export function AgendaSection(props: FloorProps) {
  const texts = useTexts(FLOOR_TEXTS);
  const [editing, setEditing] = useState(false);
  const { floor, isRecorder } = props;
  const { agenda, current } = floor;
  const item = current === null ? undefined : agenda[current];
  if (editing) {
    return (
      <section class="stack-small" aria-labelledby="agenda-heading">
        <h2 id="agenda-heading">{texts.agenda}</h2>
        <AgendaEditor {...props} onClose={() => setEditing(false)} />
      </section>
    );
  }
  return (
    <section class="stack-small" aria-labelledby="agenda-heading">
      <h2 id="agenda-heading">{texts.agenda}</h2>
      <p class="note" role="status">
        <strong>{item === undefined ? texts.notBegun : texts.nowAt(item)}</strong>
      </p>
      <ol class="floor-agenda">
        {agenda.map((name, place) => (
          <li key={name} {...(place === current ? { 'aria-current': 'step' as const } : {})}>
            <span>{name}</span>{' '}
            {place === current ? (
              <span class="step-status">{texts.isNow}</span>
            ) : (
              isRecorder && (
                <Move {...props} to={place}>
                  {texts.goTo}
                </Move>
              )
            )}
          </li>
        ))}
      </ol>
      {isRecorder && (
        <div class="buttons">
          <NextMove {...props} />
          <button type="button" class="button" onClick={() => setEditing(true)}>
            {texts.editAgenda}
          </button>
        </div>
      )}
    </section>
  );
}
