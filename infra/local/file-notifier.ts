import { appendFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Notice, Notifier, Sending } from '../../functions/http/notifier.ts';
import { readFileIfThere } from './atomic-file.ts';

const sentLine = z.object({ id: z.string() });

/** Ids in the lines that are whole: the last one may have been cut off when the process died. */
function idsIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [sentLine.parse(JSON.parse(line)).id];
    } catch {
      return [];
    }
  });
}

/** Notices of the embedded deployment: a line of JSON each, in one file, each id once, also over restarts. */
export class FileNotifier implements Notifier {
  readonly #file: string;
  #known: Promise<Set<string>> | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async send(notice: Notice): Promise<Sending> {
    this.#known ??= this.#read();
    const known = await this.#known;
    if (known.has(notice.id)) return 'sent';
    known.add(notice.id);
    try {
      // A line of its own even after one that was cut off.
      await appendFile(this.#file, `\n${JSON.stringify(notice)}\n`, { mode: 0o600 });
      return 'sent';
    } catch (error) {
      known.delete(notice.id);
      throw error;
    }
  }

  async #read(): Promise<Set<string>> {
    return new Set(idsIn((await readFileIfThere(this.#file))?.toString('utf8') ?? ''));
  }
}
