import type { ResponseOf } from '../../shared/contract/operations.ts';
import { ANYONE, type Ask, INSPECTION } from '../local/sample/ask.ts';
import { ToolRefusal } from '../tools/run-tool.ts';
import { ApiRefused } from './api-line.ts';

export type Face = ResponseOf<'getMeeting'>;
export type Standing = ResponseOf<'getRound'>['units'][number];
export type Letters = ResponseOf<'getInvitations'>;

/** The session as its office sees it. */
export interface SessionStanding {
  readonly face: Face;
  readonly standing: Standing;
  readonly letters: Letters;
}

/**
 * The public face of a session.
 *
 * @throws ToolRefusal when there is no such session
 */
export async function readFace(ask: Ask, session: string): Promise<Face> {
  try {
    return await ask(ANYONE, 'getMeeting', { session });
  } catch (error) {
    if (error instanceof ApiRefused && error.code === 'session-unknown')
      throw new ToolRefusal(`session: ${session}: 没有这场大会 / there is no such session`);
    throw error;
  }
}

/** What the inspection office knows of it. */
export async function readStanding(ask: Ask, face: Face): Promise<SessionStanding> {
  const { session, round } = face;
  const { units } = await ask(INSPECTION, 'getRound', { round });
  const standing = units.find((unit) => unit.session === session);
  if (standing === undefined) throw new Error('a session that its round does not have');
  const letters = await ask(INSPECTION, 'getInvitations', { session, page: 0 });
  return { face, standing, letters };
}
