import { type Chapter, tested, testedBut, testsIn } from '../verdict.ts';

const issuer = testsIn('test/integration/local/issuer.test.ts');
const verifier = testsIn('test/unit/local/staff-token.test.ts');
const forged = testsIn('test/integration/bad-input/staff-rows.ts');

/** V9 */
export const TOKENS: Chapter = {
  '9.1.1': tested(
    forged('a token with its claims exchanged after signing'),
    issuer('a token with a role changed, and one signed by a stranger'),
  ),
  '9.1.2': tested(
    verifier('signed otherwise than RS256 is nobody'),
    forged('a token without a signature, by the algorithm “none”'),
    forged('a token by HS256 with the public key as the secret'),
  ),
  '9.1.3': testedBut(
    'the key set is the one that the configured issuer’s description names; headers of a token name a key of it by id and nothing else.',
    verifier('a token whose key is not in the set'),
    forged('a token signed by another key under the issuer’s key id'),
    testsIn('test/asvs/source-rules.ts')('asks from a function nobody but AWS, by its SDK, and the configured issuer'),
  ),
  '9.2.1': tested(
    forged('a token that expired yesterday'),
    forged('a token that is good from tomorrow'),
    forged('a token that never expires'),
  ),
  '9.2.2': tested(issuer('an ID token, which is for the console and not for the API'), verifier('%s is nobody')),
  '9.2.3': tested(
    forged('a token for another API'),
    verifier('an access token of the console, which has no audience, is the member of staff it names'),
  ),
  '9.2.4': testedBut(
    'Cognito’s access tokens name the client instead, which the API asks for.',
    issuer('gives %s an RS256 access token that the API accepts'),
    issuer('a token for another audience, or of another issuer'),
  ),
};
