import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TABLES } from '../../functions/store/tables.ts';
import { readCostInputs } from '../../infra/cost/inputs.ts';
import { priceOf, USUAL_PLAN } from '../../infra/cost/model.ts';
import type { CountySettings } from '../../infra/county-settings.ts';
import { readAssembly } from '../../infra/deploying/assembly.ts';
import { deployCounty, dryRun } from '../../infra/deploying/deploy-county.ts';
import { DeployedTables } from '../../infra/deploying/deployed-tables.ts';
import { destroyCounty } from '../../infra/deploying/destroy-county.ts';
import { insistOnKeptTables, keptByType, tableNameStart } from '../../infra/deploying/kept-resources.ts';
import { openSessions } from '../../infra/deploying/open-sessions.ts';
import { withSynthesis } from '../../infra/deploying/synthesise.ts';
import { countyFileText } from '../../infra/new-county/county-file-text.ts';
import { defaultSettings } from '../../infra/new-county/default-settings.ts';
import { MEETING_PATH } from '../../shared/process/meeting-state.ts';
import { runCommand, runToolProcess } from './command.ts';
import { credentials, DeployedEngine } from './deployed-engine.ts';
import { RecordedCdk } from './recorded-cdk.ts';

const SETTINGS: CountySettings = {
  ...defaultSettings({ county: 'demo', partition: 'aws' }),
  noticeSender: 'shuangshu@demo.gov.cn',
};
const STACKS = ['Shuangshu-demo-edge', 'Shuangshu-demo'];
const costs = readCostInputs();

let path: string;
let folder: URL;
let cdk: RecordedCdk;
let printed: string[];
let asked: string[];

beforeAll(() => {
  path = mkdtempSync(join(tmpdir(), 'shuangshu-deploying-'));
  folder = pathToFileURL(`${path}/`);
  writeFileSync(join(path, 'demo.json'), countyFileText(SETTINGS));
  cdk = new RecordedCdk();
});
afterAll(() => {
  cdk.close();
  rmSync(path, { recursive: true, force: true });
});
beforeEach(() => {
  cdk.forget();
  [printed, asked] = [[], []];
});

const print = (text: string) => {
  printed.push(text);
};
const typing = (answer: string | null) => async (question: string) => {
  asked.push(question);
  return answer;
};
const plan = (settings: CountySettings = SETTINGS) => ({ folder, settings, costs, run: cdk.run, print });

describe('a dry run', () => {
  it('says every resource of every stack, edge first, with the price of the model, and asks AWS nothing', async () => {
    await dryRun(plan());
    const text = printed.join('\n');
    const stacks = await withSynthesis({ folder, county: 'demo' }, cdk.run, async (made) => made.stacks);
    expect(stacks.map(({ name, region }) => [name, region])).toEqual([
      ['Shuangshu-demo-edge', 'us-east-1'],
      ['Shuangshu-demo', 'ap-east-1'],
    ]);
    const said = [...text.matchAll(/^ +(\d+) {2}(AWS::|Custom::)/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
    expect(said).toBe(stacks.reduce((sum, { resources }) => sum + Object.keys(resources).length, 0));
    expect(text).toContain('   4  AWS::DynamoDB::Table');
    expect(text.indexOf('us-east-1')).toBeLessThan(text.indexOf('ap-east-1'));
    const { perMonth, perSession } = priceOf(SETTINGS, USUAL_PLAN, costs);
    expect(text).toContain(`with nobody meeting: $${perMonth.toFixed(2)} `);
    expect(text).toContain(`for each session: $${perSession.toFixed(2)} `);
    expect(cdk.calls).toEqual([]);
  });

  it('is what the command prints, without a network', async () => {
    const { code, out } = await runToolProcess('deploy', ['demo', '--dry-run', '--counties', path], {
      env: { HOME: path },
      network: 'none',
    });
    await dryRun(plan());
    expect(code).toBe(0);
    expect(out).toContain(printed.join('\n'));
  });

  it('leaves nothing of the synthesis behind', async () => {
    const assembly = await withSynthesis({ folder, county: 'demo' }, cdk.run, async (made) => made.assembly);
    expect(() => readAssembly(assembly)).toThrow('manifest');
  });
});

describe('deploying', () => {
  it('shows the difference, asks, and deploys the edge before the county, each alone', async () => {
    await deployCounty({ ...plan(), ask: typing('yes') });
    expect(cdk.calls).toEqual([
      `diff ${STACKS.join(' ')}`,
      ...STACKS.map((name) => `deploy --exclusively --require-approval never ${name}`),
    ]);
    expect(asked).toEqual([expect.stringContaining('Shuangshu-demo-edge、Shuangshu-demo')]);
    expect(printed.join('\n')).toContain('a month, with nobody meeting');
  });

  it.each(['', 'y', 'YES', 'demo', null])('does nothing after the answer %j', async (answer) => {
    await expect(deployCounty({ ...plan(), ask: typing(answer) })).rejects.toThrow('nothing was changed');
    expect(cdk.calls).toEqual([`diff ${STACKS.join(' ')}`]);
  });

  it('does not ask when the difference cannot be shown', async () => {
    cdk.failing = { diff: 1 };
    await expect(deployCounty({ ...plan(), ask: typing('yes') })).rejects.toThrow('nothing was changed');
    expect(asked).toEqual([]);
  });

  it('does not begin the county when its edge failed', async () => {
    cdk.failing = { 'deploy --exclusively --require-approval never Shuangshu-demo-edge': 1 };
    await expect(deployCounty({ ...plan(), ask: typing('yes') })).rejects.toThrow('Shuangshu-demo-edge');
    expect(cdk.calls.filter((each) => each.startsWith('deploy'))).toHaveLength(1);
  });

  it('refuses a file that still holds placeholders, naming each field, before anything is synthesised', async () => {
    const settings = { ...SETTINGS, noticeSender: 'shuangshu@demo.example', account: '000000000000' };
    await expect(deployCounty({ ...plan(settings), ask: typing('yes') })).rejects.toThrow(
      /account: 000000000000\n {2}noticeSender: shuangshu@demo.example/,
    );
    expect(cdk.calls).toEqual([]);
  });
});

it.each([
  ['diff', ...STACKS],
  ['deploy', '--exclusively', '--require-approval', 'never', 'Shuangshu-demo-edge'],
  ['destroy', '--exclusively', '--force', 'Shuangshu-demo'],
])('the real tool understands the command %s, and stops for want of an account', async (verb, ...others) => {
  await withSynthesis({ folder, county: 'demo' }, cdk.run, async ({ assembly }) => {
    const { code, err } = await runCommand(['npx', 'cdk', verb, '--app', assembly, ...others], { env: { HOME: path } });
    expect([code, err]).toEqual([1, expect.stringContaining('Unable to resolve AWS account')]);
  });
});

describe('what the template keeps', () => {
  it('is every table, bucket, key and pool', async () => {
    const stacks = await withSynthesis({ folder, county: 'demo' }, cdk.run, async (made) => made.stacks);
    expect(Object.fromEntries(keptByType(stacks))).toEqual({
      'AWS::Cognito::UserPool': 1,
      'AWS::DynamoDB::Table': 4,
      'AWS::KMS::Key': 3,
      'AWS::S3::Bucket': 4,
    });
    insistOnKeptTables(stacks);
    for (const table of TABLES) {
      // CloudFormation names a table after its stack and logical id.
      const names = Object.keys(stacks[1]?.resources ?? {}).map((id) => `Shuangshu-demo-${id}-1A2B3C4D5E6F`);
      expect(names.filter((name) => name.startsWith(tableNameStart('Shuangshu-demo', table)))).toHaveLength(1);
    }
  });

  it.each(['Delete', undefined])('is refused when a table has the policy %s', async (DeletionPolicy) => {
    const stacks = await withSynthesis({ folder, county: 'demo' }, cdk.run, async (made) => made.stacks);
    const weakened = stacks.map(({ resources, ...stack }) => ({
      ...stack,
      resources: Object.fromEntries(
        Object.entries(resources).map(([id, { Type, ...resource }]) => [
          id,
          id.startsWith('TablesOpinions')
            ? { Type, ...(DeletionPolicy === undefined ? {} : { DeletionPolicy }) }
            : { Type, ...resource },
        ]),
      ),
    }));
    expect(() => insistOnKeptTables(weakened)).toThrow(/does not keep these tables.*TablesOpinions/);
    expect(() => insistOnKeptTables([])).toThrow('Registry, Meetings, BallotBox, Opinions');
  });
});

it('a session is open from the freeze to the announcement', () => {
  const states = [...MEETING_PATH, 'voided'] as const;
  const open = openSessions(states.map((state) => ({ session: state, state }))).map(({ session }) => session);
  expect(open).toEqual(['frozen', 'armed', 'voting', 'closing', 'closed', 'counted']);
});

describe('destroying, with the tables in the real engine', () => {
  let deployed: DeployedEngine;
  let meetings: string;

  beforeAll(async () => {
    deployed = await DeployedEngine.start();
    ({ Meetings: meetings } = await deployed.makeCounty('demo'));
    await deployed.putSession(meetings, 'demo-2008-over', 'announced');
    await deployed.putSession(meetings, 'demo-2008-voided', 'voided');
    await deployed.putSession(meetings, 'demo-2008-later', 'prepared');
    await deployed.putBeside(meetings, 'demo-2008-over');
  });
  afterAll(() => deployed.stop());

  const tablesIn = (region: string) =>
    new DeployedTables({ region, endpoint: deployed.engine.endpoint, credentials, maxAttempts: 1 });
  const destroying = (answer: string | null, settings: CountySettings = SETTINGS) =>
    destroyCounty({ folder, settings, run: cdk.run, tablesIn, ask: typing(answer), print });

  it('takes the county away before its edge once the id was typed, and says what stays', async () => {
    await destroying('demo');
    expect(cdk.calls).toEqual([
      'destroy --exclusively --force Shuangshu-demo',
      'destroy --exclusively --force Shuangshu-demo-edge',
    ]);
    const text = printed.join('\n');
    expect(text).toContain('   4  AWS::DynamoDB::Table');
    expect(text).toContain(meetings);
    expect(text).toContain('docs/operations/end-of-life.md');
  });

  it.each(['', 'yes', 'demo2', null])('takes nothing away after the answer %j', async (answer) => {
    await expect(destroying(answer)).rejects.toThrow('nothing was changed');
    expect(cdk.calls).toEqual([]);
  });

  it('refuses credentials of another account than the file’s', async () => {
    await expect(destroying('demo', { ...SETTINGS, account: '123456789012' })).rejects.toThrow(/^account: /);
    expect([cdk.calls, asked]).toEqual([[], []]);
  });

  it('refuses when no engine answers, since nobody knows then whether a session is open', async () => {
    const nowhere = (region: string) =>
      new DeployedTables({ region, endpoint: 'http://127.0.0.1:9', credentials, maxAttempts: 1 });
    await expect(
      destroyCounty({ folder, settings: SETTINGS, run: cdk.run, tablesIn: nowhere, ask: typing('demo'), print }),
    ).rejects.toThrow('the deployed tables cannot be read');
    expect([cdk.calls, asked]).toEqual([[], []]);
  });

  it('refuses while sessions are open, in a second set of tables too, and names them', async () => {
    const second = await deployed.makeTable(`${meetings.slice(0, -12)}AAAAAAAAAAAA`);
    await deployed.putSession(meetings, 'demo-2008-tomorrow', 'frozen');
    await deployed.putSession(second, 'demo-2008-now', 'voting');
    await expect(destroying('demo')).rejects.toThrow(/demo-2008-tomorrow: frozen\n {2}demo-2008-now: voting$/);
    expect([cdk.calls, asked]).toEqual([[], []]);
  });

  it('refuses a state that this version does not know', async () => {
    await deployed.putUnknownState(meetings, 'demo-2008-odd');
    await expect(destroying('demo')).rejects.toThrow('the deployed tables cannot be read');
    expect(cdk.calls).toEqual([]);
  });
});

describe('destroying what is not as the template says', () => {
  const destroying = async (deployed: DeployedEngine) =>
    destroyCounty({
      folder,
      settings: SETTINGS,
      run: cdk.run,
      tablesIn: (region) => new DeployedTables({ region, endpoint: deployed.engine.endpoint, credentials }),
      ask: typing('demo'),
      print,
    });

  it('is refused where there are no tables of the county, and where one is not protected', async () => {
    const deployed = await DeployedEngine.start();
    try {
      await deployed.makeTable('Shuangshu-demo-other-TablesMeetingsCCDBAD0C-1A2B3C4D5E6F');
      await expect(destroying(deployed)).rejects.toThrow('there are no tables of demo in ap-east-1');
      await deployed.makeCounty('demo', { unprotected: 'Opinions' });
      await expect(destroying(deployed)).rejects.toThrow(
        `not protected against deletion, protect them first; nothing was destroyed:\n  Shuangshu-demo-TablesOpinions`,
      );
      expect([cdk.calls, asked]).toEqual([[], []]);
    } finally {
      await deployed.stop();
    }
  });
});
