import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { POLL_INTERVALS_MS, pollsOf, USUAL_MINUTES } from '../../../infra/cost/polling.ts';

/** Where each page says how often it asks. */
const SOURCES = {
  phoneWaiting: ['web/vote/activities.ts', 'WAITING_POLL_MS'],
  phoneScoring: ['web/vote/activities.ts', 'SCORING_POLL_MS'],
  phoneBoard: ['web/vote/find-receipt.ts', 'BOARD_POLL_MS'],
  phoneResult: ['web/vote/activities.ts', 'RESULT_POLL_MS'],
  screenLively: ['web/ui/meeting-pace.ts', 'LIVELY_POLL_MS'],
  screenQuiet: ['web/ui/meeting-pace.ts', 'QUIET_POLL_MS'],
  tellerTurnout: ['web/teller/screens/turnout-line.tsx', 'POLL_MS'],
  desk: ['web/teller/use-desk.ts', 'SHOWN_POLL_MS'],
} as const satisfies Record<keyof typeof POLL_INTERVALS_MS, readonly [string, string]>;

describe('what open pages ask', () => {
  it.each(Object.entries(SOURCES))('%s is as often as its page asks', (name, [path, constant]) => {
    const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    const [, value = ''] = new RegExp(`\\bconst ${constant} = ([\\d_]+);`).exec(text) ?? [];
    expect(Number(value.replaceAll('_', ''))).toBe(POLL_INTERVALS_MS[name as keyof typeof SOURCES]);
  });

  it('comes to 355 questions a phone in a usual meeting', () => {
    const [one, two] = [1, 2].map((delegates) => pollsOf(delegates, USUAL_MINUTES).heads);
    expect((two ?? 0) - (one ?? 0)).toBe(355);
  });
});
