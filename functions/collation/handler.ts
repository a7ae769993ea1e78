import { opinionOperations } from '../../shared/contract/opinions.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { opinions } from '../http/reach/opinions.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
import { photos } from '../http/reach/uploads.ts';
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

export const implementations = bind(opinionOperations, [
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
]);
export const reach = { registry, meetings, opinions, photos, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
