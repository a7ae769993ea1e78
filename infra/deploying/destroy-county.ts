import { TABLES } from '../../functions/store/tables.ts';
import { stackNameOf } from '../county-app.ts';
import type { CountySettings } from '../county-settings.ts';
import { ToolRefusal } from '../tools/run-tool.ts';
import type { DeployedTable, SessionState } from './deployed-tables.ts';
import { insistOnKeptTables, keptByType, tableNameStart } from './kept-resources.ts';
import { openSessions } from './open-sessions.ts';
import type { RunCdk } from './run-cdk.ts';
import { withSynthesis } from './synthesise.ts';
import { type Ask, isTyped } from './typed-answer.ts';

/** The tables as they are deployed in one region. */
export interface TablesInRegion {
  named(prefix: string): Promise<readonly DeployedTable[]>;
  sessions(table: string): Promise<readonly SessionState[]>;
  close(): void;
}

export interface Destroying {
  readonly folder: URL;
  readonly settings: CountySettings;
  readonly run: RunCdk;
  readonly tablesIn: (region: string) => TablesInRegion;
  readonly ask: Ask;
  readonly print: (text: string) => void;
}

/** Where the rest of the way is written down. */
export const END_OF_LIFE = 'docs/operations/end-of-life.md';

/** Names the fault by its class alone: an SDK's message may carry an account or a request. */
const unreadable = (error: unknown): ToolRefusal =>
  new ToolRefusal(
    `读不到已部署的表，无从知道有没有大会在开，不拆除 / the deployed tables cannot be read, so nobody knows whether a session is open; nothing was destroyed (${error instanceof Error ? error.name : 'fault'})`,
  );

interface Deployed {
  readonly deployed: readonly DeployedTable[];
  readonly sessions: readonly SessionState[];
}

async function readTables(tables: TablesInRegion, stack: string): Promise<Deployed> {
  try {
    const deployed: DeployedTable[] = [];
    const sessions: SessionState[] = [];
    for (const table of TABLES) {
      const found = await tables.named(tableNameStart(stack, table));
      deployed.push(...found);
      if (table === 'Meetings') for (const { name } of found) sessions.push(...(await tables.sessions(name)));
    }
    return { deployed, sessions };
  } catch (error) {
    throw unreadable(error);
  } finally {
    tables.close();
  }
}

function refuseWrongPlace({ county, region, account }: CountySettings, deployed: readonly DeployedTable[]): void {
  if (deployed.length === 0)
    throw new ToolRefusal(
      `这个账号的 ${region} 里没有 ${county} 的表：区域或凭证不对？/ there are no tables of ${county} in ${region} of this account: another region, other credentials? Nothing was destroyed`,
    );
  const foreign = account === null ? undefined : deployed.find((table) => table.account !== account);
  if (foreign !== undefined)
    throw new ToolRefusal(
      `account: 县文件写的是 ${account}，凭证属于 ${foreign.account} / the county's file says ${account}, the credentials belong to ${foreign.account}; nothing was destroyed`,
    );
}

function refuseUnprotected(deployed: readonly DeployedTable[]): void {
  const names = deployed.filter(({ isProtected }) => !isProtected).map(({ name }) => name);
  if (names.length > 0)
    throw new ToolRefusal(
      `这些表没有删除保护，先打开再拆除 / these tables are not protected against deletion, protect them first; nothing was destroyed:\n  ${names.join('\n  ')}`,
    );
}

function refuseOpenSessions(sessions: readonly SessionState[]): void {
  const open = openSessions(sessions);
  if (open.length === 0) return;
  const lines = open.map(({ session, state }) => `  ${session}: ${state}`);
  throw new ToolRefusal(
    `有大会还没有开完，先公布或作废 / sessions are open: announce or void them first; nothing was destroyed\n${lines.join('\n')}`,
  );
}

/** What the stacks leave behind, and how it goes for good. */
function keptText(stacks: Parameters<typeof keptByType>[0], deployed: readonly DeployedTable[]): string {
  const kept = keptByType(stacks).map(([type, count]) => `  ${String(count).padStart(4)}  ${type}`);
  return [
    '拆除以后还在、还计费的 / what stays, and is still paid for:',
    ...kept,
    '其中的表 / the tables among it:',
    ...deployed.map(({ name }) => `  ${name}`),
    `要永久删除数据，按 ${END_OF_LIFE} 一步一步办；先做数据导出 / to delete the data for good, export it first and follow ${END_OF_LIFE}`,
  ].join('\n');
}

/**
 * Takes a county's stacks away and leaves its tables, buckets and keys.
 *
 * @throws ToolRefusal while a session is open, when that cannot be known, when a table would be lost, or when the id was not typed
 */
export async function destroyCounty({ folder, settings, run, tablesIn, ask, print }: Destroying): Promise<void> {
  const { county, region } = settings;
  const { deployed, sessions } = await readTables(tablesIn(region), stackNameOf(county));
  refuseWrongPlace(settings, deployed);
  refuseOpenSessions(sessions);
  refuseUnprotected(deployed);
  await withSynthesis({ folder, county }, run, async ({ assembly, stacks }) => {
    insistOnKeptTables(stacks);
    print(keptText(stacks, deployed));
    const question = `\n拆除 ${county}？页面和接口立即停止。输入县代号确认 / destroy it? Pages and API end at once. Type the county's id: `;
    if (!(await isTyped(ask, question, county)))
      throw new ToolRefusal('没有拆除，什么也没改 / not destroyed; nothing was changed');
    // The county reads what lies at the edge, so the edge goes last.
    for (const { name } of [...stacks].reverse())
      if ((await run(['destroy', '--app', assembly, '--exclusively', '--force', name])) !== 0)
        throw new ToolRefusal(
          `${name} 没有拆完，改好再运行一次 / was not destroyed whole: set it right and run this again`,
        );
    print(`已拆除；数据还在，见 ${END_OF_LIFE} / destroyed; the data is still there, see ${END_OF_LIFE}`);
  });
}
