import { meetingOperations } from '../../shared/contract/meeting.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { makeHandler } from '../http/stack.ts';
import { getBoard } from './get-board.ts';
import { getManifest } from './get-manifest.ts';
import { getMeeting } from './get-meeting.ts';
import { getResult } from './get-result.ts';
import { health } from './health.ts';

export const implementations = bind(meetingOperations, [health, getMeeting, getManifest, getBoard, getResult]);
export const reach = { meetings };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
