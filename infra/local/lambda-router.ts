import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

export type LambdaHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** An operation's place, with the function that answers it. `path` may hold `{name}` segments. */
export interface LambdaRoute {
  readonly method: string;
  readonly path: string;
  /** The function's name, as it appears in the context. */
  readonly functionName: string;
  readonly handler: LambdaHandler;
}

/** A route found, with its parameters decoded. */
export interface RouteMatch {
  readonly route: LambdaRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly route: LambdaRoute;
  readonly pattern: RegExp;
}

function compile(route: LambdaRoute): CompiledRoute {
  const escaped = route.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return { route, pattern: new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) };
}

function decodeParameters(groups: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    // Not percent-encoded UTF-8: no such address.
    return undefined;
  }
}

/** Routes by method and path: those without parameters by one look-up, the others in order. */
export function makeRouter(routes: readonly LambdaRoute[]): (method: string, path: string) => RouteMatch | undefined {
  const exact = new Map(
    routes.filter(({ path }) => !path.includes('{')).map((route) => [`${route.method} ${route.path}`, route]),
  );
  const compiled = routes.filter(({ path }) => path.includes('{')).map(compile);
  return (method, path) => {
    const found = exact.get(`${method} ${path}`);
    if (found !== undefined) return { route: found, pathParameters: {} };
    for (const { route, pattern } of compiled) {
      const parts = route.method === method ? pattern.exec(path) : null;
      if (parts === null) continue;
      const pathParameters = decodeParameters({ ...parts.groups });
      return pathParameters === undefined ? undefined : { route, pathParameters };
    }
    return undefined;
  };
}
