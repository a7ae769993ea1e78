import chromium from '@sparticuz/chromium';

/** Before any journey: the package unpacks its browser in place, and two files that began together would start half of it. */
export const setup = async (): Promise<void> => {
  chromium.setGraphicsMode = false;
  await chromium.executablePath();
};
