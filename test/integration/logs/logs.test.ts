import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { implementations } from '../../../functions/draw/handler.ts';
import type { Dependencies, LogEntry } from '../../../functions/http/dependencies.ts';
import { isCounted } from '../../../functions/http/metrics.ts';
import { makeScheduledHandler } from '../../../functions/http/scheduled.ts';
import { makeHandler } from '../../../functions/http/stack.ts';
import { Meetings } from '../../../functions/store/meetings.ts';
import { OPERATION_IDS, specOf } from '../../../shared/contract/operations.ts';
import { SCHEDULED_NAMES } from '../../../shared/contract/schedules.ts';
import { bareRequest } from '../../gateway/bare-request.ts';
import { lambdaContext } from '../../gateway/context.ts';
import { httpApiEvent } from '../../gateway/gateway-events.ts';
import { rehearseRound } from '../../rehearsal/round/rehearse-round.ts';
import { reaching } from '../../unreached.ts';
import { type CapturedOutput, captureOutput } from './captured-output.ts';
import { cloudOutlets, faultyApi } from './faulty-api.ts';
import { complaintsAbout, entriesIn, type LogLine } from './log-judge.ts';
import { askEach } from './remaining.ts';
import { WireTap } from './wire-tap.ts';

/** Runs something, and gives what was written meanwhile. */
async function writtenBy(act: () => Promise<unknown>): Promise<readonly string[]> {
  const output = captureOutput();
  try {
    await act();
    return output.lines();
  } finally {
    output.release();
  }
}

const isFault = (entry: LogLine): boolean => 'frames' in entry;

describe('a whole round with every operation of the contract, each asked again with a store that fails', () => {
  let tap: WireTap;
  let output: CapturedOutput;
  beforeAll(async () => {
    output = captureOutput();
    tap = new WireTap();
    try {
      const size = { units: 1, delegates: 30, papers: 1 };
      const quiet = { seed: 7, drop: 0.03, progress: () => undefined, count: () => undefined };
      const { complaints } = await rehearseRound({
        ...size,
        ...quiet,
        startApi: faultyApi(tap),
        afterwards: async (deployment) => {
          await askEach(
            OPERATION_IDS.filter((id) => !tap.driven.has(id)),
            deployment,
          );
          for (const name of SCHEDULED_NAMES) await deployment.runScheduled(name);
        },
      });
      if (complaints.length > 0) throw new Error(complaints.join());
    } finally {
      tap.release();
      output.release();
    }
  });

  it('drives the whole contract, and what the clock starts', () => {
    expect([...tap.driven].sort()).toEqual([...OPERATION_IDS].sort());
    const completed = entriesIn(output.lines()).flatMap((entry) => ('Completed' in entry ? [entry.operation] : []));
    expect([...new Set(completed)].sort()).toEqual([...SCHEDULED_NAMES].sort());
  });

  it('meets a fault in every operation, of the engine and of our own', () => {
    const others = [...tap.faulty].filter(([, statuses]) => !statuses.join().endsWith('503,500'));
    // It answers that the tables are silent.
    expect(others).toEqual([['health', [200, 200]]]);
    const faulty = new Set(
      entriesIn(output.lines())
        .filter(isFault)
        .map(({ operation }) => operation),
    );
    const silent = OPERATION_IDS.filter((id) => !faulty.has(id));
    expect(silent).toEqual([]);
  });

  it('leaves a log of the fields that are allowed, without a code, token, name, phone, ballot or word that came in', () => {
    expect(tap.secrets.size).toBeGreaterThan(500);
    expect(output.lines().length).toBeGreaterThan(OPERATION_IDS.length);
    expect(complaintsAbout(output.lines(), tap.secrets)).toEqual([]);
  });

  it('leaves no count of what is done without a name', () => {
    const counted = entriesIn(output.lines()).filter((entry) => !isFault(entry));
    const names = new Set(counted.map(({ operation }) => operation));
    expect(OPERATION_IDS.filter((id) => !isCounted(specOf(id)) && names.has(id))).toEqual([]);
    expect(OPERATION_IDS.filter((id) => isCounted(specOf(id)) && !names.has(id))).toEqual([]);
  });
});

type Leak = (deps: Pick<Dependencies, 'log'>) => void;

/** No meeting is there, and whoever looks for one is betrayed. */
class LeakingMeetings extends Meetings {
  readonly #leak: Leak;

  constructor(leak: Leak) {
    super(DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'local-1' })), 'Meetings');
    this.#leak = leak;
  }

  override async read(): Promise<undefined> {
    this.#leak(cloudOutlets);
  }
}

describe('the same check fails', () => {
  const CODE = '7K2M9QX4B1T5W8Z3';
  const SECRETS = new Set([CODE]);

  /** A check-in whose store leaks the code that it was given. */
  const checkIn = (leak: Leak) =>
    writtenBy(async () => {
      const deps = reaching({ ...cloudOutlets, nowMs: Date.now, meetings: new LeakingMeetings(leak) });
      const body = JSON.stringify({ session: 'tuanfeng-2008-chengguan', code: CODE, blinded: 'A'.repeat(342) });
      const event = httpApiEvent(bareRequest('checkIn', { body }));
      const answer = await makeHandler(implementations, () => deps)(event, lambdaContext());
      expect(answer.statusCode).toBe(404);
    });

  const ENTRY: LogEntry = {
    level: 'error',
    operation: 'checkIn',
    reference: 'checkIn',
    errorName: 'Error',
    frames: [],
  };

  it.each<readonly [string, Leak, readonly string[]]>([
    [
      'on the console',
      () => console.log(`drawing ${CODE}`),
      ['1 lines outside the allow-list', '1 values of requests'],
    ],
    [
      'to the output itself',
      () => process.stderr.write(`${CODE}\n`),
      ['1 lines outside the allow-list', '1 values of requests'],
    ],
    [
      'in a field of its own',
      ({ log }) => log(Object.assign({ code: CODE }, ENTRY)),
      ['1 lines outside the allow-list', '1 values of requests'],
    ],
    ['in a field that is allowed', ({ log }) => log({ ...ENTRY, errorName: `E${CODE}` }), ['1 values of requests']],
    ['as a frame', ({ log }) => log({ ...ENTRY, frames: [`at draw (${CODE}:1:1)`] }), ['1 values of requests']],
  ])('when a code is logged %s', async (_, leak, complaints) => {
    expect(complaintsAbout(await checkIn(leak), SECRETS)).toEqual(complaints);
  });

  it('when somebody’s name is logged, which no request brought', async () => {
    const lines = await checkIn(() => console.error('张三'));
    expect(complaintsAbout(lines, SECRETS)).toEqual(['1 lines outside the allow-list', 'words of people']);
  });

  it('not when nothing is', async () => {
    expect(complaintsAbout(await checkIn(() => undefined), SECRETS)).toEqual([]);
  });

  it('not when what the clock starts fails and quotes somebody', async () => {
    const deps = reaching({ ...cloudOutlets, randomBytes: (length) => new Uint8Array(length) });
    const failing = makeScheduledHandler(
      'escalation',
      () => Promise.reject(new Error(`张三 ${CODE}`)),
      () => deps,
    );
    const lines = await writtenBy(() => expect(failing()).rejects.toThrow());
    expect(entriesIn(lines)).toMatchObject([{ errorName: 'Error' }, { Faults: 1 }]);
    expect(complaintsAbout(lines, SECRETS)).toEqual([]);
  });
});
