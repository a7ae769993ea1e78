import type { Thresholds } from '../process/appraisal.ts';
import type { Subject } from '../process/ballot-form.ts';
import { type CountyId, isCountyId, isSessionId, type SessionId } from '../process/ids.ts';
import { type Bytes, fromB64u, fromB64uOf } from './bytes.ts';
import { POINT_BYTES } from './ecdsa.ts';
import { hash } from './hash.ts';
import { jcs } from './jcs.ts';
import {
  arrayAt,
  type Defect,
  defectList,
  fieldsAt,
  isCount,
  isText,
  type Report,
  type ShapeDefectCode,
} from './shape.ts';
import { SLOTS, type Slot } from './slots.ts';
import { tokenKeyModulus } from './token-key.ts';

/** A teller's public keys, 65-byte points in b64u. */
export type TellerKeyTexts = { readonly hpke: string; readonly sign: string };

/** Everything a session is about, frozen (protocol.md §1). Keys are b64u: `tokenKey` SPKI DER, the others 65-byte points. */
export type Manifest = {
  readonly v: 1;
  readonly county: CountyId;
  readonly session: SessionId;
  readonly unit: string;
  readonly subjects: readonly Subject[];
  readonly scale: { readonly min: 0; readonly max: 10 };
  readonly thresholds: Thresholds;
  readonly delegates: number;
  readonly tokenKey: string;
  readonly boxKey: string;
  /** One a slot, in the order of `SLOTS`. */
  readonly tellers: readonly ({ readonly slot: Slot } & TellerKeyTexts)[];
};

export type ManifestDefectCode = ShapeDefectCode | 'wrong-value' | 'wrong-key' | 'repeated-id' | 'repeated-key';
export type ManifestDefect = Defect<ManifestDefectCode>;
export type ParsedManifest =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly defects: readonly ManifestDefect[] };

/** Reads a manifest from JSON. Every defect is named; a manifest with one is not to be used. */
export function parseManifest(value: unknown): ParsedManifest {
  const { defects, report } = defectList<ManifestDefectCode>();
  const names = [
    ...(['v', 'county', 'session', 'unit', 'subjects', 'scale', 'thresholds', 'delegates'] as const),
    ...(['tokenKey', 'boxKey', 'tellers'] as const),
  ];
  const fields = fieldsAt(value, '', names, report);
  if (fields !== null) {
    const must = (where: keyof typeof fields, holds: boolean) => holds || report('wrong-value', where);
    must('v', fields.v === 1);
    must('county', typeof fields.county === 'string' && isCountyId(fields.county));
    must('session', typeof fields.session === 'string' && isSessionId(fields.session));
    must('unit', isName(fields.unit));
    must('delegates', isCount(fields.delegates, 1));
    checkSubjects(fields.subjects, report);
    checkRules(fields.scale, fields.thresholds, report);
    checkKeys(fields.tokenKey, fields.boxKey, fields.tellers, report);
  }
  return defects.length === 0 ? { ok: true, manifest: value as Manifest } : { ok: false, defects };
}

/** H(JCS(manifest)): 32 bytes, hex inside JSON. */
export function manifestHash(manifest: Manifest): Promise<Bytes> {
  return hash(jcs(manifest));
}

/** A key of a parsed manifest in bytes. */
export function keyBytes(text: string): Bytes {
  const bytes = fromB64u(text);
  if (bytes === null) throw new Error('a parsed manifest has a key that is not b64u');
  return bytes;
}

/** The public keys of one teller. */
export function tellerKeys(manifest: Manifest, slot: Slot): { readonly hpke: Bytes; readonly sign: Bytes } {
  const teller = manifest.tellers.find((each) => each.slot === slot);
  if (teller === undefined) throw new Error('a parsed manifest lacks a teller');
  return { hpke: keyBytes(teller.hpke), sign: keyBytes(teller.sign) };
}

function checkSubjects(value: unknown, report: Report<ManifestDefectCode>): void {
  const subjects = arrayAt(value, 'subjects', report) ?? [];
  if (subjects.length === 0) report('wrong-value', 'subjects');
  const ids = new Set<unknown>();
  subjects.forEach((subject, index) => {
    const where = `subjects[${index}]`;
    const fields = fieldsAt(subject, where, ['id', 'kind', 'name', 'post', 'indicators'] as const, report);
    if (fields === null) return;
    checkId(fields.id, where, ids, report);
    if (fields.kind !== 'unit' && fields.kind !== 'officer') report('wrong-value', `${where}.kind`);
    if (!isName(fields.name)) report('wrong-value', `${where}.name`);
    if (!isText(fields.post)) report('wrong-value', `${where}.post`);
    checkIndicators(fields.indicators, `${where}.indicators`, report);
  });
}

function checkIndicators(value: unknown, where: string, report: Report<ManifestDefectCode>): void {
  const indicators = arrayAt(value, where, report) ?? [];
  if (indicators.length === 0) report('wrong-value', where);
  const ids = new Set<unknown>();
  indicators.forEach((indicator, index) => {
    const fields = fieldsAt(indicator, `${where}[${index}]`, ['id', 'name'] as const, report);
    if (fields === null) return;
    checkId(fields.id, `${where}[${index}]`, ids, report);
    if (!isName(fields.name)) report('wrong-value', `${where}[${index}].name`);
  });
}

function checkId(id: unknown, where: string, seen: Set<unknown>, report: Report<ManifestDefectCode>): void {
  if (typeof id !== 'string' || !/^[a-z0-9-]{1,64}$/.test(id)) report('wrong-value', `${where}.id`);
  if (seen.has(id)) report('repeated-id', `${where}.id`);
  seen.add(id);
}

function checkRules(scale: unknown, thresholds: unknown, report: Report<ManifestDefectCode>): void {
  const range = fieldsAt(scale, 'scale', ['min', 'max'] as const, report);
  if (range !== null && (range.min !== 0 || range.max !== 10)) report('wrong-value', 'scale');
  const limits = fieldsAt(thresholds, 'thresholds', ['excellent', 'qualified'] as const, report);
  if (limits === null) return;
  const { excellent, qualified } = limits;
  const areOrdered = isCount(qualified) && isCount(excellent) && qualified < excellent && excellent <= 100;
  if (!areOrdered) report('wrong-value', 'thresholds');
}

function checkKeys(tokenKey: unknown, boxKey: unknown, value: unknown, report: Report<ManifestDefectCode>): void {
  const der = typeof tokenKey === 'string' ? fromB64u(tokenKey) : null;
  if (der === null || tokenKeyModulus(der) === null) report('wrong-key', 'tokenKey');
  // One key in two places would let one teller count as two, or the operator's box key sign as a teller.
  const points = new Set<unknown>();
  checkPoint(boxKey, 'boxKey', points, report);
  const tellers = arrayAt(value, 'tellers', report) ?? [];
  if (tellers.length !== SLOTS.length) report('wrong-value', 'tellers');
  tellers.forEach((teller, index) => {
    const where = `tellers[${index}]`;
    const fields = fieldsAt(teller, where, ['slot', 'hpke', 'sign'] as const, report);
    if (fields === null) return;
    if (fields.slot !== SLOTS[index]) report('wrong-value', `${where}.slot`);
    checkPoint(fields.hpke, `${where}.hpke`, points, report);
    checkPoint(fields.sign, `${where}.sign`, points, report);
  });
}

function checkPoint(value: unknown, where: string, seen: Set<unknown>, report: Report<ManifestDefectCode>): void {
  const point = typeof value === 'string' ? fromB64uOf(POINT_BYTES, value) : null;
  if (point === null || point[0] !== 4) report('wrong-key', where);
  if (seen.has(value)) report('repeated-key', where);
  seen.add(value);
}

function isName(value: unknown): boolean {
  return isText(value) && value.trim() !== '';
}
