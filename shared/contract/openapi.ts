import * as z from 'zod';
import { DEFAULT_MAX_BODY_BYTES, type OperationSpec } from './operation.ts';
import { OPERATION_IDS, problemsOf, specOf } from './operations.ts';
import { PROBLEMS, problemUri } from './problems.ts';
import { type OperationId, ROUTES } from './routes.ts';
import { CONTRACT_VERSION } from './version.ts';

type Json = Record<string, unknown>;

const pathParametersOf = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const propertiesOf = (schema: Json): Readonly<Record<string, Json>> => {
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null ? { ...(properties as Record<string, Json>) } : {};
};

const requiredOf = (schema: Json): readonly string[] =>
  Array.isArray(schema['required']) ? schema['required'].map(String) : [];

const parametersOf = (method: 'GET' | 'POST', path: string, request: Json): readonly Json[] => {
  const inPath = pathParametersOf(path);
  const required = requiredOf(request);
  return Object.entries(propertiesOf(request))
    .filter(([name]) => inPath.includes(name) || method === 'GET')
    .map(([name, schema]) => ({
      name,
      in: inPath.includes(name) ? 'path' : 'query',
      required: inPath.includes(name) || required.includes(name),
      schema,
    }));
};

const bodyOf = (path: string, request: Json, maxBodyBytes: number): Json => {
  const inPath = pathParametersOf(path);
  const properties = Object.fromEntries(
    Object.entries(propertiesOf(request)).filter(([name]) => !inPath.includes(name)),
  );
  const required = requiredOf(request).filter((name) => !inPath.includes(name));
  return {
    required: true,
    description: `At most ${maxBodyBytes} bytes.`,
    content: { 'application/json': { schema: { ...request, properties, required } } },
  };
};

const problemResponses = (id: OperationId): Json => {
  const byStatus = Map.groupBy(problemsOf(id), (type) => PROBLEMS[type].status);
  return Object.fromEntries(
    [...byStatus.entries()].map(([status, types]) => [
      String(status),
      {
        description: types.map((type) => `${problemUri(type)}: ${PROBLEMS[type].en.title}`).join('\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
};

const securityOf = (spec: OperationSpec): readonly Json[] =>
  spec.who.kind === 'staff' ? [{ staff: [...spec.who.roles] }] : [];

const describe = (id: OperationId): Json => {
  const spec = specOf(id);
  const { method, path } = ROUTES[id];
  const request = schemaOf(spec.request, 'input');
  return {
    operationId: id,
    summary: `${spec.summary.zh} / ${spec.summary.en}`,
    tags: [spec.function],
    security: securityOf(spec),
    parameters: parametersOf(method, path, request),
    ...(method === 'POST' ? { requestBody: bodyOf(path, request, spec.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES) } : {}),
    responses: {
      200: {
        description: spec.summary.en,
        content: { 'application/json': { schema: schemaOf(spec.response, 'output') } },
      },
      ...problemResponses(id),
    },
  };
};

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', enum: Object.keys(PROBLEMS).map((type) => `urn:shuangshu:problem:${type}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    reference: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'detail'],
        properties: {
          field: { type: 'string' },
          sheet: { type: 'string' },
          row: { type: 'integer' },
          column: { type: 'string' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

/** The contract as OpenAPI 3.1, for whoever wants to integrate. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const id of OPERATION_IDS) {
    const { method, path } = ROUTES[id];
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(id) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '双述 shuangshu',
      version: String(CONTRACT_VERSION),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        staff: {
          type: 'oauth2',
          description: 'Access token of the county’s OIDC issuer (authorization code with PKCE).',
          flows: {},
        },
      },
    },
  };
}
