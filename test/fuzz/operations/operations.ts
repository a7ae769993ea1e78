import { STAFF_ROLES } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import { ROUTES } from '../../../shared/contract/routes.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import type { Part, PartOptions, PartOutcome } from '../part.ts';
import type { Known } from './generate.ts';
import { knockAround } from './knock-around.ts';
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

/** Nobody, then each role. */
const CALLERS = [undefined, ...STAFF_ROLES] as const;

const knownOf = ({ sessions, readingKey, codes, manifestHash }: CountyProcess): Known => ({
  session: sessions,
  round: ['r-2031', 'r-2032', 'r-2033'],
  unit: ['huilongshan', 'chengguan'],
  slot: SLOTS,
  ...{ key: [readingKey], code: codes, manifestHash: [manifestHash] },
  ...{ page: [0, 1], expectedVersion: [0, 1, 2], officer: ['o1', 'o2'], item: [1, 2], number: [1, 2, 3] },
});

async function bySchemathesis(county: CountyProcess, { seed, print }: PartOptions, seconds: number) {
  if (!hasSchemathesis()) {
    const missing = `没有 schemathesis，这一部分没有做 / schemathesis is not there, this part was not done: ${HOW_TO_INSTALL}`;
    print(`  ✗ ${missing}`);
    return [missing];
  }
  const findings: string[] = [];
  for (const [place, role] of CALLERS.entries()) {
    const who = role ?? '无身份 / nobody';
    const bearer = role === undefined ? undefined : county.bearers[role];
    const round = { origin: county.origin, bearer, seed: seed + place, seconds, known: knownOf(county) };
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

/** What each operation answered, and that none was left out. */
function answersOf({ answers }: CountyFigures): {
  readonly rows: PartOutcome['rows'];
  readonly findings: readonly string[];
} {
  const rows = OPERATION_IDS.map((id) => {
    const { method, path } = ROUTES[id];
    const ofRoute = answers[`${method} ${path}`] ?? {};
    const total = Object.values(ofRoute).reduce((sum, count) => sum + count, 0);
    return { id, total, ok: ofRoute['200'] ?? 0, faults: ofRoute['500'] ?? 0 };
  });
  return {
    rows: rows.map(({ id, total, ok }) => [id, `${total} 次 / calls, ${ok} × 200`] as const),
    findings: rows.flatMap(({ id, total, faults }) => [
      ...(total === 0 ? [`${id}: 从未调用 / was never called`] : []),
      ...(faults > 0 ? [`${id}: ${faults} × 500`] : []),
    ]),
  };
}

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
    const ground = { origin: county.origin, bearers: county.bearers, known: knownOf(county) };
    const round = (of: number) =>
      knockAround(ground, { seed: of, ms, count: Math.ceil((ms / 1_000) * REQUESTS_A_SECOND) });
    const first = await round(seed);
    const found = await bySchemathesis(county, options, Math.max(5, Math.floor(seconds / CALLERS.length)));
    const before = await county.figures();
    const second = await round(seed + 1);
    const after = await county.figures();
    const answers = answersOf(after);
    const megabytes = ({ heldBytes, rssBytes }: CountyFigures) =>
      `${(heldBytes / 1e6).toFixed(1)} MB, RSS ${(rssBytes / 1e6).toFixed(0)} MB`;
    return {
      seconds: (performance.now() - startMs) / 1_000,
      rows: [
        [
          '自有生成器 / own generator',
          `${first.sent + second.sent} 次 / requests, 最慢 / slowest ${Math.max(first.slowestMs, second.slowestMs).toFixed(0)} ms`,
        ],
        ['内存 / memory', `${megabytes(before)} → ${megabytes(after)}`],
        ...answers.rows,
      ],
      findings: [
        ...first.findings,
        ...found,
        ...second.findings,
        ...answers.findings,
        ...memoryFindings(before, after),
      ],
    };
  } finally {
    await county.close();
  }
};
