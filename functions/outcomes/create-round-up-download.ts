import { implement, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import { DOCX, DOWNLOAD_SECONDS, XLSX } from '../store/documents.ts';
import { drawUp, type RoundUp } from './draw-up.ts';
import { roundUpDocument } from './round-up-document.ts';
import { roundUpTitle } from './round-up-page.ts';
import { roundUpWorkbook } from './round-up-workbook.ts';

const FORMATS = {
  xlsx: { contentType: XLSX, make: (roundUp: RoundUp, nowMs: number) => roundUpWorkbook(roundUp, nowMs) },
  docx: { contentType: DOCX, make: (roundUp: RoundUp) => roundUpDocument(roundUp) },
} as const;

/** Writes the round-up as it stands now, and signs an address for it; the audit log has the download before that leaves. */
export const createRoundUpDownload = implement('createRoundUpDownload', async ({ request, caller, deps }) => {
  const { round, format } = request;
  const roundUp = await drawUp(round, deps);
  if (roundUp === undefined) return refuse('round-unknown');
  const { contentType, make } = FORMATS[format];
  const body = await make(roundUp, deps.nowMs());
  const name = `round-up-${round}.${format}`;
  await recordOrder({ what: 'createRoundUpDownload', target: `${round}/${format}`, why: '', caller, deps });
  await deps.documents.putExport({ name, contentType, body });
  // A signature's date has whole seconds.
  const nowMs = Math.floor(deps.nowMs() / 1_000) * 1_000;
  const fileName = `${deps.countyName} ${roundUpTitle(roundUp)}.${format}`.replace(/[\p{Cc}\\/:*?"<>|]/gu, '-');
  const url = await deps.documents.signedExport({ name, contentType, fileName, nowMs });
  return { answer: { url, expiresAtMs: nowMs + DOWNLOAD_SECONDS * 1_000, fileName } };
});
