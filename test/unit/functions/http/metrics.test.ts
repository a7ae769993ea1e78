import { setImmediate as aTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Dependencies } from '../../../../functions/http/dependencies.ts';
import { EmbeddedMetrics } from '../../../../functions/http/embedded-metrics.ts';
import { implement, refuse } from '../../../../functions/http/implement.ts';
import { isCounted, METRIC_NAMES } from '../../../../functions/http/metrics.ts';
import { makeScheduledHandler } from '../../../../functions/http/scheduled.ts';
import { makeHandler } from '../../../../functions/http/stack.ts';
import { OPERATION_IDS, specOf } from '../../../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../../../shared/contract/routes.ts';
import { bareRequest } from '../../../gateway/bare-request.ts';
import { lambdaContext } from '../../../gateway/context.ts';
import { httpApiEvent } from '../../../gateway/gateway-events.ts';
import { reaching } from '../../../unreached.ts';

const NOW_MS = Date.parse('2026-11-25T08:00:00.000Z');

/** Dependencies that reach nothing but the two outlets, and a clock that goes on by five milliseconds at each look. */
function outlets() {
  const lines: string[] = [];
  let looks = 0;
  const nowMs = () => NOW_MS + 5 * looks++;
  const write = (text: string) => lines.push(text);
  const deps = reaching({
    nowMs,
    randomBytes: (length) => new Uint8Array(length),
    verifyStaffToken: async () => ({ subject: 's', name: '张三', role: 'auditor' }),
    log: () => undefined,
    metrics: new EmbeddedMetrics({ county: () => 'tuanfeng', write, nowMs: () => NOW_MS }),
  });
  return { deps, lines };
}

async function ask(id: OperationId, deps: Dependencies, run: () => Promise<never>, pathParameters = {}) {
  const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
  const event = httpApiEvent(bareRequest(id, { headers, pathParameters, body: '{}' }));
  const handler = makeHandler([{ ...implement(id, run), spec: specOf(id) }], () => deps);
  return handler(event, lambdaContext({ awsRequestId: 'b8f0', functionName: 'county-rounds' }));
}

const answer = async () => ({ answer: { entries: [], next: null } }) as never;

describe('a line of embedded metric format', () => {
  it('has the level that passes the filter, the time, one count by operation, and no id of a request or a function', async () => {
    const { deps, lines } = outlets();
    await ask('listAudit', deps, answer);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.endsWith('}\n')).toBe(true);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      timestamp: '2026-11-25T08:00:00.000Z',
      level: 'ERROR',
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'Shuangshu/tuanfeng',
            Dimensions: [['operation']],
            Metrics: [{ Name: 'Answered', Unit: 'Count' }],
          },
        ],
      },
      operation: 'listAudit',
      durationMs: 5,
      Answered: 1,
    });
  });

  it('of a refusal names its class, also where a step of the stack refused; a fault is one', async () => {
    const { deps, lines } = outlets();
    await ask('listAudit', deps, async () => refuse('session-unknown') as never);
    await ask('freeze', deps, answer, { session: 'tuanfeng-2008-huilongshan' });
    await ask('listAudit', deps, () => Promise.reject(new Error('张三')));
    const counted = lines.map((line) => {
      const { _aws, operation, problem, Refused, Faults } = JSON.parse(line);
      return { operation, problem, Refused, Faults, by: _aws.CloudWatchMetrics[0].Dimensions };
    });
    expect(counted).toEqual([
      { operation: 'listAudit', problem: 'session-unknown', Refused: 1, by: [['operation', 'problem']] },
      { operation: 'freeze', problem: 'role-not-allowed', Refused: 1, by: [['operation', 'problem']] },
      { operation: 'listAudit', Faults: 1, by: [['operation']] },
    ]);
  });

  it('is written for a run that came to its end, and for one that did not', async () => {
    const { deps, lines } = outlets();
    await makeScheduledHandler(
      'escalation',
      async () => undefined,
      () => deps,
    )();
    const failing = makeScheduledHandler(
      'shuffle',
      () => Promise.reject(new Error('no line')),
      () => deps,
    );
    await expect(failing()).rejects.toThrow('no line');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { operation: 'escalation', Completed: 1 },
      { operation: 'shuffle', Faults: 1 },
    ]);
    for (const line of lines) expect(line).not.toContain('durationMs');
  });

  it('takes nothing over from the one before, and writes nothing past its outlet', async () => {
    const { deps, lines } = outlets();
    for (const metric of METRIC_NAMES) deps.metrics.count({ metric, operation: 'escalation' });
    deps.metrics.count({ metric: 'Refused', operation: 'freeze', problem: 'not-ready' });
    deps.metrics.count({ metric: 'Answered', operation: 'freeze' });
    await aTurn();
    expect(lines).toHaveLength(METRIC_NAMES.length + 2);
    expect(JSON.parse(lines.at(-1) ?? '')).not.toHaveProperty('problem');
  });
});

describe('what people do without a name', () => {
  const silent = OPERATION_IDS.filter((id) => !isCounted(specOf(id)));

  it('is counted by the platform alone: ballots, tokens, opinions, everything before which nobody signs in, and the desk', () => {
    expect(silent).toEqual(
      expect.arrayContaining([
        ...['checkIn', 'castBallot', 'drawOpinionProof', 'leaveOpinion', 'createPhotoUpload', 'getOpinionForm'],
        ...['followOpinion', 'rateReply', 'getMeeting', 'getManifest', 'getBoard', 'getResult', 'getTurnout'],
        ...['countBallots', 'openReading', 'getReadingReport', 'listReadingItems', 'issuePaper', 'reissue', 'listDesk'],
        'health',
      ]),
    );
    expect(silent).not.toContain('freeze');
    expect(silent).not.toContain('closeBoard');
  });

  it.each(silent)('%s writes no line, answered, refused or at fault', async (id) => {
    const { deps, lines } = outlets();
    const names = [...ROUTES[id].path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const place = Object.fromEntries(names.map((name) => [name, 'tuanfeng-2008-huilongshan']));
    for (const run of [answer, async () => refuse('busy') as never, () => Promise.reject(new Error('x'))])
      await ask(id, deps, run, place);
    expect(lines).toEqual([]);
  });
});
