import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Finding } from './finding.ts';

export const SECRECY_RULES = fileURLToPath(new URL('./secrecy.guard', import.meta.url));

/** AWS's package has the program for these; its plugin for CDK falls over some shapes of answers, so the program is asked itself. */
const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: 'ubuntu', darwin: 'macos' };
const PROCESSORS: Readonly<Partial<Record<NodeJS.Architecture, string>>> = { x64: 'x86_64', arm64: 'aarch64' };

function guardProgram(): string | undefined {
  const [system, processor] = [SYSTEMS[process.platform], PROCESSORS[process.arch]];
  if (system === undefined || processor === undefined) return undefined;
  const home = dirname(createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
  return join(home, 'bin', system, processor, 'cfn-guard');
}

/** Whether the rules can be held against templates on this machine. */
export const guardRuns = (): boolean => guardProgram() !== undefined;

/** A finding, and the file of the template that it is in. */
export interface PlacedFinding extends Finding {
  readonly templatePath: string;
}

const reports = z.array(
  z.object({
    /** The file's path. */
    name: z.string(),
    status: z.enum(['PASS', 'FAIL', 'SKIP']),
    not_compliant: z.array(z.object({ Rule: z.object({ name: z.string(), checks: z.array(z.unknown()) }) })),
  }),
);
type Report = z.output<typeof reports>[number];

/** The first resource that an answer names. */
const resourceIn = (checks: readonly unknown[]): string => /\/Resources\/(\w+)/.exec(JSON.stringify(checks))?.[1] ?? '';

const findingsIn = ({ name, status, not_compliant: broken }: Report): readonly PlacedFinding[] => {
  if (status === 'FAIL' && broken.length === 0) throw new Error(`Guard refuses ${name} and does not say why`);
  return broken.map(({ Rule: { name: rule, checks } }) => ({
    rule,
    detail: '',
    where: resourceIn(checks),
    description: 'infra/rules/secrecy.guard',
    templatePath: name,
  }));
};

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/**
 * What our own rules (infra/rules/secrecy.guard) find in templates.
 *
 * @throws Error when Guard does not run here, or cannot read the rules or a template
 */
export function guardFindings(templatePaths: readonly string[]): readonly PlacedFinding[] {
  const program = guardProgram();
  if (program === undefined) throw new Error(`cfn-guard does not run on ${process.platform} ${process.arch}`);
  const data = templatePaths.flatMap((path) => ['--data', path]);
  const shown = ['--structured', '--output-format', 'json', '--show-summary', 'none'];
  const { stdout, stderr } = spawnSync(program, ['validate', '--rules', SECRECY_RULES, ...data, ...shown], {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  const found = reports.safeParse(stdout.startsWith('[') ? JSON.parse(stdout) : undefined);
  if (!found.success || found.data.length !== templatePaths.length)
    throw new Error(`cfn-guard: ${stderr.slice(0, 500)}`);
  return found.data.flatMap(findingsIn);
}
