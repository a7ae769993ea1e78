import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { changeCollated } from './change-collated.ts';
import { collate } from './collate.ts';
import { discardOpinion } from './discard-opinion.ts';
import { finishCollation } from './finish-collation.ts';
import { getCollated } from './get-collated.ts';
import { listCollated } from './list-collated.ts';
import { listOpinions } from './list-opinions.ts';
import { openPhoto, openReleasedPhoto, releasePhoto } from './photos.ts';
import { recordOpinion } from './record-opinion.ts';

export const implementations = [
  listOpinions,
  recordOpinion,
  discardOpinion,
  openPhoto,
  listCollated,
  collate,
  getCollated,
  changeCollated,
  finishCollation,
  releasePhoto,
  openReleasedPhoto,
];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
