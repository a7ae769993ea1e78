import type { FileKind } from './file-kinds.ts';

/**
 * At the meeting besides the vote: the agenda with its current item, the questions that were put with the answers given, and the
 * head's statement after the announcement (process: stages 3 and 5).
 */
export const DEFAULT_AGENDA: readonly string[] = [
  '宣布大会开始，介绍到会人员',
  '推选计票人，现场核对代码',
  '述职述廉人员逐个报告',
  '交流评议：代表提问，现场回答',
  '无记名打分测评',
  '现场计票，公布结果',
  '表态性发言',
];

export const MAX_AGENDA_ITEMS = 20;
/** A recording of the statement: sound or picture. */
export const STATEMENT_KINDS = ['mp3', 'm4a', 'mp4'] as const satisfies readonly FileKind[];
/** A meeting of an afternoon, and one page of what delegates read; more questions than that are opinions. */
export const MAX_QUESTIONS = 50;
/** Of one answer, corrections included: 10 × 3 000 characters stay far below the 400 KB of an item. */
export const MAX_WORDINGS = 10;

/** `phone`: written anonymously and put in staff's wording. `spoken`: said in the hall and typed. */
export const QUESTION_SOURCES = ['phone', 'spoken'] as const;
export type QuestionSource = (typeof QUESTION_SOURCES)[number];

export interface Answer {
  readonly answer: string;
  readonly answeredBy: string;
}

export interface FloorQuestion {
  /** 1, 2, 3 … in the order of being put on record. */
  readonly number: number;
  readonly source: QuestionSource;
  readonly wording: string;
  /** Number of the collated opinion it stands for, so that its author finds the answer. */
  readonly collated: number | null;
  /** `answered` and `set-aside` may still be corrected by a better answer; the record keeps every wording. */
  readonly state: 'queued' | 'answered' | 'set-aside';
  readonly answer: string | null;
  readonly answeredBy: string | null;
  /** What was on record as the answer before, the first wording first. */
  readonly earlier: readonly Answer[];
  /** Why it was not answered on the spot; it is then proposed for rectification. */
  readonly setAsideWhy: string | null;
}

/** What the hall's screen and every phone may know of the floor now. */
export interface FloorNow {
  readonly agendaItem: string | null;
  readonly question: string | null;
}

/** What delegates may read of it, at the meeting and afterwards. */
export interface PublicFloor {
  readonly agenda: readonly string[];
  /** Index of the current item; `null` before the first and after the last. */
  readonly current: number | null;
  readonly questions: readonly Pick<
    FloorQuestion,
    'number' | 'wording' | 'state' | 'answer' | 'answeredBy' | 'earlier' | 'setAsideWhy'
  >[];
  readonly statement: string | null;
}

export interface FloorHead {
  readonly agenda: readonly string[];
  readonly current: number | null;
  /** The question that the chair has called; shown in the hall until it is answered or set aside. */
  readonly called: number | null;
  /** Ids under which questions were put, in their order: the same id again is the same question. */
  readonly putAs: readonly string[];
  readonly answered: number;
  /** Hashes of the statement's versions, the newest last: a version is named by what it says and never changes. */
  readonly statements: readonly string[];
}

export const NEW_FLOOR: FloorHead = {
  agenda: DEFAULT_AGENDA,
  current: null,
  called: null,
  putAs: [],
  answered: 0,
  statements: [],
};

export const floorNow = (head: FloorHead, called: FloorQuestion | undefined): FloorNow => ({
  agendaItem: head.agenda[head.current ?? -1] ?? null,
  question: called?.wording ?? null,
});

/** Another agenda: the current item stays where its text still stands, and is nowhere otherwise. */
export const withAgenda = (head: FloorHead, agenda: readonly string[]): FloorHead => {
  const text = head.agenda[head.current ?? -1];
  const place = text === undefined ? -1 : agenda.indexOf(text);
  return { ...head, agenda, current: place === -1 ? null : place };
};

/** The question's number under this id, and the head that knows it; `full` when the meeting has taken all it can. */
export const placeQuestion = (
  head: FloorHead,
  id: string,
): { readonly head: FloorHead; readonly number: number } | 'full' => {
  const place = head.putAs.indexOf(id);
  if (place !== -1) return { head, number: place + 1 };
  if (head.putAs.length >= MAX_QUESTIONS) return 'full';
  return { head: { ...head, putAs: [...head.putAs, id] }, number: head.putAs.length + 1 };
};

/** The wordings of the answer that are on record, the one that counts last. */
export const wordingsOf = ({ answer, answeredBy, earlier }: FloorQuestion): readonly Answer[] =>
  answer === null ? earlier : [...earlier, { answer, answeredBy: answeredBy ?? '' }];

/**
 * The question with its answer; a first answer leaves the queue, a later one corrects it and the earlier stays on record. `after` is
 * how many wordings whoever writes this one has seen: the very question when it is the newest already, `edited-meanwhile` when
 * there are others.
 */
export function answered(
  question: FloorQuestion,
  { answer, answeredBy }: Answer,
  after: number,
): FloorQuestion | 'edited-meanwhile' | 'full' {
  if (question.answer === answer && question.answeredBy === answeredBy) return question;
  const earlier = wordingsOf(question);
  if (earlier.length !== after) return 'edited-meanwhile';
  if (earlier.length >= MAX_WORDINGS) return 'full';
  return { ...question, state: 'answered', answer, answeredBy, earlier, setAsideWhy: null };
}

/** Only what waits is set aside: an answer that was given stays on record. */
export const setAside = (question: FloorQuestion, why: string): FloorQuestion | 'answered-already' =>
  question.state === 'answered' ? 'answered-already' : { ...question, state: 'set-aside', setAsideWhy: why };
