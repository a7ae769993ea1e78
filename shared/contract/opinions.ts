/** Opinions before and at the meeting, and their collation. */
export const opinionOperations = {};
