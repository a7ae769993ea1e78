import { type Chapter, tested, testedBut, testsIn } from '../verdict.ts';

const stack = testsIn('test/infra/county-stack.test.ts');
const GRANTS = testsIn('test/infra/grants.test.ts')('is what the contract says');
const RULES = testsIn('test/infra/secrecy-rules.test.ts');
const bundles = testsIn('test/infra/bundles.test.ts');
const baseline = testsIn('test/infra/web-baseline.test.ts');
const rest = testsIn('test/infra/county-rest-api.test.ts');
const OUTBOUND = testsIn('test/asvs/source-rules.ts')(
  'asks from a function nobody but AWS, by its SDK, and the configured issuer',
);

/** V13 */
export const CONFIGURATION: Chapter = {
  '13.1.1': tested('docs/security.md#what-it-speaks-to'),
  '13.2.1': tested(
    stack('gives %s no action beyond its tables, bucket, key and own log group'),
    testsIn('test/infra/web-baseline.test.ts')('a deployment makes no account: nobody has a password that others know'),
    stack('carries no secret in an environment'),
  ),
  '13.2.2': tested(
    GRANTS,
    stack('gives %s no action beyond its tables, bucket, key and own log group'),
    stack('lets no role reach both Registry and BallotBox'),
  ),
  '13.2.3': testedBut(
    'roles have no password; on one machine keys of chance lie in the data folder.',
    baseline('a deployment makes no account: nobody has a password that others know'),
    testsIn('test/integration/local/blob-server.test.ts')(
      'are refused with a wrong secret or an unknown key id, and nothing is stored',
    ),
  ),
  '13.2.4': testedBut(
    'the list is the code’s and the roles’; functions lie in no network of the county’s, so no firewall repeats it.',
    OUTBOUND,
    GRANTS,
    rest('let scripts speak to the issuer and the storage of the county and to nobody else'),
  ),
  '13.2.5': tested(
    OUTBOUND,
    testsIn('test/integration/local/static-files.test.ts')(
      'a folder without its slash leads to its page with the query kept, and / to the console',
    ),
    baseline('the pages’ bucket is read object by object by its distribution, and listed by nobody'),
  ),
  '13.3.1': tested(
    testsIn('test/unit/functions/keys/key-wrap.test.ts')(
      'gives a data key bound to county, purpose and session, and never sees the private key',
    ),
    stack('carries no secret in an environment'),
    RULES('each have a template that breaks them'),
    stack('binds each unwrapping to its purpose'),
  ),
  '13.3.2': tested(
    testsIn('test/unit/contract/contract.test.ts')(
      'lets only drawing unwrap the token key and only casting the box key',
    ),
    stack('binds each unwrapping to its purpose'),
    testsIn('test/infra/county-choices.test.ts')('kms: lets %s use the data key through the services it reaches alone'),
  ),
  '13.4.1': tested(
    rest(
      'are texts alone: API Gateway passes a picture or a font on whole only with binary media types, of which there are none',
    ),
    bundles('name no folder of the machine that made them'),
  ),
  '13.4.2': tested(
    stack('logs no access and traces nothing, and the platform keeps silent'),
    RULES('find nothing in the template of any county, in either partition'),
    rest('writes no access log, no log of executions, no trace and no metrics by method'),
  ),
  '13.4.3': tested(
    baseline('the pages’ bucket is read object by object by its distribution, and listed by nobody'),
    rest('are read from their bucket by a role that may do nothing else'),
  ),
  '13.4.4': tested(
    baseline('has no TRACE: pages are read, and the API has routes by GET and POST alone'),
    rest('has every operation of the contract at its path, and beside them the pages alone'),
  ),
  '13.4.5': testedBut(
    '`GET /api/health` is there for monitors: version, clock, and whether the table of the public reads answers.',
    stack('routes every operation of the contract to its function, and nothing else'),
    testsIn('test/integration/meeting/health.test.ts')(
      'hears contract, clock and that the tables answer, for half a read unit, once in five seconds however many ask',
    ),
  ),
};
