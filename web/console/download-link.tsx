import type { ResponseOf } from '../../shared/contract/operations.ts';
import { minutesAndSeconds, useNowMs } from '../ui/countdown.tsx';
import { useTexts } from '../ui/texts.ts';
import { TEXTS } from './texts.ts';

/** A file by signed address, good for a few minutes. */
export type SignedDownload = ResponseOf<'createDownload'>;

/** As a press on a link would: the file's name comes from the storage's own headers. */
export function startDownload({ url, fileName }: Pick<SignedDownload, 'url' | 'fileName'>): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.rel = 'noreferrer';
  link.click();
}

/** The download that has begun, once more as a link, and how long it is good. */
export function DownloadLink({ download }: { readonly download: SignedDownload }) {
  const texts = useTexts(TEXTS);
  const leftMs = download.expiresAtMs - useNowMs();
  if (leftMs <= 0) return <p role="status">{texts.downloadExpired}</p>;
  return (
    <p class="cell-detail">
      {texts.downloadStarted}
      <a href={download.url} download={download.fileName} rel="noreferrer">
        {download.fileName}
      </a>{' '}
      {texts.downloadExpires} <span class="countdown">{minutesAndSeconds(leftMs)}</span>
    </p>
  );
}
