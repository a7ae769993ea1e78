import { type Actor, clerkOf, DISCIPLINE, INSPECTION, LEADER } from '../../../infra/local/sample/ask.ts';
import { type Author, rateAs } from '../../../infra/local/sample/living-sample-authors.ts';
import { LATER_REASON, MEASURE, REPLY, RETURN_REASON } from '../../../infra/local/sample/living-sample-words.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import type { RoundScene } from './scene.ts';

export interface ItemAt {
  readonly session: string;
  readonly unit: string;
  readonly item: number;
}

interface Turn {
  readonly author: Author;
  readonly reply: number;
  readonly turn: number;
}

/** The reopening that takes an item out of the unit's and the county's hands. */
const LAST_REOPENING = 3;
const EVIDENCE_ID_BYTES = 16;

/** The smallest file that is a PDF: one empty page. */
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

const named = ({ session, item }: ItemAt) => ({ session, item: String(item) });

async function setMeasure({ ask }: RoundScene, at: ItemAt, by: Actor, change: object = {}): Promise<void> {
  const { version, dueOn } = await ask(by, 'getItem', named(at));
  const set = { expectedVersion: version, responsible: '副所长（样例）', measure: MEASURE, dueOn };
  await ask(by, 'setMeasure', { ...named(at), ...set, ...change });
}

async function reply({ ask }: RoundScene, at: ItemAt, evidence: readonly string[] = []): Promise<number> {
  const clerk = clerkOf(at.unit);
  const after = (await ask(clerk, 'getItem', named(at))).replies.length;
  const text = `第 ${after + 1} 次答复：${REPLY}`;
  await ask(clerk, 'replyToItem', { ...named(at), after, text, evidence: [...evidence] });
  return after + 1;
}

async function sendEvidence({ ask, random }: RoundScene, at: ItemAt): Promise<string> {
  const [clerk, id, body] = [clerkOf(at.unit), toB64u(random(EVIDENCE_ID_BYTES)), Buffer.from(PDF)];
  const file = { id, fileName: '整改公示（样例）.pdf', kind: 'pdf', bytes: body.length } as const;
  const { url, contentType } = await ask(clerk, 'createEvidenceUpload', { ...named(at), ...file });
  const sent = await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body });
  if (!sent.ok) throw new Error(`the storage answered ${sent.status} to a file of evidence`);
  await ask(clerk, 'confirmEvidence', { ...named(at), evidence: id });
  return id;
}

/** What is refused of an item that the discipline commission has taken over. */
async function refuseOthers(scene: RoundScene, at: ItemAt): Promise<void> {
  const { refusals } = scene;
  await refusals.expect('item-with-commission', () => setMeasure(scene, at, clerkOf(at.unit)));
  await setMeasure(scene, at, DISCIPLINE);
  const last = await reply(scene, at);
  for (const by of [INSPECTION, LEADER])
    await refusals.expect('item-with-commission', () => scene.ask(by, 'acceptItem', { ...named(at), reply: last }));
  await scene.ask(DISCIPLINE, 'acceptItem', { ...named(at), reply: last });
}

/** Nothing of the item changes when its author rates, and the night opens it again, the third time before the commission. */
async function rateOverNight(scene: RoundScene, at: ItemAt, { author, reply: last, turn }: Turn): Promise<void> {
  const { ask, refusals, startScheduled } = scene;
  const look = () => ask(INSPECTION, 'getItem', named(at));
  const before = await look();
  const said = await rateAs(ask, author, { item: at.item, reply: last, rating: 'dissatisfied' });
  if (said.counted || (await look()).version !== before.version) throw new Error('a rating counted before the night');
  await refusals.expect('already-rated', () =>
    rateAs(ask, author, { item: at.item, reply: last, rating: 'satisfied' }),
  );
  await startScheduled('ratings');
  const { state, reopened, withCommission } = await look();
  if (state !== 'open' || reopened !== turn) throw new Error('不满意 did not reopen an item');
  if (withCommission !== (turn === LAST_REOPENING))
    throw new Error('the commission has an item at the third reopening');
}

/** One author is dissatisfied three times, once after an acceptance: the commission takes the item over and alone ends it. */
export async function callOff(scene: RoundScene, at: ItemAt, authors: readonly Author[]): Promise<void> {
  const { ask, refusals } = scene;
  const [first, ...others] = authors;
  if (first === undefined || others.length === 0) throw new Error('the item has two authors');
  for (let turn = 1; turn <= LAST_REOPENING; turn += 1) {
    const last = await reply(scene, at);
    if (turn === 2) await ask(INSPECTION, 'acceptItem', { ...named(at), reply: last });
    for (const other of others) await rateAs(ask, other, { item: at.item, reply: last, rating: 'mostly-satisfied' });
    await rateOverNight(scene, at, { author: first, reply: last, turn });
  }
  await refuseOthers(scene, at);
  const stranger = { ...first, secret: toB64u(scene.random(32)) };
  await refusals.expect('receipt-unknown', () =>
    rateAs(ask, stranger, { item: at.item, reply: 1, rating: 'satisfied' }),
  );
  await refusals.expect('reply-unknown', () =>
    rateAs(ask, first, { item: at.item + 1, reply: 1, rating: 'satisfied' }),
  );
  const seen = await ask('anyone', 'followOpinion', { session: at.session, secret: first.secret });
  if (seen.item?.state !== 'fixed' || !seen.item.withCommission)
    throw new Error('an author sees another end of the item');
}

/** Sent back for want of deeds, answered again with a file, accepted by the county's leader; never by the unit. */
export async function returnAndFix(scene: RoundScene, at: ItemAt): Promise<void> {
  const { ask, refusals } = scene;
  const first = await reply(scene, at);
  await refusals.expect('role-not-allowed', () => ask(clerkOf(at.unit), 'acceptItem', { ...named(at), reply: first }));
  await ask(INSPECTION, 'returnItem', { ...named(at), reply: first, reason: RETURN_REASON });
  const second = await reply(scene, at, [await sendEvidence(scene, at)]);
  await ask(LEADER, 'acceptItem', { ...named(at), reply: second });
}

/** Deadlines that the rule does not allow are refused; then nothing is done. */
export async function neglect(scene: RoundScene, at: ItemAt): Promise<void> {
  const { refusals } = scene;
  const clerk = clerkOf(at.unit);
  const set = (dueOn: string) => () => setMeasure(scene, at, clerk, { dueOn });
  await refusals.expect('deadline-not-working-day', set('2008-03-22'));
  await refusals.expect('deadline-past', set('2008-03-18'));
  await refusals.expect('deadline-too-late', set('2008-04-30'));
  await setMeasure(scene, at, clerk, { dueOn: '2008-04-30', reason: LATER_REASON });
}
