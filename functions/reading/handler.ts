import { dependenciesFromEnvironment } from '../http/environment.ts';
import type { Implementation } from '../http/implement.ts';
import { makeHandler } from '../http/stack.ts';
import { getReadingReport } from './get-reading-report.ts';
import { listReadingItems } from './list-reading-items.ts';
import { openReading } from './open-reading.ts';

export const implementations: readonly Implementation[] = [openReading, getReadingReport, listReadingItems];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
