import { reportOperations } from '../../shared/contract/reports.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { uploads } from '../http/reach/uploads.ts';
import { makeHandler } from '../http/stack.ts';
import { getReadingReport } from './get-reading-report.ts';
import { listReadingItems } from './list-reading-items.ts';
import { openReading } from './open-reading.ts';

export const implementations = bind(reportOperations, [openReading, getReadingReport, listReadingItems]);
export const reach = { meetings, uploads };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
