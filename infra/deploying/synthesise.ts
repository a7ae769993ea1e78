import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ToolRefusal } from '../tools/run-tool.ts';
import { type PlannedStack, readAssembly } from './assembly.ts';
import type { RunCdk } from './run-cdk.ts';

export interface CountyPlace {
  /** The folder of the county files. */
  readonly folder: URL;
  readonly county: string;
}

export interface Synthesised {
  /** What is compared, deployed and destroyed afterwards: the same bytes, not synthesised again. */
  readonly assembly: string;
  readonly stacks: readonly PlannedStack[];
}

/**
 * Synthesises one county into a folder of its own, which is gone when `use` is done. Asks no network: a template that would have
 * to look something up is refused.
 *
 * @throws ToolRefusal when it cannot be synthesised; why, the CDK has said by then
 */
export async function withSynthesis<Result>(
  { folder, county }: CountyPlace,
  run: RunCdk,
  use: (synthesised: Synthesised) => Promise<Result>,
): Promise<Result> {
  const assembly = await mkdtemp(join(tmpdir(), 'shuangshu-synthesis-'));
  const counties = ['-c', `county=${county}`, '-c', `counties=${fileURLToPath(folder).replace(/\/$/, '')}`];
  try {
    const code = await run(['synth', '--quiet', '--no-lookups', '--output', assembly, ...counties]);
    if (code !== 0)
      throw new ToolRefusal(
        `${county}: 模板没有生成，原因见上 / the template could not be made, for the reason above; nothing was changed`,
      );
    return await use({ assembly, stacks: readAssembly(assembly) });
  } finally {
    await rm(assembly, { recursive: true, force: true });
  }
}
