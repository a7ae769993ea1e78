import type { OperationId } from '../../shared/contract/routes.ts';
import { concat, toB64u } from '../../shared/protocol/bytes.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attempt, attempt, gained, stopped } from './attack.ts';
import { LOOSE_BODIES, LOOSE_TEXTS, type Loose, strictNumbers } from './ground/loose-forms.ts';
import { type Fields, formsIn, OTHER_BODIES, OTHER_TEXTS } from './ground/other-forms.ts';
import { sendText } from './ground/send-text.ts';
import type { Stage, StageOptions } from './ground/stage.ts';
import { type Product, productAsItIs } from './ground/stages.ts';

/** A request with a field of bytes, which has one form. */
interface Carrier {
  readonly what: string;
  readonly stage: StageOptions;
  readonly id: OperationId;
  /** The field that is written otherwise. */
  readonly name: string;
  readonly fields: (stage: Stage) => Promise<Fields>;
}

/** `spareBits`: what refuses them, since the contract's form does not see them. */
const CARRIERS: readonly (Carrier & { readonly spareBits: string })[] = [
  {
    what: 'a ballot',
    stage: { state: 'voting' },
    id: 'castBallot',
    name: 'ballot',
    fields: async ({ session }) => ({ ballot: toB64u(await session.seal()) }),
    spareBits: 'ballot-malformed',
  },
  {
    what: 'a blinded message',
    stage: { state: 'armed', cards: 1 },
    id: 'checkIn',
    name: 'blinded',
    // Below any modulus of 2048 bits.
    fields: async ({ cards }) => ({
      code: cards[0]?.code,
      blinded: toB64u(concat(Uint8Array.of(1), platformRandom(255))),
    }),
    spareBits: 'blinded-invalid',
  },
  {
    what: 'a teller’s signature',
    stage: { state: 'armed' },
    id: 'openVoting',
    name: 'signature',
    fields: async ({ session }) => {
      const { session: _, ...fields } = await session.signed('discipline', 'openVoting', {
        manifestHash: session.hash,
      });
      return fields;
    },
    spareBits: 'signature-invalid',
  },
];

/** A form, what stops it, and the product that takes it. */
interface Form extends Loose {
  readonly named: string;
  readonly stoppedBy: string;
  readonly write: (fields: Fields) => Fields;
}

/** The request in another form; then as it is, which must be taken: nothing but the form was wrong. */
function otherForm(carrier: Carrier, { named, write, ...form }: Form): Attempt {
  return attempt<Product>({
    ...form,
    title: `${carrier.what} is sent with ${named}`,
    product: productAsItIs,
    play: async (product, ground) => {
      const stage = await product.openStage(ground, carrier.stage);
      const place = { id: carrier.id, session: stage.session.id };
      for (;;) {
        const fields = await carrier.fields(stage);
        const [plain, other] = [JSON.stringify(fields), JSON.stringify(write(fields))];
        // A text may have none of the characters that are written otherwise.
        if (plain === other) continue;
        const answer = await sendText(stage.hall, { ...place, body: other });
        if (!('refused' in answer)) return gained('a request that was taken in another form');
        const control = await sendText(stage.hall, { ...place, body: plain });
        if ('refused' in control) throw new Error(`the plain form is refused: ${control.refused}`);
        return stopped(answer.refused);
      }
    },
  });
}

/** A number in a signed payload; the signature is over the number itself. */
const numberAsText = otherForm(
  {
    what: 'a closing time',
    stage: { state: 'voting' },
    id: 'setClosingTime',
    name: 'payload',
    fields: async ({ hall, session }) => {
      const payload = { manifestHash: session.hash, closesAt: hall.nowMs + 3_600_000 };
      const { session: _, ...fields } = await session.signed('discipline', 'setClosingTime', payload);
      return fields;
    },
  },
  {
    ...strictNumbers,
    named: 'its number as a text',
    stoppedBy: 'request-invalid',
    write: ({ payload, ...fields }) => {
      const { closesAt, ...others } = Object(payload);
      return { ...fields, payload: { ...others, closesAt: String(closesAt) } };
    },
  },
);

const otherForms = (carrier: (typeof CARRIERS)[number]): readonly Attempt[] => [
  ...formsIn(OTHER_TEXTS).map((named) =>
    otherForm(carrier, {
      ...LOOSE_TEXTS[named],
      named,
      stoppedBy: named === 'spare bits' ? carrier.spareBits : 'request-invalid',
      write: (fields) => ({ ...fields, [carrier.name]: OTHER_TEXTS[named](String(fields[carrier.name])) }),
    }),
  ),
  ...formsIn(OTHER_BODIES).map((named) =>
    otherForm(carrier, {
      ...LOOSE_BODIES[named],
      named,
      stoppedBy: 'request-invalid',
      write: (fields) => OTHER_BODIES[named](carrier.name, fields),
    }),
  ),
];

/** One form of every request, up to the functions on the engine. */
export const sentInOtherForms: readonly Attempt[] = [...CARRIERS.flatMap(otherForms), numberAsText];
