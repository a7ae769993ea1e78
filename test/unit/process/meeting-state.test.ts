import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  advance,
  isMeetingState,
  MEETING_EVENTS,
  MEETING_PATH,
  type MeetingEvent,
  type MeetingState,
  statesBefore,
} from '../../../shared/process/meeting-state.ts';

const STATES: readonly MeetingState[] = [...MEETING_PATH, 'voided'];
const WAY: readonly MeetingEvent[] = ['freeze', 'arm', 'open', 'set-closing-time', 'close', 'count', 'announce'];

const allowed = (event: MeetingEvent) => STATES.filter((state) => advance(state, event).ok);

test('a meeting goes through its states in order', () => {
  let state: MeetingState = 'prepared';
  const seen: MeetingState[] = [state];
  for (const event of WAY) {
    const step = advance(state, event);
    if (step.ok) state = step.state;
    seen.push(state);
  }
  expect(seen).toEqual(MEETING_PATH);
});

test('each event is allowed from exactly these states', () => {
  expect(Object.fromEntries(MEETING_EVENTS.map((event) => [event, allowed(event)]))).toEqual({
    enrol: ['prepared', 'frozen', 'armed'],
    freeze: ['prepared'],
    arm: ['frozen'],
    open: ['armed'],
    'set-closing-time': ['voting'],
    close: ['closing'],
    count: ['closed', 'counted'],
    announce: ['counted'],
    'void-by-office': ['prepared', 'frozen', 'armed', 'voting', 'closing'],
    'void-by-tellers': ['closed', 'counted'],
  });
  for (const event of MEETING_EVENTS) expect(statesBefore(event)).toEqual(allowed(event));
});

test('enrolling a slot again takes a frozen or armed meeting back to prepared', () => {
  expect(advance('frozen', 'enrol')).toEqual({ ok: true, state: 'prepared' });
  expect(advance('armed', 'enrol')).toEqual({ ok: true, state: 'prepared' });
  expect(advance('voting', 'enrol')).toEqual({ ok: false, code: 'already-past' });
});

test('the office voids up to closing, two tellers afterwards, and each is told who can', () => {
  expect(advance('closing', 'void-by-office')).toEqual({ ok: true, state: 'voided' });
  expect(advance('closed', 'void-by-office')).toEqual({ ok: false, code: 'tellers-only' });
  expect(advance('counted', 'void-by-tellers')).toEqual({ ok: true, state: 'voided' });
  expect(advance('closing', 'void-by-tellers')).toEqual({ ok: false, code: 'office-only' });
});

test('an announced or voided meeting is final, whatever is pressed', () => {
  for (const event of MEETING_EVENTS) {
    expect(advance('announced', event)).toEqual({ ok: false, code: 'announced' });
    expect(advance('voided', event)).toEqual({ ok: false, code: 'voided' });
  }
});

test('a step before its turn is too early, a step pressed twice is past', () => {
  expect(advance('prepared', 'arm')).toEqual({ ok: false, code: 'too-early' });
  expect(advance('armed', 'announce')).toEqual({ ok: false, code: 'too-early' });
  expect(advance('frozen', 'freeze')).toEqual({ ok: false, code: 'already-past' });
  expect(advance('closing', 'set-closing-time')).toEqual({ ok: false, code: 'already-past' });
});

test('whatever is pressed in whatever order, no state goes back but by enrolling, and a step taken moves one place', () => {
  const order = (state: MeetingState) => STATES.indexOf(state);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...MEETING_EVENTS, ...WAY), { maxLength: 40 }), (events) => {
      let state: MeetingState = 'prepared';
      for (const event of events) {
        const step = advance(state, event);
        if (!step.ok) continue;
        if (event === 'enrol') expect(step.state).toBe('prepared');
        else if (event.startsWith('void')) expect(step.state).toBe('voided');
        else if (!(event === 'count' && state === 'counted')) expect(order(step.state)).toBe(order(state) + 1);
        state = step.state;
      }
    }),
    { numRuns: 500 },
  );
});

test('no other word is a state', () => {
  expect(STATES.every(isMeetingState)).toBe(true);
  expect(['', 'open', 'Voting', 'toString'].some(isMeetingState)).toBe(false);
});
