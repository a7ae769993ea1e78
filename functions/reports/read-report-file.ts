import { cutIntoParts } from '../../shared/process/report-docx-text.ts';
import { implement, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { readWordFile, WORD_DEFECTS } from './word-file.ts';

/** Reads a Word file into the five parts for the editor, where a person looks at them; saves nothing. */
export const readReportFile = implement('readReportFile', async ({ request, caller, deps }) => {
  const place = await placeFor(request.session, { caller, deps });
  if ('refused' in place) return place;
  const read = readWordFile(Buffer.from(request.file, 'base64'), request.fileName);
  if ('defect' in read) {
    const [zh, en] = WORD_DEFECTS[read.defect];
    return refuse('file-unreadable', { reason: { zh, en } }, [{ code: read.defect, detail: { zh, en } }]);
  }
  const { texts, headings, notFound, tooLong } = cutIntoParts(read.paragraphs);
  return { answer: { parts: texts, headings, notFound, tooLong } };
});
