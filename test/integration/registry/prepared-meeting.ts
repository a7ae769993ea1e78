import type { Ask } from '../../../infra/local/sample/ask.ts';
import { playApproval } from '../../../infra/local/sample/play-delegates.ts';
import { playGates } from '../../../infra/local/sample/play-gates.ts';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { CATEGORIES, CATEGORY_NAMES, type CategoryCounts, seatsRequired } from '../../../shared/process/seats.ts';
import { shanghaiDay } from '../../../shared/process/shanghai-day.ts';
import { type Bytes, fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { codeHash, makeCode } from '../../../shared/protocol/code.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { generateTellerKeys, publicTellerKeys, type TellerKeyPairs } from '../../../shared/protocol/teller-keys.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { tokenKeyModulus } from '../../../shared/protocol/token-key.ts';
import { type Answered, answered, type CallOptions, COUNTY, type County, OFFICE, staffOf } from './county.ts';

export const ROUND = '2008';
export const UNIT = 'huilongshan';
export const SESSION = `${COUNTY}-${ROUND}-${UNIT}`;
export const DELEGATES = 33;

/** 27 + 2 + 1 + 3 among 33; the least seats beside the market entities in any other number. */
const seatsOf = (delegates: number): CategoryCounts => {
  const { 'consumer-society': society, ...least } = seatsRequired(delegates);
  const others = { ...least, 'consumer-society': delegates === DELEGATES ? 2 : society };
  const taken = others['consumer-society'] + others['discipline-inspection'] + others['deputy-supervisor'];
  return { ...others, 'market-entity': delegates - taken };
};

export interface FileUnit {
  readonly code: string;
  readonly name: string;
  readonly officers?: number;
  /** 33 by default. */
  readonly delegates?: number;
}

export const HUILONGSHAN: FileUnit = { code: UNIT, name: '回龙山工商所' };
export const CHENGGUAN: FileUnit = { code: 'chengguan', name: '城关分局' };

/** A round's file as CSV; all people are made up. */
export function roundFile(units: readonly FileUnit[] = [HUILONGSHAN]): string {
  const rows = units.flatMap(({ code, name, officers = 2, delegates = DELEGATES }, place) => {
    const seats = seatsOf(delegates);
    const categories = CATEGORIES.flatMap((each) => Array.from({ length: seats[each] }, () => CATEGORY_NAMES[each]));
    return [
      ['单位', name, code, '', '', '', '', ''],
      ...Array.from({ length: officers }, (_, i) => [
        '述职人员',
        name,
        '',
        `样例干部${place}-${i}`,
        '所长',
        '',
        '',
        '',
      ]),
      ...categories.map((category, i) => {
        const phone = `138${place}${String(i).padStart(7, '0')}`;
        return ['代表', name, '', `样例代表${place}-${i}`, '', category, '镇上的店', phone];
      }),
    ];
  });
  return [['类型', '单位', '代码', '姓名', '职务', '类别', '单位及职务', '电话'], ...rows]
    .map((row) => row.join(','))
    .join('\r\n');
}

export const importRequest = (file: string, round = ROUND): RequestOf<'importRound'> => ({
  round,
  roundName: '2007—2008 年度',
  fileName: '名单.csv',
  file: Buffer.from(file).toString('base64'),
});

export const importUnits = (county: County, units: readonly FileUnit[] = [HUILONGSHAN]) =>
  county.call('importRound', importRequest(roundFile(units)), OFFICE);

/** The discipline commission agrees to the list that was imported. */
export const agreeOnList = (county: County, session = SESSION): Promise<void> =>
  playApproval(askOf(county), { session });

/** A delegate is taken off the list that was agreed on: the number stays empty. */
export async function withoutDelegate(county: County, number: number, basedOn = 1): Promise<void> {
  const ask = askOf(county);
  const change = { session: SESSION, basedOn, add: [], remove: [number], reason: '因病不能到会' };
  await ask({ role: 'inspection-office' }, 'proposeList', change);
  await agreeOnList(county);
}

export const idOf = (number: number): string => `d-${String(number).padStart(3, '0')}`;

export const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** Prints a card for each of the first `count` delegates; the codes by delegate. */
export async function registerAllCards(county: County, count = DELEGATES): Promise<ReadonlyMap<string, string>> {
  const codes = new Map(Array.from({ length: count }, (_, index) => [idOf(index + 1), makeCode(random)] as const));
  const cards = await Promise.all(
    [...codes].map(async ([delegate, code]) => ({ delegate, codeHash: await codeHash(SESSION, code) })),
  );
  for (let start = 0; start < cards.length; start += 25)
    answered(await county.call('registerCards', { session: SESSION, cards: cards.slice(start, start + 25) }, OFFICE));
  return codes;
}

export type Tellers = Readonly<Record<Slot, TellerKeyPairs>>;

export async function makeTellers(): Promise<Tellers> {
  return {
    discipline: await generateTellerKeys(),
    delegates: await generateTellerKeys(),
    inspection: await generateTellerKeys(),
  };
}

/** Enrols the tellers as `enrolTeller` does, by writing what it writes. */
export async function enrolTellers(county: County, tellers: Tellers): Promise<void> {
  const keys = {
    discipline: await publicTellerKeys(tellers.discipline),
    delegates: await publicTellerKeys(tellers.delegates),
    inspection: await publicTellerKeys(tellers.inspection),
  };
  await county.all.meetings.change(SESSION, (meeting) => ({
    kind: 'change',
    meeting: {
      ...meeting,
      tellers: {
        discipline: { ...meeting.tellers.discipline, ...keys.discipline },
        delegates: { ...meeting.tellers.delegates, ...keys.delegates },
        inspection: { ...meeting.tellers.inspection, ...keys.inspection },
      },
    },
    answer: null,
  }));
}

/** Puts the meeting into a state that another function's operations lead to. */
export async function putInState(
  county: County,
  state: 'prepared' | 'armed' | 'voting' | 'closing' | 'announced' | 'voided',
  closesAt: number | null = null,
): Promise<void> {
  await county.all.meetings.change(SESSION, (meeting) => ({
    kind: 'change',
    meeting: { ...meeting, state, closesAt },
    answer: null,
  }));
}

type TellerOperation = 'listDesk' | 'issuePaper' | 'reissue' | 'recordIssuing' | 'createTellerDownload';

export interface PreparedMeeting {
  readonly county: County;
  readonly codes: ReadonlyMap<string, string>;
  readonly tellers: Tellers;
  readonly modulus: Bytes;
  readonly manifestHash: string;
  /** A signed request of a teller. */
  by<Id extends TellerOperation>(slot: Slot, id: Id, payload: RequestOf<Id>['payload']): Promise<Answered<Id>>;
  codeOf(number: number): string;
  draw(code: string, blinded?: Bytes, options?: CallOptions): Promise<Answered<'checkIn'>>;
  /** Below the modulus, as a blinded message is. */
  newBlinded(): Bytes;
}

/** Staff as the players of the sample name them; a refusal is thrown. */
export const askOf =
  (county: County): Ask =>
  async (actor, id, request) =>
    answered(await county.call(id, request, actor === 'anyone' ? {} : { staff: staffOf(actor.role, actor.unit) }));

const DAY_MS = 86_400_000;

/** What the stages before the appraisal have to bring, for a meeting on the next day. */
export const passGates = (county: County): Promise<void> =>
  playGates(askOf(county), { session: SESSION, unit: UNIT, onDay: shanghaiDay(county.clock.nowMs + DAY_MS) });

/** A meeting with everything the freeze needs. */
export async function readyToFreeze(county: County) {
  answered(await importUnits(county));
  await passGates(county);
  const keys = answered(await county.call('makeKeys', { session: SESSION }, OFFICE));
  const codes = await registerAllCards(county);
  const tellers = await makeTellers();
  await enrolTellers(county, tellers);
  return { codes, tellers, keys };
}

/** A meeting that is armed: drawing is open. */
export async function armedMeeting(county: County): Promise<PreparedMeeting> {
  const { codes, tellers, keys } = await readyToFreeze(county);
  const { manifestHash } = answered(await county.call('freeze', { session: SESSION }, OFFICE));
  await putInState(county, 'armed');
  const modulus = tokenKeyModulus(fromB64u(keys.tokenKey) ?? new Uint8Array());
  if (modulus === null) throw new Error('not a token key');
  const by: PreparedMeeting['by'] = async (slot, id, payload) => {
    const context = { county: COUNTY, session: SESSION, operation: id as OperationId };
    const request = await signTellerRequest(tellers[slot].sign.privateKey, context, { slot, payload });
    return county.call(id, { session: SESSION, ...request } as unknown as RequestOf<typeof id>);
  };
  const newBlinded = (): Bytes => {
    const bytes = random(256);
    bytes[0] = 0;
    return bytes;
  };
  return {
    county,
    codes,
    tellers,
    modulus,
    manifestHash,
    by,
    newBlinded,
    codeOf: (number) => codes.get(idOf(number)) ?? '',
    draw: (code, blinded = newBlinded(), options = {}) =>
      county.call('checkIn', { session: SESSION, code, blinded: toB64u(blinded) }, options),
  };
}
