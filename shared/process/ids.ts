/**
 * Branded identifiers: strings that a parser has checked, so that a unit's id cannot be passed where a session's is meant.
 * County and session follow protocol.md, "Notation": `[a-z0-9-]{3,64}`; the others use the same alphabet.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type CountyId = Branded<'CountyId'>;
export type RoundId = Branded<'RoundId'>;
export type UnitId = Branded<'UnitId'>;
/** A meeting's session, never used again once given. */
export type SessionId = Branded<'SessionId'>;
/** An officer within one unit, also the subject's id in the manifest: `o1`, `o2` … are as short as two characters. */
export type OfficerId = Branded<'OfficerId'>;
export type DelegateId = Branded<'DelegateId'>;

const ID = /^[a-z0-9-]{3,64}$/;
const OFFICER_ID = /^[a-z0-9-]{2,64}$/;

export const isCountyId = (value: string): value is CountyId => ID.test(value);
export const isRoundId = (value: string): value is RoundId => ID.test(value);
export const isUnitId = (value: string): value is UnitId => ID.test(value);
export const isSessionId = (value: string): value is SessionId => ID.test(value);
/** Two characters suffice; `unit` is the unit's own subject id and no officer's. */
export const isOfficerId = (value: string): value is OfficerId => OFFICER_ID.test(value) && value !== 'unit';
export const isDelegateId = (value: string): value is DelegateId => ID.test(value);
