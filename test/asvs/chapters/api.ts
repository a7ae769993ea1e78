import { type Chapter, notApplicable, provided, tested, testedBut, testsIn } from '../verdict.ts';

const NO_GRAPHQL = notApplicable('No GraphQL: every operation is a route of the contract.');
const NO_SOCKET = notApplicable(
  'No WebSocket: pages ask again every few seconds.',
  testsIn('test/asvs/source-rules.ts')('listens to no other window and opens none'),
);

/** V4 */
export const API: Chapter = {
  '4.1.1': tested(
    testsIn('test/unit/functions/http/respond.test.ts')(
      '%s is kept by nobody on the way and taken for nothing but JSON',
    ),
    testsIn('test/integration/local/static-files.test.ts')(
      'a page comes with its type and every security header, which allow no inline script and no framing',
    ),
    testsIn('test/integration/bad-input/bad-input.test.ts')('$title → $expected'),
  ),
  '4.1.2': testedBut(
    'in aws-cn the one REST API has no plain HTTP at all.',
    testsIn('test/infra/web-baseline.test.ts')('leads pages from HTTP to HTTPS, and refuses the API without TLS'),
  ),
  '4.1.3': tested(
    testsIn('test/unit/functions/http/api-request.test.ts')(
      'tell nobody the address, the time or the number of a request',
    ),
    testsIn('test/unit/functions/http/api-request.test.ts')('are one request to %s'),
  ),
  '4.2.1': provided(
    'CloudFront and API Gateway',
    'They end every connection; a function gets a request as an event, whole. On one machine Node’s strict parser does.',
    testsIn('test/integration/local/message-framing.test.ts')(
      'a request with %s is refused, and no second one is read out of it',
    ),
  ),
  '4.3.1': NO_GRAPHQL,
  '4.3.2': NO_GRAPHQL,
  '4.4.1': NO_SOCKET,
  '4.4.2': NO_SOCKET,
  '4.4.3': NO_SOCKET,
  '4.4.4': NO_SOCKET,
};
