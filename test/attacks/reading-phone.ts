import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Author } from '../../functions/authors/find-author.ts';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import type { StoredOpinion } from '../../functions/store/opinions.ts';
import { type Bytes, toB64u, utf8 } from '../../shared/protocol/bytes.ts';
import { hash } from '../../shared/protocol/hash.ts';
import type { CallOptions, County } from '../integration/registry/county.ts';
import { SESSION } from '../integration/registry/prepared-meeting.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NotingOpinions } from './ground/leaky.ts';
import { leavesOf } from './ground/loot.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { type OpinionProduct, opinionsAsIs, opinionsWithout } from './ground/stages.ts';
import { idsMadeOf } from './rating-seeds.ts';

const AUTHORS = 4;

/** The product, and what a function of a county reaches that is not as it is. */
interface Server {
  readonly product: OpinionProduct;
  readonly depsIn: (county: County) => Partial<Dependencies>;
}

const current = new AsyncLocalStorage<string>();

/** A layer of tracing, which goes wherever the handling of a request goes. */
const traced = async (depsIn: Server['depsIn']): Promise<Server> => ({
  product: await opinionsWithout({
    'functions/http/stack.ts': {
      makeHandler:
        (original) =>
        (...given) => {
          const handle = original.makeHandler(...given);
          return (event, context) => current.run(event.headers['x-forwarded-for'] ?? '', () => handle(event, context));
        },
    },
  })(),
  depsIn,
});

const notingBeside: Server['depsIn'] = ({ documents, tables }) => ({
  opinions: new NotingOpinions(documents, tables.opinions, () => current.getStore() ?? ''),
});

const notingInLines: Server['depsIn'] = ({ logged }) => ({
  log: (entry) => void logged.push(Object.assign({ noted: current.getStore() }, entry)),
});

/** A phone by whatever a request tells of it. */
function phoneAt(address: string): NonNullable<CallOptions['sender']> {
  const headers = { 'x-forwarded-for': address, 'user-agent': address, 'x-amzn-trace-id': address };
  return { headers, requestContext: { requestId: address, http: { sourceIp: address, userAgent: address } } };
}

/** Asks in vain: with a receipt that is nobody's, and while the engine fails with an error that repeats who asks. */
async function followInVain(county: County, secret: string, as: CallOptions, address: string): Promise<void> {
  const nobodys = toB64u(platformRandom(32));
  const refused = await county.call('followOpinion', { session: SESSION, secret: nobodys }, as);
  county.justBefore({ command: 'GetItem', naming: county.tables.meetings }, async () => {
    throw new Error(`cannot take ${address}\n    at ${address} (${address}:1:1)`);
  });
  const failed = await county.call('followOpinion', { session: SESSION, secret }, as);
  if (`${refused.status} ${failed.status}` !== '404 500')
    throw new Error(`answered ${refused.status} and ${failed.status} where nothing is followed`);
}

/** Phones follow their opinions and rate a reply, in vain at first. */
async function followAll({ product, depsIn }: Server, ground: Ground): Promise<Left> {
  const work = await product.ItemAtWork.open('today', ground.site);
  const { county } = work;
  const deps = depsIn(county);
  const secrets = await work.confirmed(AUTHORS);
  await work.replied();
  const marks: string[] = [];
  for (const [place, secret] of secrets.entries()) {
    const address = `10.9.8.${place + 1}-${randomUUID()}`;
    marks.push(address);
    const as = { deps, sender: phoneAt(address) };
    await followInVain(county, secret, as, address);
    const followed = await county.call('followOpinion', { session: SESSION, secret }, as);
    const rated = await work.rate(secret, 'satisfied', {}, as);
    if (`${followed.status} ${rated.status}` !== '200 200') throw new Error('an opinion is not followed and rated');
  }
  if (county.logged.length !== AUTHORS || county.counts.length === 0) throw new Error('nothing was written to look at');
  const { logged: lines, counts } = county;
  return { marks, places: { items: await county.items(), lines, counts } };
}

/** The addresses of phones, and everything that is kept after they asked. */
interface Left {
  readonly marks: readonly string[];
  readonly places: Readonly<Record<string, readonly object[]>>;
}

/** Somebody looks for an address beside anything. */
function lookForPhones({ marks, places }: Left): Outcome {
  const found = Object.entries(places).flatMap(([where, kept]) =>
    marks.filter((mark) => kept.some((each) => holds(each, mark))).map(() => where),
  );
  return found.length > 0
    ? gained(`${found.length} phones with their opinions, in ${[...new Set(found)].join(' and ')}`)
    : stopped('nothing of a reader is kept');
}

const holds = (kept: object, mark: string): boolean => leavesOf(kept).some(([, leaf]) => String(leaf).includes(mark));

/** What stands with each of some opinions, and the ids of ratings that wait. */
interface Waiting {
  readonly opinions: readonly object[];
  readonly ratings: readonly string[];
}

/** One author of several rates a reply. */
async function rateOnce(product: OpinionProduct, ground: Ground): Promise<Waiting> {
  const work = await product.ItemAtWork.open(undefined, ground.site);
  const [secret = ''] = await work.confirmed(AUTHORS);
  await work.replied();
  const before = (await work.county.items()).filter(({ pk }) => String(pk).endsWith('#opinions'));
  const rated = await work.rate(secret, 'dissatisfied');
  if (rated.status !== 200) throw new Error('a reply is not rated');
  const items = await work.county.items();
  const ratings = items.filter(({ pk }) => pk === 'ratings#waiting').map(({ sk }) => String(sk));
  if (ratings.length !== 1 || before.length !== AUTHORS) throw new Error('the rating does not wait');
  return { opinions: before, ratings };
}

/** Somebody with every table tries whether a rating's id can be made from what stands with an opinion, or begins like any of it. */
function lookForOpinion({ opinions, ratings }: Waiting): Outcome {
  const about = { session: SESSION, item: 1, reply: 1 };
  const found = opinions.filter((opinion) => {
    const ids = idsMadeOf(opinion, about);
    const leaves = leavesOf(opinion).map(([, leaf]) => String(leaf));
    const shows = (id: string) =>
      leaves.some((leaf) => leaf.includes(id.slice(0, 8)) || (leaf.length >= 8 && id.includes(leaf.slice(0, 8))));
    return ratings.some((id) => ids.has(id) || shows(id));
  });
  return found.length > 0 ? gained('the opinion of a rating') : stopped('an id that only the secret gives');
}

/** The product is played once for all attempts at it. */
const leftAsItIs = onceAGround((ground) => followAll({ product: opinionsAsIs(), depsIn: () => ({}) }, ground));
const waitingAsItIs = onceAGround((ground) => rateOnce(opinionsAsIs(), ground));

/** An id that is made of what stands with the opinion, as every other author's. */
const idMadeOf = (seedOf: (opinion: StoredOpinion) => Promise<Bytes> | Bytes) => {
  const product = opinionsWithout({
    'functions/authors/rating-id.ts': {
      ratingId: (original) => async (author, about) => {
        // Whoever rates hands over an author with the opinion; whoever only looks whether it was counted, without.
        const { opinion } = author as Partial<Author>;
        const secret = opinion === undefined ? author.secret : await seedOf(opinion);
        return original.ratingId({ ...author, secret }, about);
      },
    },
  });
  return async (ground: Ground) => rateOnce(await product(), ground);
};

export const readingPhone: Attack = {
  target: 'an author who reads and rates replies',
  attacker: 'an operator with every table and every log',
  holds: 'every item and line; the address and agent that come with a request, if anything keeps them',
  wants: 'to join an opinion, or a rating, to the phone behind it',
  attempts: [
    attempt<Left>({
      title: 'an opinion and the phone that follows it, by address, agent, trace or request',
      stoppedBy: 'nothing of a reader is kept',
      weakness: 'handlers that know nothing of who asks',
      product: leftAsItIs,
      weakened: async (ground) => followAll(await traced(notingBeside), ground),
      play: async (left) => lookForPhones(left),
    }),
    attempt<Left>({
      title: 'the same in lines of faults and counts, while the engine fails and repeats who asks',
      stoppedBy: 'nothing of a reader is kept',
      weakness: 'lines that know nothing of who asks',
      product: leftAsItIs,
      weakened: async (ground) => followAll(await traced(notingInLines), ground),
      play: async (left) => lookForPhones(left),
    }),
    attempt<Waiting>({
      title: 'a rating and the opinion it belongs to, by the rating’s id',
      stoppedBy: 'an id that only the secret gives',
      weakness: 'the author’s secret in the id: the opinion’s own id instead',
      product: waitingAsItIs,
      weakened: idMadeOf(({ opinion }) => utf8(opinion)),
      play: async (waiting) => lookForOpinion(waiting),
    }),
    attempt<Waiting>({
      title: 'the same where the id is made of a hash of the receipt’s hash',
      stoppedBy: 'an id that only the secret gives',
      weakness: 'the author’s secret in the id: the hash of the receipt, hashed once more, instead',
      product: waitingAsItIs,
      weakened: idMadeOf(({ opinion }) => hash(new Uint8Array(Buffer.from(opinion, 'hex')))),
      play: async (waiting) => lookForOpinion(waiting),
    }),
    attempt<Waiting>({
      title: 'the same where the id is made of what was said and the day',
      stoppedBy: 'an id that only the secret gives',
      weakness: 'the author’s secret in the id: words and day of the opinion instead',
      product: waitingAsItIs,
      weakened: idMadeOf(({ content }) => utf8(`${content.text}${content.day}`)),
      play: async (waiting) => lookForOpinion(waiting),
    }),
  ],
};
