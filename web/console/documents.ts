import type { StaffRole } from '../../shared/contract/operation.ts';
import type { RequestOf } from '../../shared/contract/operations.ts';

export type DocumentName = RequestOf<'createDownload'>['document'];

/** In the order people ask for them; the compiler knows every name, so that none is left out. */
const ORDER: Readonly<Record<DocumentName, number>> = {
  'result.xlsx': 1,
  'result.html': 2,
  'result.json': 3,
  'board.json': 4,
  'sealed.json': 5,
};

const isDocumentName = (name: string): name is DocumentName => name in ORDER;

export const DOCUMENT_NAMES: readonly DocumentName[] = Object.keys(ORDER)
  .filter(isDocumentName)
  .sort((left, right) => ORDER[left] - ORDER[right]);

/** The sealed bundle is for the discipline commission and auditors (protocol.md §6); the API decides, this hides a dead button. */
export const mayDownload = (role: StaffRole, document: DocumentName): boolean =>
  document !== 'sealed.json' || role === 'discipline-commission' || role === 'auditor';
