/** Lies in `Meetings` while an import is under way and names the export, so that only that one goes on. No session is in capitals. */
export const IMPORT_MARK = { pk: 'IMPORT', sk: 'MARK' } as const;
