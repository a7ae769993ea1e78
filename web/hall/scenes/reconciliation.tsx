import { votedBy } from '../../../shared/process/reconciliation.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { useTexts } from '../../ui/texts.ts';
import type { Announced, Word } from '../announced-result.ts';
import { TEXTS } from '../texts.ts';
import { Arithmetic, Notes } from './arithmetic.tsx';

const MARKS = { signed: '✓', objected: '✗', forged: '✗', silent: '…' } as const;

function Signature({ slot, word }: { readonly slot: Slot; readonly word: Word }) {
  const texts = useTexts(TEXTS);
  return (
    <li class={`word-${word.is}`}>
      <b>{texts.slots[slot]}</b> {MARKS[word.is]} {texts.words[word.is]}
    </li>
  );
}

interface ReconciliationProps {
  readonly announced: Announced;
  readonly words: Readonly<Record<Slot, Word>>;
}

/** Counts of the result and who has signed it; the third teller's word is always shown, an objection with its reason. */
export function Reconciliation({ announced, words }: ReconciliationProps) {
  const texts = useTexts(TEXTS);
  const { counts } = announced.result;
  const onPaper = { phone: null, paper: texts.allOnPaper, both: texts.partlyOnPaper(counts.paper) }[votedBy(counts)];
  const objections = SLOTS.flatMap((slot) => {
    const word = words[slot];
    return word.is === 'objected' ? [`${texts.slots[slot]}${texts.colon}${word.reason}`] : [];
  });
  return (
    <section class="hall-reconciliation">
      {onPaper !== null && <p class="hall-on-paper">{onPaper}</p>}
      <Arithmetic counts={counts} />
      <ul class="hall-signatures">
        {SLOTS.map((slot) => (
          <Signature key={slot} slot={slot} word={words[slot]} />
        ))}
        <li class="hall-small">{texts.verified}</li>
      </ul>
      {objections.map((objection) => (
        <p key={objection} class="hall-objection">
          {objection}
        </p>
      ))}
      <p class="hall-foot">
        <Notes counts={counts} />
        {announced.result.outcome === 'valid' && <span>{texts.satisfactionFormula}</span>}
      </p>
    </section>
  );
}
