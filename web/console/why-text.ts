import { isSlot } from '../../shared/protocol/slots.ts';
import type { TEXTS } from './texts.ts';

const CARDS = /^(\d+) cards$/;
const IMPORT = /^version (\d+), file SHA-256 ([0-9a-f]{64})$/;

/** The particulars of an audit entry in words; what has none yet is shown as it stands in the log. */
export function whyText(
  texts: typeof TEXTS.zh,
  { what, why }: { readonly what: string; readonly why: string },
): string {
  if (what === 'issueEnrolment' && isSlot(why)) return texts.slotTellers[why];
  const [, cards] = CARDS.exec(why) ?? [];
  if (what === 'registerCards' && cards !== undefined) return texts.whyCards(Number(cards));
  const [, version, hash] = IMPORT.exec(why) ?? [];
  if (what === 'importRound' && version !== undefined && hash !== undefined)
    return texts.whyImport(Number(version), hash);
  return why;
}
