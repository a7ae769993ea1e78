/** `npm run mutation [-- AREA …] [-- --whole]`: changes the judged sources one place at a time; the tests of the area must notice. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runTool, UsageError } from '../../infra/tools/run-tool.ts';
import { AREA_NAMES, type AreaName, LEAST_SCORE, MUTATION_AREAS } from './areas.ts';
import { mutationPage } from './mutation-page.ts';
import { readReasons, withReasons } from './reasons.ts';
import { type AreaResult, judged, runArea, scoreOf } from './run-area.ts';

const USAGE = `npm run mutation [-- AREA …] [-- --whole]

  AREA     ${AREA_NAMES.join(', ')}; without any, all of them / 不写则全部
  --whole  take nothing over from an earlier run / 不沿用上次结果
`;

const isAreaName = (text: string): text is AreaName => AREA_NAMES.some((name) => name === text);
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
const print = (line: string) => process.stdout.write(`${line}\n`);

/** @returns whether the area's tests find enough, and every survivor has its reason */
function printResult(result: AreaResult): boolean {
  const { unreasoned } = withReasons(result.survivors, readReasons());
  print(
    `${result.area.padEnd(9)} ${String(judged(result)).padStart(5)} mutants  ${percent(scoreOf(result)).padStart(7)} found ` +
      `(${result.timedOut} by time)  ${String(result.survivors.length).padStart(4)} survived, ${unreasoned.length} without a reason`,
  );
  for (const { file, line, original, replacement } of unreasoned)
    print(`  ${file}:${line}  ${JSON.stringify(original)} → ${JSON.stringify(replacement)}`);
  return scoreOf(result) >= LEAST_SCORE && unreasoned.length === 0;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { whole: { type: 'boolean' } }, allowPositionals: true });
  const unknown = positionals.find((text) => !isAreaName(text));
  if (unknown !== undefined) throw new UsageError(`没有这一部分 / no such area: ${unknown}`);
  const results: AreaResult[] = [];
  for (const area of MUTATION_AREAS)
    if (positionals.length === 0 || positionals.includes(area.name))
      results.push(await runArea(area, values.whole === true));
  const verdicts = results.map(printResult);
  const found = results.reduce((sum, result) => sum + result.found, 0);
  const total = results.reduce((sum, result) => sum + judged(result), 0);
  print(
    `${found} of ${total} mutants found, ${percent(found / total)}; at least ${percent(LEAST_SCORE)} of each area is asked`,
  );
  if (positionals.length === 0)
    writeFileSync(new URL('../../docs/trust/mutation.md', import.meta.url), mutationPage(results, readReasons()));
  return verdicts.every(Boolean) ? 0 : 1;
}

process.exitCode = await runTool(main, USAGE);
