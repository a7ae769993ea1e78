import { opinionOperations } from '../../shared/contract/opinions.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { opinions } from '../http/reach/opinions.ts';
import { photos } from '../http/reach/uploads.ts';
import { makeHandler } from '../http/stack.ts';
import { createPhotoUpload } from './create-photo-upload.ts';
import { getOpinionForm } from './get-opinion-form.ts';
import { leaveOpinion } from './leave-opinion.ts';

export const implementations = bind(opinionOperations, [getOpinionForm, createPhotoUpload, leaveOpinion]);
export const reach = { meetings, opinions, photos };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
