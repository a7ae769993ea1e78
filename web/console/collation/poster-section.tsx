import { useState } from 'preact/hooks';
import { Qr } from '../../ui/qr.tsx';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { COLLATION_TEXTS } from './texts.ts';

interface Poster {
  readonly url: string;
  readonly unitName: string;
}

/** Opens the page on which anybody leaves an opinion, and shows and prints its code. */
export function PosterSection({ session }: { readonly session: string }) {
  const texts = useTexts(COLLATION_TEXTS);
  const { api } = useDesk();
  const [poster, setPoster] = useState<Poster | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const open = async () => {
    const answer = await api('openOpinionPage', { session });
    setFailed(answer.ok ? null : answer);
    if (answer.ok) setPoster(answer.value);
  };
  return (
    <section class={`stack-small ${poster === null ? 'no-print' : 'opinion-poster'}`}>
      <h2 class="no-print">{texts.posterTitle}</h2>
      <p class="no-print">{texts.posterLead}</p>
      {poster === null ? (
        <button type="button" class="button no-print" onClick={() => void open()}>
          {texts.posterOpen}
        </button>
      ) : (
        <>
          <p class="opinion-poster-heading">{texts.poster.heading}</p>
          <p>{texts.poster.unit(poster.unitName)}</p>
          <div class="opinion-poster-qr">
            <Qr text={poster.url} label={texts.posterQr} />
          </div>
          <p>{texts.poster.how}</p>
          <p>{texts.poster.promise}</p>
          <button type="button" class="button no-print" onClick={() => print()}>
            {texts.posterPrint}
          </button>
        </>
      )}
      {failed !== null && <FailureNote answer={failed} />}
    </section>
  );
}
