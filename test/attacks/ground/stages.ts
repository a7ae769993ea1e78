import { link, type Replacements } from './linking.ts';
import * as asItIs from './stage.ts';

/** The product's side of a meeting, as an attack has it before it. */
export type Product = typeof asItIs;

export const productAsItIs = (): Product => asItIs;

/** The same with exports of some modules replaced. */
export const productWithout = (replacements: Replacements) => (): Promise<Product> =>
  link('test/attacks/ground/stage.ts', replacements);
