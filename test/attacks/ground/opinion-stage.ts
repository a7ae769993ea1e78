/** Everything of the product that an attack on opinions plays against. */
export { run as rewritePhotos } from '../../../functions/shuffle/run.ts';
export { opinionCounty } from '../../integration/opinions/opinion-county.ts';
export { ItemAtWork } from '../../integration/rectification/item-at-work.ts';
