import { randomBytes } from 'node:crypto';
import { checkCode } from '../../../shared/protocol/check-code.ts';
import { type Figure, median, rounded } from '../figure.ts';

const RUNS = 15;

/** The check code's key derivation (PBKDF2, 100 000 rounds) in Node; the browsers' are among the figures of sealing. */
export async function measureCheckCode(): Promise<readonly Figure[]> {
  const timesMs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startedMs = performance.now();
    await checkCode(new Uint8Array(randomBytes(32)));
    timesMs.push(performance.now() - startedMs);
  }
  return [{ id: 'check-code-node', name: 'check code, Node, median', measured: rounded(median(timesMs)), unit: 'ms' }];
}
