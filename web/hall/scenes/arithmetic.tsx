import { type IssuingFigures, served, VOID_REASONS, type VoidReason } from '../../../shared/process/reconciliation.ts';
import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';

/** Figures at the close, or those of a result with paper, void and valid ballots. */
type Figures = IssuingFigures & {
  readonly electronic: number;
  readonly paper?: number;
  readonly void?: { readonly [reason in VoidReason]?: number | undefined };
  readonly valid?: number;
};

function Term({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <span class="term">
      <b>{value}</b>
      <span>{name}</span>
    </span>
  );
}

function Sign({ is }: { readonly is: string }) {
  return <span class="sign">{is}</span>;
}

/** `left ≥ right` as it really is, so that figures which do not agree cannot be read as if they did. */
const relation = (left: number, right: number) => (left === right ? '=' : left > right ? '>' : '<');

function Issued({ counts }: { readonly counts: Figures }) {
  const texts = useTexts(TEXTS);
  const { delegates, drawn, papersIssued, papersReissued } = counts;
  const present = served(counts);
  return (
    <p class="equation">
      <Term name={texts.delegates} value={delegates} />
      <Sign is={relation(delegates, present)} />
      <Term name={texts.served} value={present} />
      <Sign is="=" />
      <Term name={texts.drawn} value={drawn} />
      <Sign is="+" />
      <Term name={texts.paperOnly} value={papersIssued - papersReissued} />
    </p>
  );
}

function Received({ counts }: { readonly counts: Figures }) {
  const texts = useTexts(TEXTS);
  const { electronic, paper, valid } = counts;
  if (paper === undefined || valid === undefined) {
    return (
      <p class="equation">
        <Term name={texts.ballots} value={electronic} />
      </p>
    );
  }
  return (
    <p class="equation">
      <Term name={texts.received} value={electronic + paper} />
      <Sign is="=" />
      <Term name={texts.electronic} value={electronic} />
      <Sign is="+" />
      <Term name={texts.paper} value={paper} />
      <Sign is="=" />
      <Term name={texts.valid} value={valid} />
      <Sign is="+" />
      <Term name={texts.void} value={electronic + paper - valid} />
    </p>
  );
}

/** What was re-issued and why ballots are void, in one line. */
export function Notes({ counts }: { readonly counts: Figures }) {
  const texts = useTexts(TEXTS);
  const { reissued, papersReissued } = counts;
  const voided = VOID_REASONS.flatMap((reason) => {
    const count = counts.void?.[reason] ?? 0;
    return count > 0 ? [texts.voidReasons[reason](count)] : [];
  });
  const issuedAgain = reissued + papersReissued > 0 ? [texts.issuedAgain(reissued, papersReissued)] : [];
  const notes = [...issuedAgain, ...voided].join(texts.semicolon);
  return <span>{notes === '' ? texts.nothingReissued : notes}</span>;
}

/**
 * The reconciliation in sums that anyone in the hall can follow: delegates ≥ those who got a ballot = on the phone + on
 * paper; ballots received = by phone + on paper = valid + void.
 */
export function Arithmetic({ counts }: { readonly counts: Figures }) {
  const texts = useTexts(TEXTS);
  return (
    <section class="hall-arithmetic" aria-label={texts.reconciliation}>
      <Issued counts={counts} />
      <Received counts={counts} />
    </section>
  );
}
