import { OPINION_KINDS, type OpinionKind } from '../../shared/process/opinions.ts';
import type { OpinionProof } from '../../shared/protocol/opinion-proof.ts';
import type { KeyValueStore } from '../ui/idb.ts';

/** What has been written so far. It lives on this phone until it is sent. */
export interface Draft {
  readonly kind: OpinionKind | null;
  /** `unit`, or the officer's id; `null` until it is chosen. */
  readonly about: string | null;
  readonly text: string;
  readonly isNamed: boolean;
  readonly name: string;
  readonly contact: string;
  /**
   * The receipt's secret, b64u, once sending was begun: a second try sends the same, so that it counts once. It is no part of
   * what is sent.
   */
  readonly secret: string | null;
  /** That its author is an invited delegate, for whoever drew it. */
  readonly proof: OpinionProof | null;
}

export const EMPTY_DRAFT: Draft = {
  kind: null,
  about: null,
  text: '',
  isNamed: false,
  name: '',
  contact: '',
  secret: null,
  proof: null,
};

/** A photo as the phone made it small. */
export interface DraftPhoto {
  readonly id: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its name in the storage, once it arrived there. */
  readonly uploaded: string | null;
}

/** Where drafts are kept. A webview may refuse either; the page then works without, and says so. */
export interface DraftKeeper {
  read(): Promise<{ readonly draft: Draft; readonly photos: readonly DraftPhoto[] }>;
  /** `false` when this phone keeps nothing. */
  keepDraft(draft: Draft): boolean;
  keepPhotos(photos: readonly DraftPhoto[]): Promise<void>;
  clear(): Promise<void>;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const proofOf = (value: unknown): OpinionProof | null => {
  const field = new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  const [nonce, signature] = [textOf(field.get('nonce')), textOf(field.get('signature'))];
  return nonce === '' || signature === '' ? null : { nonce, signature };
};

function parseDraft(json: string | null): Draft {
  if (json === null) return EMPTY_DRAFT;
  let kept: unknown;
  try {
    kept = JSON.parse(json);
  } catch {
    return EMPTY_DRAFT;
  }
  if (typeof kept !== 'object' || kept === null) return EMPTY_DRAFT;
  const field = new Map<string, unknown>(Object.entries(kept));
  return {
    kind: OPINION_KINDS.find((kind) => kind === field.get('kind')) ?? null,
    about: textOf(field.get('about')) || null,
    text: textOf(field.get('text')),
    isNamed: field.get('isNamed') === true,
    name: textOf(field.get('name')),
    contact: textOf(field.get('contact')),
    secret: textOf(field.get('secret')) || null,
    proof: proofOf(field.get('proof')),
  };
}

const isPhoto = (value: unknown): value is DraftPhoto =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'bytes' in value &&
  value.bytes instanceof Uint8Array &&
  'uploaded' in value;

/** Words beside the photos: they are small, and must be there when the page is killed in the middle of one. */
export function draftKeeper(
  session: string,
  { words, store }: { readonly words: Storage | null; readonly store: KeyValueStore | null },
): DraftKeeper {
  const key = `shuangshu.opinion.${session}`;
  const photosKey = `photos-${session}`;
  const readPhotos = async (): Promise<readonly DraftPhoto[]> => {
    const kept = await store?.get(photosKey).catch(() => undefined);
    return Array.isArray(kept) ? kept.filter(isPhoto) : [];
  };
  return {
    read: async () => ({ draft: parseDraft(words?.getItem(key) ?? null), photos: await readPhotos() }),
    keepDraft: (draft) => {
      try {
        words?.setItem(key, JSON.stringify(draft));
        return words !== null;
      } catch {
        return false;
      }
    },
    keepPhotos: async (photos) => {
      // Without them the draft is still worth keeping; the page shows what is there.
      await store?.put(photosKey, photos).catch(() => undefined);
    },
    clear: async () => {
      words?.removeItem(key);
      await store?.delete(photosKey).catch(() => undefined);
    },
  };
}

/** Characters as people count them, of the text as it will arrive. */
export const charactersOf = (text: string): number => [...text.replace(/\r\n?/g, '\n').normalize('NFC').trim()].length;
