import type { Route } from './route.ts';

/** A request as the wire sees it. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: string;
}

/** Fills the path of an operation from the request; what is left is the query (GET) or the JSON body (POST). */
export function wireRequest(route: Route, request: object): WireRequest {
  const rest = new Map<string, unknown>(Object.entries(request));
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new TypeError(`path parameter ${name} is missing`);
    rest.delete(name);
    return encodeURIComponent(value);
  });
  if (route.method === 'POST') return { method: 'POST', url: path, body: JSON.stringify(Object.fromEntries(rest)) };
  const query = new URLSearchParams();
  for (const [name, value] of rest) if (value !== undefined) query.append(name, String(value));
  const text = query.toString();
  return { method: 'GET', url: text === '' ? path : `${path}?${text}` };
}
