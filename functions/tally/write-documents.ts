import { makePublicBundle, makeSealedBundle, type PublicBundle } from '../../shared/protocol/bundle.ts';
import { fromHex } from '../../shared/protocol/bytes.ts';
import { checkCode } from '../../shared/protocol/check-code.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { boardPayloadOf, editionOf, type Meeting, resultSignaturesOf, signedResultOf } from '../store/meetings.ts';
import { readCountInput } from './count-input.ts';
import type { ReportInput } from './report/report-view.ts';
import { resultHtml } from './report/result-html.ts';
import { resultWorkbook } from './report/result-workbook.ts';

/**
 * Writes the five documents of a result that two tellers have signed (protocol.md §6), as the edition that carries the meeting's
 * words, so whoever is slow replaces no document with more. The same meeting makes the same JSON documents again. Costs a reading
 * of all ballots and share sets.
 */
export async function writeDocuments(deps: Dependencies, meeting: Meeting): Promise<void> {
  const { session } = meeting;
  const signed = signedResultOf(meeting);
  const board = boardPayloadOf(meeting);
  const result = signed && (await deps.meetings.getResult(session, signed.hash));
  if (signed === undefined || board === undefined || result === undefined)
    throw new Error('a result that is published is missing');
  const input = await readCountInput(deps, meeting, signed.openedBy);
  const published: PublicBundle = makePublicBundle({
    manifest: input.manifest,
    arming: SLOTS.flatMap((slot) => signatureOf(slot, meeting.tellers[slot].armingSignature)),
    board: input.board,
    result,
    signatures: resultSignaturesOf(meeting),
  });
  const sealed = makeSealedBundle(published, input);
  const boardSignatures = SLOTS.flatMap((slot) => signatureOf(slot, meeting.tellers[slot].boardSignature));
  const { documents } = deps;
  const place = { session, edition: editionOf(meeting) };
  await documents.put(
    place,
    'board.json',
    JSON.stringify({ board: input.board, payload: board, signatures: boardSignatures }),
  );
  await documents.put(place, 'sealed.json', JSON.stringify(sealed));
  const report = await reportOf(deps, meeting, published);
  await documents.put(place, 'result.xlsx', await resultWorkbook(report));
  await documents.put(place, 'result.html', resultHtml(report));
  await documents.put(place, 'result.json', JSON.stringify(published));
}

const signatureOf = (slot: Slot, signature: string | null) => (signature === null ? [] : [{ slot, signature }]);

async function reportOf(deps: Dependencies, meeting: Meeting, published: PublicBundle): Promise<ReportInput> {
  const armingHash = meeting.armingHash === null ? null : fromHex(meeting.armingHash);
  if (armingHash === null || meeting.announcedAtMs === null) throw new Error('a published meeting was never armed');
  const { countyName, notice } = deps;
  const report = {
    ...published,
    countyName,
    checkCode: await checkCode(armingHash),
    announcedAtMs: meeting.announcedAtMs,
    auditHead: meeting.auditHead,
  };
  return notice === null ? report : { ...report, notice };
}
