import { type Chapter, notApplicable, testsIn } from '../verdict.ts';

const NONE = notApplicable(
  'No WebRTC: nothing is streamed, and a recording is a file.',
  testsIn('test/asvs/source-rules.ts')('listens to no other window and opens none'),
);

/** V17 */
export const WEBRTC: Chapter = {
  '17.1.1': NONE,
  '17.2.1': NONE,
  '17.2.2': NONE,
  '17.2.3': NONE,
  '17.2.4': NONE,
  '17.3.1': NONE,
  '17.3.2': NONE,
};
