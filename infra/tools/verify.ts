/**
 * `npm run verify -- FILE [--check-code "1234 5678 9012"]`: checks a bundle offline. Exit code 0: no defect; 1: a defect, each
 * named on a line `DEFECT code  place  text`, or no JSON at all; 2: nothing was checked (wrong arguments, no such file).
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseFraction, toDecimalText } from '../../shared/process/fraction.ts';
import { type CheckedBundle, checkBundle } from '../../shared/protocol/check-bundle.ts';
import { DEFECT_TEXTS } from '../../shared/protocol/defect-texts.ts';

const USAGE = 'npm run verify -- FILE [--check-code "1234 5678 9012"]';

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

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return refuse(2, `文件读不了 / the file cannot be read: ${file} (${code})`);
  }
}

function parseBundle(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(1, '这个文件不是结果文件（不是 JSON）/ this is not a result file (not JSON)');
  }
}

function readArguments(): { readonly file: string; readonly checkCode?: string } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { 'check-code': { type: 'string' } },
    });
    const [file, ...rest] = positionals;
    const checkCode = values['check-code'];
    if (file !== undefined && rest.length === 0) return { file, ...(checkCode === undefined ? {} : { checkCode }) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return refuse(2, USAGE);
}

const { file, checkCode } = readArguments();
const checked = await checkBundle(parseBundle(readText(file)), checkCode);
printSummary(checked);
for (const { code, where } of checked.defects) {
  const { zh, en } = DEFECT_TEXTS[code];
  print(`DEFECT ${code}  ${where === '' ? '(file)' : where}  ${zh} / ${en}`);
}
print(checked.defects.length === 0 ? 'OK: no defect found 没有发现问题' : `${checked.defects.length} defect(s) 处问题`);
process.exitCode = checked.defects.length === 0 ? 0 : 1;
