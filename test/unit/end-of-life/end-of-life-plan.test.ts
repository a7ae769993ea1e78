import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCounty } from '../../../infra/county-files.ts';
import { endOfLifePlan, endOfLifeScript } from '../../../infra/end-of-life/end-of-life-plan.ts';
import { temporaryFolder } from '../../integration/local/temporary-folder.ts';

const settings = readCounty(new URL('../../../infra/counties/', import.meta.url), 'tuanfeng');
const place = {
  COUNTY: 'tuanfeng',
  REGISTRY_TABLE: 'T-Registry-1',
  MEETINGS_TABLE: 'T-Meetings-1',
  BALLOT_BOX_TABLE: 'T-BallotBox-1',
  OPINIONS_TABLE: 'T-Opinions-1',
  RESULTS_BUCKET: 'b-results',
  UPLOADS_BUCKET: 'b-uploads',
  PHOTOS_BUCKET: 'b-photos',
  KEY_ID: 'arn:aws:kms:ap-east-1:000000000000:key/1',
};
const commandsOf = (changed: Partial<typeof settings> = {}) =>
  endOfLifePlan({ settings: { ...settings, ...changed }, place }).flatMap(({ commands }) => commands);
const placeOf = (commands: readonly string[], pattern: RegExp): number => {
  const found = commands.findIndex((command) => pattern.test(command));
  expect(found, String(pattern)).toBeGreaterThanOrEqual(0);
  return found;
};

describe('the end of a county’s data', () => {
  test('deletes each table and bucket by name, every command in the county’s region', () => {
    const commands = commandsOf();
    for (const table of ['T-Registry-1', 'T-Meetings-1', 'T-BallotBox-1', 'T-Opinions-1'])
      placeOf(commands, new RegExp(`delete-table .*'${table}'`));
    for (const bucket of ['b-results', 'b-uploads', 'b-photos'])
      placeOf(commands, new RegExp(`delete-bucket .*'${bucket}'`));
    for (const command of commands.filter((each) => each.includes('aws ')))
      expect(command).toContain('--region ap-east-1');
  });

  test('leaves no backup behind: recovery is off before the table goes; and keys go last, when all they open has gone', () => {
    const commands = commandsOf();
    for (const table of ['T-Registry-1', 'T-Meetings-1'])
      expect(placeOf(commands, /PointInTimeRecoveryEnabled=false/)).toBeLessThan(
        placeOf(commands, new RegExp(`delete-table .*'${table}'`)),
      );
    const firstKey = placeOf(commands, /schedule-key-deletion/);
    const lastDelete = commands.findLastIndex((command) => /delete-table|delete-bucket/.test(command));
    expect(firstKey).toBeGreaterThan(lastDelete);
    expect(placeOf(commands, /data_key=/)).toBeLessThan(placeOf(commands, /delete-table/));
  });

  test('ends the wrapping key alone where the data lies under AWS’s own, and says how long a lock holds results', () => {
    expect(commandsOf({ keys: 'aws-managed' }).filter((each) => each.includes('schedule-key-deletion'))).toHaveLength(
      1,
    );
    expect(commandsOf().filter((each) => each.includes('schedule-key-deletion'))).toHaveLength(2);
    const locked = { ...settings, retention: { ...settings.retention, resultsLockDays: 365 } };
    const titles = endOfLifePlan({ settings: locked, place }).map(({ title }) => title.en);
    expect(titles.filter((title) => title.includes('locked for 365 days'))).toHaveLength(1);
  });

  test('takes no name that a shell would read as anything else', () => {
    const bad = { ...place, RESULTS_BUCKET: "b'; rm -rf ~ #" };
    expect(() => endOfLifePlan({ settings, place: bad })).toThrow('a name that no resource of ours has');
  });

  test('is a script that a shell can read, and that goes nowhere without the county’s name typed at each step', async () => {
    const file = join(await temporaryFolder(), 'end.sh');
    writeFileSync(file, endOfLifeScript(endOfLifePlan({ settings, place }), 'tuanfeng'));
    execFileSync('bash', ['-n', file]);
    // No command of AWS is on this path: a step that ran would fail with 127.
    const run = () => execFileSync('/bin/bash', [file], { input: 'hong-an\n', env: { PATH: '' }, stdio: 'pipe' });
    expect(run).toThrow(expect.objectContaining({ status: 1 }));
  });
});
