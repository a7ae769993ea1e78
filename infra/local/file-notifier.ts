import { appendFile } from 'node:fs/promises';
import type { Notice, Notifier } from '../../functions/http/notifier.ts';

/** Notices of the embedded deployment: a line of JSON each, in one file, each id once. */
export class FileNotifier implements Notifier {
  readonly #file: string;
  readonly #sent = new Set<string>();

  constructor(file: string) {
    this.#file = file;
  }

  async send(notice: Notice): Promise<void> {
    if (this.#sent.has(notice.id)) return;
    this.#sent.add(notice.id);
    await appendFile(this.#file, `${JSON.stringify(notice)}\n`, { mode: 0o600 });
  }
}
