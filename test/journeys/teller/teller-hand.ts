import type { BrowserContext, Page } from 'playwright-core';
import { PATIENCE_MS } from '../browsers/patience.ts';
import { lookClosely } from './look-closely.ts';
import { giveSkippingClock, skipTime } from './skipping-clock.ts';

/** A teller at a phone: presses what is written on the screen. */
export class TellerHand {
  readonly page: Page;
  readonly #name: string;

  private constructor(page: Page, name: string) {
    this.page = page;
    this.#name = name;
  }

  static async open(context: BrowserContext, name: string): Promise<TellerHand> {
    await giveSkippingClock(context);
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    return new TellerHand(page, name);
  }

  /** Sets the phone's clock forward. */
  skip(skewMs: number): Promise<void> {
    return skipTime(this.page, skewMs);
  }

  /** Waits for the screen of this title. */
  async sees(title: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title }).waitFor();
  }

  async reads(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).first().click();
  }

  /** Presses, reads what it will do, and confirms. */
  async confirm(name: string): Promise<void> {
    await this.press(name);
    await this.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  }

  view(name: string): Promise<void> {
    return this.page.getByRole('navigation').getByRole('button', { name }).click();
  }

  look(screen: string): Promise<void> {
    return lookClosely(this.page, `${screen}-${this.#name}`);
  }
}
