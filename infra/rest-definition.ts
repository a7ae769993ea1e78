import { DEFAULT_MAX_BODY_BYTES, type FunctionName } from '../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../shared/contract/operations.ts';
import { problemDocument } from '../shared/contract/problems.ts';
import { ROUTES } from '../shared/contract/routes.ts';
import { type Json, pathParameters, type RestPagesProps, restPageHeaders, restPages } from './rest-pages.ts';

export interface RestDefinitionProps {
  /** The API's name. */
  readonly title: string;
  /** What an integration invokes: `arn:…:lambda:path/2015-03-31/functions/<ARN>/invocations`. */
  readonly functionUri: (name: FunctionName) => string;
  readonly pages: RestPagesProps;
}

/** An integration may last so long, as in every account; no function behind the API runs longer. */
const TIMEOUT_MS = 29_000;
/** Shorter answers gain nothing from being compressed. */
const COMPRESSED_FROM_BYTES = 1_024;

const routes = (functionUri: RestDefinitionProps['functionUri']): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const id of OPERATION_IDS) {
    const { method, path } = ROUTES[id];
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: id,
        parameters: pathParameters(path),
        responses: { '200': { description: 'as the function answers' } },
        'x-amazon-apigateway-integration': {
          type: 'aws_proxy',
          httpMethod: 'POST',
          uri: functionUri(specOf(id).function),
          timeoutInMillis: TIMEOUT_MS,
        },
      },
    };
  }
  return paths;
};

/** API Gateway's own answers, as far as they have one of the contract's: in Chinese, with the contract's own status. */
const problems = () => ({
  MISSING_AUTHENTICATION_TOKEN: problemDocument('route-unknown', 'zh'),
  THROTTLED: problemDocument('busy', 'zh'),
  REQUEST_TOO_LARGE: problemDocument('body-too-large', 'zh', { limitBytes: DEFAULT_MAX_BODY_BYTES }),
});

function gatewayResponses(headers: Readonly<Record<string, string>>): Json {
  const responseParameters = Object.fromEntries(
    Object.entries({ ...headers, 'cache-control': 'no-store' }).map(([name, value]) => [
      `gatewayresponse.header.${name}`,
      `'${value}'`,
    ]),
  );
  const ofContract = Object.entries(problems()).map(([type, document]) => [
    type,
    {
      statusCode: document.status,
      responseParameters,
      responseTemplates: { 'application/json': JSON.stringify(document) },
    },
  ]);
  return {
    ...Object.fromEntries(ofContract),
    DEFAULT_4XX: { responseParameters },
    DEFAULT_5XX: { responseParameters },
  };
}

/**
 * Pages and API as one REST API: an OpenAPI document for API Gateway, made from the contract. One resource of the stack, where a
 * resource for each method and path would be four hundred.
 */
export const restDefinition = ({ title, functionUri, pages }: RestDefinitionProps): Json => ({
  openapi: '3.0.1',
  info: { title, version: '1' },
  paths: { ...restPages(pages), ...routes(functionUri) },
  'x-amazon-apigateway-minimum-compression-size': COMPRESSED_FROM_BYTES,
  'x-amazon-apigateway-gateway-responses': gatewayResponses(restPageHeaders(pages.security)),
});
