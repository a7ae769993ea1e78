import { randomBytes } from 'node:crypto';
import { LocalKeyWrap } from '../../functions/store/key-wrap.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import { codeHash } from '../../shared/protocol/code.ts';
import { COUNTY } from '../integration/ballot/hall.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { type Marks, marksOf, senderOf } from './ground/request-marks.ts';
import { openStage, type Stage } from './ground/stage.ts';
import { productAsItIs } from './ground/stages.ts';
import { letThemVote } from './ground/voting-people.ts';
import { type WarmCall, WarmFunction } from './ground/warm-function.ts';

const PEOPLE = 5;

/** Whoever is to be found in a memory: by what a request brought, and by what it asked for. */
type Person = { readonly marks: Marks; readonly asked: string[] };

/** Routes both halves to processes of their own, each request with the marks of whoever sends it. */
function route(
  stage: Stage,
  people: ReadonlyMap<number, Person>,
  halves: Readonly<Record<WarmCall['id'], WarmFunction>>,
) {
  let present = 0;
  const ask = async (id: OperationId, request: object): Promise<never> => {
    const half = id === 'checkIn' || id === 'castBallot' ? id : undefined;
    const own = people.get(present);
    if (half === undefined || own === undefined) throw new Error('neither half');
    own.asked.push(...secretsIn(request));
    const { answer, problem } = await halves[half].call({
      id: half,
      request: request as never,
      sender: senderOf(own.marks),
    });
    if (answer === undefined) throw new Error(`${id}: ${JSON.stringify(problem)}`);
    return answer as never;
  };
  stage.hall.ask = ask;
  return (_step: string, delegate: number) => {
    present = delegate;
  };
}

/** The beginnings of what was sent: a snapshot cuts long strings. */
const secretsIn = (request: object): readonly string[] =>
  Object.entries(request)
    .filter(([name]) => name !== 'session')
    .map(([, value]) => String(value).slice(0, 200));

const isIn = (memory: Buffer, texts: readonly string[]): boolean => texts.some((text) => memory.includes(text));

/** Whoever is found in the memory of a function, the last who asked it too. */
const foundIn = (memory: Buffer, people: readonly (readonly [number, Person])[]): readonly number[] =>
  people
    .filter(([, { marks, asked }]) => isIn(memory, [...Object.values(marks), ...asked]))
    .map(([delegate]) => delegate);

/** Five people draw and cast at two warm functions; then somebody reads the memory of both. */
export async function readWarmMemory(remembers: boolean, ground: Ground): Promise<Outcome> {
  const wrappingKey = new Uint8Array(randomBytes(32));
  const keyWrap = new LocalKeyWrap({ wrappingKey, county: COUNTY, randomBytes: platformRandom });
  const stage = await openStage(ground, { state: 'voting', cards: PEOPLE, deps: { keyWrap } });
  const people = new Map<number, Person>();
  for (const { delegate, code } of stage.cards)
    people.set(delegate, { marks: marksOf(delegate), asked: [await codeHash(stage.session.id, code)] });
  const [drawing, casting] = await Promise.all(
    [0, 1].map(() => WarmFunction.start(ground, { wrappingKey, remembers })),
  );
  if (drawing === undefined || casting === undefined) throw new Error('a function did not start');
  try {
    const between = route(stage, people, { checkIn: drawing, castBallot: casting });
    await letThemVote(productAsItIs(), stage, { order: 'draw-first', between });
    const memories = [await drawing.memory(), await casting.memory()];
    // Without this, an empty memory would look like a good one.
    if (!memories.every((memory) => isIn(memory, [stage.session.id]))) throw new Error('a memory that was not read');
    const [drew = [], cast = []] = memories.map((memory) => foundIn(memory, [...people]));
    const both = drew.filter((delegate) => cast.includes(delegate));
    if (both.length > 0) return gained(`${both.length} of ${PEOPLE} phones in the memories of both functions`);
    return drew.length + cast.length === 0 ? stopped('no memory of who came') : stopped('one half alone');
  } finally {
    await Promise.all([drawing.end(), casting.end()]);
  }
}
