import { useEffect, useId, useState } from 'preact/hooks';
import { MIN_SCORES_SHOWN } from '../../../shared/process/tally.ts';
import type { Outcome } from '../actions/context.ts';
import {
  askForCode,
  askForPaper,
  confirmReissue,
  type DeskDelegate,
  issuePaper,
  papersWith,
  paperTakes,
  type Reissue,
  readyCodes,
} from '../actions/serve-desk.ts';
import type { MadeCode } from '../memory.ts';
import { useScene } from '../scene.ts';
import type { Desk } from '../use-desk.ts';
import { useStep } from '../use-step.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { NewCodeScreen } from './new-code-screen.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** Rows drawn at once; the search finds the others. */
const ROWS_SHOWN = 40;

type Ready = { readonly delegate: DeskDelegate; readonly made: MadeCode };

const matches = (typed: string, { name, number }: DeskDelegate): boolean =>
  typed === '' || name.includes(typed) || String(number) === typed;

/** The desk: paper ballots, re-issues by two tellers, and the codes made here. */
export function DeskScreen({ desk }: { readonly desk: Desk }) {
  const { context, texts } = useScene();
  const [chosen, setChosen] = useState<string | null>(null);
  const [shown, setShown] = useState<Ready | null>(null);
  const [ready, setReady] = useState<readonly Ready[]>([]);
  const { delegates } = desk;
  useEffect(() => {
    if (delegates !== null) void readyCodes(context, delegates).then(setReady);
  }, [context, delegates]);
  if (shown !== null)
    return (
      <NewCodeScreen
        ready={shown}
        onClose={() => {
          setShown(null);
          desk.refresh();
        }}
      />
    );
  const delegate = delegates?.find((each) => each.delegate === chosen);
  if (delegate !== undefined)
    return <DelegateSheet key={delegate.delegate} delegate={delegate} desk={desk} onClose={() => setChosen(null)} />;
  return (
    <div class="stack">
      <TaskHeading>{texts.deskTitle}</TaskHeading>
      <TroubleNote trouble={desk.trouble} />
      {ready.map((each) => (
        <div key={each.made.code} class="note note-good" role="status">
          <p>{texts.deskReady(each.delegate.name)}</p>
          <button type="button" class="button button-strong" onClick={() => setShown(each)}>
            {texts.deskShow}
          </button>
        </div>
      ))}
      <PendingRequests desk={desk} />
      {delegates === null ? (
        desk.trouble === null && <p role="status">{texts.deskLoading}</p>
      ) : (
        <DelegateList delegates={delegates} onChoose={setChosen} />
      )}
    </div>
  );
}

/** What other tellers asked for, to be confirmed here; and what this teller asked for. */
function PendingRequests({ desk }: { readonly desk: Desk }) {
  const { context, texts } = useScene();
  const step = useStep();
  const fewPapers = useFewPapers(desk);
  const waiting = (desk.delegates ?? []).filter(({ pending }) => pending !== null);
  return (
    <>
      <TroubleNote trouble={step.trouble} />
      {waiting.map((delegate) => {
        const { pending, name } = delegate;
        if (pending === null) return null;
        if (pending.by === context.slot)
          return (
            <p key={delegate.delegate} class="note">
              {texts.deskOwnPending(name)}
            </p>
          );
        const who = texts.slots[pending.by];
        return (
          <div key={delegate.delegate} class="note note-warn stack">
            <p>{pending.as === 'code' ? texts.deskAskedCode(who, name) : texts.deskAskedPaper(who, name)}</p>
            <ConfirmPress
              label={texts.deskConfirm}
              title={texts.deskConfirmTitle}
              does={[...texts.deskConfirmDoes, ...(pending.as === 'paper' ? fewPapers(delegate) : [])]}
              isBusy={step.isBusy}
              onConfirm={() => step.run(() => confirmReissue(context, delegate), desk.refresh)}
            />
          </div>
        );
      })}
    </>
  );
}

interface ListProps {
  readonly delegates: readonly DeskDelegate[];
  readonly onChoose: (delegate: string) => void;
}

function DelegateList({ delegates, onChoose }: ListProps) {
  const { texts } = useScene();
  const [typed, setTyped] = useState('');
  const id = useId();
  const found = delegates.filter((delegate) => matches(typed.trim(), delegate));
  return (
    <>
      <div class="field">
        <label for={id}>{texts.deskSearch}</label>
        <input
          id={id}
          class="input"
          type="search"
          autocomplete="off"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {found.length === 0 && <p role="status">{texts.deskNone}</p>}
      <ul class="desk-list">
        {found.slice(0, ROWS_SHOWN).map(({ delegate, number, name, standing, pending }) => (
          <li key={delegate}>
            <button type="button" class="desk-row" onClick={() => onChoose(delegate)}>
              <span>
                {number}. {name}
              </span>
              <span class={`standing standing-${standing}`}>
                {texts.standings[standing]}
                {pending !== null && ` · ${texts.deskPending(texts.slots[pending.by])}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > ROWS_SHOWN && <p class="quiet">{texts.deskMore(found.length - ROWS_SHOWN)}</p>}
    </>
  );
}

/** What has to be said before so few paper ballots are in the hall that their givers could be guessed. */
function useFewPapers({ delegates }: Desk): (delegate: DeskDelegate) => readonly string[] {
  const { texts } = useScene();
  return (delegate) => {
    const papers = papersWith(delegate, delegates ?? []);
    return papers < MIN_SCORES_SHOWN ? [texts.deskFewPapers(papers, delegate.name)] : [];
  };
}

interface SheetProps {
  readonly delegate: DeskDelegate;
  readonly desk: Desk;
  readonly onClose: () => void;
}

function DelegateSheet({ delegate, desk, onClose }: SheetProps) {
  const { context, texts } = useScene();
  const { name, standing } = delegate;
  const [said, setSaid] = useState<string | null>(null);
  const step = useStep();
  const ask = (issue: () => Promise<Outcome<Reissue | null>>) =>
    step.run(issue, (answer) => {
      setSaid(answer === null || answer.isDone ? texts.deskDone(name) : texts.deskWaits(name));
      desk.refresh();
    });
  const paper = paperTakes(delegate);
  const fewPapers = useFewPapers(desk)(delegate);
  return (
    <div class="stack">
      <TaskHeading>
        {delegate.number}. {name}
      </TaskHeading>
      <p class="lead">{texts.standings[standing]}</p>
      <TroubleNote trouble={step.trouble} />
      {said !== null && (
        <p class="note note-good" role="status">
          {said}
        </p>
      )}
      {standing === 'paper' && said === null && <p>{texts.deskNoneLeft}</p>}
      {paper === 'two-tellers' && said === null && <p>{texts.deskDrawnHint}</p>}
      {said === null && paper === 'one-teller' && (
        <ConfirmPress
          label={texts.deskPaper}
          does={[...texts.deskPaperDoes(name), ...fewPapers]}
          isBusy={step.isBusy}
          onConfirm={() => ask(() => issuePaper(context, delegate))}
        />
      )}
      {said === null && standing !== 'paper' && (
        <ConfirmPress
          kind="plain"
          label={texts.deskCode}
          does={texts.deskCodeDoes(name)}
          isBusy={step.isBusy}
          onConfirm={() => ask(() => askForCode(context, delegate))}
        />
      )}
      {said === null && paper === 'two-tellers' && (
        <ConfirmPress
          kind="plain"
          label={texts.deskReissuePaper}
          does={[...texts.deskReissuePaperDoes(name), ...fewPapers]}
          isBusy={step.isBusy}
          onConfirm={() => ask(() => askForPaper(context, delegate))}
        />
      )}
      <button type="button" class="button" onClick={onClose}>
        {texts.back}
      </button>
    </div>
  );
}
