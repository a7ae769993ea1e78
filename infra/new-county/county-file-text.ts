import type { CountySettings } from '../county-settings.ts';

const LINE_WIDTH = 120;

/** Lists of texts on one line where they fit, as the project's formatter has them. */
const listsOnOneLine = (text: string): string =>
  text.replaceAll(
    /^(.*)\[\n((?: +"[^"\n]*",?\n)+) *\](,?)$/gm,
    (whole, before: string, items: string, after: string) => {
      const line = `${before}[${items.trim().replaceAll(/,\n */g, ', ')}]${after}`;
      return line.length <= LINE_WIDTH ? line : whole;
    },
  );

/** A county's file as it is written: with its schema for editors, and formatted as `npm run lint` asks. */
export const countyFileText = (settings: CountySettings): string =>
  listsOnOneLine(`${JSON.stringify({ $schema: './county.schema.json', ...settings }, null, 2)}\n`);
