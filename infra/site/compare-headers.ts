import { contentSecurityPolicy, pageHeaders, STRICT_TRANSPORT_SECURITY } from '../response-headers.ts';

/** A header that a page came with, or without, and what it is in a deployment of this source. */
export interface HeaderFault {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
}

export interface ComparedHeaders {
  readonly faults: readonly HeaderFault[];
  /** Origins beside the page's own that its policy lets it send to, or show pictures from: of a staff issuer, of the storage. */
  readonly origins: readonly string[];
}

const POLICY = 'content-security-policy';
/** Where a deployment may name further origins (`ContentSecurityOptions`). */
const OPEN_DIRECTIVES: readonly string[] = ['img-src', 'connect-src', 'form-action'];
const WHOLE_ORIGIN = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/;

type Directives = ReadonlyMap<string, readonly string[]>;

const directivesOf = (policy: string): Directives =>
  new Map(
    policy
      .split(';')
      .map((each) => each.trim().split(/\s+/))
      .map(([name = '', ...sources]) => [name, sources]),
  );

/** The sources of a directive beyond those of every deployment, or null when one of these is missing. */
function added(name: string, expected: readonly string[], found: Directives): readonly string[] | null {
  const sources = found.get(name);
  if (sources === undefined || expected.some((source) => !sources.includes(source))) return null;
  return sources.filter((source) => !expected.includes(source));
}

/** Origins that a policy adds; null when it is no policy of a deployment of this source. */
function originsOf(policy: string): readonly string[] | null {
  const [expected, found] = [directivesOf(contentSecurityPolicy()), directivesOf(policy)];
  if (found.size !== expected.size) return null;
  const origins = new Set<string>();
  for (const [name, sources] of expected) {
    const further = added(name, sources, found);
    const isAllowed = OPEN_DIRECTIVES.includes(name) ? (source: string) => WHOLE_ORIGIN.test(source) : () => false;
    if (further === null || !further.every(isAllowed)) return null;
    for (const source of further) origins.add(source);
  }
  return [...origins];
}

/** Holds the headers of a page to those that every deployment of this source sends; over HTTPS, that it stays there. */
export function compareHeaders(headers: Headers, { isHttps }: { readonly isHttps: boolean }): ComparedHeaders {
  const { [POLICY]: policy = '', ...fixed } = pageHeaders();
  const expected = isHttps ? { ...fixed, 'strict-transport-security': STRICT_TRANSPORT_SECURITY } : fixed;
  const faults = Object.entries(expected)
    .map(([name, value]) => ({ name, expected: value, found: headers.get(name) ?? '' }))
    .filter((each) => each.found !== each.expected);
  const served = headers.get(POLICY) ?? '';
  const origins = originsOf(served);
  return {
    faults: origins === null ? [{ name: POLICY, expected: policy, found: served }, ...faults] : faults,
    origins: origins ?? [],
  };
}
