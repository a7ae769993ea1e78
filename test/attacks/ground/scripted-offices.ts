import { type Ask, clerkOf, DISCIPLINE, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { type Author, leaveOpinion, openDoor } from '../../../infra/local/sample/living-sample-authors.ts';
import { delegatesOf } from '../../../infra/local/sample/living-sample-units.ts';
import { makeSampleWorkbook } from '../../../infra/local/sample/make-sample-workbook.ts';
import { type DelegatesPlan, playDelegates } from '../../../infra/local/sample/play-delegates.ts';
import { playGates } from '../../../infra/local/sample/play-gates.ts';
import { playSending, playVenue } from '../../../infra/local/sample/play-invitations.ts';
import { makeSampleRound } from '../../../infra/local/sample/sample-round.ts';
import { isSessionId, type SessionId } from '../../../shared/process/ids.ts';
import type { Candidate } from '../../../shared/process/nomination.ts';
import { CATEGORIES, CATEGORY_NAMES } from '../../../shared/process/seats.ts';
import { addDays } from '../../../shared/process/working-days.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { platformRandom as random } from '../../unit/protocol/vectors.ts';
import { writeDocument } from '../../unit/reports/word-documents.ts';
import { refusing, scriptedFileName, scriptedName } from './scripting.ts';

const COUNTY = 'tuanfeng';
export const ROUND = '2008';
/** A round that comes as a file. */
export const FILED_ROUND = '2009';
/** Units of the sample: with a result, putting right, ready, inviting, collecting. */
export const UNITS = {
  announced: 'chengguan',
  rectifying: 'zongluzui',
  ready: 'huilongshan',
  inviting: 'macaomiao',
  collecting: 'linshanhe',
} as const;
const COLLECTING = UNITS.collecting;

export function sessionOf(unit: string, round = ROUND): SessionId {
  const session = `${COUNTY}-${round}-${unit}`;
  if (!isSessionId(session)) throw new Error('not a session');
  return session;
}

/** Whoever lives on where the sample ends: asks with scripts, and notes what was refused for one. */
export interface Scene {
  readonly ask: Ask;
  readonly refused: Set<string>;
  /** YYYY-MM-DD. */
  readonly today: string;
}

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');

async function send(url: string, contentType: string, body: Buffer<ArrayBuffer>): Promise<void> {
  const sent = await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body });
  if (!sent.ok) throw new Error(`the storage answered ${sent.status}`);
}

async function changePlan({ ask }: Scene): Promise<void> {
  const { plan, version } = await ask(INSPECTION, 'getPlan', { round: ROUND });
  const units = plan.units.map(({ unit, heldOn, pilot, leader, head }) => ({ unit, heldOn, pilot, leader, head }));
  const changed = { ...plan, units, basis: [...plan.basis, { title: '另一文件', number: '某号', date: null }] };
  await ask(INSPECTION, 'changePlan', { round: ROUND, expectedVersion: version, reason: '改字', plan: changed });
}

/** A round from a workbook whose people have scripts in their names, and a meeting of it that is called off. */
async function fileRound({ ask }: Scene): Promise<void> {
  const sample = makeSampleRound();
  const named = (name: string) => scriptedName('saveNomination.candidates[].name', name);
  const units = sample.units.slice(0, 1).map((unit) => ({
    ...unit,
    head: named(unit.head),
    officers: unit.officers.map(({ name, post }) => ({ name: named(name), post: named(post) })),
    delegates: unit.delegates.map((each) => ({ ...each, name: named(each.name) })),
  }));
  const file = base64(await makeSampleWorkbook({ ...sample, units }));
  const asked = {
    round: FILED_ROUND,
    roundName: '导入',
    fileName: scriptedFileName('checkImport.fileName', '名单.xlsx'),
    file,
  };
  await ask(INSPECTION, 'checkImport', asked);
  await ask(INSPECTION, 'importRound', { ...asked, fileName: scriptedFileName('importRound.fileName', '名单.xlsx') });
  const [unit] = units;
  if (unit === undefined) throw new Error('the sample has units');
  await ask(INSPECTION, 'voidMeeting', { session: sessionOf(unit.code, FILED_ROUND), reason: '停电' });
}

/** An entry in other words, and an opinion that is not taken up: its author is told why. */
async function rewordOpinions({ ask }: Scene): Promise<Author> {
  const session = sessionOf(COLLECTING);
  const door = await openDoor(ask, { session, unit: COLLECTING });
  const said = { kind: 'suggestion', text: '某话', channel: 'page', random } as const;
  const author = await leaveOpinion(ask, door, said);
  const { items } = await ask(INSPECTION, 'listCollated', { session });
  const [item] = items;
  if (item === undefined) throw new Error('no entry to reword');
  await ask(INSPECTION, 'discardOpinion', { session, opinion: author.opinion, reason: '无关' });
  const { opinions: merged } = await ask(INSPECTION, 'getCollated', { session, number: item.number });
  await ask(INSPECTION, 'changeCollated', {
    ...{ session, number: item.number, expectedVersion: item.version, opinions: merged.map(({ opinion }) => opinion) },
    ...{ kind: item.kind, about: item.about, topic: '改过', wording: '改过的话' },
  });
  return author;
}

/** Everybody whom the collecting unit nominates has a script for a name. */
function scriptedPlan(): DelegatesPlan {
  const units = makeSampleRound().units;
  const place = units.findIndex(({ code }) => code === COLLECTING);
  const unit = units[place];
  if (unit === undefined) throw new Error('the sample has no such unit');
  const plan = delegatesOf({ session: sessionOf(COLLECTING), unit, place });
  const renamed = (people: readonly Candidate[]) =>
    people.map((each) => ({
      ...each,
      name: scriptedName('saveNomination.candidates[].name', each.name),
      organisation: scriptedName('saveNomination.candidates[].organisation', each.organisation),
    }));
  return { ...plan, chosen: renamed(plan.chosen), reserves: renamed(plan.reserves) };
}

/** Candidates from a file, then the whole list; up to letters, reports and a teller, who is named twice. */
async function nominate(scene: Scene): Promise<void> {
  const { ask, today } = scene;
  const plan = scriptedPlan();
  const { session, unit, chosen } = plan;
  const rows = CATEGORIES.map((category, place) => [
    CATEGORY_NAMES[category],
    scriptedName('saveNomination.candidates[].name', `某人${place}`),
    '某商行',
    '',
  ]);
  const { version } = await ask(clerkOf(unit), 'getNomination', { session });
  const file = base64([['类别', '姓名', '单位及职务', '电话'], ...rows].map((cells) => cells.join(',')).join('\r\n'));
  const edit = { session, plannedSeats: chosen.length };
  await ask(clerkOf(unit), 'importNomination', {
    ...{
      ...edit,
      expectedVersion: version,
      how: 'replace',
      fileName: scriptedFileName('importNomination.fileName', '推荐表.csv'),
      file,
    },
  });
  const [first] = chosen;
  if (first === undefined) throw new Error('nobody is nominated');
  const now = await ask(clerkOf(unit), 'getNomination', { session });
  await refusing(scene, [
    clerkOf(unit),
    'saveNomination',
    {
      ...edit,
      expectedVersion: now.version,
      candidates: [{ ...first, phone: scriptedName('saveNomination.candidates[].phone', '1') }],
    },
  ]);
  await playDelegates(ask, plan);
  const letters = { session, unit, onDay: addDays(today, 1) };
  await playVenue(ask, letters);
  await playSending(ask, letters);
  await playGates(ask, letters);
  await ask(INSPECTION, 'nameDelegatesTeller', { session, expectedVersion: 1, named: null, reason: '出差' });
  await ask(clerkOf(unit), 'setObservers', {
    ...{ session, expectedVersion: 0, observers: [{ name: '某人', organisation: '某社' }] },
  });
  const floor = await ask(INSPECTION, 'getFloor', { session });
  await ask(INSPECTION, 'setAgenda', { session, expectedVersion: floor.version, agenda: ['报告', '评议'] });
}

/** A report that came as a file, and one that is taken back. */
async function rewriteReports({ ask }: Scene, unit: string): Promise<void> {
  const session = sessionOf(unit);
  const file = base64(await writeDocument(['# 依法履职', scriptedName('saveReport.parts.lawful-duty', '全年办案')]));
  await ask(clerkOf(unit), 'readReportFile', {
    session,
    fileName: scriptedFileName('readReportFile.fileName', '述职.docx'),
    file,
  });
  const { officers } = await ask(clerkOf(unit), 'listReports', { session });
  const submitted = officers.find(({ state }) => state === 'submitted');
  if (submitted === undefined) throw new Error('no report is submitted');
  await ask(clerkOf(unit), 'withdrawReport', { session, officer: submitted.officer, reason: '有误' });
}

const ID_BYTES = 16;

/** Evidence to an item, a reply that is sent back, a later day, and a recording of the statement. */
async function rectify(scene: Scene, unit: string): Promise<void> {
  const { ask, today } = scene;
  const session = sessionOf(unit);
  const { items } = await ask(INSPECTION, 'listItems', { session });
  const [open] = items.filter(({ state }) => state === 'open');
  const [waiting] = items.filter(({ state }) => state === 'replied');
  if (open === undefined || waiting === undefined) throw new Error('no item is open, or none waits');
  const item = `${open.number}`;
  const { version, replies } = await ask(INSPECTION, 'getItem', { session, item });
  await ask(DISCIPLINE, 'setMeasure', {
    ...{ session, item, expectedVersion: version, responsible: '某人', measure: '再改', dueOn: addDays(today, 60) },
    reason: '要等设备',
  });
  const body = Buffer.from('%PDF-1.4\n%%EOF\n');
  const id = toB64u(random(ID_BYTES));
  const evidence = {
    id,
    fileName: scriptedFileName('createEvidenceUpload.fileName', '公示.pdf'),
    kind: 'pdf',
    bytes: body.length,
  } as const;
  const upload = await ask(clerkOf(unit), 'createEvidenceUpload', { session, item, ...evidence });
  await send(upload.url, upload.contentType, body);
  await ask(clerkOf(unit), 'confirmEvidence', { session, item, evidence: id });
  await ask(clerkOf(unit), 'replyToItem', { session, item, after: replies.length, text: '改了', evidence: [id] });
  const replied = await ask(INSPECTION, 'getItem', { session, item: `${waiting.number}` });
  await ask(DISCIPLINE, 'returnItem', {
    ...{ session, item: `${waiting.number}`, reply: replied.replies.length, reason: '没有办' },
  });
  await refusing(scene, [
    INSPECTION,
    'confirmItem',
    {
      ...{ session, kind: 'low-score', wording: '某事' },
      sources: [
        {
          kind: 'score',
          subject: scriptedName('confirmItem.sources[].subject', 'unit'),
          indicator: scriptedName('confirmItem.sources[].indicator', '1'),
        },
      ],
    },
  ]);
  await recordStatement(scene, unit);
}

async function recordStatement({ ask }: Scene, unit: string): Promise<void> {
  const session = sessionOf(unit);
  const body = Buffer.from('ID3\u0003');
  const media = {
    fileName: scriptedFileName('recordStatement.media.fileName', '表态.mp3'),
    kind: 'mp3',
    bytes: body.length,
  } as const;
  const { key, url } = await ask(clerkOf(unit), 'createStatementUpload', { session, ...media });
  await send(url, 'audio/mpeg', body);
  const { version } = await ask(clerkOf(unit), 'getFloor', { session });
  await ask(clerkOf(unit), 'recordStatement', {
    ...{ session, expectedVersion: version, speaker: '某人', text: '照改', media: { key, ...media } },
  });
}

/** What staff does in a county's life and the sample leaves out; the answer is the author of an opinion that was not taken up. */
export async function playOffices(scene: Scene): Promise<Author> {
  await changePlan(scene);
  await fileRound(scene);
  const author = await rewordOpinions(scene);
  await nominate(scene);
  await rewriteReports(scene, UNITS.inviting);
  await rectify(scene, UNITS.rectifying);
  return author;
}
