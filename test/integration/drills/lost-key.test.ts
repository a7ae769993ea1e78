import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Sample } from '../../../infra/local/prepare-sample.ts';
import { ANYONE, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import { parseCardFragment, parseEnrolmentFragment } from '../../../shared/protocol/code.ts';
import { logIn } from '../../rehearsal/deployment.ts';
import { makeLine } from '../../rehearsal/line.ts';
import { sessionOf } from '../../rehearsal/office.ts';
import { Teller } from '../../rehearsal/teller.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { type Running, startEmpty } from '../move/county-at-rest.ts';

const lineTo = ({ embedded: { origin } }: Running) =>
  makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });

async function running(data: string): Promise<Running> {
  const started = await startEmpty({ dataDirectory: data });
  onTestFinished(() => started.close());
  return started;
}

const fragmentOf = (path: string | null): string => new URL(path ?? '', 'http://x').hash;

/** The sample's trial meeting, armed: the tellers' own keys lie in their browsers and not on the server. */
async function arm(county: Running, { session, enrolments }: Sample): Promise<void> {
  const tellers: Teller[] = [];
  for (const { path } of enrolments) {
    const enrolment = parseEnrolmentFragment(fragmentOf(path));
    if (enrolment === null) throw new Error('no enrolment');
    tellers.push(await Teller.enrol(lineTo(county), enrolment));
  }
  await county.ask(INSPECTION, 'freeze', { session });
  for (const teller of tellers) await teller.arm();
}

/** docs/operations/lost-key.md */
test('the wrapping key is lost: what was announced stays whole, the armed session draws nothing and is voided', async () => {
  const data = await temporaryFolder();
  const before = await running(data);
  const sample = await before.embedded.prepareSample();
  await arm(before, sample);
  await before.close();
  await writeFile(join(data, 'wrapping.key'), randomBytes(32));

  const after = await running(data);
  const { session } = sample;
  const code = parseCardFragment(fragmentOf(sample.cardPath))?.code ?? '';
  const drawing = { session, code, blinded: toB64u(new Uint8Array([0, ...randomBytes(255)])) };
  const drawn = await lineTo(after)('checkIn', drawing);
  expect(drawn).toMatchObject({ ok: false, problem: { status: 500 } });
  // A fault, and no code is spent by it.
  expect(await lineTo(after)('checkIn', drawing)).toEqual(
    expect.objectContaining({ ok: false, problem: expect.objectContaining({ status: 500 }) }),
  );

  const announced = sessionOf('tuanfeng-2008-zongluzui');
  const { receipts } = await after.ask(ANYONE, 'getBoard', { session: announced, page: 0 });
  expect(receipts.length).toBe(29);
  const office = await logIn({ ...after.embedded, county: 'tuanfeng' }, 'inspection');
  const bundle: unknown = JSON.parse(new TextDecoder().decode(await office.download(announced, 'result.json')));
  expect(await checkBundle(bundle)).toMatchObject({ defects: [], result: { outcome: 'valid' } });
  await after.ask(INSPECTION, 'voidMeeting', { session, reason: '密钥丢失，签名钥匙打不开' });
  expect(await after.ask(ANYONE, 'getMeeting', { session })).toMatchObject({ state: 'voided' });
});
