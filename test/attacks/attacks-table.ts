import { readFile, writeFile } from 'node:fs/promises';
import { ATTACK_NUMBERS, ATTACKS } from './registry.ts';

const PAGE = new URL('../../docs/threat-model.md', import.meta.url);
const [BEGIN, END] = ['<!-- attacks: written by npm run docs -->', '<!-- end of attacks -->'];

function table(): string {
  const rows = ATTACK_NUMBERS.map((number) => {
    const { file, attack } = ATTACKS[number];
    const { target, attacker, wants, attempts } = attack;
    return `| ${number} | [${target}](../test/attacks/${file}) | ${attacker} | ${wants} | ${attempts.length} |`;
  });
  return [
    BEGIN,
    '| # | what is attacked | who attacks | to what end | ways |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    END,
  ].join('\n');
}

/** The page with the table as it should be. @throws when the page has no place for it */
function written(page: string): string {
  const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error('docs/threat-model.md has no place for the table of attacks');
  return page.slice(0, start) + table() + page.slice(end + END.length);
}

/** Whether docs/threat-model.md names every attack as it is. */
export async function tableIsFresh(): Promise<boolean> {
  const page = await readFile(PAGE, 'utf8');
  return page === written(page);
}

/** Writes the table of attacks into docs/threat-model.md. */
export async function writeTable(): Promise<void> {
  await writeFile(PAGE, written(await readFile(PAGE, 'utf8')));
}
