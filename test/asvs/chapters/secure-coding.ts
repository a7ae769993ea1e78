import { type Chapter, exception, notApplicable, tested, testedBut, testsIn } from '../verdict.ts';

const libraries = testsIn('test/unit/asvs/libraries.test.ts');
const source = testsIn('test/asvs/source-rules.ts');
const bodies = testsIn('test/integration/bad-input/body-rows.ts');
const request = testsIn('test/unit/functions/http/api-request.test.ts');
const choices = testsIn('test/infra/county-choices.test.ts');
const bundles = testsIn('test/infra/bundles.test.ts');

/** V15 */
export const SECURE_CODING: Chapter = {
  '15.1.1': tested('docs/security.md#libraries'),
  '15.1.2': tested(
    'docs/security.md#libraries',
    libraries('are fixed by version and hash, and none comes from a folder, an address or a repository'),
    libraries('each have their reason in the decisions'),
  ),
  '15.1.3': tested('docs/security.md#what-is-costly', 'docs/operations/scale.md'),
  '15.2.1': exception(
    'No test knows what was published about a library since: it would ask a registry each time, and be red by another’s doing. `npm audit --omit=dev` asks; who runs a county does it before each deployment.',
    {
      means:
        'Between two looks a library with a known fault may run. Few are deployed, none near a ballot but the AWS SDK.',
    },
    'docs/security.md#libraries',
    libraries('are fixed by version and hash, and none comes from a folder, an address or a repository'),
  ),
  '15.2.2': tested(
    choices('is capped where anybody may call and where the clock starts, and never of drawing and casting'),
    testsIn('test/unit/import/refusing-a-file.test.ts')('files made to keep the reader busy are refused at once'),
    testsIn('test/infra/opinions.test.ts')('throttles what anybody may do below the limit of all routes together'),
    testsIn('test/integration/local/time-limits.test.ts')(
      'what hands something out is cut off in time for the figures to be fixed after it; fixing them is not',
    ),
  ),
  '15.2.3': tested(
    testsIn('test/unit/contract/functions.test.ts')('are one folder each, and no other folder is deployed'),
    bundles('ask nothing of the platform but the AWS SDK, and the layer where they load a library from it'),
    bundles('hold no table that their role may not reach: casting has no code that speaks to the table of people'),
    testsIn('test/infra/county-stack.test.ts')(
      'routes every operation of the contract to its function, and nothing else',
    ),
  ),
  '15.3.1': tested(
    testsIn('test/integration/ballot/closing.test.ts')(
      'the public face of a meeting tells who has done what and shows no figure of a subject',
    ),
    testsIn('test/unit/rectification/rectification-item.test.ts')(
      'what everybody reads names no author and no member of staff but the one responsible',
    ),
    testsIn('test/integration/opinions/what-a-unit-sees.test.ts')(
      'gets no word of what people wrote, no day, no receipt and no photo that was not released',
    ),
  ),
  '15.3.2': tested(source('follows no redirect from a function')),
  '15.3.3': tested(
    bodies('a field that there is not'),
    bodies('a payload with a field that there is not'),
    testsIn('test/integration/bad-input/opinions-rows.ts')('an opinion with a time'),
  ),
  '15.3.4': notApplicable(
    'Nothing decides by an address or logs one: a function never learns it. The limit of one address is the web ACL’s, which sees the connection itself.',
    request('tell nobody the address, the time or the number of a request'),
  ),
  '15.3.5': testedBut(
    'types are checked as strictly as the compiler does; input by the contract’s schemas.',
    source('compares strictly'),
    bodies('a code that is a number'),
    bodies('a session that is an object'),
  ),
  '15.3.6': tested(
    bodies('a field named __proto__'),
    bodies('a field named constructor'),
    bodies('a payload with a field named __proto__'),
  ),
  '15.3.7': tested(
    bodies('a body that names another session than the address'),
    bodies('a code twice, the second one wrong'),
    request('join a header that was sent twice with a comma, as an HTTP API does'),
    testsIn('test/integration/bad-input/staff-rows.ts')('two tokens at once'),
  ),
};
