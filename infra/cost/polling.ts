/** What pages ask again and again while they are open. The intervals are the pages' own; a test holds each to its source. */
export const POLL_INTERVALS_MS = {
  /** A phone that has checked in and waits for the voting (web/vote). */
  phoneWaiting: 8_000,
  phoneScoring: 15_000,
  /** From the casting until the board is there. */
  phoneBoard: 15_000,
  phoneResult: 30_000,
  /** The hall's screen and each teller, while there is voting and until the result is out (web/ui/meeting-pace.ts). */
  screenLively: 2_000,
  /** The same before and after. */
  screenQuiet: 5_000,
  tellerTurnout: 5_000,
  desk: 5_000,
} as const;

/** How long pages are on a screen at a meeting, minutes. */
export interface MeetingMinutes {
  readonly phoneWaiting: number;
  readonly phoneScoring: number;
  readonly phoneBoard: number;
  readonly phoneResult: number;
  /** Hall screen and tellers' phones. */
  readonly staffed: number;
}

/**
 * A meeting of two hours. A phone counts while its page is on the screen: half an hour before the voting, and until the result.
 */
export const USUAL_MINUTES: MeetingMinutes = {
  phoneWaiting: 30,
  phoneScoring: 10,
  phoneBoard: 15,
  phoneResult: 15,
  staffed: 120,
};

const TELLERS = 3;

/** What the open pages of one session ask. */
export interface Polls {
  /** Of the head of the meeting and what is on the floor (`getMeeting`). */
  readonly heads: number;
  /** Of turnout or ballots in the box. */
  readonly figures: number;
  /** Read units of one of those: 16 partitions of ballots at half a unit, or a unit for every five who drew. */
  readonly figureReads: number;
}

export function pollsOf(delegates: number, minutes: MeetingMinutes): Polls {
  const each = POLL_INTERVALS_MS;
  const times = (howLong: number, everyMs: number): number => Math.ceil((howLong * 60_000) / everyMs);
  const phone =
    times(minutes.phoneWaiting, each.phoneWaiting) +
    times(minutes.phoneScoring, each.phoneScoring) +
    times(minutes.phoneBoard, each.phoneBoard) +
    times(minutes.phoneResult, each.phoneResult);
  const lively = minutes.phoneScoring + minutes.phoneBoard;
  const screen = times(lively, each.screenLively) + times(minutes.staffed - lively, each.screenQuiet);
  const screens = (1 + TELLERS) * screen;
  // Turnout and ballots are on the screen while there is voting; before it the desk looks at the turnout.
  const figures =
    2 * times(minutes.phoneScoring, each.screenLively) +
    TELLERS * times(minutes.phoneScoring, each.tellerTurnout) +
    times(minutes.phoneWaiting, each.desk);
  return { heads: delegates * phone + screens, figures, figureReads: Math.max(8, Math.ceil(delegates / 5)) };
}
