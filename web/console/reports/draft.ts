import {
  areSameTexts,
  MAX_PART_CHARACTERS,
  REPORT_PARTS,
  type ReportPart,
  type ReportTexts,
} from '../../../shared/process/report.ts';
import type { Failed } from '../answers.tsx';

/** Characters as people and the contract count them. */
export const charactersIn = (text: string): number => [...text].length;

/** What the server has, as far as this page knows. */
export interface Base {
  readonly version: number;
  readonly texts: ReportTexts;
}

/** The version that somebody else saved meanwhile. */
export interface Theirs extends Base {
  readonly who: string;
}

type Trouble =
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly answer: Failed }
  | { readonly kind: 'conflict'; readonly theirs: Theirs };

/** A report being written. */
export interface Draft {
  readonly texts: ReportTexts;
  readonly base: Base;
  /** What was on the screen before, the latest last. */
  readonly past: readonly ReportTexts[];
  /** Typing on in one part is one step to undo. */
  readonly typingIn: ReportPart | null;
  /** On its way to the server. */
  readonly sent: ReportTexts | null;
  /** Sent without an answer: it may have arrived all the same. */
  readonly unanswered: ReportTexts | null;
  readonly trouble: Trouble | null;
}

export type DraftEvent =
  | { readonly type: 'typed'; readonly part: ReportPart; readonly text: string }
  | { readonly type: 'replaced'; readonly texts: ReportTexts }
  | { readonly type: 'undone' }
  | { readonly type: 'sent' }
  | { readonly type: 'saved'; readonly version: number }
  | { readonly type: 'failed'; readonly answer: Failed }
  | { readonly type: 'met'; readonly theirs: Theirs }
  | { readonly type: 'merged'; readonly texts: ReportTexts }
  | { readonly type: 'online' };

export type DraftStatus = 'saved' | 'unsaved' | 'saving' | 'offline' | 'refused' | 'conflict' | 'too-long';

const MOST_STEPS_BACK = 50;

export const openDraft = (base: Base): Draft => ({
  texts: base.texts,
  base,
  past: [],
  typingIn: null,
  sent: null,
  unanswered: null,
  trouble: null,
});

const withPast = (draft: Draft): Draft['past'] => [...draft.past, draft.texts].slice(-MOST_STEPS_BACK);
/** A refusal stands until something is changed; a conflict until it is settled. */
const afterEdit = ({ trouble }: Draft): Draft['trouble'] => (trouble?.kind === 'refused' ? null : trouble);

/** What somebody else saved has to be merged; one's own words whose answer was lost are what is written on from. */
function met(draft: Draft, theirs: Theirs): Draft {
  const settled = { ...draft, sent: null, unanswered: null };
  const isOwn = draft.unanswered !== null && areSameTexts(draft.unanswered, theirs.texts);
  return isOwn
    ? { ...settled, base: { version: theirs.version, texts: theirs.texts }, trouble: null }
    : { ...settled, trouble: { kind: 'conflict', theirs } };
}

/** Nothing that was typed is ever dropped here: a failed save leaves the texts, and a merge keeps one's own a step back. */
export function stepDraft(draft: Draft, event: DraftEvent): Draft {
  switch (event.type) {
    case 'typed': {
      const past = draft.typingIn === event.part ? draft.past : withPast(draft);
      const texts = { ...draft.texts, [event.part]: event.text };
      return { ...draft, texts, past, typingIn: event.part, trouble: afterEdit(draft) };
    }
    case 'replaced':
      return { ...draft, texts: event.texts, past: withPast(draft), typingIn: null, trouble: afterEdit(draft) };
    case 'undone': {
      const texts = draft.past.at(-1) ?? draft.texts;
      return { ...draft, texts, past: draft.past.slice(0, -1), typingIn: null, trouble: afterEdit(draft) };
    }
    case 'sent':
      return { ...draft, sent: draft.texts };
    case 'saved':
      return {
        ...draft,
        base: { version: event.version, texts: draft.sent ?? draft.texts },
        sent: null,
        unanswered: null,
        typingIn: null,
        trouble: null,
      };
    case 'failed': {
      const { answer } = event;
      const trouble: Trouble = answer.network === true ? { kind: 'offline' } : { kind: 'refused', answer };
      const unanswered = answer.network === true ? (draft.sent ?? draft.unanswered) : draft.unanswered;
      return { ...draft, sent: null, unanswered, trouble };
    }
    case 'met':
      return met(draft, event.theirs);
    case 'merged':
      return draft.trouble?.kind !== 'conflict'
        ? draft
        : {
            ...draft,
            base: draft.trouble.theirs,
            texts: event.texts,
            past: withPast(draft),
            typingIn: null,
            trouble: null,
          };
    case 'online':
      return draft.trouble?.kind === 'offline' ? { ...draft, trouble: null } : draft;
  }
}

export const isTooLong = (texts: ReportTexts): boolean =>
  REPORT_PARTS.some((part) => charactersIn(texts[part]) > MAX_PART_CHARACTERS);

export function statusOf({ texts, base, sent, trouble }: Draft): DraftStatus {
  if (trouble !== null && trouble.kind !== 'offline') return trouble.kind;
  if (areSameTexts(texts, base.texts)) return 'saved';
  if (isTooLong(texts)) return 'too-long';
  // Said once and not with every further attempt.
  if (trouble !== null) return 'offline';
  return sent === null ? 'unsaved' : 'saving';
}

/** Whether the page has something to send, in a moment. */
export function wantsSaving(draft: Draft): boolean {
  const status = statusOf(draft);
  return draft.sent === null && (status === 'unsaved' || status === 'offline');
}
