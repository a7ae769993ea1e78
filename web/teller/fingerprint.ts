/** The first 16 digits of a hash in groups of four, to know it again by: `4f2a 09bc …`. */
export const fingerprint = (hash: string): string => groupsOfFour(hash.slice(0, 16));

/**
 * What tellers read aloud to each other of a board, 24 digits: a server that makes two boxes until they are read alike tries some
 * 2^48 boards in the minutes between the close and the reading.
 */
export const boardFingerprint = (boardRoot: string): string => groupsOfFour(boardRoot.slice(0, 24));

const groupsOfFour = (digits: string): string => (digits.match(/.{4}/g) ?? []).join(' ');
