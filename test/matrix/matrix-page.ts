import { quotedSentences } from './quoting.ts';
import type { MatrixRow, NothingToRefuse, TestPlace } from './row.ts';
import type { RowsOfFile } from './rows.ts';
import { SENTENCES } from './sentences.ts';

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
const placeText = ({ file, title }: TestPlace): string => `${cell(title)} (\`${file}\`)`;
const refusalText = (refusal: TestPlace | NothingToRefuse): string =>
  'because' in refusal ? `— ${cell(refusal.because)}` : placeText(refusal);

const rowText = ({ sentence, operations, page, test, refusal }: MatrixRow): string =>
  `| ${cell(sentence)} | ${operations.map((id) => `\`${id}\``).join(', ')} | ${cell(page ?? '—')} | ${placeText(test)} | ${refusalText(refusal)} |`;

const HEADING = [
  '| words | operations | page | test of the behaviour | test of the refusal |',
  '| --- | --- | --- | --- | --- |',
];

const section = (title: string, rows: readonly MatrixRow[]): readonly string[] => [
  `### ${title}`,
  '',
  ...(rows.length === 0 ? ['No row yet.'] : [...HEADING, ...rows.map(rowText)]),
  '',
];

/** docs/process-matrix.md: every sentence of the six stages with its rows, then the rows on what the stages ask beyond them. */
export function matrixPage(files: readonly RowsOfFile[]): string {
  const rows = files.flatMap((each) => each.rows);
  const stages = [...new Set(SENTENCES.map(({ stage }) => stage))];
  const lines = stages.flatMap((stage) => [
    `## ${stage}`,
    '',
    ...SENTENCES.filter((sentence) => sentence.stage === stage).flatMap(({ id, text }) =>
      section(
        `${id} ${text}`,
        rows.filter((row) => quotedSentences(row.sentence).some((quoted) => quoted.id === id)),
      ),
    ),
  ]);
  const further = rows.filter(({ sentence }) => quotedSentences(sentence).length === 0);
  return [
    '# The process, sentence by sentence',
    '',
    'Every sentence of the six stages: the operations that carry it, the page where people meet it, a test of the behaviour and one of',
    'its refusal. Made from `test/matrix` by `npm run docs`; a row whose test is deleted or renamed fails (`test/unit/matrix`).',
    '',
    ...lines,
    '## Beyond the sentences',
    '',
    ...(further.length === 0 ? [] : [...HEADING, ...further.map(rowText), '']),
  ].join('\n');
}
