import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Opinions } from '../../functions/store/opinions.ts';
import { toB64u, utf8 } from '../../shared/protocol/bytes.ts';
import { hash } from '../../shared/protocol/hash.ts';
import type { County } from '../integration/registry/county.ts';
import { SESSION } from '../integration/registry/prepared-meeting.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NotingOpinions } from './ground/leaky.ts';
import { leavesOf } from './ground/loot.ts';
import { type OpinionProduct, opinionsAsIs, opinionsWithout } from './ground/stages.ts';

const AUTHORS = 4;

interface Server {
  readonly product: OpinionProduct;
  readonly storeIn: (county: County) => Opinions;
}

const storeAsItIs = ({ documents, tables }: County): Opinions => new Opinions(documents, tables.opinions);

/** A layer of tracing, which goes wherever the handling of a request goes. */
async function traced(): Promise<Server> {
  const current = new AsyncLocalStorage<string>();
  const product = await opinionsWithout({
    'functions/http/stack.ts': {
      makeHandler:
        (original) =>
        (...given) => {
          const handle = original.makeHandler(...given);
          return (event, context) => current.run(event.headers['x-forwarded-for'] ?? '', () => handle(event, context));
        },
    },
  })();
  return {
    product,
    storeIn: ({ documents, tables }) => new NotingOpinions(documents, tables.opinions, () => current.getStore() ?? ''),
  };
}

/** Phones follow their opinions; afterwards somebody looks for an address beside an opinion. */
async function playFollowing({ product, storeIn }: Server, ground: Ground): Promise<Outcome> {
  const work = await product.ItemAtWork.open('today', ground.site);
  const { county } = work;
  const opinions = storeIn(county);
  const { secrets } = await work.collated(AUTHORS);
  const marks: string[] = [];
  for (const [place, secret] of secrets.entries()) {
    const address = `10.9.8.${place + 1}-${randomUUID()}`;
    marks.push(address);
    const headers = { 'x-forwarded-for': address, 'user-agent': address, 'x-amzn-trace-id': address };
    const requestContext = { requestId: address, http: { sourceIp: address, userAgent: address } };
    const session = SESSION;
    const answer = await county.call(
      'followOpinion',
      { session, secret },
      { deps: { opinions }, sender: { headers, requestContext } },
    );
    if (answer.status !== 200) throw new Error('an opinion is not followed');
  }
  const kept = [...(await county.items()), ...county.logged, ...county.counts];
  const found = marks.filter((mark) =>
    kept.some((each) => leavesOf(each).some(([, leaf]) => String(leaf).includes(mark))),
  );
  return found.length > 0
    ? gained(`${found.length} phones with their opinions`)
    : stopped('nothing of a reader is kept');
}

/** Somebody with every table tries whether a rating's id can be made from what stands with an opinion. */
async function playRating(product: OpinionProduct, ground: Ground): Promise<Outcome> {
  const work = await product.ItemAtWork.open(undefined, ground.site);
  const [secret = ''] = await work.confirmed(AUTHORS);
  await work.replied();
  const rated = await work.rate(secret, 'dissatisfied');
  if (rated.status !== 200) throw new Error('a reply is not rated');
  const items = await work.county.items();
  const ratings = items.filter(({ pk }) => pk === 'ratings#waiting').map(({ sk }) => String(sk));
  const opinions = items.filter(({ pk }) => String(pk).endsWith('#opinions')).map(({ sk }) => String(sk));
  if (ratings.length !== 1 || opinions.length !== AUTHORS) throw new Error('the rating does not wait');
  const label = utf8(`shuangshu rating v1/${SESSION}/1/1/`);
  for (const opinion of opinions) {
    const seeds = [utf8(opinion), new Uint8Array(Buffer.from(opinion, 'hex')), new Uint8Array()];
    for (const seed of seeds)
      if (ratings.includes(toB64u((await hash(label, seed)).slice(0, 16)))) return gained('the opinion of a rating');
  }
  const isNamed = opinions.some((opinion) => ratings.some((id) => id.includes(opinion.slice(0, 8))));
  return isNamed ? gained('the opinion of a rating') : stopped('an id that only the secret gives');
}

export const readingPhone: Attack = {
  target: 'an author who reads and rates replies',
  attacker: 'an operator with every table and every log',
  holds: 'every item and line; the address and agent that come with a request, if anything keeps them',
  wants: 'to join an opinion, or a rating, to the phone behind it',
  attempts: [
    attempt<Server>({
      title: 'an opinion and the phone that follows it, by address, agent, trace or request',
      stoppedBy: 'nothing of a reader is kept',
      weakness: 'handlers that know nothing of who asks',
      product: () => ({ product: opinionsAsIs(), storeIn: storeAsItIs }),
      weakened: traced,
      play: playFollowing,
    }),
    attempt({
      title: 'a rating and the opinion it belongs to, by the rating’s id',
      stoppedBy: 'an id that only the secret gives',
      weakness: 'the author’s secret in the id',
      product: opinionsAsIs,
      weakened: opinionsWithout({
        'functions/authors/rating-id.ts': {
          ratingId: (original) => async (author, about) => {
            const { opinion } = Object(author);
            return original.ratingId({ ...author, secret: utf8(String(Object(opinion).opinion)) }, about);
          },
        },
      }),
      play: playRating,
    }),
  ],
};
