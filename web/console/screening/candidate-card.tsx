import { useId } from 'preact/hooks';
import { MAX_MARK_REASON, type Verdict } from '../../../shared/process/screening.ts';
import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';
import type { Screened } from './all-candidates.ts';
import { SCREENING_TEXTS } from './texts.ts';
import type { ShownMark } from './use-marks.ts';

interface CandidateCardProps {
  readonly candidate: Screened;
  readonly mark: ShownMark | undefined;
  /** Finished before; it stays as it is. */
  readonly isLocked: boolean;
  readonly onChoose: (verdict: Verdict) => void;
  readonly onWrite: (reason: string) => void;
  readonly onWritten: () => void;
}

/** Moves the focus to the same press of the person above or below. */
function goToNeighbour(from: HTMLElement, step: 1 | -1): void {
  const cards = [...document.querySelectorAll<HTMLElement>('[data-candidate]')];
  const place = cards.findIndex((card) => card.contains(from));
  cards[place + step]?.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
}

function StateLine({ mark }: { readonly mark: ShownMark | undefined }) {
  const texts = useTexts(SCREENING_TEXTS);
  if (mark === undefined) return null;
  const words = { saved: `✓ ${texts.saved}`, saving: texts.saving, typing: texts.unsaved, failed: texts.unsaved };
  return <span class={mark.state === 'saved' ? 'mark-saved' : 'mark-open'}>{words[mark.state]}</span>;
}

function ReasonField({ candidate, mark, isLocked, onWrite, onWritten }: CandidateCardProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{texts.reason}</label>
      <input
        id={id}
        class="input"
        type="text"
        autocomplete="off"
        maxLength={MAX_MARK_REASON}
        aria-label={texts.reasonOf(candidate.name)}
        disabled={isLocked}
        value={mark?.reason ?? ''}
        onInput={(event) => onWrite(event.currentTarget.value)}
        onBlur={onWritten}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onWritten();
        }}
      />
      {mark?.state === 'typing' && <p class="quiet">{texts.reasonMissing}</p>}
    </div>
  );
}

/** One candidate with two large presses; 1 and 2 press them, the arrows go to the next person. */
export function CandidateCard(props: CandidateCardProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const { categories } = useTexts(TEXTS);
  const { candidate, mark, isLocked, onChoose } = props;
  const { number, name, category, organisation, phoneMasked } = candidate;
  const press = (event: KeyboardEvent) => {
    const { target } = event;
    if (!(target instanceof HTMLButtonElement)) return;
    if (event.key === '1' && !isLocked) onChoose('fit');
    else if (event.key === '2' && !isLocked) onChoose('unfit');
    else if (event.key === 'ArrowDown') goToNeighbour(target, 1);
    else if (event.key === 'ArrowUp') goToNeighbour(target, -1);
    else return;
    event.preventDefault();
  };
  return (
    // The keys only repeat what the two presses inside do.
    <li class="candidate-card" data-candidate={number} onKeyDown={press}>
      <div>
        <p class="candidate-name">
          {number}. {name} <StateLine mark={mark} />
        </p>
        <p class="quiet">
          {categories[category]} · {organisation} {phoneMasked === '' ? '' : `· ${phoneMasked}`}
        </p>
      </div>
      <fieldset class="verdicts">
        <legend class="spoken">{texts.verdictOf(name)}</legend>
        {(['fit', 'unfit'] as const).map((verdict) => (
          <button
            key={verdict}
            type="button"
            class={`button verdict verdict-${verdict}`}
            aria-pressed={mark?.verdict === verdict}
            disabled={isLocked}
            onClick={() => onChoose(verdict)}
          >
            {mark?.verdict === verdict ? '✓ ' : ''}
            {texts[verdict]}
          </button>
        ))}
      </fieldset>
      {mark?.verdict === 'unfit' && <ReasonField {...props} />}
    </li>
  );
}
