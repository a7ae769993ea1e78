import { toB64u } from '../../../shared/protocol/bytes.ts';
import { enrolmentHash, makeEnrolmentSecret } from '../../../shared/protocol/code.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { generateTellerKeys, publicTellerKeys } from '../../../shared/protocol/teller-keys.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import type { County } from './county.ts';
import { type Knock, knockOf, send } from './knock.ts';
import { delegate, type MeetingHall, random } from './meeting-hall.ts';

/** Two people press the same step in the same moment. */
export interface RaceRow {
  readonly title: string;
  /** The two answers, sorted: one gets the step and the other a clear refusal, or both get the one step. */
  readonly expected: readonly [string, string];
  /** The items that are new or other afterwards, each once. An order of staff is on the audit log besides, whoever came first. */
  readonly changed: readonly RegExp[];
  readonly knocks: (county: County) => Promise<readonly [Knock, Knock]>;
}

const drawing = async (hall: MeetingHall, number: number): Promise<Knock> => {
  const { blinding } = await hall.startDrawing();
  return knockOf('checkIn', { session: hall.session, code: hall.codeOf(number), blinded: toB64u(blinding.blinded) });
};
const casting = async (hall: MeetingHall, points: number): Promise<Knock> =>
  knockOf('castBallot', { session: hall.session, ballot: toB64u(await hall.seal(hall.tokenOf(1), points)) });
const byTwo = async (
  hall: MeetingHall,
  operation: 'issuePaper' | 'setClosingTime' | 'closeBoard' | 'openVoting',
  payload: (slot: Slot) => object,
): Promise<readonly [Knock, Knock]> => [
  knockOf(operation, await hall.signed('discipline', operation, payload('discipline'))),
  knockOf(operation, await hall.signed('delegates', operation, payload('delegates'))),
];

async function enrolling(hall: MeetingHall, secret: Uint8Array): Promise<Knock> {
  const keys = await generateTellerKeys();
  const payload = { enrolment: toB64u(secret), ...(await publicTellerKeys(keys)) };
  const where = { county: 'tuanfeng', session: hall.session, operation: 'enrolTeller' };
  const signed = await signTellerRequest(keys.sign.privateKey, where, { slot: 'delegates', payload });
  return knockOf('enrolTeller', { session: hall.session, ...signed });
}

async function sendRightly({ origin }: County, knock: Knock): Promise<void> {
  const { status } = await send(origin, knock, 'en');
  if (status !== 200) throw new Error(`${knock.url} answered ${status}`);
}

export const raceRows: readonly RaceRow[] = [
  {
    title: 'two phones draw with one code',
    expected: ['200', '409 code-used'],
    changed: [/^Registry CODES#/],
    knocks: async ({ halls: { armed } }) => [await drawing(armed, 8), await drawing(armed, 8)],
  },
  {
    title: 'two ballots are cast under one token',
    expected: ['200', '409 already-cast'],
    changed: [/^BallotBox \S+#[0-9a-f] [0-9a-f]{64}$/],
    knocks: async ({ halls: { voting } }) => [await casting(voting, 10), await casting(voting, 0)],
  },
  {
    title: 'two tellers hand paper to one delegate',
    expected: ['200', '409 paper-issued'],
    changed: [/^Registry CODES#/, /^Registry \S+ STANDING#/],
    knocks: ({ halls: { armed } }) => byTwo(armed, 'issuePaper', () => ({ delegate: delegate(9) })),
  },
  {
    title: 'two tellers open the voting',
    expected: ['200', '200'],
    changed: [/^Meetings \S+ HEAD$/],
    knocks: ({ halls: { armed } }) => byTwo(armed, 'openVoting', () => ({ manifestHash: armed.hashHex })),
  },
  {
    title: 'two tellers set two closing times',
    expected: ['200', '409 already-recorded'],
    changed: [/^Meetings \S+ HEAD$/],
    knocks: ({ halls: { voting }, nowMs }) =>
      byTwo(voting, 'setClosingTime', (slot) => ({
        manifestHash: voting.hashHex,
        closesAt: nowMs() + (slot === 'discipline' ? 600_000 : 900_000),
      })),
  },
  {
    title: 'two tellers close the box',
    expected: ['200', '200'],
    changed: [/^Meetings \S+ HEAD$/, /^Meetings \S+ BOARD#/],
    knocks: async (county) => {
      const { over } = county.halls;
      const payload = { manifestHash: over.hashHex };
      await sendRightly(county, knockOf('recordIssuing', await over.signed('inspection', 'recordIssuing', payload)));
      return byTwo(over, 'closeBoard', () => payload);
    },
  },
  {
    title: 'two browsers enrol with one secret',
    expected: ['200', '409 enrolment-used'],
    changed: [/^Meetings \S+ HEAD$/],
    knocks: async (county) => {
      const { bare } = county.halls;
      const secret = makeEnrolmentSecret(random);
      const secretHash = await enrolmentHash({ session: bare.session, slot: 'delegates', secret });
      const issue = { session: bare.session, slot: 'delegates', secretHash };
      await sendRightly(county, knockOf('issueEnrolment', issue, county.bearers['inspection-office']));
      return [await enrolling(bare, secret), await enrolling(bare, secret)];
    },
  },
  {
    title: 'two people of the office freeze',
    expected: ['200', '409 state-wrong'],
    changed: [/^Meetings \S+ HEAD$/, /^Meetings \S+ MANIFEST#/, /^Registry PROGRESS#/, /^Registry \S+ PINNED#/],
    knocks: async ({ halls: { complete }, bearers }) => {
      const knock = knockOf('freeze', { session: complete.session }, bearers['inspection-office']);
      return [knock, knock];
    },
  },
];
