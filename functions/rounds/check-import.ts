import { implement } from '../http/implement.ts';
import { importedView, prepareImport } from './prepare-import.ts';

/** Everything an import would refuse, and what it would take, without importing. */
export const checkImport = implement('checkImport', async ({ request, deps }) => {
  const prepared = await prepareImport(request, deps);
  return 'refused' in prepared ? prepared : { answer: { units: prepared.lists.map(importedView) } };
});
