/** The three tellers, always in this order: discipline commission, delegates, inspection office. */
export const SLOTS = ['discipline', 'delegates', 'inspection'] as const;
export type Slot = (typeof SLOTS)[number];

/** Whether a value names a teller. */
export function isSlot(value: unknown): value is Slot {
  return SLOTS.some((slot) => slot === value);
}
