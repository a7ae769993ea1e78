import { type Requirement, STANDARD } from './requirements.ts';
import type { Chapter, Evidence, Verdict } from './verdict.ts';

const KINDS = ['tested', 'exception', 'provided', 'not-applicable'] as const satisfies readonly Verdict['is'][];
const WORDS: Readonly<Record<Verdict['is'], string>> = {
  tested: '测试 tested',
  exception: '**例外 exception**',
  provided: 'AWS',
  'not-applicable': '不适用 n/a',
};

const cell = (text: string): string => text.replace(/[|<>]/g, (character) => `\\${character}`).replace(/\s+/g, ' ');
/** As the text of a link: no bracket of it ends the link, and nothing in it is emphasis. */
const linkText = (text: string): string => cell(text).replace(/[[\]*_`]/g, (character) => `\\${character}`);

function evidenceText(evidence: Evidence): string {
  if (typeof evidence === 'string') return `[${linkText(evidence.replace(/^docs\//, ''))}](../${evidence})`;
  return `[${linkText(evidence.title)}](../${evidence.file})`;
}

function wordsOf(verdict: Verdict): string {
  switch (verdict.is) {
    case 'tested':
      return verdict.but === undefined ? '' : cell(verdict.but);
    case 'exception':
      return `${cell(verdict.because)} **It means:** ${cell(verdict.means)}`;
    case 'provided':
      return `${verdict.by}. ${cell(verdict.because)}`;
    case 'not-applicable':
      return cell(verdict.because);
  }
}

const rowText = ({ id, level, asks }: Requirement, verdict: Verdict): string =>
  `| ${id} | ${level} | ${cell(asks)} | ${WORDS[verdict.is]} | ${[wordsOf(verdict), ...verdict.evidence.map(evidenceText)].filter((each) => each !== '').join('<br>')} |`;

type Count = Readonly<Record<Verdict['is'] | 'all' | 'applicable', number>>;

/** How many requirements there are, how many are about something here, and how each stands. */
export function countsOf(verdicts: readonly Verdict[]): Count {
  const of = (kind: Verdict['is']) => verdicts.filter(({ is }) => is === kind).length;
  const [tested = 0, exception = 0, provided = 0, notApplicable = 0] = KINDS.map(of);
  const all = verdicts.length;
  return { all, applicable: all - notApplicable, tested, exception, provided, 'not-applicable': notApplicable };
}

const countRow = (name: string, verdicts: readonly Verdict[]): string => {
  const counts = countsOf(verdicts);
  return `| ${[name, counts.all, counts.applicable, ...KINDS.map((kind) => counts[kind])].join(' | ')} |`;
};

/** docs/asvs.md: counts, then each chapter's requirements with how they stand. @throws when a requirement has no verdict */
export function asvsPage(chapters: readonly Chapter[]): string {
  const { standard, source, chapters: names, requirements } = STANDARD;
  const rows = requirements.map((requirement) => {
    const verdict = chapters[Number(requirement.id.split('.')[0]) - 1]?.[requirement.id];
    if (verdict === undefined) throw new Error(`no verdict on ${requirement.id}`);
    return { requirement, verdict };
  });
  const ofChapter = (place: number) => rows.filter(({ requirement }) => requirement.id.startsWith(`${place + 1}.`));
  const ofLevel = (level: number) =>
    rows.filter(({ requirement }) => requirement.level === level).map(({ verdict }) => verdict);
  return [
    '# Held to OWASP ASVS 5.0, level 2',
    '',
    `Every requirement of the ${standard} at levels 1 and 2, by its id there (<${source}>), in words of ours. Made from \`test/asvs\` by \`npm run docs\`;`,
    'a unit test (`test/unit/asvs`) fails when a requirement is left out, a named file, test or heading is not there, a reason is missing, or this page is stale.',
    '',
    '- **tested**: it holds, and the tests named show it; where the standard asks for documentation, the page does. A sentence before them says what they do not reach, or which rows of a table are meant.',
    '- **exception**: it does not hold, or not whole: why, and what that means. Tests named beside it are of the part that holds.',
    '- **AWS**: a service that the county uses does it; nothing here can test it.',
    '- **n/a**: there is nothing here that it could be about.',
    '',
    'ASVS is by the OWASP Foundation under CC BY-SA 4.0; the column of what a requirement asks is adapted from it and under the same licence.',
    '',
    '| | requirements | applicable | tested | exceptions | AWS | n/a |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...names.map((name, place) =>
      countRow(
        `V${place + 1} ${name}`,
        ofChapter(place).map(({ verdict }) => verdict),
      ),
    ),
    countRow('level 1', ofLevel(1)),
    countRow('level 2', ofLevel(2)),
    countRow(
      '**in all**',
      rows.map(({ verdict }) => verdict),
    ),
    '',
    ...names.flatMap((name, place) => [
      `## V${place + 1} ${name}`,
      '',
      '| id | level | asks | stands | shown by, or why |',
      '| --- | --- | --- | --- | --- |',
      ...ofChapter(place).map(({ requirement, verdict }) => rowText(requirement, verdict)),
      '',
    ]),
  ].join('\n');
}
