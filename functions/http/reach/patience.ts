/**
 * A request must not outlive the function: three attempts of two seconds, and a second to connect. Without
 * `throwOnRequestTimeout` the client only warns, and waits on.
 */
export const CLIENT_PATIENCE = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
} as const;

/** A bundle of 10 000 ballots is some ten megabytes. */
export const UPLOAD_PATIENCE = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 12_000, throwOnRequestTimeout: true },
} as const;
