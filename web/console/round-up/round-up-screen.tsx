import { useState } from 'preact/hooks';
import type { RoundId } from '../../../shared/process/ids.ts';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote, useLoaded, WhenLoaded } from '../answers.tsx';
import { DownloadLink, type SignedDownload, startDownload } from '../download-link.tsx';
import { RoundNavigation } from '../home/round-navigation.tsx';
import { useDesk } from '../staff-api.ts';
import { QuotationForm } from './quotation-form.tsx';
import { type RoundUp, RoundUpPaper } from './round-up-paper.tsx';
import { ROUND_UP_TEXTS } from './texts.ts';

const FORMATS = ['xlsx', 'docx'] as const;

function Actions({ round }: { readonly round: RoundId }) {
  const texts = useTexts(ROUND_UP_TEXTS);
  const { api } = useDesk();
  const [download, setDownload] = useState<SignedDownload | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const press = async (format: (typeof FORMATS)[number]) => {
    const answer = await api('createRoundUpDownload', { round, format });
    setFailed(answer.ok ? null : answer);
    setDownload(answer.ok ? answer.value : null);
    if (answer.ok) startDownload(answer.value);
  };
  return (
    <section class="stack-small no-print" aria-label={texts.actions}>
      <div class="buttons">
        {FORMATS.map((format) => (
          <button key={format} type="button" class="button" onClick={() => void press(format)}>
            {texts[format]}
          </button>
        ))}
        <button type="button" class="button" onClick={() => print()}>
          {texts.print}
        </button>
      </div>
      <p class="quiet">{texts.printHint}</p>
      {download !== null && <DownloadLink download={download} />}
      {failed !== null && <FailureNote answer={failed} />}
    </section>
  );
}

interface LoadedProps {
  readonly round: RoundId;
  readonly roundUp: RoundUp;
  readonly onReload: () => void;
}

function LoadedRoundUp({ round, roundUp, onReload }: LoadedProps) {
  const texts = useTexts(ROUND_UP_TEXTS);
  const { role } = useDesk();
  return (
    <>
      <RoundUpPaper roundUp={roundUp} />
      <Actions round={round} />
      {role === 'inspection-office' && (
        <details class="no-print">
          <summary>{texts.quote}</summary>
          <QuotationForm key={roundUp.quotedVersion} roundUp={roundUp} onDone={onReload} />
        </details>
      )}
    </>
  );
}

function AskedRoundUp({ round }: { readonly round: RoundId }) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(round, () => api('getRoundUp', { round }));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(roundUp) => <LoadedRoundUp round={round} roundUp={roundUp} onReload={reload} />}
    </WhenLoaded>
  );
}

/** The county's round-up on one page. */
export function RoundUpScreen({ round }: { readonly round: RoundId }) {
  const texts = useTexts(ROUND_UP_TEXTS);
  const { role } = useDesk();
  return (
    <>
      <RoundNavigation round={round} here="round-up" />
      {role === 'unit-clerk' ? (
        <>
          <h1>{texts.title(round)}</h1>
          <p class="note">{texts.notAllowed}</p>
        </>
      ) : (
        <AskedRoundUp round={round} />
      )}
    </>
  );
}
