import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_PHOTOS } from '../../shared/process/opinions.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { useTexts } from '../ui/texts.ts';
import type { DraftPhoto } from './draft.ts';
import { shrinkPhoto } from './shrink-photo.ts';
import { TEXTS } from './texts.ts';

interface PreviewProps {
  readonly photo: DraftPhoto;
  readonly number: number;
  readonly onRemove: () => void;
}

function Preview({ photo, number, onRemove }: PreviewProps) {
  const texts = useTexts(TEXTS);
  const [address, setAddress] = useState<string | null>(null);
  const { bytes } = photo;
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return (
    <li class="photo">
      {address !== null && <img src={address} alt={texts.photoNumber(number)} />}
      <button type="button" class="button" onClick={onRemove}>
        {texts.removePhoto(number)}
      </button>
    </li>
  );
}

const ID_BYTES = 8;
const newId = (): string => toHex(crypto.getRandomValues(new Uint8Array(ID_BYTES)));

type Trouble = 'unreadable' | 'full' | null;

interface PhotosFieldProps {
  readonly photos: readonly DraftPhoto[];
  readonly onPhotos: (photos: readonly DraftPhoto[]) => void;
}

/** Photos with their previews. Each is drawn anew and small before it is shown, so what is seen is what will be sent. */
export function PhotosField({ photos, onPhotos }: PhotosFieldProps) {
  const texts = useTexts(TEXTS);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>(null);
  const input = useRef<HTMLInputElement>(null);
  const add = async (files: readonly File[]) => {
    const room = MAX_PHOTOS - photos.length;
    setBusy(true);
    setTrouble(files.length > room ? 'full' : null);
    const added: DraftPhoto[] = [];
    for (const file of files.slice(0, room)) {
      const bytes = await shrinkPhoto(file);
      if (bytes === null) setTrouble('unreadable');
      else added.push({ id: newId(), bytes, uploaded: null });
    }
    setBusy(false);
    onPhotos([...photos, ...added]);
  };
  const said = { unreadable: texts.photoUnreadable, full: texts.photosFull };
  return (
    <fieldset class="stack-small">
      <legend>{texts.photosTitle}</legend>
      <p class="quiet">{texts.photosLead}</p>
      <ol class="photos">
        {photos.map((photo, index) => (
          <Preview
            key={photo.id}
            photo={photo}
            number={index + 1}
            onRemove={() => onPhotos(photos.filter(({ id }) => id !== photo.id))}
          />
        ))}
      </ol>
      {photos.length < MAX_PHOTOS && (
        <label class="button file-button">
          {isBusy ? texts.preparingPhoto : texts.addPhoto}
          <input
            ref={input}
            class="spoken"
            type="file"
            accept="image/*"
            multiple
            disabled={isBusy}
            onChange={({ currentTarget }) => {
              const files = [...(currentTarget.files ?? [])];
              // The same file may be chosen again after it was removed.
              currentTarget.value = '';
              void add(files);
            }}
          />
        </label>
      )}
      <p role="status">{trouble !== null && <span class="note note-warn">{said[trouble]}</span>}</p>
    </fieldset>
  );
}
