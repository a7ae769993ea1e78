import { constants, generateKeyPairSync, type KeyObject, privateDecrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { makeSubjects, type Subject } from '../../../shared/process/ballot-form.ts';
import { isCountyId, isSessionId } from '../../../shared/process/ids.ts';
import type { MeetingState } from '../../../shared/process/meeting-state.ts';
import { type ArmingSignature, armingHash, signArming } from '../../../shared/protocol/arming.ts';
import { type BoardPayload, boardRoot, makeBoard, SIGN_BOARD } from '../../../shared/protocol/board.ts';
import { type Bytes, fromB64u, toB64u, toHex } from '../../../shared/protocol/bytes.ts';
import { cardFragment, hallFragment, makeCode } from '../../../shared/protocol/code.ts';
import { type Manifest, manifestHash } from '../../../shared/protocol/manifest.ts';
import { signReceipt } from '../../../shared/protocol/receipt.ts';
import { receiptOf } from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { tokenKeyId } from '../../../shared/protocol/token-key.ts';

const SESSION = 'tuanfeng-chengguan-2008';
const COUNTY = 'tuanfeng';
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
};
/** The pages' policy in the product: nothing inline, nothing from elsewhere. */
const POLICY =
  "default-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'";

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** Names are made up; one is long, one has rare characters. */
const OFFICERS = [
  { id: 'o1', name: '王建国', post: '局长' },
  { id: 'o2', name: '欧阳㛃', post: '副局长' },
  { id: 'o3', name: '买买提·阿卜杜热合曼·艾合买提江', post: '纪检组长、市场监督管理股股长' },
  { id: 'o4', name: '陈𬭼', post: '副局长' },
  { id: 'o5', name: '刘桂英', post: '办公室主任' },
];

/** The ballot of these journeys: a unit and up to five officers, 6 indicators each beside the unit's 3. */
const subjectsWith = (officers: number): readonly Subject[] =>
  makeSubjects({ unit: { name: '城关分局' }, officers: OFFICERS.slice(0, officers) });

interface Keys {
  readonly tokenKey: { readonly publicDer: Bytes; readonly privateKey: KeyObject };
  readonly boxKey: CryptoKeyPair;
  readonly tellers: Readonly<Record<Slot, { readonly hpke: CryptoKeyPair; readonly sign: CryptoKeyPair }>>;
}

const ecdsaPair = () => crypto.subtle.generateKey(ECDSA, false, ['sign', 'verify']);
const ecdhPair = () => crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
const pointOf = async ({ publicKey }: CryptoKeyPair) =>
  toB64u(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));

async function makeKeys(): Promise<Keys> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 65537 });
  const teller = async () => ({ hpke: await ecdhPair(), sign: await ecdsaPair() });
  return {
    tokenKey: { publicDer: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })), privateKey },
    boxKey: await ecdsaPair(),
    tellers: { discipline: await teller(), delegates: await teller(), inspection: await teller() },
  };
}

async function makeManifest({ tokenKey, boxKey, tellers }: Keys, officers: number): Promise<Manifest> {
  if (!isCountyId(COUNTY) || !isSessionId(SESSION)) throw new Error('ids of the scripted meeting');
  return {
    v: 1,
    county: COUNTY,
    session: SESSION,
    unit: '城关分局',
    subjects: subjectsWith(officers),
    scale: { min: 0, max: 10 },
    thresholds: { excellent: 85, qualified: 60 },
    delegates: 33,
    tokenKey: toB64u(tokenKey.publicDer),
    boxKey: await pointOf(boxKey),
    tellers: await Promise.all(
      SLOTS.map(async (slot) => ({
        slot,
        hpke: await pointOf(tellers[slot].hpke),
        sign: await pointOf(tellers[slot].sign),
      })),
    ),
  };
}

/** What the script may change while phones are looking. */
interface Script {
  state: MeetingState;
  closesAt: number | null;
  isBoardFrozen: boolean;
  voidReason: string | null;
  floor: { agendaItem: string | null; question: string | null } | null;
  /** Answers to lose after the server has acted, by operation. */
  readonly losing: Map<string, number>;
  /** Receipts the board leaves out. */
  readonly leftOut: Set<string>;
  /** What the phone is told instead of the true manifest. */
  manifestShown: Manifest;
  armingShown: readonly ArmingSignature[];
  /** Hash of the manifest that the meeting is frozen on now; null while it is prepared anew. */
  frozenOn: Bytes | null;
}

interface Box {
  readonly drawn: Map<string, { readonly blinded: string; readonly answer: string }>;
  readonly ballots: Map<string, string>;
}

export interface ScriptedMeeting {
  readonly url: string;
  readonly script: Script;
  readonly manifest: Manifest;
  readonly armingHash: Bytes;
  /** Sealed ballots in the box, b64u, by receipt; and the codes that drew. */
  readonly box: Box;
  /** Paths of all requests so far, for what must not be asked. */
  readonly requests: readonly string[];
  readonly cardUrl: string;
  readonly hallUrl: string;
  readonly code: string;
  close(): Promise<void>;
}

type Reply = { readonly status: number; readonly body: unknown };
const ok = (body: unknown): Reply => ({ status: 200, body });
const refusal = (status: number, type: string, title: string, detail: string): Reply => ({
  status,
  body: { type: `urn:shuangshu:problem:${type}`, title, status, detail },
});

function face(script: Script, arming: Bytes): unknown {
  return {
    county: COUNTY,
    countyName: '团风县工商局',
    session: SESSION,
    round: '2007-2008',
    unit: '城关分局',
    state: script.state,
    nowMs: Date.now(),
    manifestHash: script.frozenOn && toHex(script.frozenOn),
    armingHash: toHex(arming),
    closesAt: script.closesAt,
    tellers: [],
    counts: null,
    boardRoot: null,
    boardFrozen: script.isBoardFrozen,
    paper: null,
    openedBy: null,
    outcome: null,
    voidReason: script.voidReason,
    floor: script.floor,
  };
}

async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, string>>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

/**
 * A meeting that a test scripts step by step, with true keys and signatures and the product's own page, so that what a
 * network or a dishonest server can do to a phone can be played: lost answers, another manifest, a ballot left out. The
 * product's own server is not in it; the journeys of a whole meeting have that.
 */
export async function startScriptedMeeting(pageFolder: string, officers = 3): Promise<ScriptedMeeting> {
  const keys = await makeKeys();
  const manifest = await makeManifest(keys, officers);
  const hash = await manifestHash(manifest);
  const armingSignatures = await Promise.all(
    SLOTS.map(async (slot) => ({ slot, signature: await signArming(keys.tellers[slot].sign.privateKey, hash) })),
  );
  const armed = await armingHash(hash, armingSignatures);
  if (armed === null) throw new Error('the scripted meeting is not armed');
  const script: Script = {
    state: 'armed',
    closesAt: null,
    isBoardFrozen: false,
    voidReason: null,
    floor: null,
    losing: new Map(),
    leftOut: new Set(),
    manifestShown: manifest,
    armingShown: armingSignatures,
    frozenOn: hash,
  };
  const box: Box = { drawn: new Map(), ballots: new Map() };
  const code = makeCode(random);

  const board = async (): Promise<Reply> => {
    if (!script.isBoardFrozen) return refusal(409, 'board-not-frozen', '票箱清单还没有确认', '请稍等。');
    const receipts = makeBoard([...box.ballots.keys()].filter((receipt) => !script.leftOut.has(receipt)));
    const counts = {
      delegates: 33,
      drawn: 1,
      reissued: 0,
      papersIssued: 0,
      papersReissued: 0,
      electronic: receipts.length,
    };
    const payload: BoardPayload = { boardRoot: await boardRoot(receipts), manifestHash: toHex(hash), counts };
    const context = { county: COUNTY, session: SESSION, operation: SIGN_BOARD };
    const signed = await Promise.all(
      (['discipline', 'delegates'] as const).map((slot) =>
        signTellerRequest(keys.tellers[slot].sign.privateKey, context, { slot, payload }),
      ),
    );
    const signatures = signed.map(({ slot, signature }) => ({ slot, signature }));
    return ok({ boardRoot: payload.boardRoot, counts, page: 0, pages: 1, receipts, signatures });
  };

  const checkIn = (body: Readonly<Record<string, string>>): Reply => {
    const { code: typed = '', blinded = '' } = body;
    if (typed !== code)
      return refusal(
        404,
        'code-unknown',
        '这个代码不对',
        '请核对表决卡上的 16 位代码；若是别的大会的卡，请到签到台换卡。',
      );
    const before = box.drawn.get(typed);
    if (before !== undefined && before.blinded !== blinded)
      return refusal(
        409,
        'code-used',
        '这张表决卡已经用过',
        '它已在另一部手机或浏览器上签到。请到签到台，由两位计票人为您补办。',
      );
    const message = fromB64u(blinded);
    if (message === null) throw new Error('the page sent no base64url');
    const answer = toB64u(
      new Uint8Array(privateDecrypt({ key: keys.tokenKey.privateKey, padding: constants.RSA_NO_PADDING }, message)),
    );
    box.drawn.set(typed, { blinded, answer });
    return ok({ blindSignature: answer });
  };

  const cast = async (body: Readonly<Record<string, string>>): Promise<Reply> => {
    const bytes = fromB64u(body['ballot'] ?? '');
    if (bytes === null) throw new Error('the page sent no base64url');
    const receipt = await receiptOf(bytes);
    const isOpen = script.state === 'voting' || script.state === 'closing';
    if (!isOpen) return refusal(409, 'voting-closed', '投票已经截止', '这张票没有投进票箱。');
    box.ballots.set(receipt, body['ballot'] ?? '');
    return ok(await signReceipt(keys.boxKey.privateKey, hash, receipt));
  };

  const answer = async (request: IncomingMessage): Promise<readonly [string, Reply]> => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path === '/api/check-in') return ['checkIn', checkIn(await readBody(request))];
    if (path === '/api/cast') return ['castBallot', await cast(await readBody(request))];
    if (path.endsWith('/manifest'))
      return ['getManifest', ok({ manifest: script.manifestShown, arming: script.armingShown })];
    if (path.endsWith('/board')) return ['getBoard', await board()];
    return ['getMeeting', ok(face(script, armed))];
  };

  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    serve(request, response).catch(() => response.destroy());
  });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/api/') !== true) return servePage(pageFolder, request, response);
    const [operation, { status, body }] = await answer(request);
    const toLose = script.losing.get(operation) ?? 0;
    if (toLose > 0) {
      script.losing.set(operation, toLose - 1);
      return response.destroy();
    }
    response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
    response.end(JSON.stringify(body));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://localhost:${address.port}/vote/`;
  const card = { session: manifest.session, code, tokenKeyId: await tokenKeyId(keys.tokenKey.publicDer) };
  return {
    url,
    script,
    manifest,
    armingHash: armed,
    box,
    requests,
    code,
    cardUrl: url + cardFragment(card),
    hallUrl: url + hallFragment({ session: manifest.session, armingHash: armed }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function servePage(pageFolder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const name = path.replace('/vote/', '') || 'index.html';
  const type = CONTENT_TYPES[name.split('.').pop() ?? ''];
  if (type === undefined) {
    response.writeHead(404).end();
    return;
  }
  const content = await readFile(join(pageFolder, name));
  response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(content);
}
