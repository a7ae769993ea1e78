/** The refusals that a round has to meet on its way: what may not be done is tried, and must not be done. */
export class Refusals {
  #met = 0;
  readonly #complaints: string[] = [];

  /** Tries what the process refuses, and looks that it is refused for this reason and no other. */
  async expect(type: string, attempt: () => Promise<unknown>): Promise<void> {
    try {
      await attempt();
      this.#complaints.push(`${type} was not refused`);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      if (said.endsWith(`:${type}`)) this.#met += 1;
      else this.#complaints.push(`${type} expected: ${said}`);
    }
  }

  get met(): number {
    return this.#met;
  }

  get complaints(): readonly string[] {
    return this.#complaints;
  }
}
