/**
 * After the closing time a casting or drawing may still run as long as its function's time limit, by a clock of its own. Two
 * processes' clocks may differ by this much: a box closed sooner could lack a ballot that a slower clock still acknowledges.
 */
export const CLOCK_MARGIN_MS = 5_000;
