/**
 * Rounds that the check before a meeting makes for its dry casting, each with one session that is voided at once. They stay on
 * record like any round, and stand behind the others wherever rounds are listed.
 */
const CHECK_ROUND = /^check-[a-z0-9]+$/;

/** Base 36 of milliseconds: 14 characters, short enough for a round's id until the year 5188. */
export const checkRoundId = (nowMs: number): string => `check-${nowMs.toString(36)}`;

export const isCheckRound = (round: string): boolean => CHECK_ROUND.test(round);
