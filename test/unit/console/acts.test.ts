import { expect, it } from 'vitest';
import { OPERATION_IDS, specOf } from '../../../shared/contract/operations.ts';
import { ROUTES } from '../../../shared/contract/routes.ts';
import { TEXTS } from '../../../web/console/texts.ts';

/** They change nothing and go on no log. */
const UNLOGGED = ['checkImport', 'readReportFile'];

it('every staff operation that goes on the audit log has its words in both languages', () => {
  const staffSteps = OPERATION_IDS.filter(
    (id) => specOf(id).who.kind === 'staff' && ROUTES[id].method === 'POST' && !UNLOGGED.includes(id),
  );
  expect(staffSteps.length).toBeGreaterThan(40);
  for (const texts of [TEXTS.zh, TEXTS.en])
    expect(staffSteps.filter((id) => (texts.acts[id] ?? '').length < 2)).toEqual([]);
});
