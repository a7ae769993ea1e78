/** Counts one box in a process of its own: the box's file and the number of runs are its arguments. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import { SHARE_BYTES } from '../../shared/protocol/key-shares.ts';
import { computeResult } from '../../shared/protocol/result.ts';
import { sealedBallotBytes } from '../../shared/protocol/sealed-ballot.ts';
import { FORM_OF_33 } from './ballot-forms.ts';
import { makeMeeting } from './made-meeting.ts';
import type { CountedBox } from './tally-child.ts';

const SESSION = 'bench-tally';
const WARM_UP = 300;

const [, , file = '', runs = '1'] = argv;
const meeting = await makeMeeting(SESSION, FORM_OF_33);
const ballotBytes = sealedBallotBytes(indicatorCount(FORM_OF_33));
const bytes = new Uint8Array(await readFile(file));
const delegates = bytes.length / (ballotBytes + 2 * SHARE_BYTES);

const pieces = (from: number, length: number): readonly Bytes[] =>
  Array.from({ length: delegates }, (_, place) => bytes.slice(from + place * length, from + (place + 1) * length));
const ballots = pieces(0, ballotBytes);
const discipline = pieces(delegates * ballotBytes, SHARE_BYTES);
const inspection = pieces(delegates * (ballotBytes + SHARE_BYTES), SHARE_BYTES);
const board = ballots.map((ballot) => createHash('sha256').update(ballot).digest('hex'));

const count = (howMany: number) =>
  computeResult({
    ...{ manifest: meeting.manifest, manifestHash: meeting.manifestHash, paper: [] },
    ...{ board: board.slice(0, howMany), ballots: ballots.slice(0, howMany) },
    openedBy: ['discipline', 'inspection'],
    opened: { discipline: discipline.slice(0, howMany), inspection: inspection.slice(0, howMany) },
    issuing: { delegates: howMany, drawn: howMany, reissued: 0, papersIssued: 0, papersReissued: 0 },
  });

await count(Math.min(WARM_UP, delegates));
const cpuSeconds: number[] = [];
const wallSeconds: number[] = [];
let valid = 0;
for (let run = 0; run < Number(runs); run += 1) {
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  const { counts } = await count(delegates);
  const { user, system } = process.cpuUsage(cpu);
  cpuSeconds.push((user + system) / 1e6);
  wallSeconds.push((performance.now() - startedMs) / 1_000);
  valid = counts.valid;
}
const counted: CountedBox = { cpuSeconds, wallSeconds, valid, peakMegabytes: process.resourceUsage().maxRSS / 1_024 };
process.stdout.write(JSON.stringify(counted));
