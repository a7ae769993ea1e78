import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { createPhotoUpload } from './create-photo-upload.ts';
import { getOpinionForm } from './get-opinion-form.ts';
import { leaveOpinion } from './leave-opinion.ts';

export const implementations = [getOpinionForm, createPhotoUpload, leaveOpinion];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
