import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ResponseOf } from '../../shared/contract/operations.ts';
import type { Answer, Problem } from '../ui/client.ts';
import type { KeptAnswers } from './kept-answers.ts';

export type Reading = ResponseOf<'openReading'>;
export type ReadingReport = ResponseOf<'getReadingReport'>;

/** Kept by an earlier version of the page it may have another shape; these are what the screens rely on first. */
const hasFields = (value: unknown, names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => name in value);
export const isReading = (value: unknown): value is Reading =>
  hasFields(value, ['unitName', 'state', 'venue', 'officers', 'floor', 'items']);
export const isReadingReport = (value: unknown): value is ReadingReport => hasFields(value, ['name', 'post', 'parts']);

/** What is on the screen: an answer with its age, and what stood in the way of a newer one. */
export interface Shown<T> {
  readonly answer: { readonly value: T; readonly atMs: number } | null;
  readonly isLoading: boolean;
  readonly isOffline: boolean;
  readonly problem: Problem | null;
}

interface Source<T> {
  readonly name: string;
  readonly kept: KeptAnswers;
  readonly isAnswer: (value: unknown) => value is T;
  readonly ask: () => Promise<Answer<T>>;
  readonly nowMs: () => number;
}

/**
 * Shows what this phone keeps at once, asks, and keeps the answer. Without a network the kept one stays, with its age; a refusal
 * is shown in its place, since what is kept is no longer so. A component shows one answer: another one has another key.
 */
export function useKeptAnswer<T>({ name, kept, isAnswer, ask, nowMs }: Source<T>): readonly [Shown<T>, () => void] {
  const [shown, show] = useState<Shown<T>>(() => ({
    answer: kept.read(name, isAnswer),
    isLoading: true,
    isOffline: false,
    problem: null,
  }));
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let overtaken = false;
    show((last) => ({ ...last, isLoading: true }));
    void ask().then((answer) => {
      if (overtaken) return;
      if (answer.ok) {
        const atMs = nowMs();
        kept.keep(name, answer.value, atMs);
        show({ answer: { value: answer.value, atMs }, isLoading: false, isOffline: false, problem: null });
      } else if (answer.problem === undefined) show((last) => ({ ...last, isLoading: false, isOffline: true }));
      else show({ answer: null, isLoading: false, isOffline: false, problem: answer.problem });
    });
    return () => {
      overtaken = true;
    };
  }, [turn]);
  const reload = useCallback(() => setTurn((value) => value + 1), []);
  return [shown, reload];
}
