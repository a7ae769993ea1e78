import type { OperationId } from '../shared/contract/routes.ts';

/** What staff send by POST that changes nothing, and so is no order: each with its reason. */
export const NOT_ON_THE_LOG: Readonly<Partial<Record<OperationId, string>>> = {
  checkImport: 'Reads a file and says what is wrong with it; the import itself is on the log.',
  readReportFile: 'Turns a Word file into the five texts on the screen; saving them is on the log.',
};
