import type { CollatedWording, CollationHead } from '../../shared/process/collation.ts';
import type { Dependencies } from '../http/dependencies.ts';

/** Each attempt that fails means that somebody else's change went in. */
export const MAX_ATTEMPTS = 10;

/** The words of an entry, apart from what else it holds. */
export const wordingOf = ({ kind, about, topic, wording }: CollatedWording): CollatedWording => ({
  kind,
  about,
  topic,
  wording,
});

/** The county's home reads these; an opinion is counted once it is collated, and not before. */
export const noteFigures = (
  of: { readonly round: string; readonly unit: string },
  { questions, suggestions, isFinished }: CollationHead,
  { registry }: Dependencies,
): Promise<void> => registry.progress.note(of, 'opinions', { questions, suggestions, isFinished });
