import { type Ask, DISCIPLINE, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { verifyAudit } from '../../../infra/tools/verify-audit.ts';
import type { PlayedRound } from './play-round.ts';
import { fileDisagreements } from './round-up-files.ts';
import type { RoundScene } from './scene.ts';

export interface RoundFiles {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What the check of the exported log says, in lines. */
  readonly audit: readonly string[];
  readonly complaints: readonly string[];
}

async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`a signed address answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

interface ExportedLog {
  readonly text: string;
  /** Hash of the last entry, as the export says it. */
  readonly head: string;
}

/** The whole log, part after part. */
async function exportLog(ask: Ask): Promise<ExportedLog> {
  let [text, from, until] = ['', 1, undefined as number | undefined];
  for (;;) {
    const part = await ask(DISCIPLINE, 'exportAudit', { from, ...(until === undefined ? {} : { until }) });
    text += new TextDecoder().decode(await download(part.url));
    if (part.next === null) return { text, head: part.hash };
    [from, until] = [part.next, part.until];
  }
}

const HEAD_IN_MINUTES = /审计记录指纹[^0-9a-f]*?第\d+条[^0-9a-f]*(?:<[^>]*>\s*)*([0-9a-f]{64})/;

/** The head of the log that the minutes of a meeting print. */
export const headIn = (minutes: Uint8Array | undefined): string | undefined =>
  HEAD_IN_MINUTES.exec(new TextDecoder().decode(minutes ?? new Uint8Array()))?.[1];

/** The log holds against its own end, and against what the minutes of every meeting print. */
async function checkLog({ text, head }: ExportedLog, { meetings }: PlayedRound): Promise<Omit<RoundFiles, 'files'>> {
  const whole = await verifyAudit(text, head);
  const complaints = [...(whole.defects === 0 ? [] : whole.lines)];
  for (const { played, meeting } of meetings) {
    const printed = headIn(meeting.documents.get('result.html'));
    const { defects, lines } = await verifyAudit(text, printed);
    if (printed === undefined) complaints.push(`${played.unit.code}: the minutes print no head of the log`);
    if (defects > 0) complaints.push(`${played.unit.code}: ${lines.join('; ')}`);
  }
  return { audit: whole.lines, complaints };
}

/** What a round leaves behind: the round-up in three forms, each read back, and the audit log as anybody checks it. */
export async function roundFiles({ ask, sample, counter }: RoundScene, round: PlayedRound): Promise<RoundFiles> {
  const files = new Map<string, Uint8Array>();
  files.set('round-up.json', Buffer.from(`${JSON.stringify(round.roundUp, null, 2)}\n`));
  for (const format of ['xlsx', 'docx'] as const) {
    const { url } = await ask(INSPECTION, 'createRoundUpDownload', { round: sample.round.id, format });
    files.set(`round-up.${format}`, await download(url));
  }
  const log = await exportLog(ask);
  files.set('audit.jsonl', Buffer.from(log.text));
  const { audit, complaints } = await checkLog(log, round);
  const wrong = await fileDisagreements(files, { counter, units: sample.units });
  return { files, audit, complaints: [...complaints, ...wrong] };
}
