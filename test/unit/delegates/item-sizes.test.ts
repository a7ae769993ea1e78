import { expect, test } from 'vitest';
import {
  type ListedPerson,
  marksRecord,
  nominationRecord,
  versionRecord,
} from '../../../functions/store/nominations.ts';
import { MAX_PAGE_BYTES } from '../../../shared/contract/operation.ts';
import {
  MAX_CANDIDATES,
  MAX_NAME,
  MAX_ORGANISATION,
  MAX_PLANNED_DELEGATES,
} from '../../../shared/process/nomination.ts';
import { MAX_MARK_REASON } from '../../../shared/process/screening.ts';

/** DynamoDB's limit of an item, names of attributes and keys included; 1 KB is ample for those. */
const ITEM_BYTES = 400 * 1_024 - 1_024;
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
/** Four bytes a character, the most there is. */
const text = (characters: number): string => '𠮷'.repeat(characters);
const SUBJECT = 's'.repeat(64);
const PERSON = { subject: SUBJECT, name: text(20) };
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

test('500 candidates with the longest texts, and a list of 250 of them, fit an item', () => {
  const nomination = nominationRecord.parse({
    plannedSeats: MAX_PLANNED_DELEGATES,
    candidates: many(MAX_CANDIDATES, () => ({
      category: 'discipline-inspection',
      name: text(MAX_NAME),
      organisation: text(MAX_ORGANISATION),
      phone: '1'.repeat(13),
    })),
    submitted: MAX_CANDIDATES,
    savedBy: PERSON,
    savedAtMs: 8_640_000_000_000_000,
    finishedUpTo: { 'inspection-office': 500, 'discipline-commission': 500 },
    actedFor: Object.fromEntries(many(20, (index) => [`${SUBJECT}${index}`, 'discipline-commission'])),
    delegates: many(MAX_PLANNED_DELEGATES, (index) => ({ number: 100_000 + index, candidate: index + 1 })),
    lastNumber: 100_000,
    listVersion: 99,
    pending: { version: 100, proposal: 'f'.repeat(16) },
  });
  const bytes = bytesOf(nomination);
  expect(bytes).toBeGreaterThan(340_000);
  expect(bytes).toBeLessThan(ITEM_BYTES);
});

test('a reason for each of 500 fits an item', () => {
  const marks = marksRecord.parse({
    marks: many(MAX_CANDIDATES, (index) => ({
      number: index + 1,
      verdict: 'unfit',
      reason: text(MAX_MARK_REASON),
      by: SUBJECT,
      atMs: 8_640_000_000_000,
    })),
    finishedUpTo: MAX_CANDIDATES,
  });
  expect(bytesOf(marks)).toBeLessThan(ITEM_BYTES);
});

test('a version of 250, and an answer with a whole nomination, fit', () => {
  const people: ListedPerson[] = many(MAX_PLANNED_DELEGATES, (index) => ({
    number: index + 1,
    candidate: index + 1,
    category: 'discipline-inspection',
    name: text(MAX_NAME),
    organisation: text(MAX_ORGANISATION),
  }));
  const version = versionRecord.parse({
    version: 1,
    proposal: 'f'.repeat(16),
    state: 'published',
    reason: text(500),
    proposedBy: PERSON,
    proposedAtMs: 0,
    approvedBy: PERSON,
    approvedAtMs: 0,
    delegates: 250,
    byCategory: {
      'market-entity': 200,
      'consumer-society': 12,
      'discipline-inspection': 12,
      'deputy-supervisor': 26,
    },
    added: people,
    removed: people.slice(0, 30),
    lastNumber: 250,
  });
  expect(bytesOf(version)).toBeLessThan(ITEM_BYTES);
  expect(bytesOf(many(2 * MAX_PLANNED_DELEGATES, () => people[0]))).toBeLessThan(MAX_PAGE_BYTES);
});
