/** What an operator can get wrong, typed at the real commands: each is refused with an exit code and the field's name, and changes nothing. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countyFileText } from '../../infra/new-county/county-file-text.ts';
import { defaultSettings } from '../../infra/new-county/default-settings.ts';
import { runCommand, runToolProcess } from './command.ts';
import { DeployedEngine } from './deployed-engine.ts';

const GOOD = { ...defaultSettings({ county: 'good', partition: 'aws' }), noticeSender: 'shuangshu@good.gov.cn' };
const CHINA = defaultSettings({ county: 'china', partition: 'aws-cn' });

/** County files that cannot be taken, by the id in their name, with the words that the refusal has to have. */
const BAD_FILES: Readonly<Record<string, { readonly text: string; readonly says: readonly string[] }>> = {
  'no-json': { text: '{ "county": ', says: ['no-json.json is no JSON'] },
  'no-fields': { text: '{}', says: ['county: ', 'region: ', 'staff: ', 'throttles: '] },
  'unknown-field': {
    text: JSON.stringify({ ...GOOD, county: 'unknown-field', colour: 'red' }),
    says: ['(file): ', 'colour'],
  },
  'unknown-within': {
    text: JSON.stringify({ ...GOOD, county: 'unknown-within', retention: { ...GOOD.retention, backups: 3 } }),
    says: ['retention: ', 'backups'],
  },
  'wrong-region': {
    text: JSON.stringify({ ...GOOD, county: 'wrong-region', region: 'cn-north-1' }),
    says: ['region: cn-north-1 is no region of the partition aws'],
  },
  'wrong-china': {
    text: JSON.stringify({ ...CHINA, county: 'wrong-china', region: 'ap-east-1' }),
    says: ['region: ap-east-1 is no region of the partition aws-cn'],
  },
  'no-certificate': {
    text: JSON.stringify({ ...GOOD, county: 'no-certificate', domain: { name: 'vote.good.gov.cn' } }),
    says: ['domain.certificate: '],
  },
  'china-no-domain': {
    text: JSON.stringify({ ...CHINA, county: 'china-no-domain', domain: null }),
    says: ['domain: in aws-cn the pages need a domain'],
  },
  'other-name': { text: countyFileText(GOOD), says: ['county: is good, and the file is other-name.json'] },
};

/** Files that can be taken, and yet not deployed. */
const OTHER_FILES: Readonly<Record<string, string>> = {
  good: countyFileText(GOOD),
  'no-price': countyFileText({ ...GOOD, county: 'no-price', region: 'eu-west-1' }),
  placeholder: countyFileText({ ...GOOD, county: 'placeholder', noticeSender: 'shuangshu@placeholder.example' }),
};

let bad: string;
let taken: string;

beforeAll(() => {
  const base = mkdtempSync(join(tmpdir(), 'shuangshu-refusals-'));
  [bad, taken] = [mkdtempSync(join(base, 'bad-')), mkdtempSync(join(base, 'taken-'))];
  for (const [name, { text }] of Object.entries(BAD_FILES)) writeFileSync(join(bad, `${name}.json`), text);
  for (const [name, text] of Object.entries(OTHER_FILES)) writeFileSync(join(taken, `${name}.json`), text);
});
afterAll(() => rmSync(join(bad, '..'), { recursive: true, force: true }));

describe.each(Object.entries(BAD_FILES))('the file %s', (county, { says }) => {
  it.each(['deploy', 'destroy'] as const)('is refused by %s, which names the field', async (tool) => {
    const { code, out, err } = await runToolProcess(tool, [county, '--counties', bad]);
    expect([code, out]).toEqual([1, '']);
    for (const words of says) expect(err).toContain(words);
    expect(err).not.toContain('    at ');
  });
});

it.each([['wrong-region'], ['unknown-field']])(
  'the app that cdk synth runs refuses the file %s in the same words',
  async (county) => {
    const context = JSON.stringify({ county, counties: bad });
    const { code, err } = await runCommand([process.execPath, 'infra/app.ts'], { env: { CDK_CONTEXT_JSON: context } });
    expect(code).toBe(1);
    for (const words of BAD_FILES[county]?.says ?? []) expect(err).toContain(words);
  },
);

describe('what is typed', () => {
  it.each([
    ['county', ['new', 'good', '--yes'], 1, 'county: '],
    ['county', ['new', 'Good', '--yes'], 1, 'county: Good'],
    ['county', ['new', 'ab', '--yes'], 1, 'county: ab'],
    ['county', ['new', '../good', '--yes'], 1, 'county: ../good'],
    ['county', ['new', 'good-edge', '--yes'], 1, 'county: good-edge'],
    ['county', ['new', 'fresh', '--yes', '--partition', 'aws-us-gov'], 1, 'partition: aws-us-gov'],
    ['county', ['new'], 2, 'npm run county'],
    ['county', ['old', 'fresh'], 2, 'npm run county'],
    ['county', ['new', 'fresh', '--force'], 2, '--force'],
    ['deploy', ['nowhere'], 1, 'there is no infra/counties/nowhere.json; there are: good, no-price, placeholder'],
    ['deploy', ['../good'], 1, 'there is no'],
    ['deploy', [], 2, 'npm run deploy'],
    ['deploy', ['good', 'placeholder'], 2, 'npm run deploy'],
    ['deploy', ['good', '--yes'], 2, '--yes'],
    ['deploy', ['no-price'], 1, 'has no prices of the region eu-west-1'],
    ['deploy', ['no-price', '--dry-run'], 1, 'regions.eu-west-1'],
    ['deploy', ['placeholder'], 1, 'noticeSender: shuangshu@placeholder.example'],
    ['destroy', ['nowhere'], 1, 'there is no infra/counties/nowhere.json'],
    ['destroy', [], 2, 'npm run destroy'],
    ['destroy', ['good', '--force'], 2, '--force'],
  ] as const)('%s %j ends with %i and says "%s"', async (tool, args, exitCode, says) => {
    const before = readdirSync(taken);
    const { code, out, err } = await runToolProcess(tool, [...args, '--counties', taken]);
    expect([code, out]).toEqual([exitCode, '']);
    expect(err).toContain(says);
    expect(err).not.toContain('    at ');
    expect(readdirSync(taken)).toEqual(before);
    expect(readFileSync(join(taken, 'good.json'), 'utf8')).toBe(OTHER_FILES['good']);
  });

  it('a region without prices is refused by the cost model too', async () => {
    const { code, err } = await runToolProcess('cost', [join(taken, 'no-price.json')]);
    expect([code, err]).toEqual([1, expect.stringContaining('has no prices of the region eu-west-1')]);
  });
});

describe('destroying', () => {
  let deployed: DeployedEngine;

  beforeAll(async () => {
    deployed = await DeployedEngine.start();
    const { Meetings } = await deployed.makeCounty('good');
    await deployed.putSession(Meetings, 'good-2008-now', 'closing');
  });
  afterAll(() => deployed.stop());

  it('is refused while a session is open, by its name and state', async () => {
    const { code, err } = await runToolProcess('destroy', ['good', '--counties', taken], {
      typed: 'good\n',
      env: { ...deployed.env, HOME: taken },
    });
    expect([code, err]).toEqual([1, expect.stringContaining('  good-2008-now: closing')]);
  });

  it('is refused without credentials, since nobody knows then whether a session is open', async () => {
    const { code, err } = await runToolProcess('destroy', ['good', '--counties', taken], {
      typed: 'good\n',
      env: { HOME: taken },
    });
    expect([code, err]).toEqual([1, expect.stringContaining('the deployed tables cannot be read')]);
  });
});
