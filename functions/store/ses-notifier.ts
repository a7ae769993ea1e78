import {
  AccountSuspendedException,
  BadRequestException,
  MailFromDomainNotVerifiedException,
  MessageRejected,
  NotFoundException,
  type SESv2Client,
  SendEmailCommand,
  SendingPausedException,
} from '@aws-sdk/client-sesv2';
import { hashHex } from '../../shared/protocol/hash.ts';
import type { Notice, Notifier, Sending } from '../http/notifier.ts';

/**
 * A notice that did not leave. `refused`: it will not leave before somebody changes an address or a setting of the account.
 * `unavailable`: it may leave the next time. The message holds no address and no text.
 */
export class NoticeNotSent extends Error {
  override readonly name = 'NoticeNotSent';
  readonly reason: 'refused' | 'unavailable';

  constructor(reason: 'refused' | 'unavailable', options: ErrorOptions) {
    super(`a notice did not leave: ${reason}`, options);
    this.reason = reason;
  }
}

const FOR_GOOD = [
  AccountSuspendedException,
  BadRequestException,
  MailFromDomainNotVerifiedException,
  MessageRejected,
  NotFoundException,
  SendingPausedException,
] as const;

/** A notice for whom the plan names no address goes to the inbox of a role, which the console shows. */
const isAddress = (to: string): boolean => /^[^\s@]+@[^\s@]+$/.test(to);

/** The header that names a notice, so that a mailbox or a rule finds one that came twice: SES itself takes no token for it. */
export const NOTICE_HEADER = 'X-Shuangshu-Notice';

export interface SesNotifierOptions {
  readonly client: SESv2Client;
  /** The verified address that notices come from. */
  readonly sender: string;
}

/** E-mail through SES. */
export class SesNotifier implements Notifier {
  readonly #client: SESv2Client;
  readonly #sender: string;

  constructor({ client, sender }: SesNotifierOptions) {
    this.#client = client;
    this.#sender = sender;
  }

  /** Throws `NoticeNotSent`. */
  async send(notice: Notice): Promise<Sending> {
    if (!isAddress(notice.to)) return 'no-address';
    try {
      await this.#client.send(new SendEmailCommand(await this.#mail(notice)));
      return 'sent';
    } catch (error) {
      const isForGood = FOR_GOOD.some((refusal) => error instanceof refusal);
      // Not the error itself: SES puts the recipient into its message.
      const cause = error instanceof Error ? error.name : 'unknown error';
      throw new NoticeNotSent(isForGood ? 'refused' : 'unavailable', { cause });
    }
  }

  async #mail({ id, to, subject, text }: Notice) {
    // Tags and headers take few characters; the hash of an id is one for one.
    const name = await hashHex(new TextEncoder().encode(id));
    const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
    return {
      FromEmailAddress: this.#sender,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: part(subject),
          Body: { Text: part(text) },
          Headers: [{ Name: NOTICE_HEADER, Value: name }],
        },
      },
      EmailTags: [{ Name: 'notice', Value: name }],
    };
  }
}
