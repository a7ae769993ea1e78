type Close = () => Promise<void>;

/** What has been opened, to be closed in the opposite order, each once and each even if another fails. */
export class Closers {
  readonly #open: Close[] = [];
  #closing: Promise<void> | undefined;

  add(close: Close): void {
    this.#open.push(close);
  }

  /** @throws AggregateError with every failure, after all have been tried */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#open.toReversed()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'some parts did not close');
  }
}
