import { type Chapter, tested, testedBut, testsIn } from '../verdict.ts';

const refused = testsIn('test/integration/bad-input/bad-input.test.ts')('$title → $expected');
const imported = testsIn('test/integration/registry/importing.test.ts');

/** V8 */
export const AUTHORISATION: Chapter = {
  '8.1.1': tested(
    'docs/security.md#who-may-do-and-see-what',
    'docs/permissions.md',
    testsIn('test/unit/contract/contract.test.ts')('keeps %s fresh'),
  ),
  '8.1.2': tested('docs/security.md#who-may-do-and-see-what'),
  '8.2.1': testedBut(
    'rows “<operation> without a token” and “<operation> by <role>”: each operation of staff, by every role that it does not name.',
    refused,
  ),
  '8.2.2': tested(
    testsIn('test/integration/bad-input/staff-rows.ts')('the delegates of another unit, by a clerk'),
    testsIn('test/integration/bad-input/staff-rows.ts')('the result of another unit, by a clerk'),
    testsIn('test/integration/reports/reports.test.ts')('a clerk of another unit neither writes nor reads'),
    testsIn('test/integration/rectification/items.test.ts')('of another unit is nobody’s business'),
  ),
  '8.2.3': tested(
    imported('their own unit only, in the round and on the lists; phones are masked for everybody'),
    testsIn('test/integration/opinions/what-a-unit-sees.test.ts')(
      'gets no word of what people wrote, no day, no receipt and no photo that was not released',
    ),
    testsIn('test/integration/delegates/screening.test.ts')(
      'no answer tells one office anything the other marked before both have finished',
    ),
    testsIn('test/integration/bad-input/opinions-rows.ts')('an opinion with a time'),
  ),
  '8.3.1': tested(
    refused,
    testsIn('test/infra/county-stack.test.ts')('gives %s no action beyond its tables, bucket, key and own log group'),
  ),
  '8.4.1': tested(
    testsIn('test/integration/local/issuer.test.ts')('a token of another county'),
    testsIn('test/unit/functions/keys/key-wrap.test.ts')(
      'refuses another purpose, session, county or wrapping key, and any altered byte',
    ),
    testsIn('test/integration/bad-input/teller-rows.ts')('a request signed for another county'),
    testsIn('test/infra/county-app.test.ts')(
      'makes the stacks of every county file, each with its own at the edge where it has something there',
    ),
  ),
};
