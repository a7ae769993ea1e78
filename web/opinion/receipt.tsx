import { useMemo, useRef, useState } from 'preact/hooks';
import { Qr } from '../ui/qr.tsx';
import { useTexts } from '../ui/texts.ts';
import { Heading } from './page.tsx';
import { slipPicture } from './slip-picture.ts';
import { TEXTS } from './texts.ts';

interface CopyProps {
  readonly link: string;
}

/** Copies through the clipboard where there is one, and lets the owner do it by hand where there is none. */
function CopyLink({ link }: CopyProps) {
  const texts = useTexts(TEXTS);
  const [said, setSaid] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setSaid(texts.copied);
    } catch {
      field.current?.select();
      setSaid(document.execCommand('copy') ? texts.copied : texts.copyByHand);
    }
  };
  return (
    <div class="stack-small">
      <button type="button" class="button" onClick={() => void copy()}>
        {texts.copyLink}
      </button>
      <p role="status">{said}</p>
      <textarea ref={field} class="link-text code" readOnly rows={4} aria-label={texts.linkLabel} value={link} />
    </div>
  );
}

function Leave({ onDone }: { readonly onDone: () => void }) {
  const texts = useTexts(TEXTS);
  const [isAsked, setAsked] = useState(false);
  if (!isAsked)
    return (
      <button type="button" class="button" onClick={() => setAsked(true)}>
        {texts.done}
      </button>
    );
  return (
    <div class="note note-warn stack-small" role="alertdialog" aria-label={texts.done}>
      <p>{texts.doneAsk}</p>
      <button type="button" class="button button-danger" onClick={onDone}>
        {texts.doneYes}
      </button>
      <button type="button" class="button" onClick={() => setAsked(false)}>
        {texts.doneNo}
      </button>
    </div>
  );
}

interface ReceiptProps {
  readonly link: string;
  readonly unitName: string;
  /** What has just become true. */
  readonly title: string;
  /** What its owner has to know besides. */
  readonly note: string | null;
  readonly onDone: () => void;
}

/** The only way back to an opinion, in every form that a phone can keep. */
export function Receipt({ link, unitName, title, note, onDone }: ReceiptProps) {
  const texts = useTexts(TEXTS);
  const picture = useMemo(() => slipPicture(link, { ...texts.slip, unit: unitName }), [link, texts, unitName]);
  return (
    <>
      <div class="stack no-print">
        <div class="message message-good">
          <Heading>{title}</Heading>
        </div>
        {note !== null && <p class="note note-warn">{note}</p>}
        <h2>{texts.receiptTitle}</h2>
        <p class="lead">{texts.receiptOnly}</p>
        <p class="note note-warn">{texts.receiptCareful}</p>
        <p>{texts.savePictureHelp}</p>
        {picture === null ? (
          <Qr text={link} label={texts.slipAlt} correction="Q" />
        ) : (
          <>
            <img class="slip-picture" src={picture} alt={texts.slipAlt} />
            <a class="button button-strong" href={picture} download={`${texts.slip.title}.png`}>
              {texts.savePicture}
            </a>
          </>
        )}
        <button type="button" class="button" onClick={() => print()}>
          {texts.printSlip}
        </button>
        <CopyLink link={link} />
        <a class="button" href={link} target="_blank" rel="noopener">
          {texts.openLink}
        </a>
        <Leave onDone={onDone} />
      </div>
      <section class="printed-slip" aria-hidden="true">
        <p class="printed-title">{texts.slip.title}</p>
        <p>{unitName}</p>
        <Qr text={link} label={texts.slipAlt} correction="Q" />
        <p>{texts.slip.lead}</p>
        <p>{texts.slip.keep}</p>
      </section>
    </>
  );
}
