/** What is put right: items, measures, replies, evidence, acceptance, ratings, escalation. */
export const rectificationOperations = {};
