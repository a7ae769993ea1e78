import type { DocumentName } from '../../shared/contract/rounds.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import { DOWNLOAD_SECONDS } from '../store/documents.ts';
import type { Meeting } from '../store/meetings.ts';

const TITLES: Readonly<Record<DocumentName, string>> = {
  'result.json': '测评结果（公开卷宗）.json',
  'sealed.json': '密封卷宗.json',
  'board.json': '票箱清单.json',
  'result.xlsx': '测评结果.xlsx',
  'result.html': '测评结果.html',
};

/** What no file system takes is replaced; a unit's name is free text. */
const fileNameOf = (meeting: Meeting, name: DocumentName): string =>
  `${meeting.unitName.replace(/[\p{Cc}\\/:*?"<>|]/gu, '-')} ${meeting.round} ${TITLES[name]}`;

/** A signed URL for a document of an announced meeting; the audit log has the download before the URL leaves. */
export async function giveDownload(order: {
  readonly what: Extract<OperationId, 'createDownload' | 'createTellerDownload'>;
  readonly meeting: Meeting;
  readonly document: DocumentName;
  readonly caller: Caller;
  readonly deps: Dependencies;
}) {
  const { what, meeting, document: name, caller, deps } = order;
  const { session } = meeting;
  const isThere = meeting.state === 'announced' && (await deps.documents.exists(meeting, name));
  if (!isThere) return refuse('document-missing');
  await recordOrder({ what, target: `${session}/${name}`, why: '', caller, deps });
  // A signature's date has whole seconds.
  const nowMs = Math.floor(deps.nowMs() / 1_000) * 1_000;
  const fileName = fileNameOf(meeting, name);
  const url = await deps.documents.signedUrl({ place: meeting, name, fileName, nowMs });
  return { answer: { url, expiresAtMs: nowMs + DOWNLOAD_SECONDS * 1_000, fileName } };
}
