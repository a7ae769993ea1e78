import { rectificationOperations } from '../../shared/contract/rectification.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
import { uploads } from '../http/reach/uploads.ts';
import { makeHandler } from '../http/stack.ts';
import { confirmItem } from './confirm-item.ts';
import { acceptItem, closeItem, returnItem } from './decide-on-reply.ts';
import { confirmEvidence, createEvidenceDownload, createEvidenceUpload } from './evidence.ts';
import { getItem, listItems } from './list-items.ts';
import { listNotices } from './list-notices.ts';
import { proposeItems } from './propose-items.ts';
import { replyToItem } from './reply-to-item.ts';
import { setMeasure } from './set-measure.ts';

export const implementations = bind(rectificationOperations, [
  proposeItems,
  confirmItem,
  listItems,
  getItem,
  setMeasure,
  replyToItem,
  createEvidenceUpload,
  confirmEvidence,
  createEvidenceDownload,
  acceptItem,
  returnItem,
  closeItem,
  listNotices,
]);
export const reach = { registry, meetings, uploads, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
