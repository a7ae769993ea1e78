/**
 * `npm run attacks [-- NUMBER …]`: plays every attack against the product, which must stop each of its attempts by what it says, and
 * against the variant with one part weakened, which must fall to the same code. Exit code 0 only when both hold for all of them.
 */
import type { Attempt, Outcome } from './attack.ts';
import { tableIsFresh } from './attacks-table.ts';
import { type Ground, openGround } from './ground/ground.ts';
import { ATTACK_NUMBERS, ATTACKS, type AttackNumber, isAttackNumber } from './registry.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

/** What an attempt did that it should not have, or nothing. */
async function complaintOf(attempt: Attempt, ground: Ground): Promise<{ caught?: string; broken?: string }> {
  const [caught, broken] = [
    await outcomeOf(() => attempt.againstProduct(ground)),
    await outcomeOf(() => attempt.againstWeakened(ground)),
  ];
  const isCaught = caught.kind === 'stopped' && caught.by === attempt.stoppedBy;
  return {
    ...(isCaught ? {} : { caught: `${attempt.title}: ${wordsOf(caught)}, not stopped by ${attempt.stoppedBy}` }),
    ...(broken.kind === 'gained'
      ? {}
      : { broken: `${attempt.title}, without ${attempt.weakness}: ${wordsOf(broken)}` }),
  };
}

/** A fault in the attack's own code proves nothing either way. */
async function outcomeOf(play: () => Promise<Outcome>): Promise<Outcome | { kind: 'fault'; error: unknown }> {
  try {
    return await play();
  } catch (error) {
    return { kind: 'fault', error };
  }
}

function wordsOf(outcome: Awaited<ReturnType<typeof outcomeOf>>): string {
  switch (outcome.kind) {
    case 'gained':
      return `gained ${outcome.what}`;
    case 'stopped':
      return `stopped by ${outcome.by}`;
    case 'fault':
      return `fault: ${outcome.error instanceof Error ? outcome.error.stack : String(outcome.error)}`;
  }
}

/** Waits for pages more than it computes: played beside the others. */
const BESIDE: readonly AttackNumber[] = [18];

async function play(number: AttackNumber, ground: Ground) {
  const startMs = performance.now();
  const complaints = [];
  for (const attempt of ATTACKS[number].attack.attempts) complaints.push(await complaintOf(attempt, ground));
  return { complaints, tookMs: Math.round(performance.now() - startMs) };
}

async function playAll(numbers: readonly AttackNumber[], ground: Ground): Promise<{ caught: number; broken: number }> {
  const total = { caught: 0, broken: 0 };
  print('  #  caught  variant broken  ms     attempts  target');
  const beside = new Map(
    numbers.filter((number) => BESIDE.includes(number)).map((number) => [number, play(number, ground)]),
  );
  for (const number of numbers) {
    const { attack } = ATTACKS[number];
    const { complaints, tookMs } = await (beside.get(number) ?? play(number, ground));
    const isCaught = attack.attempts.length > 0 && complaints.every(({ caught }) => caught === undefined);
    const isBroken = attack.attempts.length > 0 && complaints.every(({ broken }) => broken === undefined);
    if (isCaught) total.caught += 1;
    if (isBroken) total.broken += 1;
    const ms = String(tookMs).padEnd(5);
    const verdict = (holds: boolean) => (holds ? 'yes' : 'NO ');
    print(
      `${String(number).padStart(3)}  ${verdict(isCaught)}     ${verdict(isBroken)}             ${ms}  ${String(attack.attempts.length).padEnd(8)}  ${attack.target}`,
    );
    for (const { caught, broken } of complaints)
      for (const complaint of [caught, broken]) if (complaint !== undefined) print(`       ${complaint}`);
  }
  return total;
}

const asked = process.argv.slice(2).map(Number);
if (!asked.every(isAttackNumber)) {
  process.stderr.write(`npm run attacks [-- NUMBER …], a number from 1 to ${ATTACK_NUMBERS.length}\n`);
  process.exit(2);
}
const numbers = asked.length > 0 ? asked.filter(isAttackNumber) : ATTACK_NUMBERS;
const ground = await openGround();
try {
  const { caught, broken } = await playAll(numbers, ground);
  print(`${caught}/${numbers.length} caught, ${broken}/${numbers.length} variants broken`);
  const isFresh = await tableIsFresh();
  if (!isFresh) print('docs/threat-model.md has another table of attacks: npm run docs');
  process.exitCode = isFresh && caught === numbers.length && broken === numbers.length ? 0 : 1;
} finally {
  await ground.close();
}
// Phones that were left alone still wait for their next look at the meeting.
process.exit();
