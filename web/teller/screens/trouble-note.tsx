import { isSlot } from '../../../shared/protocol/slots.ts';
import { useTexts } from '../../ui/texts.ts';
import { TEXTS, type Texts, type Words } from '../texts.ts';
import type { Trouble } from '../use-step.ts';

/** Places beyond these help nobody in the hall. */
const PLACES_SHOWN = 5;

/** What went wrong, and what to do now. */
export function TroubleNote({ trouble }: { readonly trouble: Trouble | null }) {
  const texts = useTexts(TEXTS);
  if (trouble === null) return null;
  const { title, detail } = wordsOf(trouble, texts);
  const where = 'distrust' in trouble ? (trouble.where ?? []).slice(0, PLACES_SHOWN) : [];
  const places = where.map((place) => (isSlot(place) ? texts.slots[place] : place));
  return (
    <div class="note note-bad" role="alert">
      <h2>{title}</h2>
      <p>{detail}</p>
      {places.length > 0 && (
        <p class="code">
          {texts.whereWrong}
          {places.join(texts.join)}
        </p>
      )}
    </div>
  );
}

function wordsOf(trouble: Trouble, texts: Texts): Words {
  if ('device' in trouble)
    return trouble.device === 'storage'
      ? { title: texts.storageTitle, detail: texts.storageDetail }
      : { title: texts.crashTitle, detail: texts.crashDetail };
  if ('distrust' in trouble) return texts.distrust[trouble.distrust];
  // The server's own words are in the language of the request and say what to do next.
  if (trouble.problem !== undefined) return { title: trouble.problem.title, detail: trouble.problem.detail ?? '' };
  return { title: texts.networkTitle, detail: texts.networkDetail };
}
