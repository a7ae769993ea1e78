/**
 * `npm run verify -- FILE [--check-code "1234 5678 9012"]`: checks a bundle offline. `npm run verify -- AUDIT.jsonl … [--head
 * HASH]`: checks an exported audit log, its parts in their order, against the hash out of a meeting's minutes. Exit code 0: no
 * defect; 1: a defect, each named on a line `DEFECT code  place  text`, or no JSON at all; 2: nothing was checked (wrong
 * arguments, no such file).
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseFraction, toDecimalText } from '../../shared/process/fraction.ts';
import { parseBundleBytes } from '../../shared/protocol/bundle-text.ts';
import { type CheckedBundle, checkBundle } from '../../shared/protocol/check-bundle.ts';
import { DEFECT_TEXTS } from '../../shared/protocol/defect-texts.ts';
import { verifyAudit } from './verify-audit.ts';

const USAGE = `npm run verify -- FILE [--check-code "1234 5678 9012"]
npm run verify -- AUDIT.jsonl [AUDIT-2.jsonl …] [--head HASH]`;
const AUDIT_LOG = /\.jsonl$/;
const HASH = /^[0-9a-f]{64}$/;

const print = (line: string) => process.stdout.write(`${line}\n`);

const twoDecimals = (text: string | null): string => {
  const fraction = text === null ? undefined : parseFraction(text);
  return fraction === undefined ? '—' : toDecimalText(fraction, 2);
};

function printSummary({ kind, checkCode, manifest, result }: CheckedBundle): void {
  print(`bundle       ${kind === 'sealed' ? 'sealed 密封卷宗' : 'public 公开结果'}`);
  print(`check code   ${checkCode ?? '—'}   核对码，请与会议记录对照 / compare with the minutes`);
  if (manifest) print(`meeting      ${manifest.session}  ${manifest.unit}`);
  if (!result) return;
  const { delegates, electronic, paper, valid } = result.counts;
  print(`counts       delegates ${delegates}, electronic ${electronic}, paper ${paper}, valid ${valid}`);
  print(`outcome      ${result.outcome}${result.reasons.length > 0 ? `: ${result.reasons.join(', ')}` : ''}`);
  for (const { id, score, grade } of result.subjects) {
    const name = manifest?.subjects.find((subject) => subject.id === id)?.name ?? id;
    print(`  ${twoDecimals(score).padStart(6)}  ${(grade ?? '—').padEnd(11)}  ${name}`);
  }
}

/** Ends with `exitCode` after a sentence. What the file holds is not repeated: it may be ballots. */
function refuse(exitCode: 1 | 2, sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCode);
}

function readBytes(file: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return refuse(2, `文件读不了 / the file cannot be read: ${file} (${code})`);
  }
}

function parseBundle(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    return parseBundleBytes(bytes);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(
      1,
      '这个文件不是结果文件（不是 JSON，或有一项写了两次）/ this is not a result file (not JSON, or a field stands twice)',
    );
  }
}

type Arguments =
  | { readonly kind: 'bundle'; readonly file: string; readonly checkCode: string | undefined }
  | { readonly kind: 'audit'; readonly files: readonly string[]; readonly head: string | undefined };

function understand(
  files: readonly string[],
  { checkCode, head }: { checkCode: string | undefined; head: string | undefined },
): Arguments | undefined {
  const [file] = files;
  if (file === undefined) return undefined;
  if (files.every((each) => AUDIT_LOG.test(each))) {
    const isFine = checkCode === undefined && (head === undefined || HASH.test(head));
    return isFine ? { kind: 'audit', files, head } : undefined;
  }
  return files.length === 1 && head === undefined ? { kind: 'bundle', file, checkCode } : undefined;
}

function readArguments(): Arguments {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { 'check-code': { type: 'string' }, head: { type: 'string' } },
    });
    const understood = understand(positionals, {
      checkCode: values['check-code'],
      head: values.head?.toLowerCase(),
    });
    if (understood !== undefined) return understood;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return refuse(2, USAGE);
}

/** Prints the bundle's figures and defects, and gives the number of these. */
async function checkOneBundle(file: string, checkCode: string | undefined): Promise<number> {
  const checked = await checkBundle(parseBundle(readBytes(file)), checkCode);
  printSummary(checked);
  for (const { code, where } of checked.defects) {
    const { zh, en } = DEFECT_TEXTS[code];
    print(`DEFECT ${code}  ${where === '' ? '(file)' : where}  ${zh} / ${en}`);
  }
  return checked.defects.length;
}

/** The same for the parts of an audit log. */
async function checkOneLog(files: readonly string[], head: string | undefined): Promise<number> {
  const { lines, defects } = await verifyAudit(Buffer.concat(files.map(readBytes)).toString('utf8'), head);
  for (const line of lines) print(line);
  return defects;
}

const asked = readArguments();
const defects =
  asked.kind === 'bundle'
    ? await checkOneBundle(asked.file, asked.checkCode)
    : await checkOneLog(asked.files, asked.head);
print(defects === 0 ? 'OK: no defect found 没有发现问题' : `${defects} defect(s) 处问题`);
process.exitCode = defects === 0 ? 0 : 1;
