import { INCOMING_PREFIX, incomingKey } from '../store/uploads.ts';

const folderOf = (session: string): string => `statement/${session}/`;

/** Where a browser writes a recording of the session’s statement. */
export const incomingStatementKey = (session: string, id: string): string => incomingKey(`${folderOf(session)}${id}`);

/** Where a recording is kept that came under this key; `undefined` when it is not one of the session’s. */
export function keptStatementKey(session: string, incoming: string): string | undefined {
  const kept = incoming.slice(INCOMING_PREFIX.length);
  return incoming.startsWith(INCOMING_PREFIX) && kept.startsWith(folderOf(session)) ? kept : undefined;
}
