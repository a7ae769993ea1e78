import type { MeetingState } from './meeting-state.ts';
import { shanghaiDay } from './shanghai-day.ts';

/** 咨询和质询问题, 意见和建议. */
export const OPINION_KINDS = ['question', 'suggestion'] as const;
export type OpinionKind = (typeof OPINION_KINDS)[number];

/** How an opinion came: left on the page by its author, or written down by staff for somebody. */
export const RECORDED_CHANNELS = ['door-to-door', 'seminar', 'letter', 'phone'] as const;
export const OPINION_CHANNELS = ['page', ...RECORDED_CHANNELS] as const;
export type OpinionChannel = (typeof OPINION_CHANNELS)[number];

/** Whoever wrote it down made its receipt, too, and could follow it in its author's place. */
export const isRecordedByStaff = ({ channel }: { readonly channel: OpinionChannel }): boolean => channel !== 'page';

/** What an author may say of a reply: 满意, 基本满意, 不满意. */
export const RATINGS = ['satisfied', 'mostly-satisfied', 'dissatisfied'] as const;
export type Rating = (typeof RATINGS)[number];

/** The unit as a whole, or one of those who report. `officer` is the subject's id on the ballot. */
export type OpinionSubject = { readonly kind: 'unit' } | { readonly kind: 'officer'; readonly officer: string };

/** A person who chose to be named. */
export interface NamedAuthor {
  readonly name: string;
  /** How to reach them; empty when they left nothing. */
  readonly contact: string;
}

/** What an opinion says; nothing of it changes once it is left, but that a name given with it is forgotten in the end. */
export interface OpinionContent {
  readonly kind: OpinionKind;
  readonly about: OpinionSubject;
  readonly text: string;
  readonly named: NamedAuthor | null;
  readonly channel: OpinionChannel;
  /** Its author proved to hold an invitation, without saying which. */
  readonly invited: boolean;
  /** `YYYY-MM-DD`: nothing finer is known of it. */
  readonly day: string;
}

export const MAX_OPINION_CHARACTERS = 2_000;
export const MAX_PHOTOS = 4;
export const MAX_PHOTO_BYTES = 2_000_000;
/** The longer side of a photo, as the phone makes it small. */
export const MAX_PHOTO_PIXELS = 1_600;

/**
 * What an opinion says, as one text: a retry carries what the first attempt carried. The day may have turned between them, and the
 * proof of an invitation may have been left away.
 */
export const whatIsSaid = ({ kind, about, text, named, channel }: OpinionContent): string =>
  JSON.stringify([
    kind,
    about.kind === 'officer' ? about.officer : null,
    text,
    channel,
    named === null ? null : [named.name, named.contact],
  ]);

/**
 * Whether a session still takes opinions: before the meeting, during it, and until the end of the day on which its result was
 * announced. A void meeting takes none.
 */
export const takesOpinions = (
  meeting: { readonly state: MeetingState; readonly announcedAtMs: number | null },
  nowMs: number,
): boolean => {
  if (meeting.state === 'voided') return false;
  if (meeting.state !== 'announced' || meeting.announcedAtMs === null) return true;
  return shanghaiDay(nowMs) === shanghaiDay(meeting.announcedAtMs);
};
