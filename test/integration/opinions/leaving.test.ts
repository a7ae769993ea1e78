import { describe, expect, it } from 'vitest';
import { MAX_OPINION_CHARACTERS, MAX_PHOTO_BYTES } from '../../../shared/process/opinions.ts';
import { shanghaiDay } from '../../../shared/process/shanghai-day.ts';
import { exifSegment, madeJpeg } from '../../unit/opinions/made-jpeg.ts';
import { answered, OFFICE, refusedAs, withEngine } from '../registry/county.ts';
import { putInState } from '../registry/prepared-meeting.ts';
import { CLERK, newReceiptHash, OTHER_CLERK, opinionCounty, SESSION, WRONG_KEY } from './opinion-county.ts';

withEngine();

describe('leaving an opinion', () => {
  it('keeps the words, the day and the hash of the receipt, and nothing of who or when', async () => {
    const { county, opinion } = await opinionCounty();
    const left = await opinion({ text: '  请说明罚款的依据。\r\n谢谢。 ', about: { kind: 'officer', officer: 'o1' } });
    expect(answered(await county.call('leaveOpinion', left))).toEqual({});
    const stored = (await county.items()).find((item) => item['sk'] === left.receiptHash);
    expect(stored).toEqual({
      pk: `${SESSION}#opinions`,
      sk: left.receiptHash,
      content: {
        kind: 'suggestion',
        about: { kind: 'officer', officer: 'o1' },
        text: '请说明罚款的依据。\n谢谢。',
        named: null,
        channel: 'page',
        invited: false,
        day: shanghaiDay(county.clock.nowMs),
      },
      said: expect.stringMatching(/^[0-9a-f]{64}$/),
      photos: [],
      ratings: {},
    });
  });

  it('is found by its receipt, and by no other', async () => {
    const { county, leave } = await opinionCounty();
    const receiptHash = await leave({ text: '夜市摊位怎么申请？', kind: 'question' });
    const found = await county.of('authors').opinions.findByReceipt(SESSION, receiptHash);
    expect(found).toMatchObject({ opinion: receiptHash, content: { kind: 'question' }, state: { kind: 'new' } });
    expect(await county.of('authors').opinions.findByReceipt(SESSION, await newReceiptHash())).toBeUndefined();
    expect(await county.of('authors').opinions.findByReceipt('tuanfeng-2008-chengguan', receiptHash)).toBeUndefined();
  });

  it('acts once, however often the phone sends it, on the next day too', async () => {
    const { county, opinion } = await opinionCounty();
    const left = await opinion();
    await Promise.all([1, 2, 3].map(async () => answered(await county.call('leaveOpinion', left))));
    const before = await county.snapshot();
    county.clock.nowMs += 86_400_000;
    expect(answered(await county.call('leaveOpinion', left))).toEqual({});
    expect(await county.snapshot()).toEqual(before);
  });

  it('refuses other words under a receipt that has arrived, and keeps the first', async () => {
    const { county, opinion } = await opinionCounty();
    const left = await opinion();
    answered(await county.call('leaveOpinion', left));
    const before = await county.snapshot();
    expect(refusedAs(await county.call('leaveOpinion', { ...left, text: '另一句话' }))).toBe(
      '409 opinion-arrived-already',
    );
    expect(await county.snapshot()).toEqual(before);
  });

  it('keeps the name of somebody who chose to give it', async () => {
    const { county, leave } = await opinionCounty();
    const receiptHash = await leave({ named: { name: '欧阳𪨊兰', contact: '' } });
    const found = await county.all.opinions.findByReceipt(SESSION, receiptHash);
    expect(found?.content.named).toEqual({ name: '欧阳𪨊兰', contact: '' });
  });

  it('takes rare characters and markup as the text they are', async () => {
    const { county, leave } = await opinionCounty();
    const text = '𬭼厂旁的小店（㛃记）<script>alert(1)</script> & "引号"';
    const found = await county.all.opinions.findByReceipt(SESSION, await leave({ text }));
    expect(found?.content.text).toBe(text);
  });

  it('is open during the meeting, and until the end of the day of the announcement', async () => {
    const { county, leave, opinion } = await opinionCounty();
    await putInState(county, 'voting');
    await leave();
    await putInState(county, 'announced');
    const announcedAtMs = county.clock.nowMs;
    await county.all.meetings.change(SESSION, (meeting) => ({
      kind: 'change',
      meeting: { ...meeting, announcedAtMs },
      answer: null,
    }));
    await leave();
    county.clock.nowMs += 86_400_000;
    const before = await county.snapshot();
    expect(refusedAs(await county.call('leaveOpinion', await opinion()))).toBe('409 opinions-closed');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('what is refused of an opinion, with nothing kept', () => {
  it.each([
    ['another reading key', { key: WRONG_KEY }, '404 reading-key-wrong'],
    ['a session that is not there', { session: 'tuanfeng-2008-nowhere' }, '404 reading-key-wrong'],
    ['20,000 characters', { text: '长'.repeat(20_000) }, '400 opinion-too-long'],
    ['one character too many', { text: '㛃'.repeat(MAX_OPINION_CHARACTERS + 1) }, '400 opinion-too-long'],
    ['no words', { text: ' \n ' }, '400 request-invalid'],
    ['a control character', { text: 'a\u0007b' }, '400 request-invalid'],
    ['text that turns around', { text: '好\u202E评' }, '400 request-invalid'],
    [
      'an officer who is not of the unit',
      { about: { kind: 'officer' as const, officer: 'o9' } },
      '404 officer-unknown',
    ],
    [
      'five photos',
      { photos: Array.from({ length: 5 }, () => `incoming/2008-03-01/${'a'.repeat(22)}`) },
      '400 request-invalid',
    ],
    ['a photo that never arrived', { photos: [`incoming/2008-03-01/${'a'.repeat(22)}`] }, '409 photo-missing'],
    ['a photo of the kept ones', { photos: [`kept/${'a'.repeat(22)}`] }, '400 request-invalid'],
    ['a name without letters', { named: { name: ' ', contact: '' } }, '400 request-invalid'],
  ])('%s', async (_what, change, refusal) => {
    const { county, opinion } = await opinionCounty();
    const before = await county.snapshot();
    expect(refusedAs(await county.call('leaveOpinion', await opinion(change)))).toBe(refusal);
    expect(await county.snapshot()).toEqual(before);
  });

  it('says of a long one how long it is and how long it may be', async () => {
    const { county, opinion } = await opinionCounty();
    const outcome = await county.call('leaveOpinion', await opinion({ text: '㛃'.repeat(20_000) }));
    expect('problem' in outcome && outcome.problem.detail).toContain('写了 20000 个字，最多 2000 个字');
  });

  it('logs a fault of leaving without a reference, so that no line joins a phone', async () => {
    const { county, opinion } = await opinionCounty();
    const broken = { opinions: county.of('rounds').opinions };
    const outcome = await county.call('leaveOpinion', await opinion(), { deps: broken });
    expect(refusedAs(outcome)).toBe('500 unexpected');
    expect(county.logged.map(({ reference }) => reference)).toEqual(['leaveOpinion']);
  });
});

describe('the photos of an opinion', () => {
  it('are uploaded bare, and named by the opinion', async () => {
    const { county, leave, upload } = await opinionCounty();
    const photo = await upload();
    const receiptHash = await leave({ photos: [photo] });
    expect((await county.all.opinions.findByReceipt(SESSION, receiptHash))?.photos).toEqual([photo]);
    expect(photo).toMatch(new RegExp(`^incoming/${shanghaiDay(county.clock.nowMs)}/[\\w-]{22}$`));
  });

  it.each([
    ['camera data', () => madeJpeg({ before: exifSegment() })],
    ['a page in the coat of a photo', () => new TextEncoder().encode('<script>alert(1)</script>')],
    ['more pixels than the page makes', () => madeJpeg({ width: 4_000 })],
  ])('are refused with %s, and the opinion is not kept', async (_what, make) => {
    const { county, opinion, upload } = await opinionCounty();
    const photo = await upload(make());
    const before = await county.snapshot();
    expect(refusedAs(await county.call('leaveOpinion', await opinion({ photos: [photo] })))).toBe('400 photo-unfit');
    expect(await county.snapshot()).toEqual(before);
  });

  it('belong to one opinion each', async () => {
    const { county, opinion, leave, upload } = await opinionCounty();
    const photo = await upload();
    await leave({ photos: [photo] });
    const before = await county.snapshot();
    expect(refusedAs(await county.call('leaveOpinion', await opinion({ photos: [photo] })))).toBe('409 photo-missing');
    const twice = await opinion({ photos: [photo, photo] });
    expect(refusedAs(await county.call('leaveOpinion', twice))).toBe('409 photo-missing');
    expect(await county.snapshot()).toEqual(before);
  });

  it('get no address above 2 MB, nor with another reading key', async () => {
    const { county, key } = await opinionCounty();
    const ask = (change: object) =>
      county.call('createPhotoUpload', { session: SESSION, key, bytes: 900_000, ...change });
    expect(refusedAs(await ask({ bytes: MAX_PHOTO_BYTES + 1 }))).toBe('413 file-too-large');
    expect(refusedAs(await ask({ key: WRONG_KEY }))).toBe('404 reading-key-wrong');
  });

  it('are not stored at another length than was signed', async () => {
    const { county, key } = await opinionCounty();
    const { url } = answered(await county.call('createPhotoUpload', { session: SESSION, key, bytes: 100 }));
    const body = madeJpeg();
    const response = await fetch(url, { method: 'PUT', headers: { 'content-type': 'image/jpeg' }, body });
    expect(response.status).toBe(403);
    expect(await county.all.photos.list('incoming/', 10)).toEqual([]);
  });
});

describe('the opinion page', () => {
  it('shows whom an opinion may be about to whoever holds the key', async () => {
    const { county, key } = await opinionCounty();
    const form = answered(await county.call('getOpinionForm', { session: SESSION, key }));
    expect(form.unitName).toBe('回龙山工商所');
    expect(form.open).toBe(true);
    expect(form.officers.map(({ officer }) => officer)).toEqual(['o1', 'o2']);
    const refused = await county.call('getOpinionForm', { session: SESSION, key: WRONG_KEY });
    expect(refusedAs(refused)).toBe('404 reading-key-wrong');
  });

  it('keeps its address when it is opened again', async () => {
    const { county, key } = await opinionCounty();
    const { url } = answered(await county.call('openOpinionPage', { session: SESSION }, CLERK));
    expect(url).toBe(`https://county.example/opinion/#${SESSION}/${key}`);
  });

  it('is not opened by another unit’s clerk', async () => {
    const { county } = await opinionCounty();
    const before = await county.snapshot();
    expect(refusedAs(await county.call('openOpinionPage', { session: SESSION }, OTHER_CLERK))).toBe(
      '403 unit-not-yours',
    );
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('an opinion that staff heard', () => {
  it('is recorded with its way, by the unit’s clerk too, and the log says nothing of it', async () => {
    const { county } = await opinionCounty();
    const receiptHash = await newReceiptHash();
    const text = '希望年检材料能一次说清';
    const request = {
      session: SESSION,
      channel: 'door-to-door' as const,
      kind: 'suggestion' as const,
      about: { kind: 'unit' as const },
      text,
      named: null,
      receiptHash,
    };
    answered(await county.call('recordOpinion', request, CLERK));
    const found = await county.all.opinions.findByReceipt(SESSION, receiptHash);
    expect(found?.content).toMatchObject({ channel: 'door-to-door', text });
    const { entries } = answered(await county.call('listAudit', {}, OFFICE));
    expect(entries[0]).toMatchObject({ what: 'recordOpinion', target: SESSION, why: 'door-to-door' });
    expect(JSON.stringify(entries)).not.toContain(receiptHash);
    expect(JSON.stringify(entries)).not.toContain(text);
    // Sent again, it is the same: recorded once, and on the log once.
    answered(await county.call('recordOpinion', request, CLERK));
    const other = await county.call('recordOpinion', { ...request, text: `${text}。` }, CLERK);
    expect(refusedAs(other)).toBe('409 opinion-arrived-already');
    expect(answered(await county.call('listAudit', {}, OFFICE)).entries).toEqual(entries);
  });

  it.each([
    ['by another unit’s clerk', OTHER_CLERK, {}, '403 unit-not-yours'],
    ['as if it came from the page', CLERK, { channel: 'page' }, '400 request-invalid'],
    ['at 2,001 characters', CLERK, { text: '长'.repeat(2_001) }, '400 opinion-too-long'],
    ['about an officer who is not there', CLERK, { about: { kind: 'officer', officer: 'o9' } }, '404 officer-unknown'],
  ])('is refused %s, and nothing is kept', async (_what, as, change, refusal) => {
    const { county } = await opinionCounty();
    const before = await county.snapshot();
    const request = {
      session: SESSION,
      channel: 'seminar',
      kind: 'question',
      about: { kind: 'unit' },
      text: '为什么要两次检查？',
      named: null,
      receiptHash: await newReceiptHash(),
      ...change,
    };
    // A channel outside the contract is what the row is about.
    expect(refusedAs(await county.call('recordOpinion', request as never, as))).toBe(refusal);
    expect(await county.snapshot()).toEqual(before);
  });
});
