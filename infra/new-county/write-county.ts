import { writeFileSync } from 'node:fs';
import { CountyFileError, countyIds } from '../county-files.ts';
import { type CountySettings, countySettings, type Partition } from '../county-settings.ts';
import { countyFileText } from './county-file-text.ts';
import { defaultSettings, type NewCounty } from './default-settings.ts';

const duplicate = (county: string): CountyFileError =>
  new CountyFileError(
    `county: 已经有 ${county}.json，县代号不能重复 / there is a ${county}.json already: an id is given once, choose another`,
  );

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/**
 * The defaults of a county that a folder has no file of yet.
 *
 * @throws CountyFileError naming the field, when the id is malformed or taken
 */
export function newSettings(
  folder: URL,
  wanted: { readonly county: string; readonly partition: string },
): CountySettings {
  const { county: id, partition: name } = countySettings.shape;
  const county = id.safeParse(wanted.county);
  if (!county.success)
    throw new CountyFileError(
      `county: ${wanted.county}: 应为 3–64 个小写字母、数字和连字符 / ${county.error.issues.map(({ message }) => message).join('; ')}`,
    );
  const partition = name.safeParse(wanted.partition);
  if (!partition.success)
    throw new CountyFileError(`partition: ${wanted.partition}: 应为 aws 或 aws-cn / aws or aws-cn`);
  if (countyIds(folder).includes(county.data)) throw duplicate(county.data);
  const asked: NewCounty = { county: county.data, partition: partition.data satisfies Partition };
  return countySettings.parse(defaultSettings(asked));
}

/**
 * Writes a county's file; never over another.
 *
 * @throws CountyFileError when there is one by now
 */
export function writeCounty(folder: URL, settings: CountySettings): URL {
  const file = new URL(`${settings.county}.json`, folder);
  try {
    writeFileSync(file, countyFileText(settings), { flag: 'wx' });
  } catch (error) {
    if (isThere(error)) throw duplicate(settings.county);
    throw error;
  }
  return file;
}
