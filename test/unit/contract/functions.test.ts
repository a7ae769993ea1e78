import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Implementation } from '../../../functions/http/implement.ts';
import type { Run } from '../../../functions/http/scheduled.ts';
import { FUNCTIONS, SCHEDULED } from '../../../infra/local/function-list.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS, operationsOf } from '../../../shared/contract/operations.ts';
import { SCHEDULED_NAMES, type ScheduledName } from '../../../shared/contract/schedules.ts';

const FUNCTIONS_FOLDER = fileURLToPath(new URL('../../../functions', import.meta.url));
/** Rooms that every function shares and that are deployed in none of their own. */
const SHARED_ROOMS = ['http', 'store'];
/** Asked before a token is signed; it has no operation, and reaches nothing. */
const STARTED_BY_COGNITO = ['staff-claims'];

interface HandlerModule {
  readonly implementations: readonly Implementation[];
  readonly handler: unknown;
}

const handlerOf = async (name: FunctionName): Promise<HandlerModule> =>
  (await import(`../../../functions/${name}/handler.ts`)) as HandlerModule;

interface ScheduledModule {
  readonly run: Run;
  readonly handler: unknown;
}

const scheduledOf = async (name: ScheduledName): Promise<ScheduledModule> =>
  (await import(`../../../functions/${name}/handler.ts`)) as ScheduledModule;
const idsOf = (implementations: readonly Implementation[]) => implementations.map(({ id }) => id);

describe('the deployed functions', () => {
  it.each(FUNCTION_NAMES)('%s implements exactly its operations of the contract, each once', (name) => {
    expect(idsOf(FUNCTIONS[name]).sort()).toEqual([...operationsOf(name)].sort());
  });

  it.each(FUNCTION_NAMES)('the handler of %s that is deployed is the one that runs on this machine', async (name) => {
    const { implementations, handler } = await handlerOf(name);
    expect(implementations).toBe(FUNCTIONS[name]);
    expect(handler).toBeTypeOf('function');
  });

  it.each(SCHEDULED_NAMES)(
    'the handler of %s that the clock starts is the one that runs on this machine',
    async (name) => {
      const { run, handler } = await scheduledOf(name);
      expect(run).toBe(SCHEDULED[name]);
      expect(handler).toBeTypeOf('function');
    },
  );

  it('are together the whole contract', () => {
    const implemented = Object.values(FUNCTIONS).flatMap(idsOf);
    expect(implemented.sort()).toEqual([...OPERATION_IDS].sort());
  });

  it('are one folder each, and no other folder is deployed', () => {
    const folders = readdirSync(FUNCTIONS_FOLDER, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.sort()).toEqual(
      [...FUNCTION_NAMES, ...SCHEDULED_NAMES, ...STARTED_BY_COGNITO, ...SHARED_ROOMS].sort(),
    );
  });
});
