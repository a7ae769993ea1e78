import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { Answer } from '../../ui/client.ts';
import type { Failed } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import type { RawOpinion } from './opinion-card.tsx';

/** The pages fetched so far. */
export interface RawPages {
  readonly opinions: readonly RawOpinion[];
  readonly isLoading: boolean;
  readonly failed: Failed | null;
  /** Fetches the next page; `null` at the end. */
  readonly more: (() => void) | null;
  /** Fetches what is shown anew. */
  readonly reload: () => void;
}

interface Held {
  readonly opinions: readonly RawOpinion[];
  readonly next: string | null;
  readonly isLoading: boolean;
  readonly failed: Failed | null;
}

const NOTHING: Held = { opinions: [], next: null, isLoading: true, failed: null };

/** Opinions as they were written, page by page as they are asked for. */
export function useRawOpinions(session: string): RawPages {
  const { api } = useDesk();
  const [held, hold] = useState<Held>(NOTHING);
  /** Pages up to as many as there were, so that a change does not throw the reader back to the first. */
  const fetchPages = useCallback(
    async (least: number) => {
      const opinions: RawOpinion[] = [];
      let next: string | null = null;
      do {
        const answer: Answer<ResponseOf<'listOpinions'>> = await api('listOpinions', {
          session,
          ...(next === null ? {} : { after: next }),
        });
        if (!answer.ok) return hold((before) => ({ ...before, isLoading: false, failed: answer }));
        opinions.push(...answer.value.opinions);
        next = answer.value.next;
      } while (next !== null && opinions.length < least);
      hold({ opinions, next, isLoading: false, failed: null });
    },
    [api, session],
  );
  useEffect(() => void fetchPages(1), [fetchPages]);
  const { opinions, next, isLoading, failed } = held;
  return {
    opinions,
    isLoading,
    failed,
    more: next === null ? null : () => void fetchPages(opinions.length + 1),
    reload: () => void fetchPages(Math.max(1, opinions.length)),
  };
}
