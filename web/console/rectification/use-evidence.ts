import { useState } from 'preact/hooks';
import { checkClaim, type FileKind, kindOfFileName } from '../../../shared/process/file-kinds.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { sendFile } from '../../ui/upload.ts';
import type { Failed } from '../answers.tsx';
import { randomBytes } from '../random-bytes.ts';
import type { StaffCall } from '../staff-api.ts';

const ID_BYTES = 16;

/** A file beside a reply that is being written. `broken`: it did not arrive; sending it again goes on under the same name. */
export interface EvidenceFile {
  readonly id: string;
  readonly file: File;
  readonly kind: FileKind;
  readonly state: 'sending' | 'kept' | 'broken';
  readonly percent: number;
  readonly failed: Failed | null;
}

interface Sending {
  readonly api: StaffCall;
  readonly session: string;
  readonly item: string;
}

/** Announces a file, sends it to its address, and has it checked. */
async function send(
  { id, file, kind }: EvidenceFile,
  { api, session, item }: Sending,
  onProgress: (percent: number) => void,
): Promise<Pick<EvidenceFile, 'state' | 'failed'>> {
  const announced = await api('createEvidenceUpload', {
    session,
    item,
    id,
    fileName: file.name,
    kind,
    bytes: file.size,
  });
  if (!announced.ok) return { state: 'broken', failed: announced };
  const { url, contentType } = announced.value;
  if (!(await sendFile({ url, contentType, file }, onProgress)))
    return { state: 'broken', failed: { ok: false, network: true } };
  const checked = await api('confirmEvidence', { session, item, evidence: id });
  return checked.ok ? { state: 'kept', failed: null } : { state: 'broken', failed: checked };
}

/** The files of a reply that is being written: chosen, sent at once, sent on after an interruption, taken out again. */
export function useEvidence(sending: Sending) {
  const [files, setFiles] = useState<readonly EvidenceFile[]>([]);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const change = (id: string, next: Partial<EvidenceFile>) =>
    setFiles((all) => all.map((each) => (each.id === id ? { ...each, ...next } : each)));
  const start = async (file: EvidenceFile) => {
    change(file.id, { state: 'sending', percent: 0, failed: null });
    change(file.id, await send(file, sending, (percent) => change(file.id, { percent })));
  };
  const add = (chosen: readonly File[]) => {
    const checked = chosen.map((file) => {
      const kind = kindOfFileName(file.name);
      const isFit = kind !== undefined && checkClaim({ kind, fileName: file.name, bytes: file.size }) === undefined;
      return isFit ? { file, kind } : { file };
    });
    setRefused(checked.filter((each) => each.kind === undefined).map(({ file }) => file.name));
    const fit = checked.flatMap(({ file, kind }): readonly EvidenceFile[] =>
      kind === undefined
        ? []
        : [{ id: toB64u(randomBytes(ID_BYTES)), file, kind, state: 'sending', percent: 0, failed: null }],
    );
    setFiles((all) => [...all, ...fit]);
    for (const each of fit) void start(each);
  };
  const remove = (id: string) => setFiles((all) => all.filter((each) => each.id !== id));
  return { files, refused, add, resume: (file: EvidenceFile) => void start(file), remove };
}
