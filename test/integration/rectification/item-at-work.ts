import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { run as countRatings } from '../../../functions/ratings/run.ts';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import type { Rating } from '../../../shared/process/opinions.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { opinionReceiptHash } from '../../../shared/protocol/opinion-receipt.ts';
import { opinionCounty } from '../opinions/opinion-county.ts';
import { answered, type CallOptions, type County, type CountySite, OFFICE, staffOf } from '../registry/county.ts';
import { random, SESSION, UNIT } from '../registry/prepared-meeting.ts';

export { OFFICE, SESSION, UNIT };
export const OTHER_SESSION = 'tuanfeng-2008-chengguan';
export const CLERK: CallOptions = { staff: staffOf('unit-clerk', UNIT) };
export const OTHER_CLERK: CallOptions = { staff: staffOf('unit-clerk', 'chengguan') };
export const COMMISSION: CallOptions = { staff: staffOf('discipline-commission') };
export const LEADER: CallOptions = { staff: staffOf('county-leader') };
export const AUDITOR: CallOptions = { staff: staffOf('auditor') };

/** A Monday; five working days on is Monday the 30th. */
export const MONDAY = '2026-11-23';
export const DUE = '2026-11-30';

/** Ten in the morning of a day in Asia/Shanghai. */
export const atTen = (day: string): number => Date.parse(`${day}T02:00:00Z`);

export const newReceipt = async () => {
  const secret = random(32);
  if (!isSessionId(SESSION)) throw new Error('not a session');
  return { secret: toB64u(secret), receiptHash: await opinionReceiptHash({ session: SESSION, secret }) };
};

type Leave = (change: { readonly receiptHash: string }) => Promise<string>;

/** A county in which somebody left opinions, staff collated them, and items may come of them. */
export class ItemAtWork {
  readonly county: County;
  readonly #leave: Leave;

  private constructor(county: County, leave: Leave) {
    this.county = county;
    this.#leave = leave;
  }

  /** On a day of its own, whatever day it is: deadlines are counted from it. */
  static async open(day: string | 'today' = MONDAY, site?: CountySite): Promise<ItemAtWork> {
    const { county, leave } = await opinionCounty(site);
    if (day !== 'today') county.clock.nowMs = atTen(day);
    return new ItemAtWork(county, leave);
  }

  goTo(day: string): void {
    this.county.clock.nowMs = atTen(day);
  }

  /** Leaves so many opinions, merges them into one entry, and gives their authors' secrets and the entry's number. */
  async collated(authors = 1) {
    const receipts = await Promise.all(Array.from({ length: authors }, newReceipt));
    for (const { receiptHash } of receipts) await this.#leave({ receiptHash });
    const entry = answered(
      await this.county.call(
        'collate',
        {
          session: SESSION,
          opinions: receipts.map(({ receiptHash }) => receiptHash),
          kind: 'suggestion',
          about: { kind: 'unit' },
          topic: '窗口服务',
          wording: '办证窗口午间应有人值守。',
        },
        OFFICE,
      ),
    );
    return { secrets: receipts.map(({ secret }) => secret), number: entry.number };
  }

  confirm(change: Partial<RequestOf<'confirmItem'>> = {}, as = OFFICE) {
    const wording = '办证窗口午间应有人值守。';
    const sources = [{ kind: 'opinion', collated: 1 }] as const;
    return this.county.call(
      'confirmItem',
      { session: SESSION, sources: [...sources], kind: 'suggestion', wording, ...change },
      as,
    );
  }

  /** An item of `authors` merged opinions; the secrets of its authors. */
  async confirmed(authors = 1): Promise<readonly string[]> {
    const { secrets, number } = await this.collated(authors);
    answered(await this.confirm({ sources: [{ kind: 'opinion', collated: number }] }));
    return secrets;
  }

  async item(number = 1) {
    return answered(await this.county.call('getItem', { session: SESSION, item: String(number) }, OFFICE));
  }

  async setMeasure(change: Partial<RequestOf<'setMeasure'>> = {}, as = CLERK) {
    const { version, ruleDueOn } = await this.item(Number(change.item ?? 1));
    const set = { responsible: '样例所长', measure: '午间安排轮班。', dueOn: ruleDueOn, expectedVersion: version };
    return this.county.call('setMeasure', { session: SESSION, item: '1', ...set, ...change }, as);
  }

  async reply(change: Partial<RequestOf<'replyToItem'>> = {}, as = CLERK) {
    const { replies } = await this.item(Number(change.item ?? 1));
    const said = { text: '从本周起午间有人值守。', evidence: [], after: replies.length };
    return this.county.call('replyToItem', { session: SESSION, item: '1', ...said, ...change }, as);
  }

  /** Measure and reply. */
  async replied(): Promise<void> {
    const { withCommission } = await this.item();
    answered(await this.setMeasure({}, withCommission ? COMMISSION : CLERK));
    answered(await this.reply());
  }

  /** The decision on the first reply. */
  accept(as: CallOptions = OFFICE, reply = 1) {
    return this.county.call('acceptItem', { session: SESSION, item: '1', reply }, as);
  }

  sendBack(as: CallOptions = OFFICE, reply = 1) {
    return this.county.call('returnItem', { session: SESSION, item: '1', reply, reason: '没有写明时间' }, as);
  }

  follow(secret: string, session: string = SESSION) {
    return this.county.call('followOpinion', { session, secret });
  }

  rate(secret: string, rating: Rating, change: Partial<RequestOf<'rateReply'>> = {}, as: CallOptions = {}) {
    return this.county.call('rateReply', { session: SESSION, secret, item: 1, reply: 1, rating, ...change }, as);
  }

  /** The night counts what was rated. */
  night(): Promise<void> {
    return countRatings(this.county.of('ratings'));
  }

  /** Every item of one table, by its key. */
  async itemsOf(table: keyof County['tables']) {
    const { documents, tables } = this.county;
    const { Items = [] } = await documents.send(new ScanCommand({ TableName: tables[table], ConsistentRead: true }));
    return new Map(Items.map((item) => [`${item['pk']} ${item['sk']}`, item] as const));
  }

  async figures() {
    return (await this.county.all.registry.progress.read({ round: '2008', unit: UNIT })).rectification;
  }

  async auditWords(): Promise<readonly string[]> {
    const entries = await this.county.all.registry.audit.list({ limit: 100 });
    return entries.map(({ what, why }) => `${what} ${why}`);
  }
}
