import { beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../../infra/tools/verify-audit.ts';
import { type RehearsedRound, rehearseRound } from '../../rehearsal/round/rehearse-round.ts';
import { headIn } from '../../rehearsal/round/round-files.ts';

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe('a whole round of one unit with 30 delegates, answers lost now and then', () => {
  let round: RehearsedRound;
  beforeAll(async () => {
    const size = { units: 1, delegates: 30, papers: 0 };
    round = await rehearseRound({ ...size, seed: 7, drop: 0.03, progress: () => undefined, count: () => undefined });
  });

  it('comes to a round-up that is what was played, every refusal met on the way', () => {
    expect(round.complaints).toEqual([]);
    expect(round.refusals.met).toBe(35);
    expect(round.roundUp.figures).toMatchObject({
      ...{ units: 1, valid: 1, officers: 5, delegates: 30, questions: 2, suggestions: 3 },
      ...{ items: 5, rectified: 3, closed: 1, overdue: 1 },
    });
  });

  it('is found out by one mark too many, wherever it is', () => {
    const { counter, roundUp } = round;
    counter.suggestion('chengguan');
    expect(counter.disagreements(roundUp)).toEqual([
      'round: suggestions 3 in the round-up, 4 played',
      'chengguan: suggestions 3 in the round-up, 4 played',
    ]);
    counter.item('chengguan', 3, 'rectified');
    expect(counter.disagreements(roundUp)).toContain('round: overdue 1 in the round-up, 0 played');
  });

  it('leaves the round-up in three forms and the audit log, which holds against the minutes', async () => {
    const { files, meetings } = round;
    expect([...files.keys()]).toEqual(['round-up.json', 'round-up.xlsx', 'round-up.docx', 'audit.jsonl']);
    expect(JSON.parse(textOf(files.get('round-up.json')))).toEqual(round.roundUp);
    for (const name of ['round-up.xlsx', 'round-up.docx']) expect(textOf(files.get(name)).slice(0, 2)).toBe('PK');
    const head = headIn(meetings[0]?.meeting.documents.get('result.html'));
    const log = textOf(files.get('audit.jsonl'));
    expect(await verifyAudit(log, head)).toMatchObject({ defects: 0 });
    const altered = log.replace('"what":"openRound"', '"what":"changePlan"');
    expect((await verifyAudit(altered, head)).defects).toBeGreaterThan(0);
  });

  it('has each effect on the log once, however often an answer was lost', () => {
    const orders = textOf(round.files.get('audit.jsonl'))
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [String((JSON.parse(line) as { readonly what: unknown }).what)]));
    const times = (what: string) => orders.filter((each) => each === what).length;
    expect({
      openRound: times('openRound'),
      approveList: times('approveList'),
      freeze: times('freeze'),
      confirmItem: times('confirmItem'),
      quoteFigures: times('quoteFigures'),
    }).toEqual({ openRound: 1, approveList: 1, freeze: 1, confirmItem: 5, quoteFigures: 1 });
  });
});
