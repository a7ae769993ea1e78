/** The modules that a linking may start at or replace exports of. */
export interface Linkable {
  'node:crypto': typeof import('node:crypto');
  'functions/authors/rating-id.ts': typeof import('../../../functions/authors/rating-id.ts');
  'functions/http/stack.ts': typeof import('../../../functions/http/stack.ts');
  'functions/store/meetings.ts': typeof import('../../../functions/store/meetings.ts');
  'functions/tally/count-input.ts': typeof import('../../../functions/tally/count-input.ts');
  'functions/tally/report/html-text.ts': typeof import('../../../functions/tally/report/html-text.ts');
  'infra/local/embedded.ts': typeof import('../../../infra/local/embedded.ts');
  'infra/local/sample/ask-functions.ts': typeof import('../../../infra/local/sample/ask-functions.ts');
  'shared/process/bare-jpeg.ts': typeof import('../../../shared/process/bare-jpeg.ts');
  'shared/protocol/arming.ts': typeof import('../../../shared/protocol/arming.ts');
  'shared/protocol/blind-signature.ts': typeof import('../../../shared/protocol/blind-signature.ts');
  'shared/protocol/board.ts': typeof import('../../../shared/protocol/board.ts');
  'shared/protocol/box-check.ts': typeof import('../../../shared/protocol/box-check.ts');
  'shared/protocol/bytes.ts': typeof import('../../../shared/protocol/bytes.ts');
  'shared/protocol/check-code.ts': typeof import('../../../shared/protocol/check-code.ts');
  'shared/protocol/key-shares.ts': typeof import('../../../shared/protocol/key-shares.ts');
  'shared/protocol/modular.ts': typeof import('../../../shared/protocol/modular.ts');
  'shared/protocol/plain-ballot.ts': typeof import('../../../shared/protocol/plain-ballot.ts');
  'shared/protocol/result.ts': typeof import('../../../shared/protocol/result.ts');
  'shared/protocol/sealed-ballot.ts': typeof import('../../../shared/protocol/sealed-ballot.ts');
  'shared/protocol/signed-paper.ts': typeof import('../../../shared/protocol/signed-paper.ts');
  'shared/protocol/signed-shares.ts': typeof import('../../../shared/protocol/signed-shares.ts');
  'shared/protocol/teller-keys.ts': typeof import('../../../shared/protocol/teller-keys.ts');
  'shared/protocol/teller-request.ts': typeof import('../../../shared/protocol/teller-request.ts');
  'shared/protocol/token-key.ts': typeof import('../../../shared/protocol/token-key.ts');
  'test/attacks/ground/opinion-stage.ts': typeof import('./opinion-stage.ts');
  'test/attacks/ground/stage.ts': typeof import('./stage.ts');
  'web/teller/actions/check-box.ts': typeof import('../../../web/teller/actions/check-box.ts');
  'web/teller/clock-time.ts': typeof import('../../../web/teller/clock-time.ts');
  'web/vote/flow.ts': typeof import('../../../web/vote/flow.ts');
  'web/vote/records.ts': typeof import('../../../web/vote/records.ts');
}
