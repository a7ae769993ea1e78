import { CLOCK_MARGIN_MS } from '../../functions/http/clock-margin.ts';
import { LOCAL_CAST_TIME_LIMIT_MS } from '../../infra/local/local-dependencies.ts';
import { type Ask, clerkOf } from '../../infra/local/sample/ask.ts';
import type { SessionId } from '../../shared/process/ids.ts';
import { fromHex } from '../../shared/protocol/bytes.ts';
import { type CheckedBundle, checkBundle } from '../../shared/protocol/check-bundle.ts';
import type { PaperRow } from '../../shared/protocol/paper.ts';
import type { TallyResult } from '../../shared/protocol/result.ts';
import {
  askForCode,
  askForPaper,
  cardAddress,
  confirmReissue,
  issuePaper,
  listDesk,
  readyCodes,
} from '../../web/teller/actions/serve-desk.ts';
import { type Clock, WALL_CLOCK } from './clock.ts';
import { type CountedSubject, countMeant, disagreements, type MeantBallot } from './counter.ts';
import type { LineCall } from './line.ts';
import type { Office } from './office.ts';
import { Phone } from './phone.ts';
import { type MeetingPlan, makeScores, planMeeting } from './plan.ts';
import { passGates } from './staff.ts';
import { insist, Teller } from './teller.ts';

export interface MeetingOptions {
  readonly session: SessionId;
  readonly unit: string;
  readonly call: LineCall;
  /** Everybody of the staff, for the stages before the appraisal. */
  readonly ask: Ask;
  readonly inspection: Office;
  readonly discipline: Office;
  readonly papers: number;
  readonly chance: () => number;
  /** By default the one on the wall. */
  readonly clock?: Clock;
  readonly progress: (step: string) => void;
  /** What goes on between the last check-in and the vote: officers report, delegates ask. Given the fragments of cards with which nothing went wrong. */
  readonly exchange?: (cards: readonly string[]) => Promise<void>;
}

export interface PlayedMeeting {
  readonly result: TallyResult;
  /** What everybody meant to give, by a counter of its own. */
  readonly meant: { readonly ballots: number; readonly subjects: readonly CountedSubject[] };
  readonly checkCode: string;
  readonly plan: MeetingPlan;
  /** Where the announcement, the bundles or the receipts are not what they should be; empty when all is well. */
  readonly complaints: readonly string[];
  readonly documents: ReadonlyMap<string, Uint8Array>;
}

const PATIENCE_MS = 120_000;
/** They sign too, and are in no other figure. */
const OBSERVERS = 4;
/** The least notice of a closing time is 10 s; the rest is for the way. */
const CLOSING_NOTICE_MS = 15_000;
/** The box is closed once nothing can be on its way into it any more; a deployment with a longer limit makes its tellers wait. */
const AFTER_CLOSING_MS = LOCAL_CAST_TIME_LIMIT_MS + CLOCK_MARGIN_MS + 50;
const DOCUMENTS = ['result.json', 'sealed.json', 'result.xlsx', 'result.html', 'board.json'] as const;

/** 不了解 on paper is an empty cell, which is typed as 255. */
const onPaper = (scores: MeantBallot): number[] => scores.map((score) => score ?? 255);

/** A whole meeting over HTTP, with the pages' own protocol code on every phone. */
export async function playMeeting(options: MeetingOptions): Promise<PlayedMeeting> {
  const { session, unit, inspection, ask, clock = WALL_CLOCK, progress } = options;
  progress('邀请、报告、代表计票人、事前汇报 / invitations, reports, the delegates’ teller, the preparation');
  await passGates(ask, { session, unit, nowMs: clock.nowMs() });
  progress('登记表决卡、登记计票人、冻结、布置 / cards, tellers, freeze, arm');
  const cards = await inspection.makeCards(session);
  const tellers = await armMeeting(options);
  const [first] = tellers;
  const checkCode = await first.checkCode();
  const { manifest } = await first.checkedManifest();
  const plan = planMeeting({ delegates: [...cards.keys()], papers: options.papers, chance: options.chance });

  const hall = new Hall({ options, tellers, cards, checkCode, plan, subjects: manifest.subjects });
  progress(`签到 / check-in: ${plan.phones.length + plan.silent.length} phones`);
  await hall.checkIn();
  progress('补办与纸质票 / re-issues and paper');
  await hall.serveDesk();
  await options.exchange?.(plan.phones.flatMap((delegate) => cards.get(delegate) ?? []));
  await first.openVoting();
  progress('投票 / voting');
  await hall.vote();
  const closesAt = await first.setClosingTime(CLOSING_NOTICE_MS);
  progress('等待截止 / waiting for the close');
  await clock.until(closesAt + AFTER_CLOSING_MS);
  await first.closeBox();
  progress('核对票箱 / checking the box');
  const headCount = cards.size - plan.absent.length;
  await ask(clerkOf(unit), 'recordAttendance', { session, delegates: headCount, observers: OBSERVERS });
  const complaints = (await Promise.all(tellers.map((teller) => teller.signBoard(headCount)))).flat();
  complaints.push(...(await hall.lookForReceipts()));
  progress('纸质票、开箱、计票、签名 / paper, opening, count, signatures');
  await hall.enterPaper();
  const result = await openAndSign(tellers, plan);
  complaints.push(...hall.compare(result));
  const documents = await readDocuments(options);
  complaints.push(...(await checkDocuments(documents, checkCode)));
  return { result, meant: hall.meant(), checkCode, plan, complaints, documents };
}

type ThreeTellers = readonly [Teller, Teller, Teller];

async function armMeeting({ session, call, inspection, clock = WALL_CLOCK }: MeetingOptions): Promise<ThreeTellers> {
  const enrolments = await inspection.makeEnrolments(session);
  const enrolled = await Promise.all(enrolments.map((enrolment) => Teller.enrol(call, enrolment, clock.nowMs)));
  await inspection.ask('freeze', { session });
  await Promise.all(enrolled.map((teller) => teller.arm()));
  const codes = new Set(await Promise.all(enrolled.map((teller) => teller.checkCode())));
  if (codes.size !== 1) throw new Error('the tellers read different check codes');
  const [discipline, delegates, office] = enrolled;
  if (!discipline || !delegates || !office) throw new Error('a teller is missing');
  return [discipline, delegates, office];
}

/** The first two open, count and sign; the third too, or not at all: two are enough. */
async function openAndSign(tellers: ThreeTellers, plan: MeetingPlan): Promise<TallyResult> {
  const present = tellers.slice(0, plan.tellers);
  const opened = [];
  for (const teller of present) opened.push({ teller, ...(await teller.open()) });
  let result: TallyResult | undefined;
  for (const { teller, box, shares } of opened) result = await teller.compareAndSign({ box, shares });
  if (result === undefined) throw new Error('nobody signed');
  return result;
}

async function readDocuments({ session, inspection, discipline }: MeetingOptions): Promise<Map<string, Uint8Array>> {
  const documents = new Map<string, Uint8Array>();
  for (const name of DOCUMENTS) {
    const reader = name === 'sealed.json' ? discipline : inspection;
    documents.set(name, await reader.download(session, name));
  }
  return documents;
}

/** Both bundles as a stranger would check them, from the files alone. */
async function checkDocuments(
  documents: ReadonlyMap<string, Uint8Array>,
  checkCode: string,
): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const name of ['result.json', 'sealed.json']) {
    const bundle: unknown = JSON.parse(new TextDecoder().decode(documents.get(name)));
    const checked: CheckedBundle = await checkBundle(bundle, checkCode);
    complaints.push(...checked.defects.map(({ code, where }) => `${name}: ${code} ${where}`));
  }
  return complaints;
}

interface HallOptions {
  readonly options: MeetingOptions;
  readonly tellers: ThreeTellers;
  readonly cards: ReadonlyMap<string, string>;
  readonly checkCode: string;
  readonly plan: MeetingPlan;
  readonly subjects: Parameters<typeof makeScores>[0];
}

/** The delegates of one meeting, and what they meant. */
class Hall {
  readonly #hall: HallOptions;
  readonly #phones = new Map<string, Phone>();
  readonly #meant: MeantBallot[] = [];
  readonly #paper: MeantBallot[] = [];

  constructor(hall: HallOptions) {
    this.#hall = hall;
  }

  #newPhone(delegate: string, card: string): Phone {
    const { options, checkCode, subjects } = this.#hall;
    const scores = makeScores(subjects, options.chance);
    const phone = new Phone({ call: options.call, card, hallCode: checkCode, scores });
    this.#phones.set(delegate, phone);
    return phone;
  }

  /** Everybody with a phone draws, all at once. */
  async checkIn(): Promise<void> {
    const { plan, cards } = this.#hall;
    const coming = [...plan.phones, ...plan.silent, ...plan.newCodes, ...plan.newPapers];
    const phones = coming.map((delegate) => this.#newPhone(delegate, cards.get(delegate) ?? ''));
    await Promise.all(phones.map((phone) => phone.until(['drawn'], PATIENCE_MS)));
  }

  /** Paper for those who want it; for those who have drawn, two tellers agree. */
  async serveDesk(): Promise<void> {
    const { plan, tellers } = this.#hall;
    const [first, second] = tellers;
    const list = await insist('listDesk', () => listDesk(first.context));
    const entry = (delegate: string) => {
      const found = list.find((each) => each.delegate === delegate);
      if (found === undefined) throw new Error('a delegate is not on the desk’s list');
      return found;
    };
    for (const delegate of plan.papers) await insist('issuePaper', () => issuePaper(first.context, entry(delegate)));
    for (const delegate of plan.newPapers)
      await insist('askForPaper', () => askForPaper(first.context, entry(delegate)));
    for (const delegate of plan.newCodes) await insist('askForCode', () => askForCode(first.context, entry(delegate)));
    const pending = await insist('listDesk', () => listDesk(second.context));
    for (const each of pending) {
      if (each.pending !== null) await insist('confirmReissue', () => confirmReissue(second.context, each));
    }
    await this.#handOverCodes(first);
    this.#fillPapers([...plan.papers, ...plan.newPapers].length);
  }

  async #handOverCodes(teller: Teller): Promise<void> {
    const list = await insist('listDesk', () => listDesk(teller.context));
    const { manifest } = await teller.checkedManifest();
    const { session } = this.#hall.options;
    for (const { delegate, made } of await readyCodes(teller.context, list)) {
      const address = new URL(await cardAddress('http://hall.invalid', { session, manifest }, made));
      const phone = this.#newPhone(delegate.delegate, address.hash);
      await phone.until(['drawn'], PATIENCE_MS);
    }
  }

  #fillPapers(howMany: number): void {
    const { subjects, options } = this.#hall;
    for (let paper = 0; paper < howMany; paper += 1) this.#paper.push(makeScores(subjects, options.chance));
    this.#meant.push(...this.#paper);
  }

  /** Everybody who votes by phone scores and casts, all at once. */
  async vote(): Promise<void> {
    const { plan } = this.#hall;
    const voting = [...plan.phones, ...plan.newCodes].map((delegate) => this.#phoneOf(delegate));
    for (const phone of voting) {
      phone.score();
      this.#meant.push(phone.scores);
    }
    await Promise.all(voting.map((phone) => phone.until(['in-box', 'found'], PATIENCE_MS)));
  }

  #phoneOf(delegate: string): Phone {
    const phone = this.#phones.get(delegate);
    if (phone === undefined) throw new Error('a delegate has no phone');
    return phone;
  }

  /** Every phone that cast must find its receipt on the whole board. */
  async lookForReceipts(): Promise<readonly string[]> {
    const { plan } = this.#hall;
    const voting = [...plan.phones, ...plan.newCodes].map((delegate) => this.#phoneOf(delegate));
    const looks = voting.map(async (phone) => {
      try {
        await phone.until(['found'], PATIENCE_MS);
        return [];
      } catch (error) {
        return [error instanceof Error ? error.message : 'a phone did not find its receipt'];
      }
    });
    return (await Promise.all(looks)).flat();
  }

  /** Two tellers type the pile; the second slips once, and the third settles it. */
  async enterPaper(): Promise<void> {
    const pile: readonly PaperRow[] = this.#paper.map(onPaper);
    if (pile.length === 0) return;
    const [first, second, third] = this.#hall.tellers;
    await first.enterPaper(pile);
    const slipped = pile.map((row, place) =>
      place === 0 && row !== null ? row.map((score, at) => (at === 0 ? (score + 1) % 11 : score)) : row,
    );
    await second.enterPaper(slipped);
    await third.settlePaper(pile);
  }

  /** What everybody meant to give, counted. */
  meant(): PlayedMeeting['meant'] {
    return { ballots: this.#meant.length, subjects: countMeant(this.#hall.subjects, this.#meant) };
  }

  /** Whether the result is what everybody meant. */
  compare(result: TallyResult): readonly string[] {
    const { ballots, subjects } = this.meant();
    const { counts, outcome } = result;
    const complaints: string[] = [];
    if (counts.valid !== ballots) complaints.push(`${counts.valid} valid ballots, ${ballots} meant`);
    if (fromHex(result.boardRoot) === null) complaints.push('the result names no board');
    if (outcome !== 'valid') return [...complaints, `the outcome is ${outcome}: ${result.reasons.join(', ')}`];
    return [...complaints, ...disagreements(result.subjects, subjects, ballots)];
  }
}
