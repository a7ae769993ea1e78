/** puppeteer-core 1.20 carries no types; these are the parts of its documented API that the journeys use. */
declare module 'puppeteer-core' {
  export interface ElementHandle {
    click(): Promise<void>;
    type(text: string): Promise<void>;
    /** Chooses files from the disk, as a person does. */
    uploadFile(...paths: readonly string[]): Promise<void>;
  }
  export interface HttpRequest {
    url(): string;
  }
  export interface Page {
    goto(url: string, options?: { readonly waitUntil?: string; readonly timeout?: number }): Promise<unknown>;
    reload(): Promise<unknown>;
    setOfflineMode(enabled: boolean): Promise<void>;
    setDefaultTimeout(timeoutMs: number): void;
    setViewport(viewport: {
      readonly width: number;
      readonly height: number;
      readonly deviceScaleFactor?: number;
    }): Promise<void>;
    /** The function runs in the browser; its values cross as JSON. */
    evaluate<R, Values extends readonly unknown[] = readonly []>(
      script: string | ((...values: Values) => R | Promise<R>),
      ...values: Values
    ): Promise<R>;
    waitForSelector(
      selector: string,
      options?: { readonly timeout?: number; readonly hidden?: boolean },
    ): Promise<ElementHandle>;
    waitForFunction(script: string, options?: { readonly timeout?: number }): Promise<unknown>;
    click(selector: string): Promise<void>;
    type(selector: string, text: string): Promise<void>;
    content(): Promise<string>;
    url(): string;
    screenshot(options: { readonly path: string; readonly fullPage?: boolean }): Promise<Buffer>;
    on(event: 'request', listener: (request: HttpRequest) => void): void;
    on(event: 'pageerror', listener: (error: Error) => void): void;
    on(event: 'console', listener: (message: { text(): string; type(): string }) => void): void;
    close(): Promise<void>;
  }
  export interface Browser {
    newPage(): Promise<Page>;
    version(): Promise<string>;
    close(): Promise<void>;
  }
  const puppeteer: {
    launch(options: {
      readonly executablePath: string;
      readonly args: readonly string[];
      readonly timeout: number;
      readonly env: Readonly<Record<string, string | undefined>>;
    }): Promise<Browser>;
  };
  export default puppeteer;
}
