import { describe, expect, test } from 'vitest';
import {
  type Acknowledgement,
  acknowledge,
  isSameReport,
  notYetAcknowledged,
  PREPARATION_PARTS,
  type Preparation,
} from '../../../shared/process/preparation.ts';

const texts = { opinions: '一', delegates: '二', reports: '三', venue: '四', risks: '五' };
const REPORT: Preparation = {
  version: 1,
  texts,
  submittedBy: { subject: 'clerk', name: '经办人' },
  onDay: '2026-03-02',
  acknowledged: [],
};
const by = (role: Acknowledgement['role'], subject: string): Acknowledgement => ({
  role,
  subject,
  name: subject,
  onDay: '2026-03-03',
});

describe('the report on the preparation', () => {
  test('is acknowledged by two roles, each by another person', () => {
    const first = acknowledge(REPORT, by('discipline-commission', 'a'));
    if (first.kind !== 'acknowledged') throw new Error(first.kind);
    expect(acknowledge(first.report, by('county-leader', 'a'))).toEqual({ kind: 'same-person' });
    const second = acknowledge(first.report, by('county-leader', 'b'));
    expect(second).toMatchObject({ report: { acknowledged: [{ subject: 'a' }, { subject: 'b' }] } });
  });

  test('is not acknowledged by whoever handed it in, whatever role they carry', () => {
    expect(acknowledge(REPORT, by('county-leader', 'clerk'))).toEqual({ kind: 'same-person' });
  });

  test('is acknowledged once by each role', () => {
    const report = { ...REPORT, acknowledged: [by('county-leader', 'b')] };
    expect(acknowledge(report, by('county-leader', 'c'))).toEqual({ kind: 'already' });
    expect(notYetAcknowledged(['county-leader'])).toEqual(['discipline-commission']);
    expect(notYetAcknowledged([])).toEqual(['discipline-commission', 'county-leader']);
  });

  test.each(PREPARATION_PARTS)('with another text under “%s” is another report', (part) => {
    expect(isSameReport(texts, { ...texts })).toBe(true);
    expect(isSameReport(texts, { ...texts, [part]: '改过' })).toBe(false);
  });
});
