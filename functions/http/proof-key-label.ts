/**
 * What the key of opinions' proofs is wrapped under, in the place of the session: it opens as that and never as the session's token
 * key. A session's id has no `#`.
 */
export const proofKeyLabel = (session: string): string => `${session}#opinion`;
