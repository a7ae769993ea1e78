import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indicatorCount } from '../../../shared/process/ballot-form.ts';
import { FORM_OF_33, FORM_OF_180 } from '../../load/ballot-forms.ts';
import { type MadeMeeting, makeMeeting, storeMeeting } from '../../load/made-meeting.ts';
import { type MeteredFunctions, startMeteredFunctions } from '../../load/metered-functions.ts';

const LONGEST_SESSION_NAME = 64;

const FORMS = [
  { name: '33 indicators', subjects: FORM_OF_33, indicators: 33 },
  { name: '30 subjects with 6 indicators each', subjects: FORM_OF_180, indicators: 180 },
];

describe.each(FORMS)('what the engine charges at a meeting with $name', ({ subjects, indicators }) => {
  let functions: MeteredFunctions;
  let meeting: MadeMeeting;

  beforeAll(async () => {
    functions = await startMeteredFunctions();
    meeting = await makeMeeting('figures-'.padEnd(LONGEST_SESSION_NAME, 'x'), subjects);
    await storeMeeting(functions.stores, meeting, 'voting');
  });
  afterAll(() => functions.stop());

  test('the form is the one the figure speaks of', () => {
    expect(indicatorCount(meeting.manifest.subjects)).toBe(indicators);
  });

  test('the first ballot of a process reads the meeting, its manifest and its key; every later one costs one write', async () => {
    const first = await functions.cast(meeting);
    expect(first.map(({ command, table }) => `${command} ${table}`).sort()).toEqual([
      'GetItem Meetings',
      'GetItem Meetings',
      'GetItem Meetings',
      'PutItem BallotBox',
    ]);
    expect(await functions.cast(meeting)).toEqual([{ command: 'PutItem', table: 'BallotBox', units: 1 }]);
    expect(await functions.cast(meeting)).toEqual([{ command: 'PutItem', table: 'BallotBox', units: 1 }]);
    expect(await functions.stores.ballotBox.countBallots(meeting.session)).toBe(3);
  });

  test('drawing a token costs one read and one write, once the process knows the meeting', async () => {
    await functions.draw(meeting);
    expect(await functions.draw(meeting)).toEqual([
      { command: 'GetItem', table: 'Registry', units: 1 },
      { command: 'UpdateItem', table: 'Registry', units: 1 },
    ]);
  });
});
