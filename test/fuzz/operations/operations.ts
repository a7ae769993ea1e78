import { STAFF_ROLES } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { ROUNDS } from '../../integration/bad-input/county.ts';
import type { Part, PartOptions, PartOutcome } from '../part.ts';
import { NOMINATING_ROUND } from './furnish-county.ts';
import { knockAround, knockUntilTaken } from './knock-around.ts';
import { type Known, Memory } from './memory.ts';
import { type Reached, reachFindings, reachOf } from './reach.ts';
import { HOW_TO_INSTALL, hasSchemathesis, runSchemathesis } from './schemathesis.ts';
import { type CountyFigures, type CountyProcess, serveCounty } from './served-county.ts';

/**
 * What a county may hold more after a round than after the one before: remembered keys and manifests of its sessions, connections,
 * and the libraries' own caches have come by then. What grows with each request would be far above it after thousands.
 */
const MOST_GROWTH_BYTES = 16_000_000;
/** A Lambda function of the deployment has 1 GB for one request at a time. */
const MOST_RSS_BYTES = 1_500_000_000;
const REQUESTS_A_SECOND = 400;
/** More requests to an operation that took none of those before. */
const MOST_TRIES = 200;

/** Nobody, then each role. */
const CALLERS = [undefined, ...STAFF_ROLES] as const;

const knownOf = ({ sessions, manifestHash }: CountyProcess): Known => ({
  session: sessions,
  round: [...ROUNDS, NOMINATING_ROUND, 'r-2040', 'r-2041', 'r-2042', 'r-2043'],
  unit: ['huilongshan', 'chengguan'],
  slot: SLOTS,
  manifestHash: [manifestHash],
  ...{ page: [0, 1], expectedVersion: [0, 1, 2], officer: ['o1', 'o2'], item: [1, 2], number: [1, 2, 3] },
});

async function bySchemathesis(
  { county, memory }: { readonly county: CountyProcess; readonly memory: Memory },
  { seed, print }: PartOptions,
  seconds: number,
) {
  if (!hasSchemathesis()) {
    const missing = `没有 schemathesis，这一部分没有做 / schemathesis is not there, this part was not done: ${HOW_TO_INSTALL}`;
    print(`  ✗ ${missing}`);
    return [missing];
  }
  const findings: string[] = [];
  for (const [place, role] of CALLERS.entries()) {
    const who = role ?? '无身份 / nobody';
    const bearer = role === undefined ? undefined : county.bearers[role];
    const { origin, expendable } = county;
    const values = { known: knownOf(county), told: memory.told, expendable };
    const round = { origin, bearer, seed: seed + place, seconds, ...values };
    const { exitCode, lines } = await runSchemathesis(round);
    print(
      `  schemathesis, ${who}: exit ${exitCode}${lines.filter((line) => /generated|Operations:|Tested:/.test(line)).join(' ')}`,
    );
    if (exitCode === 0) continue;
    // Its first words on each failure; curl lines with bodies are left out.
    const said = lines.filter((line) => /^(?:- |_{3,} |\[\d{3}\]|Error|.*❌)/.test(line)).slice(0, 40);
    findings.push(`schemathesis, ${who}: exit ${exitCode}`, ...said);
  }
  return findings;
}

const rowOf = ({ id, calls, taken }: Reached) => [id, `${calls} 次 / calls, ${taken} × 200`] as const;

function memoryFindings(before: CountyFigures, after: CountyFigures): readonly string[] {
  const grown = after.heldBytes - before.heldBytes;
  return [
    ...(grown > MOST_GROWTH_BYTES ? [`内存增长 / holds ${(grown / 1e6).toFixed(1)} MB more after the same again`] : []),
    ...(after.rssBytes > MOST_RSS_BYTES ? [`占用内存 / takes ${(after.rssBytes / 1e6).toFixed(0)} MB`] : []),
  ];
}

/** Every operation over HTTP: by this project's own generator twice, and between by schemathesis as each role. */
export const fuzzOperations: Part = async (options): Promise<PartOutcome> => {
  const { seed, seconds, print } = options;
  print(`接口 / operations: ${OPERATION_IDS.length}`);
  const startMs = performance.now();
  const county = await serveCounty();
  try {
    const ms = (seconds * 1_000) / 4;
    const { origin, bearers, clerks, expendable } = county;
    const memory = new Memory(knownOf(county), county);
    const ground = { origin, bearers, clerks, expendable, memory };
    const round = (of: number) =>
      knockAround(ground, { seed: of, ms, count: Math.ceil((ms / 1_000) * REQUESTS_A_SECOND) });
    const first = await round(seed);
    const missing = reachOf((await county.figures()).answers).filter(({ taken }) => taken === 0);
    const more = await knockUntilTaken(ground, { seed: seed + 2, tries: MOST_TRIES, ids: missing.map(({ id }) => id) });
    const found = await bySchemathesis({ county, memory }, options, Math.max(5, Math.floor(seconds / CALLERS.length)));
    const before = await county.figures();
    const second = await round(seed + 1);
    const after = await county.figures();
    const reached = reachOf(after.answers);
    const megabytes = ({ heldBytes, rssBytes }: CountyFigures) =>
      `${(heldBytes / 1e6).toFixed(1)} MB, RSS ${(rssBytes / 1e6).toFixed(0)} MB`;
    return {
      seconds: (performance.now() - startMs) / 1_000,
      rows: [
        [
          '自有生成器 / own generator',
          `${first.sent + more.sent + second.sent} 次 / requests, 最慢 / slowest ${Math.max(first.slowestMs, more.slowestMs, second.slowestMs).toFixed(0)} ms`,
        ],
        ['内存 / memory', `${megabytes(before)} → ${megabytes(after)}`],
        [
          '受理过的操作 / operations that took a request',
          `${reached.filter(({ taken }) => taken > 0).length} / ${reached.length}`,
        ],
        ...reached.map(rowOf),
      ],
      findings: [
        ...first.findings,
        ...more.findings,
        ...found,
        ...second.findings,
        ...reachFindings(reached),
        ...memoryFindings(before, after),
      ],
    };
  } finally {
    await county.close();
  }
};
