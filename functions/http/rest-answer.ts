import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/**
 * Before an HTTP API lies CloudFront and sets these; nothing lies before a REST API. An answer is data: shown as a page it may load
 * and do nothing.
 */
export const REST_ANSWER_HEADERS = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** An answer as a REST API sends it to a browser. */
export const restAnswer = (answer: APIGatewayProxyStructuredResultV2): APIGatewayProxyStructuredResultV2 => ({
  ...answer,
  headers: { ...REST_ANSWER_HEADERS, ...answer.headers },
});
