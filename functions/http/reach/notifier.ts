import { SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { SesNotifier } from '../../store/ses-notifier.ts';
import type { Notifier } from '../notifier.ts';
import { CLIENT_PATIENCE } from './patience.ts';
import type { Source } from './source.ts';

/** Of a county without a way for mail: the console shows what is due. */
const consoleAlone: Notifier = { send: async () => 'no-address' };

/** By mail, or not at all where the deployment says so. */
export function notifier({ read }: Source): Notifier {
  const channel = z.enum(['mail', 'console']).parse(read('NOTICE_CHANNEL'));
  return channel === 'console'
    ? consoleAlone
    : new SesNotifier({ client: new SESv2Client(CLIENT_PATIENCE), sender: read('NOTICE_SENDER') });
}
