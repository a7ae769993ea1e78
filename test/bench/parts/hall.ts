import { startDeploymentChild } from '../../load/deployment-child.ts';
import { KeptLine } from '../../load/kept-line.ts';
import { LightPhone } from '../../load/light-phone.ts';
import { prepareHall } from '../../load/prepared-hall.ts';
import { type Figure, percentile, rounded } from '../figure.ts';

const PHONES = 300;
const WINDOW_SECONDS = 60;

/** How long it takes until every phone is through, and how many were not. */
async function together(phones: readonly LightPhone[], steps: readonly ((phone: LightPhone) => Promise<void>)[]) {
  const startedMs = performance.now();
  const stopped: string[] = [];
  let going = phones;
  for (const step of steps) {
    const outcomes = await Promise.allSettled(going.map(step));
    for (const outcome of outcomes) if (outcome.status === 'rejected') stopped.push(String(outcome.reason));
    going = going.filter((_, place) => outcomes[place]?.status === 'fulfilled');
  }
  return { seconds: (performance.now() - startedMs) / 1_000, stopped, going };
}

/**
 * A hall of 300 phones that all press at one moment, which is harder than arriving over a minute: 300 connections, real
 * tokens, real seals, the meeting prepared over the API. The phones' own arithmetic is in the times, all on one core.
 */
export async function measureHall(): Promise<readonly Figure[]> {
  const deployment = await startDeploymentChild();
  const line = new KeptLine(deployment.origin, PHONES);
  try {
    const { session, cards, openVoting } = await prepareHall(deployment, PHONES);
    const phones = cards.map((card) => new LightPhone(line, card));
    const drawing = await together(phones, [(phone) => phone.arrive(), (phone) => phone.draw()]);
    await openVoting();
    // Casting may know the state before for a second longer.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const casting = await together(drawing.going, [(phone) => phone.seal(), (phone) => phone.cast()]);
    const read = async (what: string) => JSON.parse((await line.get(`/api/sessions/${session}/${what}`)).text);
    const { drawn } = await read('turnout');
    const { electronic } = await read('ballot-count');
    const stopped = [...drawing.stopped, ...casting.stopped];
    return [
      ...timeFigures('drawing', drawing.seconds, phones),
      ...timeFigures('casting', casting.seconds, phones),
      {
        id: 'hall-refused',
        name: `hall of ${PHONES}: phones refused or stopped`,
        measured: stopped.length,
        unit: 'phones',
        target: { exactly: 0 },
        ...(stopped.length === 0 ? {} : { detail: { first: stopped[0] ?? '' } }),
      },
      {
        id: 'hall-lost',
        name: `hall of ${PHONES}: drawn or cast but not there`,
        measured: 2 * PHONES - Number(drawn) - Number(electronic),
        unit: 'items',
        target: { exactly: 0 },
      },
    ];
  } finally {
    line.close();
    await deployment.stop();
  }
}

function timeFigures(step: 'drawing' | 'casting', seconds: number, phones: readonly LightPhone[]): readonly Figure[] {
  const latencies = phones.map(({ latenciesMs }) => latenciesMs[step]);
  const [p50Ms, p99Ms] = [0.5, 0.99].map((share) => rounded(percentile(latencies, share)));
  const wait: Figure = {
    id: `hall-${step}-p99`,
    name: `hall of ${PHONES} at once, ${step}: p99 of one phone's wait`,
    measured: p99Ms ?? 0,
    unit: 'ms',
  };
  const whole: Figure = {
    id: `hall-${step}`,
    name: `hall of ${PHONES} at once, ${step}: all through`,
    measured: rounded(seconds),
    unit: 's',
    target: { atMost: WINDOW_SECONDS },
    detail: { p50Ms: p50Ms ?? 0, p99Ms: p99Ms ?? 0, longestMs: rounded(Math.max(...latencies)) },
  };
  return [whole, wait];
}
