import { readdirSync, readFileSync } from 'node:fs';
import type * as z from 'zod';
import { type CountySettings, countySettings } from './county-settings.ts';

/** A county file that cannot be taken, with every field that is wrong. */
export class CountyFileError extends Error {
  override readonly name = 'CountyFileError';
}

/** Among the county files, and none of them. */
export const SCHEMA_FILE = 'county.schema.json';

const EXTENSION = /\.json$/;

/** The ids that a folder has a file for, in their order. */
export const countyIds = (folder: URL): readonly string[] =>
  readdirSync(folder)
    .filter((name) => EXTENSION.test(name) && name !== SCHEMA_FILE)
    .map((name) => name.replace(EXTENSION, ''))
    .sort();

const fieldLine = ({ path, message }: z.core.$ZodIssue): string =>
  `  ${path.length === 0 ? '(file)' : path.join('.')}: ${message}`;

/**
 * The settings in a file's text.
 *
 * @throws CountyFileError with a line for every field that is wrong
 */
export function parseCounty(name: string, text: string): CountySettings {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CountyFileError(`infra/counties/${name}.json is no JSON: ${error instanceof Error ? error.message : ''}`);
  }
  const parsed = countySettings.safeParse(json);
  if (!parsed.success)
    throw new CountyFileError(`infra/counties/${name}.json:\n${parsed.error.issues.map(fieldLine).join('\n')}`);
  const { $schema: _schema, ...settings } = parsed.data;
  if (settings.county !== name)
    throw new CountyFileError(
      `infra/counties/${name}.json:\n  county: is ${settings.county}, and the file is ${name}.json`,
    );
  return settings;
}

/**
 * One county of a folder.
 *
 * @throws CountyFileError when there is none, or it cannot be taken
 */
export function readCounty(folder: URL, id: string): CountySettings {
  const ids = countyIds(folder);
  if (!ids.includes(id))
    throw new CountyFileError(`there is no infra/counties/${id}.json; there are: ${ids.join(', ') || 'none'}`);
  return parseCounty(id, readFileSync(new URL(`${id}.json`, folder), 'utf8'));
}

/** Every county of a folder. */
export const readCounties = (folder: URL): readonly CountySettings[] =>
  countyIds(folder).map((id) => readCounty(folder, id));
