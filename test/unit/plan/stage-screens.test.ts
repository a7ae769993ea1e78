import { describe, expect, test } from 'vitest';
import { STAFF_ROLES } from '../../../shared/contract/operation.ts';
import { STAGES } from '../../../shared/process/stages.ts';
import { nextScreen, STAGE_SCREENS, screensFor } from '../../../web/console/home/stage-screens.ts';

describe('the screens of a stage', () => {
  test('are all the inspection office’s', () => {
    for (const stage of STAGES) expect(screensFor(stage, 'inspection-office')).toEqual(STAGE_SCREENS[stage]);
  });

  test('hide the screening from the unit, and making the list from leader and auditor', () => {
    expect(screensFor('delegates', 'unit-clerk')).toEqual(['nomination', 'invitations', 'preparation']);
    for (const role of ['county-leader', 'auditor'] as const)
      expect(screensFor('delegates', role)).toEqual(['preparation']);
  });

  test('are at least one for everybody in every stage', () => {
    for (const role of STAFF_ROLES)
      for (const stage of STAGES) expect(nextScreen({ stage, missing: [] }, role)).not.toBeNull();
  });

  test.each([
    ['nomination', 'unit-clerk', 'nomination'],
    ['screening', 'discipline-commission', 'screening'],
    ['screening', 'unit-clerk', 'nomination'],
    ['acknowledgement', 'county-leader', 'preparation'],
    ['invitations', 'unit-clerk', 'invitations'],
  ] as const)('what is missing (%s) leads %s to %s', (code, role, screen) => {
    expect(nextScreen({ stage: 'delegates', missing: [{ code }] }, role)).toBe(screen);
  });

  test('a missing statement leads to the floor', () => {
    expect(nextScreen({ stage: 'rectification', missing: [{ code: 'statement' }] }, 'unit-clerk')).toBe('floor');
  });
});
