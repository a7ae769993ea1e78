import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SesNotifier } from '../../store/ses-notifier.ts';
import type { Notifier } from '../notifier.ts';
import { CLIENT_PATIENCE } from './patience.ts';
import type { Source } from './source.ts';

export const notifier = ({ read }: Source): Notifier =>
  new SesNotifier({ client: new SESv2Client(CLIENT_PATIENCE), sender: read('NOTICE_SENDER') });
