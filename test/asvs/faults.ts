import { deadLinks } from '../links/dead-links.ts';
import { testTitles } from '../matrix/test-titles.ts';
import { isOfDocumentation, type Requirement } from './requirements.ts';
import type { Chapter, Evidence, Verdict } from './verdict.ts';

/** A reason of substance is a sentence, not a word. */
const MIN_REASON = 20;

const titles = new Map<string, ReadonlySet<string>>();
const titlesOf = (file: string): ReadonlySet<string> => {
  const known = titles.get(file) ?? testTitles(file);
  titles.set(file, known);
  return known;
};

/** Why a piece of evidence is dead; `undefined` when it is there. */
function evidenceFault(evidence: Evidence): string | undefined {
  if (typeof evidence === 'string') {
    const [dead] = deadLinks('README.md', `[page](${evidence})`);
    return dead;
  }
  const { file, title } = evidence;
  if (titlesOf(file).size === 0) return `${file}: no tests there`;
  return titlesOf(file).has(title) ? undefined : `${file}: no test “${title}”`;
}

const reasonsOf = (verdict: Verdict): readonly string[] => {
  switch (verdict.is) {
    case 'tested':
      return verdict.but === undefined ? [] : [verdict.but];
    case 'exception':
      return [verdict.because, verdict.means];
    case 'provided':
    case 'not-applicable':
      return [verdict.because];
  }
};

function isShown(requirement: Requirement, { evidence }: Verdict): boolean {
  const isPage = (each: Evidence) => typeof each === 'string';
  return isOfDocumentation(requirement) ? evidence.some(isPage) : evidence.some((each) => !isPage(each));
}

/** What is wrong with a verdict. */
function verdictFaults(requirement: Requirement, verdict: Verdict): readonly string[] {
  const faults = verdict.evidence.flatMap((each) => evidenceFault(each) ?? []);
  if (verdict.is === 'tested' && !isShown(requirement, verdict)) faults.push('nothing shows it');
  for (const reason of reasonsOf(verdict))
    if (verdict.is === 'not-applicable' ? reason.length < 10 : reason.length < MIN_REASON)
      faults.push(`“${reason}” is no reason`);
  return faults;
}

/** What is wrong with the table, `id: what` each: a requirement without a verdict, a verdict on nothing, dead evidence, no reason. */
export function tableFaults(requirements: readonly Requirement[], chapters: readonly Chapter[]): readonly string[] {
  const verdicts = chapters.flatMap((chapter, place) =>
    Object.entries(chapter).map(([id, verdict]) => ({ id, verdict, chapter: place + 1 })),
  );
  const ids = requirements.map(({ id }) => id);
  return [
    ...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `${id}: twice in the standard`),
    ...verdicts
      .filter(({ id, chapter }) => !ids.includes(id) || !id.startsWith(`${chapter}.`))
      .map(({ id }) => `${id}: no requirement of this chapter`),
    ...requirements.flatMap((requirement) => {
      const [found, another] = verdicts.filter(({ id }) => id === requirement.id);
      if (found === undefined) return [`${requirement.id}: no verdict`];
      if (another !== undefined) return [`${requirement.id}: two verdicts`];
      return verdictFaults(requirement, found.verdict).map((fault) => `${requirement.id}: ${fault}`);
    }),
  ];
}
