import { type Chapter, exception, notApplicable, provided, tested, testedBut, testsIn } from '../verdict.ts';

const baseline = testsIn('test/infra/web-baseline.test.ts');
const rest = testsIn('test/infra/county-rest-api.test.ts');
const DOMAIN = testsIn('test/infra/county-choices.test.ts')(
  'with a certificate of its own is the origin, under TLS 1.2 of 2021',
);
const STACK = testsIn('test/infra/county-stack.test.ts')('keeps buckets private and TLS only');
const CERTIFICATES = testsIn('test/asvs/source-rules.ts')('leaves no certificate unchecked');

/** V12 */
export const COMMUNICATION: Chapter = {
  '12.1.1': exception(
    'A county without a domain has CloudFront’s own certificate, which takes no minimum of TLS. With a domain it is TLS 1.2 and 1.3.',
    { means: 'Trials alone: a real county has a domain, on its cards and in its file.' },
    DOMAIN,
    rest('is reached by its own domain alone, under TLS 1.2, and that is the functions’ origin'),
    STACK,
  ),
  '12.1.2': testedBut(
    'which suites they are AWS says of its policies TLSv1.2_2021 and TLS_1_2.',
    DOMAIN,
    rest('is reached by its own domain alone, under TLS 1.2, and that is the functions’ origin'),
  ),
  '12.1.3': notApplicable('No client certificates: tellers and staff sign inside the requests.'),
  '12.2.1': tested(
    baseline('leads pages from HTTP to HTTPS, and refuses the API without TLS'),
    baseline('is to come by TLS alone for two years, to every subdomain too'),
    testsIn('test/unit/console/code-flow.test.ts')('speaks plain HTTP with nobody but this machine'),
  ),
  '12.2.2': provided(
    'ACM',
    'The certificate is ACM’s, named in the county’s file; its days are watched. `npm start -- --lan` makes its own, for trials.',
    DOMAIN,
    testsIn('test/infra/county-watch.test.ts')(
      'are watched where CloudFront’s certificates lie, with the receivers told from there',
    ),
  ),
  '12.3.1': tested(
    baseline('runs over TLS behind CloudFront too'),
    STACK,
    testsIn('test/infra/county-watch.test.ts')(
      'sends by TLS alone, under the county’s key, from the county’s own alarms alone',
    ),
    testsIn('test/asvs/source-rules.ts')('asks from a function nobody but AWS, by its SDK, and the configured issuer'),
  ),
  '12.3.2': tested(CERTIFICATES),
  '12.3.3': tested(baseline('runs over TLS behind CloudFront too'), STACK),
  '12.3.4': testedBut(
    'behind CloudFront lie AWS’s own hosts with public certificates; none of ours is self-signed.',
    CERTIFICATES,
    baseline('runs over TLS behind CloudFront too'),
  ),
};
