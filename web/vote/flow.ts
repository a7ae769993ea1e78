import type { ResponseOf } from '../../shared/contract/operations.ts';
import { equalBytes, toHex } from '../../shared/protocol/bytes.ts';
import type { HallSign } from '../../shared/protocol/code.ts';
import type { Problem } from '../ui/client.ts';
import type { Arrived, Cast, Drawing, Drawn, Found, Ground, Saved, Sealed } from './records.ts';
import { blankSheet, completeScores, isSettled, nextSheet, type Sheet, type SheetEvent } from './sheet.ts';

export type Meeting = ResponseOf<'getMeeting'>;

/** Why the phone itself refuses to go on. */
export type PhoneRefusal =
  | 'wrong-session'
  | 'manifest-invalid'
  | 'arming-invalid'
  | 'card-key-differs'
  | 'hall-differs'
  | 'blind-signature-invalid'
  | 'prepared-anew'
  | 'storage-lost';

/** Why there is no going on: the phone's own reason, or the server's. */
export type Refusal = PhoneRefusal | Problem;

export type State =
  | { readonly at: 'starting' }
  | { readonly at: 'cannot'; readonly why: 'crypto' | 'storage' }
  | { readonly at: 'no-card' }
  | { readonly at: 'bad-link' }
  | { readonly at: 'asking-code'; readonly sign: HallSign; readonly isMistyped: boolean }
  | { readonly at: 'preparing'; readonly saved: Arrived; readonly hindrance: 'not-armed' | 'offline' | null }
  | { readonly at: 'comparing'; readonly saved: Arrived; readonly ground: Ground; readonly isDifferent: boolean }
  | { readonly at: 'drawing'; readonly saved: Arrived | Drawing; readonly ground: Ground; readonly attempt: number }
  | { readonly at: 'waiting'; readonly saved: Drawn }
  | { readonly at: 'scoring'; readonly saved: Drawn; readonly sheet: Sheet }
  | { readonly at: 'sealing'; readonly saved: Drawn }
  | { readonly at: 'sending'; readonly saved: Sealed; readonly attempt: number }
  | { readonly at: 'unsure'; readonly saved: Sealed }
  | { readonly at: 'in-box'; readonly saved: Cast; readonly isBoardRefused: boolean }
  | { readonly at: 'found'; readonly saved: Found; readonly receipt: string | null }
  | { readonly at: 'missing'; readonly saved: Sealed | Cast }
  | { readonly at: 'too-late'; readonly saved: Saved | null }
  | { readonly at: 'voided'; readonly saved: Saved; readonly reason: string }
  | { readonly at: 'refused'; readonly why: Refusal; readonly saved: Saved | null; readonly ground: Ground | null };

/** Everything the page shows. `meeting` is the latest public face; `isHallSame` is set once this phone read the hall's QR. */
export interface Flow {
  readonly state: State;
  readonly meeting: Meeting | null;
  readonly isHallSame: boolean;
  readonly isOffline: boolean;
}

export type FlowEvent =
  | { readonly type: 'probed'; readonly why: 'crypto' | 'storage' }
  | { readonly type: 'link-refused' }
  | { readonly type: 'hall-scanned'; readonly sign: HallSign }
  | { readonly type: 'opened'; readonly saved: Saved | null; readonly sign: HallSign | null; readonly nowMs: number }
  | { readonly type: 'code-mistyped' }
  | { readonly type: 'meeting-seen'; readonly meeting: Meeting }
  | { readonly type: 'went-offline' }
  | { readonly type: 'not-armed' }
  | { readonly type: 'ground-verified'; readonly ground: Ground }
  | { readonly type: 'pressed-same' }
  | { readonly type: 'pressed-different' }
  | { readonly type: 'pressed-compare-again' }
  | { readonly type: 'draw-retried'; readonly attempt: number }
  | { readonly type: 'drawn'; readonly saved: Drawn; readonly nowMs: number }
  | { readonly type: 'refused'; readonly why: Refusal }
  | { readonly type: 'pressed-type-again' }
  | { readonly type: 'sheet'; readonly event: SheetEvent }
  | { readonly type: 'cast-confirmed'; readonly nowMs: number }
  | { readonly type: 'sealed'; readonly saved: Sealed }
  | { readonly type: 'cast-retried'; readonly attempt: number }
  | { readonly type: 'cast-too-late' }
  | { readonly type: 'cast'; readonly saved: Cast }
  | { readonly type: 'board-refused' }
  | { readonly type: 'receipt-missing' }
  | { readonly type: 'receipt-found'; readonly saved: Found; readonly receipt: string }
  | { readonly type: 'pressed-look-again' };

export const START: Flow = { state: { at: 'starting' }, meeting: null, isHallSame: false, isOffline: false };

/** One step of a delegate's way from card to receipt. Pure: what has to be fetched or stored is done by activities.ts. */
export function nextFlow(flow: Flow, event: FlowEvent): Flow {
  switch (event.type) {
    case 'meeting-seen':
      return sawMeeting({ ...flow, meeting: event.meeting, isOffline: false });
    case 'went-offline':
      return { ...flow, isOffline: true };
    case 'opened':
      return opened(flow, event);
    case 'sheet':
      return scoring(flow, event.event);
    default: {
      const state = nextState(flow.state, event);
      return state === flow.state ? flow : { ...flow, state, isOffline: false };
    }
  }
}

type StateEvent = Exclude<FlowEvent, { type: 'meeting-seen' | 'went-offline' | 'opened' | 'sheet' }>;

function nextState(state: State, event: StateEvent): State {
  switch (event.type) {
    case 'probed':
      return { at: 'cannot', why: event.why };
    case 'link-refused':
      return { at: 'bad-link' };
    case 'hall-scanned':
      return { at: 'asking-code', sign: event.sign, isMistyped: false };
    case 'code-mistyped':
      return state.at === 'asking-code' ? { ...state, isMistyped: true } : state;
    case 'refused':
      return { at: 'refused', why: event.why, saved: savedOf(state), ground: groundOf(state) };
    case 'pressed-type-again':
      return typingAgain(state);
    case 'not-armed':
      return state.at === 'preparing' ? { ...state, hindrance: 'not-armed' } : state;
    case 'ground-verified':
    case 'pressed-same':
    case 'pressed-different':
    case 'pressed-compare-again':
      return comparing(state, event);
    case 'draw-retried':
      return state.at === 'drawing' ? { ...state, attempt: event.attempt } : state;
    case 'drawn':
      return { at: 'waiting', saved: event.saved };
    default:
      return castingState(state, event);
  }
}

type ComparingEvent = Extract<
  FlowEvent,
  { type: 'ground-verified' | `pressed-${'same' | 'different' | 'compare-again'}` }
>;

/** A phone that scanned the hall's QR compares by itself (protocol.md §2, step 1); otherwise its owner does. */
function comparing(state: State, event: ComparingEvent): State {
  if (event.type === 'ground-verified') {
    if (state.at !== 'preparing') return state;
    const { saved } = state;
    if (saved.hallHash === null) return { at: 'comparing', saved, ground: event.ground, isDifferent: false };
    return equalBytes(saved.hallHash, event.ground.armingHash)
      ? { at: 'drawing', saved, ground: event.ground, attempt: 0 }
      : { at: 'refused', why: 'hall-differs', saved, ground: event.ground };
  }
  if (state.at !== 'comparing') return state;
  if (event.type !== 'pressed-same') return { ...state, isDifferent: event.type === 'pressed-different' };
  return state.isDifferent ? state : { at: 'drawing', saved: state.saved, ground: state.ground, attempt: 0 };
}

type CastingEvent = Extract<
  FlowEvent,
  {
    type:
      | 'cast-confirmed'
      | 'sealed'
      | 'cast-retried'
      | 'cast-too-late'
      | 'cast'
      | `receipt-${'missing' | 'found'}`
      | 'board-refused'
      | 'pressed-look-again';
  }
>;

function castingState(state: State, event: CastingEvent): State {
  switch (event.type) {
    case 'cast-confirmed': {
      const isReady = isConfirmable(state, event.nowMs);
      return isReady ? { at: 'sealing', saved: { ...state.saved, scores: state.sheet.scores } } : state;
    }
    case 'sealed':
      return { at: 'sending', saved: event.saved, attempt: 0 };
    case 'cast-retried':
      return state.at === 'sending' ? { ...state, attempt: event.attempt } : state;
    case 'cast-too-late':
      return state.at === 'sending' ? { at: 'unsure', saved: state.saved } : state;
    case 'cast':
      return { at: 'in-box', saved: event.saved, isBoardRefused: false };
    case 'board-refused':
      return state.at === 'in-box' ? { ...state, isBoardRefused: true } : state;
    case 'receipt-missing':
      return state.at === 'in-box' || state.at === 'unsure' ? { at: 'missing', saved: state.saved } : state;
    case 'receipt-found':
      return { at: 'found', saved: event.saved, receipt: event.receipt };
    case 'pressed-look-again':
      return state.at === 'missing' ? resumed(state.saved) : state;
  }
}

function isConfirmable(state: State, nowMs: number): state is Extract<State, { at: 'scoring' }> {
  if (state.at !== 'scoring' || completeScores(state.sheet) === null) return false;
  const { place } = state.sheet;
  return place.at === 'confirm' && isSettled(place, nowMs);
}

/** Whether the server knew no such code: its owner may have mistyped it, and the card has another chance. */
export const isCodeUnknown = (why: Refusal): boolean => typeof why !== 'string' && why.type.endsWith(':code-unknown');

/** The manifest was compared already, so its hash stands for the hall's. */
function typingAgain(state: State): State {
  if (state.at !== 'refused' || state.ground === null || !isCodeUnknown(state.why)) return state;
  const { manifest, armingHash } = state.ground;
  const sign = { session: manifest.session, armingHash };
  return { at: 'asking-code', sign, isMistyped: false };
}

/** The record a state stands on, if any. */
export function savedOf(state: State): Saved | null {
  return 'saved' in state ? state.saved : null;
}

/** What the phone verified of the session, as far as the state has it. */
export function groundOf(state: State): Ground | null {
  if ('ground' in state) return state.ground;
  const saved = savedOf(state);
  return saved !== null && 'ground' in saved ? saved.ground : null;
}

function resumed(saved: Saved): State {
  switch (saved.step) {
    case 'arrived':
      return { at: 'preparing', saved, hindrance: null };
    case 'drawing':
      return { at: 'drawing', saved, ground: saved.ground, attempt: 0 };
    case 'drawn':
      return { at: 'waiting', saved };
    case 'sealed':
      return { at: 'sending', saved, attempt: 0 };
    case 'cast':
      return { at: 'in-box', saved, isBoardRefused: false };
    case 'found':
      return { at: 'found', saved, receipt: null };
  }
}

/** The page opens on what the phone keeps; the hall's QR, when it was scanned, must be of the same arming. */
function opened(flow: Flow, { saved, sign, nowMs }: Extract<FlowEvent, { type: 'opened' }>): Flow {
  if (saved === null) return { ...flow, state: { at: 'no-card' } };
  const ground = 'ground' in saved ? saved.ground : null;
  if (sign !== null && ground !== null && !equalBytes(sign.armingHash, ground.armingHash))
    return { ...flow, state: { at: 'refused', why: 'hall-differs', saved, ground } };
  const isHallSame = sign !== null && ground !== null;
  return { ...flow, isHallSame, state: startScoringAgain(resumed(saved), nowMs) };
}

/** A draft with scores opens where it was left, even without the network. */
function startScoringAgain(state: State, nowMs: number): State {
  if (state.at !== 'waiting' || state.saved.scores.every((score) => score === undefined)) return state;
  return { at: 'scoring', saved: state.saved, sheet: nextSheet(sheetOf(state.saved), { type: 'started', nowMs }) };
}

const sheetOf = ({ ground, scores, isManual }: Drawn): Sheet => ({
  ...blankSheet(ground.manifest.subjects),
  ...(scores.length > 0 ? { scores } : {}),
  isManual,
});

function scoring(flow: Flow, event: SheetEvent): Flow {
  const { state } = flow;
  if (state.at !== 'scoring') return flow;
  const sheet = nextSheet(state.sheet, event);
  if (sheet === state.sheet) return flow;
  const saved = { ...state.saved, scores: sheet.scores, isManual: sheet.isManual };
  return { ...flow, state: { at: 'scoring', saved, sheet } };
}

/** Whether casting is over for good, by the server's own clock. */
const isOver = ({ state, closesAt, nowMs }: Meeting): boolean =>
  state === 'closed' || state === 'counted' || state === 'announced' || (closesAt !== null && nowMs >= closesAt);

/** A teller enrolled again after this phone had drawn: its token belongs to a manifest that the box no longer takes. */
const isPreparedAnew = ({ manifestHash }: Meeting, ground: Ground): boolean =>
  manifestHash !== null && manifestHash !== toHex(ground.manifestHash);

/** Before the ballot is sealed the meeting's state decides what is shown; afterwards only the box and the board do. */
function sawMeeting(flow: Flow): Flow {
  const { state, meeting } = flow;
  if (meeting === null) return flow;
  const saved = savedOf(state);
  if (meeting.state === 'voided' && saved !== null && state.at !== 'refused')
    return { ...flow, state: { at: 'voided', saved, reason: meeting.voidReason ?? '' } };
  const isFilling =
    state.at === 'waiting' || state.at === 'scoring' || state.at === 'preparing' || state.at === 'comparing';
  if (isFilling && isOver(meeting)) return { ...flow, state: { at: 'too-late', saved } };
  if ((state.at === 'waiting' || state.at === 'scoring') && isPreparedAnew(meeting, state.saved.ground))
    return { ...flow, state: { at: 'refused', why: 'prepared-anew', saved, ground: state.saved.ground } };
  if (state.at === 'waiting' && (meeting.state === 'voting' || meeting.state === 'closing'))
    return { ...flow, state: { at: 'scoring', saved: state.saved, sheet: sheetOf(state.saved) } };
  return flow;
}
