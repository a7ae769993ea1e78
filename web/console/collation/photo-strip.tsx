import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Answer } from '../../ui/client.ts';
import { useTexts } from '../../ui/texts.ts';
import { COLLATION_TEXTS } from './texts.ts';

/** Asks for the signed address of a photo. */
export type OpenPhoto = (photo: string) => Promise<Answer<{ readonly url: string }>>;

/** The bytes, by an address that lives some minutes; `null` when they did not come, or why they are not given. */
async function fetchPhoto(photo: string, open: OpenPhoto): Promise<Blob | string | null> {
  const answer = await open(photo);
  if (!answer.ok) return answer.problem?.title ?? null;
  try {
    const response = await fetch(answer.value.url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}

function Photo({ photo, number, open }: { readonly photo: string; readonly number: number; readonly open: OpenPhoto }) {
  const texts = useTexts(COLLATION_TEXTS);
  const [address, setAddress] = useState<string | null>(null);
  const [hindrance, setHindrance] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    void fetchPhoto(photo, open).then((fetched) => {
      if (isGone) return;
      made = fetched instanceof Blob ? URL.createObjectURL(fetched) : null;
      setAddress(made);
      setHindrance(fetched instanceof Blob ? null : (fetched ?? texts.photoFailed));
    });
    return () => {
      isGone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [photo]);
  if (hindrance !== null) return <p class="note note-warn">{hindrance}</p>;
  return address === null ? null : <img class="opinion-photo" src={address} alt={texts.photoNumber(number)} />;
}

interface PhotoStripProps {
  readonly photos: readonly string[];
  readonly label: string;
  readonly open: OpenPhoto;
  /** Shown beside each. */
  readonly beside?: (photo: string) => ComponentChildren;
}

/** Photos behind a press: each look is a request. */
export function PhotoStrip({ photos, label, open, beside }: PhotoStripProps) {
  const texts = useTexts(COLLATION_TEXTS);
  const [isShown, setShown] = useState(false);
  if (photos.length === 0) return null;
  return (
    <div class="stack-small no-print">
      <button type="button" class="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {isShown ? texts.hidePhotos : label}
      </button>
      {isShown && (
        <ul class="opinion-photos">
          {photos.map((photo, index) => (
            <li key={photo}>
              <Photo photo={photo} number={index + 1} open={open} />
              {beside?.(photo)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
