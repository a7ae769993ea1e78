import { describe, expect, it } from 'vitest';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import { DEFAULT_AGENDA } from '../../../shared/process/floor.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import {
  answered,
  type CallOptions,
  type County,
  makeCounty,
  OFFICE,
  refusedAs,
  staffOf,
  withEngine,
} from '../registry/county.ts';
import {
  CHENGGUAN,
  HUILONGSHAN,
  importUnits,
  putInState,
  random,
  SESSION,
  UNIT,
} from '../registry/prepared-meeting.ts';

withEngine();

const CLERK: CallOptions = { staff: staffOf('unit-clerk', UNIT) };
const OTHER_CLERK: CallOptions = { staff: staffOf('unit-clerk', 'chengguan') };
const newId = () => toB64u(random(16));

const withMeeting = async (): Promise<County> => {
  const county = await makeCounty();
  answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
  return county;
};
const floorOf = async (county: County) => answered(await county.call('getFloor', { session: SESSION }, OFFICE));
const faceOf = async (county: County) => answered(await county.call('getMeeting', { session: SESSION })).floor;
const put = (county: County, change: Partial<RequestOf<'putQuestion'>> = {}, as = CLERK) =>
  county.call(
    'putQuestion',
    { session: SESSION, id: newId(), source: 'spoken', wording: '年检为什么要跑三趟？', collated: null, ...change },
    as,
  );
/** The first entry of the collated list, of one opinion. */
async function collateOne(county: County): Promise<void> {
  const said = { session: SESSION, kind: 'question', about: { kind: 'unit' } } as const;
  const receiptHash = 'a'.repeat(64);
  const heard = { ...said, channel: 'phone', text: '年检为啥要跑三趟嘛', named: null, receiptHash } as const;
  answered(await county.call('recordOpinion', heard, OFFICE));
  const words = { topic: '年检', wording: '年检为什么要跑三趟？' };
  answered(await county.call('collate', { ...said, ...words, opinions: [receiptHash] }, OFFICE));
}
/** An MP3 frame header, and silence. */
const RECORDING = new Uint8Array(512);
RECORDING.set([0xff, 0xfb, 0x90, 0x00]);

async function upload(county: County, body: Uint8Array, bytes = body.length) {
  const claim = { session: SESSION, kind: 'mp3' as const, fileName: '表态.mp3', bytes };
  const { key, url } = answered(await county.call('createStatementUpload', claim, CLERK));
  const sent = await fetch(url, { method: 'PUT', body: Buffer.from(body), headers: { 'content-type': 'audio/mpeg' } });
  return { key, url, status: sent.status, media: { key, fileName: '表态.mp3', kind: 'mp3' as const, bytes } };
}
const sendTo = (url: string, body: Uint8Array) =>
  fetch(url, { method: 'PUT', body: Buffer.from(body), headers: { 'content-type': 'audio/mpeg' } });
const heardBy = async (county: County): Promise<Uint8Array> => {
  const { statement } = await floorOf(county);
  return new Uint8Array(await (await fetch(statement?.media?.url ?? '')).arrayBuffer());
};

describe('the agenda', () => {
  it('begins as the usual one, is rewritten, and moves; hall and phones show the item that is on', async () => {
    const county = await withMeeting();
    const { version, agenda, current } = await floorOf(county);
    expect({ version, agenda, current }).toEqual({ version: 0, agenda: DEFAULT_AGENDA, current: null });
    expect(await faceOf(county)).toBeNull();
    const written = answered(
      await county.call('setAgenda', { session: SESSION, expectedVersion: 0, agenda: ['报告', '评议', '测评'] }, CLERK),
    );
    const move = { session: SESSION, current: 1, expectedVersion: written.version };
    answered(await county.call('moveAgenda', move, CLERK));
    expect(await faceOf(county)).toEqual({ agendaItem: '评议', question: null });
    const after = await county.snapshot();
    answered(await county.call('moveAgenda', move, CLERK));
    expect(await county.snapshot()).toEqual(after);
  });

  it('refuses whoever saw an older one, an item that is not there, and a clerk of another unit; nothing is written', async () => {
    const county = await withMeeting();
    answered(await county.call('setAgenda', { session: SESSION, expectedVersion: 0, agenda: ['报告', '评议'] }, CLERK));
    const before = await county.snapshot();
    const stale = { session: SESSION, expectedVersion: 0, agenda: ['别的'] };
    expect(refusedAs(await county.call('setAgenda', stale, OFFICE))).toBe('409 edited-meanwhile');
    const beyond = { session: SESSION, current: 2, expectedVersion: 1 };
    expect(refusedAs(await county.call('moveAgenda', beyond, OFFICE))).toBe('404 agenda-item-unknown');
    expect(refusedAs(await county.call('moveAgenda', { ...beyond, current: 1 }, OTHER_CLERK))).toBe(
      '403 unit-not-yours',
    );
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('questions', () => {
  it('are put, called, answered and corrected; a repeated request is the same question', async () => {
    const county = await withMeeting();
    const id = newId();
    expect(answered(await put(county, { id })).number).toBe(1);
    expect(answered(await put(county, { id })).number).toBe(1);
    expect(answered(await put(county, { wording: '收费标准在哪里看？' })).number).toBe(2);
    answered(await county.call('callQuestion', { session: SESSION, question: 1 }, OFFICE));
    expect((await faceOf(county))?.question).toBe('年检为什么要跑三趟？');
    const words = { session: SESSION, question: 1, answer: '今后一次办结。', answeredBy: '所长', after: 0 };
    answered(await county.call('recordAnswer', words, CLERK));
    expect((await faceOf(county))?.question).toBeNull();
    answered(await county.call('recordAnswer', { ...words, answer: '今后当场办结。', after: 1 }, CLERK));
    const { questions } = await floorOf(county);
    expect(questions.map(({ number, state, answer, earlier }) => ({ number, state, answer, earlier }))).toEqual([
      {
        ...{ number: 1, state: 'answered', answer: '今后当场办结。' },
        earlier: [{ answer: '今后一次办结。', answeredBy: '所长' }],
      },
      { number: 2, state: 'queued', answer: null, earlier: [] },
    ]);
    const progress = await county.all.registry.progress.read({ round: '2008', unit: UNIT });
    expect(progress.floor).toEqual({ questions: 2, answered: 1, statementRecorded: false });
  });

  it('wait until after the meeting with a reason, and an answered one is not set aside', async () => {
    const county = await withMeeting();
    answered(await put(county));
    const aside = { session: SESSION, question: 1, reason: '需要查档案，会后书面答复' };
    expect(refusedAs(await county.call('setQuestionAside', aside, CLERK))).toBe('403 role-not-allowed');
    answered(await county.call('setQuestionAside', aside, OFFICE));
    const words = { session: SESSION, question: 1, answer: '已查清。', answeredBy: '所长', after: 0 };
    answered(await county.call('recordAnswer', words, CLERK));
    const before = await county.snapshot();
    expect(refusedAs(await county.call('setQuestionAside', aside, OFFICE))).toBe('409 question-answered');
    expect(refusedAs(await county.call('recordAnswer', { ...words, question: 9 }, CLERK))).toBe('404 question-unknown');
    expect(refusedAs(await county.call('callQuestion', { session: SESSION, question: 9 }, CLERK))).toBe(
      '404 question-unknown',
    );
    expect(await county.snapshot()).toEqual(before);
  });

  it('keep their record from whoever comes late: an answer that was corrected, and a call of what was answered', async () => {
    const county = await withMeeting();
    answered(await put(county));
    const words = { session: SESSION, question: 1, answer: '今后一次办结。', answeredBy: '所长', after: 0 };
    answered(await county.call('recordAnswer', words, OFFICE));
    answered(await county.call('recordAnswer', { ...words, answer: '今后当场办结。', after: 1 }, CLERK));
    const before = await county.snapshot();
    expect(refusedAs(await county.call('recordAnswer', words, OFFICE))).toBe('409 edited-meanwhile');
    expect(refusedAs(await county.call('callQuestion', { session: SESSION, question: 1 }, OFFICE))).toBe(
      '409 question-not-waiting',
    );
    expect(await county.snapshot()).toEqual(before);
  });

  it('are counted as they are now, not as they were a moment ago', async () => {
    const county = await withMeeting();
    answered(await put(county));
    county.capacity.length = 0;
    const words = { session: SESSION, question: 1, answer: '今后一次办结。', answeredBy: '所长', after: 0 };
    answered(await county.call('recordAnswer', words, CLERK));
    // Half a unit is what a read costs that may give what was there before.
    expect(county.capacity.filter(({ table, units }) => table === county.tables.meetings && units < 1)).toEqual([]);
  });

  it('that came from a phone are worded by the inspection office, never by the unit', async () => {
    const county = await withMeeting();
    const before = await county.snapshot();
    expect(refusedAs(await put(county, { source: 'phone', collated: 1 }))).toBe('403 role-not-allowed');
    expect(refusedAs(await put(county, { collated: 1 }))).toBe('403 role-not-allowed');
    expect(refusedAs(await put(county, { source: 'phone', collated: 1 }, OFFICE))).toBe('404 collated-unknown');
    expect(await county.snapshot()).toEqual(before);
    await collateOne(county);
    expect(answered(await put(county, { source: 'phone', collated: 1 }, OFFICE)).number).toBe(1);
  });

  it('put by two people at once are two, with two numbers', async () => {
    const county = await withMeeting();
    const both = await Promise.all([put(county, { wording: '甲问？' }), put(county, { wording: '乙问？' }, OFFICE)]);
    expect(both.map((each) => answered(each).number).sort()).toEqual([1, 2]);
    const { questions } = await floorOf(county);
    expect(questions.map(({ wording }) => wording).sort()).toEqual(['乙问？', '甲问？']);
  });

  it('are fifty at the most, on one page; one more is refused, and is an opinion', async () => {
    const county = await withMeeting();
    for (let n = 0; n < 50; n += 1) answered(await put(county, { wording: `第 ${n + 1} 问` }));
    const { questions, next } = await floorOf(county);
    expect(questions.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, place) => place + 1));
    expect(next).toBeNull();
    const before = await county.snapshot();
    expect(refusedAs(await put(county))).toBe('409 questions-full');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('the head’s statement', () => {
  const statement = { session: SESSION, speaker: '所长', text: '代表提的都记下了，逐条整改。', media: null };

  it('is recorded after the announcement with a recording that came whole; a correction keeps the earlier version', async () => {
    const county = await withMeeting();
    await putInState(county, 'announced');
    const { media, status } = await upload(county, RECORDING);
    expect(status).toBe(200);
    const first = answered(await county.call('recordStatement', { ...statement, expectedVersion: 0, media }, CLERK));
    const shown = (await floorOf(county)).statement;
    expect(shown).toMatchObject({ speaker: '所长', text: statement.text });
    const heard = await fetch(shown?.media?.url ?? '');
    expect(new Uint8Array(await heard.arrayBuffer())).toEqual(RECORDING);
    const again = answered(await county.call('recordStatement', { ...statement, expectedVersion: 0, media }, CLERK));
    expect(again).toEqual(first);
    const corrected = { ...statement, text: '逐条整改，一个月内答复。', expectedVersion: first.version };
    answered(await county.call('recordStatement', corrected, OFFICE));
    const kept = (await county.items()).filter(({ sk }) => String(sk).startsWith('STATEMENT#'));
    expect(kept).toHaveLength(2);
    expect((await floorOf(county)).statement?.text).toBe('逐条整改，一个月内答复。');
  });

  it('is refused before the announcement, over another’s version, and with a recording that is missing, cut or no sound', async () => {
    const county = await withMeeting();
    const early = await county.snapshot();
    const first = { ...statement, expectedVersion: 0 };
    expect(refusedAs(await county.call('recordStatement', first, CLERK))).toBe('409 state-wrong');
    const claim = { session: SESSION, kind: 'mp3' as const, fileName: '表态.mp3', bytes: 9 };
    expect(refusedAs(await county.call('createStatementUpload', claim, CLERK))).toBe('409 state-wrong');
    expect(await county.snapshot()).toEqual(early);

    await putInState(county, 'announced');
    const large = { ...claim, bytes: 60 * 1024 * 1024 };
    expect(refusedAs(await county.call('createStatementUpload', large, CLERK))).toBe('413 file-too-large');
    const misnamed = { ...claim, fileName: '表态.exe' };
    expect(refusedAs(await county.call('createStatementUpload', misnamed, CLERK))).toBe('400 file-kind-wrong');
    const noSound = await upload(county, new TextEncoder().encode('MZ not a recording'));
    const { key } = answered(await county.call('createStatementUpload', claim, CLERK));
    const before = await county.snapshot();
    const record = (media: RequestOf<'recordStatement'>['media']) =>
      county.call('recordStatement', { ...first, media }, CLERK);
    expect(refusedAs(await record({ key, fileName: '表态.mp3', kind: 'mp3', bytes: 9 }))).toBe('409 upload-missing');
    expect(refusedAs(await record({ ...noSound.media, bytes: 5 }))).toBe('409 upload-missing');
    expect(refusedAs(await record(noSound.media))).toBe('400 file-kind-wrong');
    const foreign = { ...noSound.media, key: `incoming/statement/another-session/${newId()}` };
    expect(refusedAs(await record(foreign))).toBe('409 upload-missing');
    expect(refusedAs(await county.call('recordStatement', { ...first, expectedVersion: 7 }, CLERK))).toBe(
      '409 edited-meanwhile',
    );
    expect(await county.snapshot()).toEqual(before);
  });

  it('is heard as it was checked, whatever is sent to its address afterwards, or at that moment', async () => {
    const county = await withMeeting();
    await putInState(county, 'announced');
    const other = RECORDING.map((byte, place) => (place < 4 ? byte : 7));
    const noSound = new Uint8Array(RECORDING.length);
    const { media, url } = await upload(county, RECORDING);
    const first = { ...statement, expectedVersion: 0, media };
    county.justBefore({ command: 'CopyObject', naming: SESSION }, () => sendTo(url, noSound));
    const before = await county.snapshot();
    expect(refusedAs(await county.call('recordStatement', first, CLERK))).toBe('400 file-kind-wrong');
    expect(await county.snapshot()).toEqual(before);
    expect(await county.all.uploads.list('', 10)).toEqual([]);

    await sendTo(url, RECORDING);
    const recorded = answered(await county.call('recordStatement', first, CLERK));
    expect((await sendTo(url, other)).status).toBe(200);
    expect(await heardBy(county)).toEqual(RECORDING);
    expect(answered(await county.call('recordStatement', first, CLERK))).toEqual(recorded);
    expect(await heardBy(county)).toEqual(RECORDING);
  });

  it('whose recording was kept before the process died is recorded with it by the next request', async () => {
    const county = await withMeeting();
    await putInState(county, 'announced');
    const { media, url } = await upload(county, RECORDING);
    county.justBefore({ command: 'PutItem', naming: 'STATEMENT#' }, async () => {
      throw new Error('the process died');
    });
    const first = { ...statement, expectedVersion: 0, media };
    expect((await county.call('recordStatement', first, CLERK)).status).toBe(500);
    await sendTo(url, new Uint8Array(RECORDING.length));
    answered(await county.call('recordStatement', first, CLERK));
    expect(await heardBy(county)).toEqual(RECORDING);
  });

  it('keeps its recording when its words are corrected, for staff and for delegates', async () => {
    const county = await withMeeting();
    await putInState(county, 'announced');
    const { media } = await upload(county, RECORDING);
    const first = answered(await county.call('recordStatement', { ...statement, expectedVersion: 0, media }, CLERK));
    const correction = {
      ...statement,
      text: '一个月内答复。',
      expectedVersion: first.version,
      media: 'unchanged',
    } as const;
    const second = answered(await county.call('recordStatement', correction, CLERK));
    expect(answered(await county.call('recordStatement', correction, CLERK))).toEqual(second);
    expect(await heardBy(county)).toEqual(RECORDING);
    const { url } = answered(await county.call('openOpinionPage', { session: SESSION }, OFFICE));
    const key = url.slice(url.lastIndexOf('/') + 1);
    const { floor } = answered(await county.call('openReading', { session: SESSION, key }));
    expect(floor?.statement).toBe('一个月内答复。');
    const heard = await fetch(floor?.recording?.url ?? '');
    expect(new Uint8Array(await heard.arrayBuffer())).toEqual(RECORDING);
    const without = { ...statement, expectedVersion: second.version };
    answered(await county.call('recordStatement', without, CLERK));
    const read = answered(await county.call('openReading', { session: SESSION, key }));
    expect(read.floor?.recording).toBeNull();
  });

  it('an upload of another length than was signed is not taken', async () => {
    const county = await withMeeting();
    await putInState(county, 'announced');
    const { status } = await upload(county, RECORDING, RECORDING.length - 1);
    expect(status).toBe(403);
  });
});
