/**
 * More combining marks on one character than any script writes: UAX #15 draws the line at 30 (Stream-Safe Text Format). Normalising
 * puts each run of them in order at the price of its length squared, seconds for 100 KB of nothing else.
 */
const PILE = /\p{M}{31}/u;

/** Whether a text must not be normalised, and is no text that anybody wrote. */
export const hasMarkPile = (text: string): boolean => PILE.test(text);
