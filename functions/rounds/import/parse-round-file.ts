import type { SeatRule } from '../../../shared/process/seats.ts';
import { collectRows } from '../../http/list-file/collect-rows.ts';
import { capDefects } from '../../http/list-file/import-defect.ts';
import { inFileOrder, openListFile, unopened } from '../../http/list-file/open-list-file.ts';
import { buildRound } from './build-round.ts';
import { type KnownUnits, NO_UNITS, type RoundFile } from './round-file.ts';

interface ReadAs {
  readonly fileName: string;
  /** The quotas of the round. */
  readonly seats: SeatRule;
  /** The round as it is; nothing before its first import. */
  readonly known?: KnownUnits;
}

/**
 * Reads a round from one workbook (XLSX) or CSV, as docs/import.md describes it. Taken whole or not at all: with any defect
 * nothing is returned but the defects, at most `MAX_DEFECTS` and a last one that counts the rest. Never throws on input.
 */
export const parseRoundFile = async (
  bytes: Uint8Array,
  { fileName, seats, known = NO_UNITS }: ReadAs,
): Promise<RoundFile> => {
  const opened = await openListFile(bytes, fileName);
  if (!opened.ok) return { ok: false, defects: [unopened(opened)] };
  const round = buildRound(collectRows(opened.sheets, 'round'), { seats, known });
  return round.ok ? round : { ok: false, defects: capDefects(inFileOrder(round.defects, opened.sheets)) };
};
