import type { RequestOf } from '../../../shared/contract/operations.ts';
import { EMPTY_REPORT, type ReportTexts } from '../../../shared/process/report.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { textsOf } from '../../unit/reports/texts.ts';
import { answered, type CallOptions, type County, makeCounty, staffOf } from '../registry/county.ts';
import { importUnits, ROUND, random, SESSION, UNIT } from '../registry/prepared-meeting.ts';

export const CLERK: CallOptions = { staff: staffOf('unit-clerk', UNIT) };
export const SECOND_CLERK: CallOptions = {
  staff: { ...staffOf('unit-clerk', UNIT), subject: 'sub-second', name: '样例经办人乙' },
};
export const WRITTEN: ReportTexts = textsOf((place) => `样例报告第${place + 1}部分。`);

/** A unit with two officers, `o1` and `o2`, and the hands to write their reports. */
export interface UnitWriting {
  readonly county: County;
  readonly key: string;
  save(request: Partial<RequestOf<'saveReport'>>, as?: CallOptions): ReturnType<typeof saveAs>;
  submit(request: Partial<RequestOf<'submitReport'>>): ReturnType<typeof submitAs>;
  /** Writes and submits a whole report. */
  handIn(officer: string): Promise<void>;
  missing(): Promise<readonly string[] | undefined>;
}

const saveAs = (county: County, request: Partial<RequestOf<'saveReport'>>, as: CallOptions) =>
  county.call(
    'saveReport',
    { session: SESSION, officer: 'o1', expectedVersion: 0, parts: EMPTY_REPORT, ...request },
    as,
  );
const submitAs = (county: County, request: Partial<RequestOf<'submitReport'>>) =>
  county.call('submitReport', { session: SESSION, officer: 'o1', expectedVersion: 1, ...request }, CLERK);

export async function unitWriting(): Promise<UnitWriting> {
  const county = await makeCounty();
  answered(await importUnits(county));
  const key = await county.all.meetings.readingKeys.ensure(SESSION, toB64u(random(32)));
  const save: UnitWriting['save'] = (request, as = CLERK) => saveAs(county, request, as);
  const submit: UnitWriting['submit'] = (request) => submitAs(county, request);
  return {
    county,
    key,
    save,
    submit,
    handIn: async (officer) => {
      const { version } = answered(await save({ officer, parts: WRITTEN }));
      answered(await submit({ officer, expectedVersion: version }));
    },
    missing: async () => (await county.all.registry.progress.read({ round: ROUND, unit: UNIT })).reports?.missing,
  };
}
