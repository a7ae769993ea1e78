import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { createDownload } from './create-download.ts';
import { createTellerDownload } from './create-teller-download.ts';

export const implementations = [createDownload, createTellerDownload];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
