import { useId, useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { ITEM_KINDS, type ItemKind } from '../../../shared/process/rectification.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, useLoaded, WhenLoaded } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { TextArea } from '../text-area.tsx';
import { useAction } from '../use-action.ts';
import { RECTIFICATION_TEXTS } from './texts.ts';

type Proposals = ResponseOf<'proposeItems'>;
type Proposal = Proposals['proposals'][number];

const keyOf = ({ sources }: Proposal): string => JSON.stringify(sources);

interface ChoiceProps {
  readonly proposals: readonly Proposal[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (proposal: Proposal) => void;
}

function Choices({ proposals, chosen, onToggle }: ChoiceProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  return (
    <ul class="documents">
      {proposals.map((proposal) => (
        <li key={keyOf(proposal)}>
          <label class="choice">
            <input
              type="checkbox"
              aria-label={texts.choose(proposal.wording)}
              checked={chosen.has(keyOf(proposal))}
              onChange={() => onToggle(proposal)}
            />{' '}
            {proposal.wording}
            <span class="cell-detail">
              {[
                texts.kinds[proposal.kind],
                proposal.about ?? '',
                proposal.opinions > 0 ? texts.standsFor(proposal.opinions) : '',
              ]
                .filter((each) => each !== '')
                .join(' · ')}
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function KindField({ kind, onKind }: { readonly kind: ItemKind; readonly onKind: (kind: ItemKind) => void }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{texts.itemKind}</label>
      <select
        id={id}
        class="input"
        value={kind}
        onChange={({ currentTarget }) => onKind(ITEM_KINDS.find((each) => each === currentTarget.value) ?? kind)}
      >
        {ITEM_KINDS.map((each) => (
          <option key={each} value={each}>
            {texts.kinds[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

interface FormProps {
  readonly session: string;
  readonly chosen: readonly Proposal[];
  readonly onConfirmed: (number: number, dueOn: string) => void;
}

/** Starts from the first chosen wording; a person words the item. */
function ConfirmForm({ session, chosen, onConfirmed }: FormProps) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { api } = useDesk();
  const [wording, setWording] = useState(chosen[0]?.wording ?? '');
  const [kind, setKind] = useState<ItemKind>(chosen[0]?.kind ?? 'suggestion');
  const question = useQuestion();
  const sources = chosen.flatMap((each) => each.sources);
  const { busy, failed, press } = useAction(
    async () => {
      const answer = await api('confirmItem', { session, sources, kind, wording });
      if (answer.ok) onConfirmed(answer.value.number, answer.value.dueOn);
      return answer;
    },
    () => question.close(),
  );
  return (
    <div class="stack-small">
      <TextArea label={texts.itemWording} rows={4} value={wording} onInput={setWording} />
      <KindField kind={kind} onKind={setKind} />
      {question.isAsked ? (
        <Confirm action={texts.confirmItem} onConfirm={() => void press()} onCancel={question.cancel}>
          <p>{texts.confirmEffect(chosen.length)}</p>
        </Confirm>
      ) : (
        <button
          type="button"
          class="button button-strong"
          ref={question.button}
          disabled={busy || wording.trim() === ''}
          onClick={question.ask}
        >
          {texts.confirmItem}
        </button>
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </div>
  );
}

function Proposed({ session, proposed, reload }: { session: string; proposed: Proposals; reload: () => void }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState<string | null>(null);
  const { proposals, dueOn, calendarKnown } = proposed;
  const toggle = (proposal: Proposal) => {
    const next = new Set(chosen);
    if (!next.delete(keyOf(proposal))) next.add(keyOf(proposal));
    setChosen(next);
    setSaid(null);
  };
  const picked = proposals.filter((each) => chosen.has(keyOf(each)));
  return (
    <section class="stack">
      <p>{texts.proposalsLead(dueOn)}</p>
      {!calendarKnown && <p class="note note-warn">{texts.calendarUnknown}</p>}
      {said !== null && (
        <p class="note note-good" role="status">
          {said}
        </p>
      )}
      {proposals.length === 0 ? (
        <p class="note">{texts.noProposals}</p>
      ) : (
        <Choices proposals={proposals} chosen={chosen} onToggle={toggle} />
      )}
      {picked.length === 0 && proposals.length > 0 && <p class="quiet">{texts.chooseFirst}</p>}
      {picked.length > 0 && (
        <ConfirmForm
          key={picked.map(keyOf).join()}
          session={session}
          chosen={picked}
          onConfirmed={(number, day) => {
            setSaid(texts.confirmed(number, day));
            setChosen(new Set());
            reload();
          }}
        />
      )}
    </section>
  );
}

/** What may become an item; a person chooses, words and confirms. A long collated list comes page by page. */
export function ProposalsSection({ session }: { readonly session: string }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { api } = useDesk();
  const [after, setAfter] = useState<string | null>(null);
  const [loaded, reload] = useLoaded(after ?? '', () =>
    api('proposeItems', { session, ...(after === null ? {} : { after }) }),
  );
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(proposed) => (
        <>
          <Proposed key={after} session={session} proposed={proposed} reload={reload} />
          {proposed.next !== null && (
            <button type="button" class="button" onClick={() => setAfter(proposed.next)}>
              {texts.more}
            </button>
          )}
        </>
      )}
    </WhenLoaded>
  );
}
