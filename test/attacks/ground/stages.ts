import { parseBoardPayload } from '../../../shared/protocol/board.ts';
import { link, type Replacements } from './linking.ts';
import * as opinionsAsTheyAre from './opinion-stage.ts';
import * as asItIs from './stage.ts';

/** The product's side of a meeting, as an attack has it before it. */
export type Product = typeof asItIs;
/** The product's side of opinions. */
export type OpinionProduct = typeof opinionsAsTheyAre;

export const productAsItIs = (): Product => asItIs;
export const opinionsAsIs = (): OpinionProduct => opinionsAsTheyAre;

/** The same with exports of some modules replaced. */
export const productWithout = (replacements: Replacements) => (): Promise<Product> =>
  link('test/attacks/ground/stage.ts', replacements);
export const opinionsWithout = (replacements: Replacements) => (): Promise<OpinionProduct> =>
  link('test/attacks/ground/opinion-stage.ts', replacements);

/** A product that takes a board on the word of whoever signed it first. */
export const boardsOfOneSigner = productWithout({
  'shared/protocol/board.ts': {
    verifyBoard:
      () =>
      async ({ requests: [first] }) => {
        const said = typeof first === 'object' && first !== null && 'payload' in first ? first.payload : null;
        const payload = parseBoardPayload(said);
        return payload === null ? { ok: false, code: 'too-few-signatures' } : { ok: true, payload };
      },
  },
});
