/**
 * `node test/contracts/write-kept.ts`: keeps the present contract, with what its pages ask, for the tests of the next one. Run before
 * `CONTRACT_VERSION` is raised; a version that was deployed is never written anew.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import { keptFile, presentContract } from './kept-contract.ts';
import { playedRound } from './played-round.ts';

const file = keptFile(CONTRACT_VERSION);
if (existsSync(file)) {
  process.stderr.write(`${file.pathname} is there: a contract that was deployed stays as it is.\n`);
  process.exitCode = 1;
} else {
  writeFileSync(file, `${JSON.stringify(presentContract(await playedRound()))}\n`);
  process.stdout.write(`${file.pathname}\n`);
}
