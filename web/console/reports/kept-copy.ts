import { areSameTexts, REPORT_PARTS, type ReportTexts } from '../../../shared/process/report.ts';
import type { Base, Draft } from './draft.ts';

/**
 * A copy of what is not saved yet, in this window only: it survives a reload, and signing in again when the sign-in expired while
 * somebody wrote. It is gone with the window, since the computer may be anybody's.
 */
export interface KeptCopy {
  put(draft: Draft): void;
  take(): Base | null;
}

const isTexts = (value: unknown): value is ReportTexts =>
  typeof value === 'object' &&
  value !== null &&
  REPORT_PARTS.every((part) => typeof new Map(Object.entries(value)).get(part) === 'string');

function parse(json: string | null): Base | null {
  if (json === null) return null;
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null || !('version' in value) || !('texts' in value)) return null;
  const { version, texts } = value;
  return typeof version === 'number' && isTexts(texts) ? { version, texts } : null;
}

export function keptCopy(name: string, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): KeptCopy {
  const key = `shuangshu.report.${name}`;
  return {
    put: ({ texts, base }) => {
      if (areSameTexts(texts, base.texts)) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify({ version: base.version, texts }));
    },
    take: () => parse(storage.getItem(key)),
  };
}
