import { useState } from 'preact/hooks';
import { type Draft, type DraftKeeper, type DraftPhoto, EMPTY_DRAFT } from './draft.ts';

/** A draft on the screen, kept on the phone with every change. */
export interface HeldDraft {
  readonly draft: Draft;
  readonly photos: readonly DraftPhoto[];
  /** `false` when this phone keeps nothing. */
  readonly isKept: boolean;
  readonly change: (changed: Partial<Draft>) => Draft;
  readonly changePhotos: (photos: readonly DraftPhoto[]) => void;
  readonly clear: () => Promise<void>;
}

export function useDraft(
  start: { readonly draft: Draft; readonly photos: readonly DraftPhoto[] },
  keeper: DraftKeeper,
): HeldDraft {
  const [draft, setDraft] = useState(start.draft);
  const [photos, setPhotos] = useState(start.photos);
  const [isKept, setKept] = useState(true);
  return {
    draft,
    photos,
    isKept,
    change: (changed) => {
      const next = { ...draft, ...changed };
      setDraft(next);
      setKept(keeper.keepDraft(next));
      return next;
    },
    changePhotos: (next) => {
      setPhotos(next);
      void keeper.keepPhotos(next);
    },
    clear: async () => {
      await keeper.clear();
      setDraft(EMPTY_DRAFT);
      setPhotos([]);
    },
  };
}
