import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The protocol, the rules it counts by, and the functions and stores that a ballot passes. */
export const JUDGED: readonly string[] = [
  'shared/protocol/**/*.ts',
  'shared/process/**/*.ts',
  'functions/{keys,draw,desk,cast,box,tellers,tally,meeting}/**/*.ts',
  'functions/store/{ballot-box,issuing,key-wrap,meetings}.ts',
];

/** Their files, from the root, sorted by code point. */
export const judgedFiles = (): readonly string[] =>
  globSync([...JUDGED], { cwd: ROOT })
    .map((path) => relative(ROOT, `${ROOT}${path}`).replaceAll('\\', '/'))
    .sort();

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** SHA-256 over a line `hash  path` of each file, as `sha256sum` prints them; 64 hex digits. */
export const judgedHash = (): string =>
  sha256(
    judgedFiles()
      .map((path) => `${sha256(readFileSync(`${ROOT}${path}`))}  ${path}\n`)
      .join(''),
  );
