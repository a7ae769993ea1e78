/** `npm run drill -- [name…]`: rehearses runbooks of docs/operations on the embedded deployment; all of them without a name. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ENDING = '.test.ts';
const here = new URL('./', import.meta.url);
const drills = readdirSync(here)
  .filter((name) => name.endsWith(ENDING))
  .map((name) => name.slice(0, -ENDING.length));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !drills.includes(name));

if (unknown.length > 0) {
  process.stderr.write(`没有这项演练 / no such drill: ${unknown.join(', ')}\n  ${drills.join('\n  ')}\n`);
  process.exitCode = 2;
} else {
  const files = (asked.length === 0 ? drills : asked).map((name) => fileURLToPath(new URL(name + ENDING, here)));
  const vitest = ['run', '--config', 'test/vitest.config.ts', '--project', 'integration', ...files];
  process.exitCode = spawnSync('vitest', vitest, { stdio: 'inherit' }).status ?? 1;
}
