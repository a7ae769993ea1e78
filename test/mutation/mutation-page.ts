import { LEAST_SCORE, MUTATION_AREAS } from './areas.ts';
import { type Explained, withReasons } from './reasons.ts';
import { type AreaResult, judged, scoreOf } from './run-area.ts';

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
const inCell = (text: string): string => `\`${text.replaceAll('|', '\\|').replaceAll('`', '´').slice(0, 100)}\``;

function rowOf(result: AreaResult): string {
  const area = MUTATION_AREAS.find(({ name }) => name === result.area);
  return `| ${result.area}, ${area?.title} | ${judged(result)} | ${result.found} | ${result.timedOut} | ${result.survivors.length} | ${percent(scoreOf(result))} |`;
}

function survivorsOf(result: AreaResult, reasons: readonly Explained[]): string {
  const { reasoned, unreasoned } = withReasons(result.survivors, reasons);
  const rows = [...reasoned, ...unreasoned.map((survivor) => ({ ...survivor, reason: '**none**' }))].map(
    ({ file, line, original, replacement, reason }) =>
      `| ${file}:${line} | ${inCell(original)} | ${inCell(replacement)} | ${reason} |`,
  );
  return `## Survivors of ${result.area}

| place | was | became | why it is let be |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

/** docs/trust/mutation.md */
export const mutationPage = (
  results: readonly AreaResult[],
  reasons: readonly Explained[],
): string => `# Mutation testing

Written by \`npm run mutation\`; not by hand. Stryker changes one place of the source at a time (a condition, a text, a bound, a call left out) and runs the tests that
reach it; a change that no test notices has survived. At least ${percent(LEAST_SCORE)} of each area is asked, and a reason for each that survives
([reasons.json](../../test/mutation/reasons.json)). Which tests judge which files: [areas.ts](../../test/mutation/areas.ts). A mutant that a test found before is tried again when its own
file or that test has changed, or with \`--whole\`; what was found is kept in \`test/mutation/kept/\`.

| area | mutants | found | of these by running out of time | survived | score |
| --- | --- | --- | --- | --- | --- |
${results.map(rowOf).join('\n')}

${results.map((result) => survivorsOf(result, reasons)).join('\n')}`;
