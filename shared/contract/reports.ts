/** The officers’ reports in five parts, and what delegates read on their phones. */
export const reportOperations = {};
