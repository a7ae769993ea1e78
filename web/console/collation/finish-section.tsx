import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { useAction } from '../use-action.ts';
import { COLLATION_TEXTS } from './texts.ts';

/** The last press of the stage: nothing is left to collate. Pressing again says so again. */
export function FinishSection({ session }: { readonly session: string }) {
  const texts = useTexts(COLLATION_TEXTS);
  const { api } = useDesk();
  const [counts, setCounts] = useState<ResponseOf<'finishCollation'> | null>(null);
  const run = async () => {
    const answer = await api('finishCollation', { session });
    setCounts(answer.ok ? answer.value : null);
    return answer;
  };
  const { busy, failed, press } = useAction(run, () => undefined);
  return (
    <section class="stack-small no-print" aria-labelledby="finish-heading">
      <h2 id="finish-heading">{texts.finishTitle}</h2>
      <p>{texts.finishLead}</p>
      <div class="buttons">
        <button type="button" class="button" disabled={busy} onClick={() => void press()}>
          {texts.finish}
        </button>
      </div>
      <p role="status">{counts !== null && texts.finished(counts.questions, counts.suggestions)}</p>
      {failed !== null && <FailureNote answer={failed} />}
    </section>
  );
}
