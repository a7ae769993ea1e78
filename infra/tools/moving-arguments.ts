import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CountyPlace } from '../move/county-place.ts';
import { openDeployedPlace } from '../move/deployed-place.ts';
import { openEmbeddedPlace } from '../move/embedded-place.ts';

/** A command line that cannot be taken. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What `npm run export` and `npm run import` are told. */
export interface MovingArguments {
  readonly county: string;
  /** Absolute path of the export. */
  readonly folder: string;
  /** Where the county lies: an embedded deployment's data folder, or a file that names the places of a deployed one. */
  readonly where: { readonly data: string } | { readonly place: string };
  readonly fingerprint?: string;
}

const TEXT = { type: 'string' } as const;
const OPTIONS = { to: TEXT, from: TEXT, data: TEXT, place: TEXT, fingerprint: TEXT };

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : '');
  }
}

/**
 * Reads the command line; `folder` names the flag of the export's folder.
 *
 * @throws UsageError
 */
export function movingArguments(args: readonly string[], folder: 'to' | 'from'): MovingArguments {
  const { values, positionals } = readFlags(args);
  const [county, ...others] = positionals;
  if (county === undefined || others.length > 0) throw new UsageError('说出一个县 / name one county');
  if (!/^[a-z0-9-]{3,64}$/.test(county))
    throw new UsageError(`${county}: 只能用 3–64 个小写字母、数字和连字符 / 3 to 64 of a-z, 0-9 and -`);
  const path = values[folder];
  const other = folder === 'to' ? 'from' : 'to';
  if (path === undefined || values[other] !== undefined)
    throw new UsageError(`--${folder}: 导出所在的目录 / the folder of the export`);
  const { data, place, fingerprint } = values;
  if ((data === undefined) === (place === undefined))
    throw new UsageError('--data 或 --place，给出一个 / give one of --data and --place');
  return {
    county,
    folder: resolve(path),
    where: place === undefined ? { data: resolve(data ?? '') } : { place: resolve(place) },
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}

/** @throws MoveRefusal, StartRefusal */
export const openPlace = async ({ county, where }: MovingArguments): Promise<CountyPlace> =>
  'data' in where ? openEmbeddedPlace(county, where.data) : openDeployedPlace(county, where.place);
