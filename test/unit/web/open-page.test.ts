import { expect, it } from 'vitest';
import { isSessionId } from '../../../shared/process/ids.ts';
import { cardFragment, hallFragment, makeCode } from '../../../shared/protocol/code.ts';
import { openPage, whatIsMissing } from '../../../web/vote/open-page.ts';
import { type Arrived, keepDrawing, recordsOf, type Saved } from '../../../web/vote/records.ts';
import { platformRandom } from '../protocol/vectors.ts';
import { memoryStore } from './memory-store.ts';

const SESSION = 'tuanfeng-2008-huilongshan';
if (!isSessionId(SESSION)) throw new Error('not a session');
const session = SESSION;
const TOKEN_KEY_ID = 'zQKGH3UxwrdH265P';

/** A phone, and the address of a card. */
function phone() {
  const store = memoryStore();
  const desk = { store, random: platformRandom, nowMs: () => 0 };
  const card = cardFragment({ session, code: makeCode(platformRandom), tokenKeyId: TOKEN_KEY_ID });
  const open = async (fragment = card): Promise<Saved> => {
    const event = await openPage(desk, fragment);
    if (event.type !== 'opened' || event.saved === null) throw new Error(`not opened: ${event.type}`);
    return event.saved;
  };
  return { store, open };
}

const drawingOf = ({ v, id, mark, code }: Arrived) => ({
  ...({ v, id, mark, session, code, step: 'drawing' } as const),
  ...{ ground: { checkCode: '' } as never, nonce: platformRandom(32) },
  ...{ inverse: platformRandom(256), blinded: platformRandom(256) },
});

const isArrived = (saved: Saved): saved is Arrived => saved.step === 'arrived';

it('a card that two windows open in the same moment has one record', async () => {
  const { store, open } = phone();
  const [first, second] = await Promise.all([open(), open()]);
  expect(second).toMatchObject({ id: first.id, step: 'arrived' });
  expect(await recordsOf(store, session)).toHaveLength(1);
});

it('a phone that two windows try in the same moment is found good by both', async () => {
  const store = memoryStore();
  const [put, both] = [store.put, Promise.withResolvers<void>()];
  let written = 0;
  // Each has written before any of them reads.
  store.put = async (...pair) => {
    await put(...pair);
    written += 1;
    if (written === 2) both.resolve();
    await both.promise;
  };
  const found = await Promise.all([0, 1].map(() => whatIsMissing(async () => store)));
  expect(found).toEqual([store, store]);
  expect(await store.keys()).toEqual([]);
});

it('two cards on one phone have two records', async () => {
  const { store, open } = phone();
  const other = cardFragment({ session, code: makeCode(platformRandom), tokenKeyId: TOKEN_KEY_ID });
  await Promise.all([open(), open(other)]);
  expect(await recordsOf(store, session)).toHaveLength(2);
});

it.each([
  ['the card', undefined],
  ['the hall’s sign', hallFragment({ session, armingHash: platformRandom(32) })],
])(
  'a window that opens at %s puts nothing older over what another window draws with meanwhile',
  async (_, fragment) => {
    const { store, open } = phone();
    const arrived = await open();
    if (!isArrived(arrived)) throw new Error('a new card has arrived and no more');
    const drawing = drawingOf(arrived);
    const { update } = store;
    // The other window blinds between this one's reading and its writing.
    store.update = async (...change) => {
      store.update = update;
      await keepDrawing(store, drawing);
      return update(...change);
    };
    expect(await open(fragment)).toEqual(drawing);
    expect(await recordsOf(store, session)).toEqual([drawing]);
  },
);
