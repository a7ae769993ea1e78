import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { getBoard } from './get-board.ts';
import { getManifest } from './get-manifest.ts';
import { getMeeting } from './get-meeting.ts';
import { getResult } from './get-result.ts';
import { health } from './health.ts';

export const implementations = [health, getMeeting, getManifest, getBoard, getResult];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
