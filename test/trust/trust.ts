/** `npm run trust [-- PART …]`: everything that is tried against the secret ballot, whole; the report is docs/trust/. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { runTool, ToolRefusal, UsageError } from '../../infra/tools/run-tool.ts';
import { judgedHash } from './judged-sources.ts';
import { PART_NAMES, type PartName, TRUST_PARTS, type TrustPart } from './parts.ts';
import { reportPage } from './report-page.ts';
import { gapsOf, type PlayedPart, readReport, reportText, type TrustReport } from './trust-report.ts';

const USAGE = `npm run trust [-- PART …]

  PART  ${PART_NAMES.join(', ')}; without any, all of them, which takes hours
        一部分;不写则全部运行,需数小时
`;
/** Of what a part prints, the report keeps so many of the last lines. */
const LINES_KEPT = 240;
const DIRECTORY = new URL('../../docs/trust/', import.meta.url);

const isPartName = (text: string): text is PartName => PART_NAMES.some((name) => name === text);

async function play({ name, command }: TrustPart): Promise<PlayedPart> {
  const startMs = performance.now();
  process.stdout.write(`\n—— npm run ${command.join(' ')}\n`);
  const child = spawn('npm', ['run', '--silent', ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
  const printed: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    process.stdout.write(`${line}\n`);
    printed.push(line);
  }
  const exitCode = await new Promise<number>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once('close', (code) => resolve(code ?? 1));
  });
  return {
    name,
    command: `npm run ${command.join(' ')}`,
    ended: new Date().toISOString(),
    seconds: Math.round((performance.now() - startMs) / 1_000),
    cores: availableParallelism(),
    exitCode,
    printed: printed.slice(-LINES_KEPT),
  };
}

/** What an earlier run found out about the same sources stands until the part is played again. */
function withPart(report: TrustReport | undefined, judged: string, played: PlayedPart): TrustReport {
  const others = report?.judged === judged ? report.parts.filter(({ name }) => name !== played.name) : [];
  const place = ({ name }: PlayedPart) => PART_NAMES.indexOf(name);
  return { judged, parts: [...others, played].sort((one, other) => place(one) - place(other)) };
}

async function main(): Promise<number> {
  const asked = process.argv.slice(2);
  const unknown = asked.find((text) => !isPartName(text));
  if (unknown !== undefined) throw new UsageError(`没有这一部分 / no such part: ${unknown}`);
  const judged = judgedHash();
  for (const part of TRUST_PARTS) {
    if (asked.length > 0 && !asked.includes(part.name)) continue;
    const played = await play(part);
    if (judgedHash() !== judged)
      throw new ToolRefusal('运行期间源码有变,本部分不记入报告 / the sources changed meanwhile: not recorded');
    const report = withPart(readReport(), judged, played);
    mkdirSync(DIRECTORY, { recursive: true });
    writeFileSync(new URL('report.json', DIRECTORY), reportText(report));
    writeFileSync(new URL('report.md', DIRECTORY), reportPage(report));
  }
  const gaps = gapsOf(readReport(), judged);
  process.stdout.write(gaps.length === 0 ? '\n全部成立 / everything holds\n' : `\n${gaps.join('\n')}\n`);
  return gaps.length === 0 ? 0 : 1;
}

process.exitCode = await runTool(main, USAGE);
