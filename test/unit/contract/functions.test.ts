import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Implementation } from '../../../functions/http/implement.ts';
import type { PartName } from '../../../functions/http/reach/source.ts';
import type { Run } from '../../../functions/http/scheduled.ts';
import { FUNCTIONS, SCHEDULED } from '../../../infra/local/function-list.ts';
import { grantsOf, isScheduled, ROLE_NAMES, type RoleName } from '../../../infra/permissions.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS, operationsOf, specOf } from '../../../shared/contract/operations.ts';
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

/** The part that each grant is used through. */
const PART_OF = {
  registry: 'registry',
  meetings: 'meetings',
  ballotBox: 'ballotBox',
  opinions: 'opinions',
  results: 'documents',
  uploads: 'uploads',
  photos: 'photos',
  notices: 'notifier',
  tokenKey: 'keyWrap',
  boxKey: 'keyWrap',
} as const satisfies Record<keyof ReturnType<typeof grantsOf>, PartName>;

/** What a role may reach by its grants, and what tells it who is calling. */
function grantedParts(name: RoleName): readonly PartName[] {
  const grants = Object.entries(grantsOf(name)).filter(([, actions]) => actions.length > 0);
  const parts = grants.map(([resource]) => PART_OF[resource as keyof typeof PART_OF]);
  const hasStaff = !isScheduled(name) && operationsOf(name).some((id) => specOf(id).who.kind === 'staff');
  return [...new Set<PartName>([...parts, ...(hasStaff ? (['verifyStaffToken'] as const) : [])])].sort();
}

describe('the deployed functions', () => {
  it.each(ROLE_NAMES)('%s holds the clients of what its role grants, and no other', async (name) => {
    const { reach } = (await import(`../../../functions/${name}/handler.ts`)) as { readonly reach: object };
    expect(Object.keys(reach).sort()).toEqual(grantedParts(name));
  });

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
