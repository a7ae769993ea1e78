const AHEAD_MS = 8 * 3_600_000;

/** The calendar day of a moment in Asia/Shanghai, `YYYY-MM-DD`. China has one time and no summer time. */
export const shanghaiDay = (atMs: number): string => new Date(atMs + AHEAD_MS).toISOString().slice(0, 10);
