import { useState } from 'preact/hooks';
import { type Bytes, toB64u } from '../../../shared/protocol/bytes.ts';
import { type OpinionReceipt, receiptFragment } from '../../../shared/protocol/opinion-receipt.ts';
import { useTexts } from '../../ui/texts.ts';
import { forgetNewReceipt } from '../kept-receipt.ts';
import { Receipt } from '../receipt.tsx';
import { Follow } from './follow.tsx';
import { FOLLOW_TEXTS } from './texts.ts';

interface AuthorProps {
  /** As the address has it. */
  readonly receipt: OpinionReceipt;
  readonly words: Storage | null;
}

/** Whoever comes with a receipt: what became of the opinion, and the new receipt once they have replaced theirs. */
export function Author({ receipt: first, words }: AuthorProps) {
  const { takeOver } = useTexts(FOLLOW_TEXTS);
  const [receipt, setReceipt] = useState(first);
  /** The unit of the opinion whose new receipt is not kept elsewhere yet. */
  const [unsaved, setUnsaved] = useState<string | null>(null);
  const { session } = first;
  const onTaken = (secret: Bytes, unitName: string) => {
    const mine = { session, secret };
    // Nothing listens to this: the page goes on, and opened again it opens by what is valid.
    history.replaceState(null, '', receiptFragment(mine));
    setReceipt(mine);
    setUnsaved(unitName);
  };
  const onDone = () => {
    forgetNewReceipt(words, { session, secret: toB64u(first.secret) });
    setUnsaved(null);
  };
  if (unsaved === null) return <Follow receipt={receipt} words={words} onTaken={onTaken} />;
  const link = `${location.origin}${location.pathname}${receiptFragment(receipt)}`;
  return <Receipt link={link} unitName={unsaved} title={takeOver.taken} note={takeOver.old} onDone={onDone} />;
}
