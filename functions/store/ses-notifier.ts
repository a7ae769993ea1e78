import type { Notice, Notifier } from '../http/notifier.ts';

/** E-mail through SES. */
export class SesNotifier implements Notifier {
  readonly #sender: string;

  constructor({ sender }: { readonly sender: string }) {
    this.#sender = sender;
  }

  async send(_notice: Notice): Promise<void> {
    throw new Error(`not connected yet: ${this.#sender}`);
  }
}
