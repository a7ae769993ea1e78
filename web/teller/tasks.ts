import { MEETING_PATH, type MeetingState } from '../../shared/process/meeting-state.ts';
import type { Slot } from '../../shared/protocol/slots.ts';
import type { Face } from './actions/context.ts';
import { STEPS, type Step } from './memory.ts';

/** What this device remembers, as far as it decides what comes next. */
export interface Remembered {
  /** The arming hash whose check code was read aloud. */
  readonly codeReadFor: string | null;
  readonly headCount: number | null;
  /** The board that this teller chose to leave to the two others. */
  readonly boardLeftUnsigned: string | null;
}

/** The one thing this teller has to do now, or what everybody is waiting for. */
export type Task =
  | { readonly at: 'scan-again' }
  | { readonly at: 'wait-freeze' }
  | { readonly at: 'read-manifest' }
  | { readonly at: 'wait-arming'; readonly missing: readonly Slot[] }
  | { readonly at: 'check-code' }
  | { readonly at: 'open-voting' }
  | { readonly at: 'head-count' }
  | { readonly at: 'closing-time' }
  | { readonly at: 'wait-closing'; readonly closesAt: number }
  | { readonly at: 'close-box' }
  | { readonly at: 'check-box' }
  | { readonly at: 'wait-board'; readonly missing: readonly Slot[] }
  | { readonly at: 'enter-paper' }
  | { readonly at: 'wait-paper' }
  | { readonly at: 'settle-paper' }
  | { readonly at: 'wait-settling' }
  | { readonly at: 'open-box' }
  | { readonly at: 'wait-shares'; readonly missing: readonly Slot[] }
  | { readonly at: 'compare' }
  | { readonly at: 'wait-announcement'; readonly missing: readonly Slot[] }
  | { readonly at: 'absent' }
  | { readonly at: 'announced' }
  | { readonly at: 'voided'; readonly reason: string };

type Progress = Face['tellers'][number];

export interface Situation {
  readonly slot: Slot;
  readonly face: Face;
  readonly remembered: Remembered;
  /** The server's clock now, ms. */
  readonly serverNowMs: number;
}

/** Which task is a teller's now, from the meeting's public face and what this device remembers. Pure. */
export function currentTask(situation: Situation): Task {
  const { face, slot } = situation;
  const own = progressOf(face, slot);
  switch (face.state) {
    case 'prepared':
      return own.enrolled ? { at: 'wait-freeze' } : { at: 'scan-again' };
    case 'frozen':
      return own.armed
        ? { at: 'wait-arming', missing: missingFrom(face, ({ armed }) => armed) }
        : { at: 'read-manifest' };
    case 'armed':
      return isCodeRead(situation) ? { at: 'open-voting' } : { at: 'check-code' };
    case 'voting':
    case 'closing':
      return taskWhileVoting(situation);
    case 'closed':
    case 'counted':
      return taskAfterClosing(situation, own);
    case 'announced':
      return { at: 'announced' };
    case 'voided':
      return { at: 'voided', reason: face.voidReason ?? '' };
  }
}

function taskWhileVoting(situation: Situation): Task {
  const { face, remembered, serverNowMs } = situation;
  if (!isCodeRead(situation)) return { at: 'check-code' };
  const { closesAt } = face;
  const isOver = closesAt !== null && serverNowMs >= closesAt;
  if (remembered.headCount === null) return { at: 'head-count' };
  if (closesAt === null) return { at: 'closing-time' };
  return isOver ? { at: 'close-box' } : { at: 'wait-closing', closesAt };
}

function taskAfterClosing({ face, slot, remembered }: Situation, own: Progress): Task {
  if (own.absent) return { at: 'absent' };
  const isLeftToOthers = face.boardFrozen && remembered.boardLeftUnsigned === face.boardRoot;
  if (!own.boardSigned && !isLeftToOthers) {
    return remembered.headCount === null ? { at: 'head-count' } : { at: 'check-box' };
  }
  if (!face.boardFrozen) return { at: 'wait-board', missing: missingFrom(face, ({ boardSigned }) => boardSigned) };
  return paperTask(face, slot) ?? openingTask(face, own);
}

/** Paper first, before any share is released (protocol.md §5.1). */
function paperTask(face: Face, slot: Slot): Task | null {
  const { paperEntered } = progressOf(face, slot);
  if (face.paper === 'awaiting') return paperEntered ? { at: 'wait-paper' } : { at: 'enter-paper' };
  if (face.paper === 'differs') return paperEntered ? { at: 'wait-settling' } : { at: 'settle-paper' };
  return null;
}

function openingTask(face: Face, own: Progress): Task {
  if (!own.sharesReleased) return { at: 'open-box' };
  if (own.result !== null)
    return { at: 'wait-announcement', missing: missingFrom(face, ({ result }) => result !== null) };
  const sets = face.tellers.filter(({ sharesReleased }) => sharesReleased).length;
  return sets < 2
    ? { at: 'wait-shares', missing: missingFrom(face, (each) => each.sharesReleased) }
    : { at: 'compare' };
}

function isCodeRead({ face, remembered }: Situation): boolean {
  return face.armingHash !== null && remembered.codeReadFor === face.armingHash;
}

function progressOf(face: Face, slot: Slot): Progress {
  const own = face.tellers.find((each) => each.slot === slot);
  if (own === undefined) throw new Error('a meeting lacks a teller');
  return own;
}

function missingFrom({ tellers }: Face, has: (teller: Progress) => boolean): readonly Slot[] {
  return tellers.filter((each) => !has(each) && !each.absent).map(({ slot }) => slot);
}

/** Whether the desk serves delegates: from the arming to the closing time (protocol.md §2). */
export function isDeskOpen({ state, closesAt }: Face, serverNowMs: number): boolean {
  const isServing = state === 'armed' || state === 'voting' || state === 'closing';
  return isServing && (closesAt === null || serverNowMs < closesAt);
}

/** Whether two tellers may still void the meeting: after the close, which the office cannot undo, and before the announcement. */
export function isVoidable({ state }: Face): boolean {
  return state === 'closed' || state === 'counted';
}

/** The steps that are behind this teller, in the order of the meeting. */
export function stepsDone(situation: Situation): readonly Step[] {
  const { face, slot, remembered } = situation;
  const own = progressOf(face, slot);
  const path: readonly MeetingState[] = MEETING_PATH;
  const has = (state: MeetingState) => path.indexOf(face.state) >= path.indexOf(state);
  const done: Readonly<Record<Step, boolean>> = {
    enrol: own.enrolled,
    arm: own.armed,
    'check-code': isCodeRead(situation),
    'open-voting': has('voting'),
    'head-count': remembered.headCount !== null,
    'closing-time': face.closesAt !== null,
    'close-box': has('closed'),
    'check-box': own.boardSigned,
    paper: face.paper === 'settled' || face.paper === 'none-issued' || own.paperEntered,
    'open-box': own.sharesReleased,
    compare: own.result === 'signed',
    result: own.result !== null,
  };
  return STEPS.filter((step) => done[step]);
}
