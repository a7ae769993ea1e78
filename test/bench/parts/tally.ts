import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORM_OF_33 } from '../../load/ballot-forms.ts';
import { makeMeeting } from '../../load/made-meeting.ts';
import { makeOpenedBox } from '../../load/opened-box.ts';
import { type CountedBox, canPin, countBox, writeBox } from '../../load/tally-child.ts';
import { type Figure, median, rounded } from '../figure.ts';

const FEW = 1_000;
const MANY = 10_000;

/** Counting 10 000 ballots of 33 scores from two share sets, against counting 1 000; each in a process of its own. */
export async function measureTally(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-bench-tally-'));
  try {
    const box = await makeOpenedBox(await makeMeeting('bench-tally', FORM_OF_33), MANY);
    const { ballots, first, second } = box;
    const [few, many] = [join(folder, 'few'), join(folder, 'many')];
    const start = { ballots: ballots.slice(0, FEW), first: first.slice(0, FEW), second: second.slice(0, FEW) };
    await writeBox(few, start);
    await writeBox(many, box);
    const before = await countBox(few, 3);
    const counted = await countBox(many, 1);
    const after = await countBox(few, 3);
    return figuresOf([...before.cpuSeconds, ...after.cpuSeconds], before, counted);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(fewSeconds: readonly number[], few: CountedBox, many: CountedBox): readonly Figure[] {
  if (few.valid !== FEW || many.valid !== MANY) throw new Error('the count found void ballots');
  const seconds = median(many.cpuSeconds);
  const pinned = canPin ? 'held to one core' : 'not held to one core: CPU time of all threads';
  return [
    {
      id: 'tally-time',
      name: `tally of ${MANY} ballots, one core`,
      measured: rounded(seconds),
      unit: 's CPU',
      target: { atMost: 10 },
      detail: { wallSeconds: rounded(median(many.wallSeconds)), pinned, fewSeconds: rounded(median(fewSeconds)) },
    },
    {
      id: 'tally-memory',
      name: `tally of ${MANY} ballots, peak memory of the process`,
      measured: rounded(many.peakMegabytes),
      unit: 'MB',
      target: { atMost: 512 },
      detail: { fewMegabytes: rounded(few.peakMegabytes) },
    },
    {
      id: 'tally-growth',
      name: `tally: time a ballot of ${MANY} / of ${FEW} (1 is linear)`,
      measured: rounded(seconds / MANY / (median(fewSeconds) / FEW), 3),
      unit: '×',
      target: { atMost: 1.5 },
    },
  ];
}
