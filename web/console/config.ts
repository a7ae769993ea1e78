/** What `/config.json` says: the county this deployment serves, and where its staff sign in. */
export interface ConsoleConfig {
  readonly county: string;
  readonly countyName: string;
  readonly oidc: OidcSettings;
}

/** The staff issuer, and this page as one of its public clients. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** Whom the access token is for: the API. */
  readonly audience: string;
}

const textOf = (value: unknown, name: string): string | null => {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' && found !== '' ? found : null;
};

/** Reads `/config.json`; null when anything in it is missing. */
export function parseConfig(value: unknown): ConsoleConfig | null {
  const county = textOf(value, 'county');
  const countyName = textOf(value, 'countyName');
  const oidc: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'oidc') : null;
  const issuer = textOf(oidc, 'issuer');
  const clientId = textOf(oidc, 'clientId');
  const scope = textOf(oidc, 'scope');
  const audience = textOf(oidc, 'audience');
  if (county === null || countyName === null) return null;
  if (issuer === null || clientId === null || scope === null || audience === null) return null;
  return { county, countyName, oidc: { issuer, clientId, scope, audience } };
}

/** Fetches the configuration; null when it does not come or is not one. */
export async function loadConfig(): Promise<ConsoleConfig | null> {
  try {
    const response = await fetch('/config.json', { cache: 'no-store', credentials: 'omit' });
    return response.ok ? parseConfig(await response.json()) : null;
  } catch {
    return null;
  }
}
