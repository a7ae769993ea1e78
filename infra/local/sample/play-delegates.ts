import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { Candidate } from '../../../shared/process/nomination.ts';
import { isScreeningOffice, type ScreeningOffice } from '../../../shared/process/screening.ts';
import { CATEGORIES } from '../../../shared/process/seats.ts';
import { type Actor, type Ask, clerkOf, DISCIPLINE, INSPECTION } from './ask.ts';
import { makePeopleSource } from './made-up-people.ts';
import { affiliationOf, type SampleDelegate } from './sample-round.ts';

/** Whom a unit nominates: those who are to become its delegates, and as many others. */
export interface DelegatesPlan {
  readonly session: string;
  readonly unit: string;
  readonly chosen: readonly Candidate[];
  readonly reserves: readonly Candidate[];
}

const MARKS_A_REQUEST = 100;
/** Every so many of the others one office finds somebody unfit, so that the screening is no formality. */
const UNFIT_EVERY = 8;
const UNFIT_REASON: Readonly<Record<ScreeningOffice, string>> = {
  'inspection-office': '与本所干部有近亲属关系，应当回避（样例）',
  'discipline-commission': '近两年受过处分，不宜担任（样例）',
};

const asCandidate = ({ category, name, affiliation, phone }: SampleDelegate): Candidate => ({
  category,
  name,
  organisation: affiliation,
  phone,
});

/** As many others as there are delegates, in the same categories; made up like all people of the sample. */
export function nominationOf(
  delegates: readonly SampleDelegate[],
  { town, seed }: { readonly town: string; readonly seed: number },
): Pick<DelegatesPlan, 'chosen' | 'reserves'> {
  const people = makePeopleSource(seed);
  const taken = new Set(delegates.map(({ name }) => name));
  const nextName = (): string => {
    const name = people.nextName();
    return taken.has(name) ? nextName() : name;
  };
  const reserves = delegates.map(({ category }) => ({
    category,
    name: nextName(),
    organisation: affiliationOf(category, town, people),
    phone: people.nextPhone().replace(/^130/, '132'),
  }));
  return { chosen: delegates.map(asCandidate), reserves };
}

/** Category by category, as a clerk writes the list. */
const candidatesOf = ({ chosen, reserves }: DelegatesPlan): Candidate[] => {
  const all = [...chosen, ...reserves];
  return CATEGORIES.flatMap((category) => all.filter((candidate) => candidate.category === category));
};

/** The unit saves its candidates. */
export async function playNomination(ask: Ask, plan: DelegatesPlan): Promise<void> {
  const { session, unit, chosen } = plan;
  const clerk = clerkOf(unit);
  const { stage, version } = await ask(clerk, 'getNomination', { session });
  if (stage !== 'editing') return;
  const candidates = candidatesOf(plan);
  await ask(clerk, 'saveNomination', {
    session,
    expectedVersion: version,
    plannedSeats: chosen.length,
    candidates,
  });
}

/** The unit hands them in. */
export async function playSubmission(ask: Ask, { session, unit }: DelegatesPlan): Promise<void> {
  const clerk = clerkOf(unit);
  const { stage, version } = await ask(clerk, 'getNomination', { session });
  if (stage === 'editing') await ask(clerk, 'submitNomination', { session, expectedVersion: version });
}

type Screened = ResponseOf<'getScreening'>['candidates'][number];

async function screened(ask: Ask, office: Actor, session: string): Promise<readonly Screened[]> {
  const all: Screened[] = [];
  for (let page = 0, pages = 1; page < pages; page += 1) {
    const answer = await ask(office, 'getScreening', { session, page });
    all.push(...answer.candidates);
    pages = answer.pages;
  }
  return all;
}

const officeOf = (actor: Actor): ScreeningOffice => {
  if (actor === 'anyone' || !isScreeningOffice(actor.role)) throw new Error('the sample: only two offices screen');
  return actor.role;
};

/** One office marks every candidate and finishes; who is to become a delegate is fit in both eyes. */
export async function playScreening(ask: Ask, office: Actor, { session, chosen }: DelegatesPlan): Promise<void> {
  const own = officeOf(office);
  const { finishedBy } = await ask(office, 'getScreening', { session, page: 0 });
  if (finishedBy.includes(own)) return;
  const wanted = new Set(chosen.map(({ name }) => name));
  const offset = own === 'inspection-office' ? 0 : UNFIT_EVERY / 2;
  const marks = (await screened(ask, office, session)).map(({ number, name }) =>
    wanted.has(name) || (number + offset) % UNFIT_EVERY !== 0
      ? { number, verdict: 'fit' as const, reason: '' }
      : { number, verdict: 'unfit' as const, reason: UNFIT_REASON[own] },
  );
  for (let start = 0; start < marks.length; start += MARKS_A_REQUEST)
    await ask(office, 'markCandidates', { session, marks: marks.slice(start, start + MARKS_A_REQUEST) });
  await ask(office, 'finishScreening', { session });
}

/** The inspection office proposes those who are to become delegates; `null` when a list is published already. */
export async function playProposal(
  ask: Ask,
  { session, chosen }: DelegatesPlan,
): Promise<{ readonly version: number; readonly proposal: string } | null> {
  const { stage } = await ask(INSPECTION, 'getScreening', { session, page: 0 });
  if (stage === 'frozen') return null;
  const wanted = new Set(chosen.map(({ name }) => name));
  const add = (await screened(ask, INSPECTION, session))
    .filter(({ name }) => wanted.has(name))
    .map(({ number }) => number);
  const reason = '联合审查后按各类别名额选定';
  return ask(INSPECTION, 'proposeList', { session, basedOn: 0, add, remove: [], reason });
}

/** The discipline commission approves a list that waits for it, proposed or imported; nothing to do when none does. */
export async function playApproval(ask: Ask, { session }: { readonly session: string }): Promise<void> {
  const { versions } = await ask(DISCIPLINE, 'listVersions', { session });
  const waiting = versions.find(({ state }) => state === 'proposed');
  if (waiting === undefined) return;
  const { version, proposal } = waiting;
  await ask(DISCIPLINE, 'approveList', { session, version, proposal });
}

/** From nobody to a frozen list: nomination, screening by both offices, proposal, approval. Played again it changes nothing. */
export async function playDelegates(ask: Ask, plan: DelegatesPlan): Promise<void> {
  await playNomination(ask, plan);
  await playSubmission(ask, plan);
  await playScreening(ask, INSPECTION, plan);
  await playScreening(ask, DISCIPLINE, plan);
  const { session } = plan;
  const proposed = await playProposal(ask, plan);
  if (proposed !== null)
    await ask(DISCIPLINE, 'approveList', { session, version: proposed.version, proposal: proposed.proposal });
}
