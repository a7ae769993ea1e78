/** The round and its plan: basis, units, dates, responsibilities, rules; and the county’s home. */
export const planOperations = {};
