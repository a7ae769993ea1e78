/** The modules that a linking may start at or replace exports of. */
export interface Linkable {
  'node:crypto': typeof import('node:crypto');
  'shared/protocol/bytes.ts': typeof import('../../../shared/protocol/bytes.ts');
  'shared/protocol/sealed-ballot.ts': typeof import('../../../shared/protocol/sealed-ballot.ts');
  'shared/protocol/teller-request.ts': typeof import('../../../shared/protocol/teller-request.ts');
  'test/attacks/ground/stage.ts': typeof import('./stage.ts');
}
