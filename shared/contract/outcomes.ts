/** Where results were used, the years compared, the round-up, the audit log’s export. */
export const outcomeOperations = {};
