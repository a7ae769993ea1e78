import { readCostInputs } from '../../../infra/cost/inputs.ts';
import { readCounty } from '../../../infra/county-files.ts';

export const tuanfeng = readCounty(new URL('../../../infra/counties/', import.meta.url), 'tuanfeng');
export const inputs = readCostInputs();
