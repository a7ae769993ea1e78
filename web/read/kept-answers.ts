/** The words of the last answer, on this phone, so that the page opens in a hall without a signal. */
export interface KeptAnswers {
  /** `parse` says whether what is kept still has the shape of an answer. */
  read<T>(name: string, isAnswer: (value: unknown) => value is T): Kept<T> | null;
  keep(name: string, value: unknown, atMs: number): void;
}

export interface Kept<T> {
  readonly value: T;
  readonly atMs: number;
}

const PREFIX = 'shuangshu.read.';

const isEntry = (value: unknown): value is { readonly atMs: number; readonly value: unknown } =>
  typeof value === 'object' && value !== null && 'atMs' in value && typeof value.atMs === 'number' && 'value' in value;

/** Storage may be switched off or full in a webview; the page works without, it only forgets. */
export function keptAnswers(storage: () => Pick<Storage, 'getItem' | 'setItem'>): KeptAnswers {
  return {
    read: (name, isAnswer) => {
      try {
        const entry: unknown = JSON.parse(storage().getItem(PREFIX + name) ?? 'null');
        return isEntry(entry) && isAnswer(entry.value) ? { value: entry.value, atMs: entry.atMs } : null;
      } catch {
        return null;
      }
    },
    keep: (name, value, atMs) => {
      try {
        storage().setItem(PREFIX + name, JSON.stringify({ atMs, value }));
      } catch {
        console.info('nothing kept for offline: storage is off or full');
      }
    },
  };
}
