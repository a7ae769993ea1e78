import { describe, expect, it } from 'vitest';
import { codeHash } from '../../../shared/protocol/code.ts';
import { generateTellerKeys } from '../../../shared/protocol/teller-keys.ts';
import type { Call, TellerContext } from '../../../web/teller/actions/context.ts';
import {
  askForCode,
  askForPaper,
  confirmReissue,
  type DeskDelegate,
  papersWith,
  paperTakes,
  readyCodes,
} from '../../../web/teller/actions/serve-desk.ts';
import { TellerMemory } from '../../../web/teller/memory.ts';
import type { Answer } from '../../../web/ui/client.ts';
import { memoryStore, random, SESSION } from './stand-in-county.ts';

type Payload = { readonly generation: number; readonly as: string; readonly codeHash?: string };

const WAITING: Answer<unknown> = { ok: true, value: { delegate: 'd-001', done: false, by: ['delegates'] } };
const refusedWith = (status: number): Answer<unknown> => ({
  ok: false,
  problem: { type: 'urn:shuangshu:problem:already-recorded', title: '', status },
});

/** A desk that answers every re-issue alike, and remembers what it was asked. */
async function deskThatAnswers(answer: Answer<unknown>) {
  const asked: Payload[] = [];
  const call: Call = async (_id, request) => {
    asked.push(Object(request).payload);
    return answer as Answer<never>;
  };
  const memory = new TellerMemory(memoryStore(), SESSION, 'delegates');
  const keys = await generateTellerKeys();
  const pause = async () => undefined;
  const context: TellerContext = {
    ...{ call, memory, keys, random, pause },
    ...{ county: 'tuanfeng', session: SESSION, slot: 'delegates', nowMs: () => 0 },
  };
  return { asked, context };
}

const drawn = (change: Partial<DeskDelegate> = {}): DeskDelegate => ({
  delegate: 'd-001',
  number: 1,
  name: '努尔麦麦提·阿卜杜热合曼',
  standing: 'drawn',
  drewBefore: false,
  generation: 2,
  pending: null,
  ...change,
});

describe('a new code by two tellers', () => {
  it('is made here, kept before it is sent, and only its hash leaves the phone', async () => {
    const { asked, context } = await deskThatAnswers(WAITING);
    expect(await askForCode(context, drawn())).toEqual({ ok: true, value: { isDone: false } });
    const [made] = await context.memory.madeCodes();
    expect(made).toMatchObject({ delegate: 'd-001', generation: 3 });
    const hash = await codeHash(SESSION, made?.code ?? '');
    expect(asked).toEqual([{ delegate: 'd-001', generation: 3, as: 'code', codeHash: hash }]);
    expect(JSON.stringify(asked)).not.toContain(made?.code);
  });

  it('is the same code when its own request is made again', async () => {
    const { asked, context } = await deskThatAnswers(WAITING);
    await askForCode(context, drawn());
    const hash = asked[0]?.codeHash ?? null;
    await askForCode(context, drawn({ pending: { as: 'code', codeHash: hash, by: 'delegates', generation: 3 } }));
    expect(asked[1]).toEqual(asked[0]);
    expect(await context.memory.madeCodes()).toHaveLength(1);
  });

  it('takes the number after a request of another teller', async () => {
    const { asked, context } = await deskThatAnswers(WAITING);
    const pending = { as: 'code', codeHash: 'a'.repeat(64), by: 'inspection', generation: 3 } as const;
    await askForCode(context, drawn({ pending }));
    await askForPaper(context, drawn({ pending }));
    expect(asked.map(({ generation }) => generation)).toEqual([4, 4]);
  });

  it('is forgotten when it was refused, for its number may become another’s; and kept when nobody knows', async () => {
    const refusing = await deskThatAnswers(refusedWith(409));
    expect(await askForCode(refusing.context, drawn())).toMatchObject({ ok: false, problem: { status: 409 } });
    expect(await refusing.context.memory.madeCodes()).toEqual([]);
    const failing = await deskThatAnswers(refusedWith(500));
    await askForCode(failing.context, drawn());
    expect(await failing.context.memory.madeCodes()).toHaveLength(1);
    const silent = await deskThatAnswers({ ok: false, network: true });
    await askForCode(silent.context, drawn());
    expect(await silent.context.memory.madeCodes()).toHaveLength(1);
  });

  it('is shown only once its own number was confirmed', async () => {
    const { context } = await deskThatAnswers(WAITING);
    await askForCode(context, drawn());
    expect(await readyCodes(context, [drawn()])).toEqual([]);
    expect(await readyCodes(context, [drawn({ generation: 4 })])).toEqual([]);
    expect(await readyCodes(context, [drawn({ generation: 3, standing: 'card' })])).toHaveLength(1);
  });

  it('is confirmed by the second teller with the very payload of the first', async () => {
    const { asked, context } = await deskThatAnswers(WAITING);
    const pending = { as: 'code', codeHash: 'a'.repeat(64), by: 'inspection', generation: 3 } as const;
    await confirmReissue(context, drawn({ pending }));
    await confirmReissue(context, drawn({ pending: { ...pending, as: 'paper', codeHash: null } }));
    expect(asked).toEqual([
      { delegate: 'd-001', generation: 3, as: 'code', codeHash: 'a'.repeat(64) },
      { delegate: 'd-001', generation: 3, as: 'paper' },
    ]);
  });
});

describe('a paper ballot', () => {
  it('takes one teller before the delegate drew, two tellers after, and is given once', () => {
    expect(paperTakes(drawn({ standing: 'none' }))).toBe('one-teller');
    expect(paperTakes(drawn({ standing: 'card' }))).toBe('one-teller');
    expect(paperTakes(drawn())).toBe('two-tellers');
    expect(paperTakes(drawn({ standing: 'paper', drewBefore: true }))).toBe('nobody');
  });

  it('takes two tellers for a delegate who drew, was re-issued a code and has not drawn again', () => {
    expect(paperTakes(drawn({ standing: 'card', drewBefore: true }))).toBe('two-tellers');
  });
});

it('paper ballots in the hall are those that others have, and the one that is about to be handed out', () => {
  const others = ['d-002', 'd-003', 'd-004'].map((delegate) => drawn({ delegate, standing: 'paper' }));
  const list = [drawn({ delegate: 'd-001', standing: 'card' }), ...others, drawn({ delegate: 'd-005' })];
  expect(papersWith(drawn({ delegate: 'd-001', standing: 'card' }), list)).toBe(4);
  expect(papersWith(drawn({ delegate: 'd-002', standing: 'paper' }), list)).toBe(3);
  expect(papersWith(drawn({ delegate: 'd-001' }), [])).toBe(1);
});
