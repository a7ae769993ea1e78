import type { RequestOf } from '../../shared/contract/operations.ts';
import { type FloorHead, MAX_QUESTIONS, placeQuestion } from '../../shared/process/floor.ts';
import { ROLE_NAMES } from '../http/authorise.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { implement, type Refusal, type RefusalPlace, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';
import { noteProgress } from './note-progress.ts';

const decide = (
  { value }: Versioned<FloorHead>,
  { id }: Pick<RequestOf<'putQuestion'>, 'id'>,
): ItemDecision<FloorHead, number, Refusal> => {
  const placed = placeQuestion(value, id);
  if (placed === 'full') return { kind: 'refuse', refusal: refuse('questions-full', { limit: MAX_QUESTIONS }) };
  return placed.head === value
    ? { kind: 'keep', answer: placed.number }
    : { kind: 'write', value: placed.head, answer: placed.number };
};

const PHONE_WITHOUT_OPINION: RefusalPlace = {
  field: 'collated',
  code: 'missing',
  detail: { zh: '手机提的问题要先汇总', en: 'a question by phone is collated first' },
};

/** One that came by phone stands for a collated opinion. */
const isWhole = ({ source, collated }: RequestOf<'putQuestion'>): boolean => source === 'spoken' || collated !== null;

/** What was written on a phone passes through the inspection office's wording: the unit never words it, nor sees the original. */
const mayPut = (caller: Caller, { source, collated }: RequestOf<'putQuestion'>): boolean =>
  caller.kind === 'staff' && (caller.role === 'inspection-office' || (source === 'spoken' && collated === null));

/** What it stands for must be there: the number of an entry to come would make that entry's item another's. */
async function isEntry(session: string, collated: number | null, { meetings }: Dependencies): Promise<boolean> {
  if (collated === null) return true;
  const entry = await meetings.collated.read(session, collated);
  return entry !== undefined && entry.value.status !== 'withdrawn';
}

/**
 * Puts a question on record. The head takes its id first and so fixes its number; the question follows. A retry with the same
 * id finds the number and writes the question if the first attempt died between the two.
 */
export const putQuestion = implement('putQuestion', async ({ request, caller, deps }) => {
  const { session, source, wording, collated } = request;
  if (!mayPut(caller, request)) return refuse('role-not-allowed', { roles: ROLE_NAMES['inspection-office'] });
  if (!isWhole(request)) return refuse('request-invalid', {}, [PHONE_WITHOUT_OPINION]);
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { floor } = deps.meetings;
  const foreseen = decide(await floor.readHead(session), request);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write') {
    if (!(await isEntry(session, collated, deps))) return refuse('collated-unknown');
    await recordOrder({ what: 'putQuestion', target: session, why: source, caller, deps });
  }
  const placed = await floor.changeHead(session, (head) => decide(head, request));
  if (placed.kind === 'refuse') return placed.refusal;
  const number = placed.answer;
  const put = await floor.changeQuestion(
    session,
    number,
    (current): ItemDecision<NonNullable<typeof current>['value'], null, Refusal> => {
      if (current !== undefined)
        return current.value.wording === wording || current.version > 1
          ? { kind: 'keep', answer: null }
          : { kind: 'refuse', refusal: refuseEdited() };
      const value = { number, source, wording, collated, state: 'queued' as const };
      return {
        kind: 'write',
        value: { ...value, answer: null, answeredBy: null, earlier: [], setAsideWhy: null },
        answer: null,
      };
    },
  );
  if (put.kind === 'refuse') return put.refusal;
  await noteProgress(place, deps);
  return { answer: { number } };
});
