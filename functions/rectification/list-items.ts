import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { implement, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { listedItem, wholeItem } from './item-view.ts';

/** A page of a session's items, one Query, with the figures of all of them. */
export const listItems = implement('listItems', async ({ request, caller, deps }) => {
  const { session, after } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { rectification } = deps.meetings;
  const today = shanghaiDay(deps.nowMs());
  const [figures, { items, next }] = await Promise.all([
    rectification.figures(session, today),
    rectification.list(session, after),
  ]);
  return { answer: { items: items.map(({ value }) => listedItem(value, today)), next, figures, today } };
});

/** One item with its history. */
export const getItem = implement('getItem', async ({ request, caller, deps }) => {
  const { session, item } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const read = await deps.meetings.rectification.read(session, Number(item));
  if (read === undefined) return refuse('item-unknown');
  return { answer: wholeItem(read, shanghaiDay(deps.nowMs())) };
});
