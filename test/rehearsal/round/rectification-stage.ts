import { clerkOf, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { type Author, authorsOf } from '../../../infra/local/sample/living-sample-authors.ts';
import { MEASURE, REPLY } from '../../../infra/local/sample/living-sample-words.ts';
import { type Fate, type PlayedItem, playRectification } from '../../../infra/local/sample/play-rectification.ts';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { callOff, type ItemAt, neglect, returnAndFix } from './item-steps.ts';
import type { ItemEnd } from './round-counter.ts';
import { morningOf, type PlayedUnit, type RoundScene } from './scene.ts';

const CONFIRMED_ON = '2008-03-19';

/** What becomes of an item; those in the middle go on by steps of their own. */
type Course = Fate | 'called-off' | 'neglected' | 'returned';

/** Of the pilot, in the order in which its items are proposed; the others' are disputed, or put right at once. */
const OF_PILOT: readonly Course[] = ['called-off', 'returned', 'neglected', 'closed', 'late'];
const ENDS: Readonly<Record<Course, ItemEnd>> = {
  ...{ fixed: 'rectified', disputed: 'rectified', late: 'rectified', closed: 'closed', waiting: 'open', open: 'open' },
  ...{ 'called-off': 'rectified', neglected: 'overdue', returned: 'rectified' },
};

type Proposal = ResponseOf<'proposeItems'>['proposals'][number];

interface CourseItem {
  readonly course: Course;
  readonly authors: readonly Author[];
  readonly played: PlayedItem;
}

async function proposalsOf({ ask }: RoundScene, { session }: PlayedUnit): Promise<readonly Proposal[]> {
  const all: Proposal[] = [];
  let after: string | undefined;
  do {
    const page = await ask(INSPECTION, 'proposeItems', { session, ...(after === undefined ? {} : { after }) });
    all.push(...page.proposals);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return all;
}

const fateOf = (course: Course): Fate =>
  course === 'called-off' || course === 'neglected' || course === 'returned' ? 'open' : course;

const courseOf = ({ place }: PlayedUnit, at: number): Course => {
  if (place === 0) return OF_PILOT[at] ?? 'fixed';
  return place === 1 && at === 0 ? 'disputed' : 'fixed';
};

/** Everything that is proposed becomes an item; its authors are those whose opinions it stands for. */
async function itemsOf(scene: RoundScene, unit: PlayedUnit): Promise<readonly CourseItem[]> {
  const proposals = await proposalsOf(scene, unit);
  return proposals.map(({ sources, kind, wording }, at) => {
    const course = courseOf(unit, at);
    const authors = authorsOf(sources, unit.heard);
    const secrets = authors.map(({ secret }) => secret);
    const played = { sources, kind, wording, measure: MEASURE, reply: REPLY, secrets, fate: fateOf(course) };
    return { course, authors, played };
  });
}

interface UnitAtWork {
  readonly unit: PlayedUnit;
  readonly now: readonly CourseItem[];
  readonly late: readonly CourseItem[];
}

const settingOf = ({ session, unit }: PlayedUnit) => ({
  session,
  unit: unit.code,
  responsible: `${unit.officers[1]?.post ?? ''} ${unit.officers[1]?.name ?? ''}`,
});

const nightsOf = ({ startScheduled }: RoundScene) => ({ countRatings: () => startScheduled('ratings') });

async function confirmAndAnswer(scene: RoundScene, unit: PlayedUnit): Promise<UnitAtWork> {
  const items = await itemsOf(scene, unit);
  const now = items.filter(({ course }) => course !== 'late');
  const late = items.filter(({ course }) => course === 'late');
  const playable = now.map(({ played }) => played);
  await playRectification(scene.ask, { ...settingOf(unit), ...nightsOf(scene), items: playable, time: null });
  for (const [place, { course, authors }] of [...now, ...late].entries()) {
    const at: ItemAt = { session: unit.session, unit: unit.unit.code, item: place + 1 };
    if (course === 'called-off') await callOff(scene, at, authors);
    if (course === 'returned') await returnAndFix(scene, at);
    if (course === 'neglected') await neglect(scene, at);
    scene.counter.item(unit.unit.code, at.item, ENDS[course]);
  }
  return { unit, now, late };
}

/** Runs the escalation twice; the second run must send nothing. */
export async function escalateTwice({
  startScheduled,
  notices,
}: Pick<RoundScene, 'startScheduled' | 'notices'>): Promise<readonly string[]> {
  await startScheduled('escalation');
  const told = notices();
  await startScheduled('escalation');
  return notices() === told ? [] : ['an escalation that ran twice told somebody twice'];
}

/** Days pass for the item that is late, and for the neglected one with it; who runs the escalation twice tells nobody twice. */
async function letTimePass(scene: RoundScene, { unit, late }: UnitAtWork): Promise<readonly string[]> {
  const { ask, clock } = scene;
  const complaints: string[] = [];
  const escalate = async () => {
    complaints.push(...(await escalateTwice(scene)));
  };
  const time = { goTo: (day: string) => clock.until(morningOf(day)), escalate };
  const playable = late.map(({ played }) => played);
  await playRectification(ask, { ...settingOf(unit), ...nightsOf(scene), items: playable, time });
  return complaints;
}

/** Every level was told once of every item that went by its deadline, and nobody of any other. */
async function lookAtNotices(scene: RoundScene, { unit, now, late }: UnitAtWork): Promise<readonly string[]> {
  const { notices } = await scene.ask({ role: 'discipline-commission' }, 'listNotices', { session: unit.session });
  const isOverdue = ({ course }: CourseItem) => course === 'neglected' || course === 'late';
  const overdue = [...now, ...late].flatMap((item, place) => (isOverdue(item) ? [place + 1] : []));
  const levels = ['unit-head', 'county-leader', 'discipline-commission'];
  const wanted = overdue.flatMap((item) => levels.map((level) => `${item} ${level} sent`)).sort();
  const told = notices.map(({ item, level, delivery }) => `${item} ${level} ${delivery}`).sort();
  const sent = scene.notices();
  return [
    ...(JSON.stringify(told) === JSON.stringify(wanted)
      ? []
      : [`notices ${told.join(', ')}; due ${wanted.join(', ')}`]),
    ...(sent === wanted.length ? [] : [`${sent} notices went out, ${wanted.length} were due`]),
  ];
}

/** Stage 5: every opinion and question becomes an item and meets its end; what went wrong on the way. */
export async function putRight(scene: RoundScene, units: readonly PlayedUnit[]): Promise<readonly string[]> {
  const { clock, refusals, ask } = scene;
  await clock.until(morningOf(CONFIRMED_ON));
  const atWork: UnitAtWork[] = [];
  for (const unit of units) atWork.push(await confirmAndAnswer(scene, unit));
  const [pilot] = atWork;
  if (pilot === undefined) throw new Error('no unit is played');
  const [first] = pilot.now;
  if (first !== undefined) {
    const { sources, kind, wording } = first.played;
    const again = { session: pilot.unit.session, sources, kind, wording: `${wording}（又）` };
    await refusals.expect('source-taken', () => ask(INSPECTION, 'confirmItem', again));
  }
  const twice = await letTimePass(scene, pilot);
  await refusals.expect('role-not-allowed', () =>
    ask(clerkOf(pilot.unit.unit.code), 'proposeItems', { session: pilot.unit.session }),
  );
  return [...twice, ...(await lookAtNotices(scene, pilot))];
}
