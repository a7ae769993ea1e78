import { describe, expect, test } from 'vitest';
import { specOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { IssuingFigures } from '../../../shared/process/reconciliation.ts';
import { verifyArming } from '../../../shared/protocol/arming.ts';
import { toHex } from '../../../shared/protocol/bytes.ts';
import { checkCode } from '../../../shared/protocol/check-code.ts';
import { enrolmentFragment, enrolmentHash, parseEnrolmentFragment } from '../../../shared/protocol/code.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';
import { tellerKeys } from '../../../shared/protocol/manifest.ts';
import type { PaperRow } from '../../../shared/protocol/paper.ts';
import { computeResult } from '../../../shared/protocol/result.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { requestMessage, verifyTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { manifest, sessionHash } from './made-session.ts';
import { hexBytes, readVectors, vectors } from './vectors.ts';

interface SlotSignature {
  readonly slot: Slot;
  readonly signature: string;
}

interface RequestVectors {
  readonly requests: readonly (SlotSignature & {
    readonly operation: OperationId;
    readonly payload: unknown;
    readonly signed: string;
  })[];
  readonly enrolments: readonly {
    readonly slot: Slot;
    readonly secret: string;
    readonly fragment: string;
    readonly hash: string;
  }[];
  readonly arming: readonly SlotSignature[];
  readonly armingHash: string;
  readonly checkCode: string;
}

interface ResultVectors {
  readonly cases: readonly {
    readonly name: string;
    /** Places in `protocol-v1.json`. */
    readonly ballots: readonly number[];
    readonly paper: readonly PaperRow[];
    readonly board: readonly string[];
    readonly resultJcs: string;
  }[];
}

const made = readVectors<RequestVectors>('requests-v1.json');
const { county, session } = manifest;

describe('what tellers send', () => {
  test.each(made.requests)('$operation of $slot is of the contract, and signed over these bytes', async (request) => {
    const { operation, slot, payload, signed, signature } = request;
    const context = { county, session, operation };
    expect(new TextDecoder().decode(requestMessage(context, slot, payload))).toBe(signed);
    expect(specOf(operation).request.parse({ session, slot, payload, signature })).toMatchObject({ payload });
    const holds = (changed: Partial<typeof request>, of = slot) =>
      verifyTellerRequest(tellerKeys(manifest, of).sign, context, { payload, slot, signature, ...changed });
    expect(await holds({})).toBe(true);
    for (const other of SLOTS.filter((each) => each !== slot)) {
      expect(await holds({ slot: other })).toBe(false);
      expect(await holds({}, other)).toBe(false);
    }
    expect(await holds({ payload: { ...Object(payload), more: 1 } })).toBe(false);
  });

  test.each(made.enrolments)('the enrolment of $slot is read, and known by its hash', async (enrolment) => {
    const { slot, secret, fragment, hash } = enrolment;
    const sent = { session, slot, secret: hexBytes(secret) };
    expect(parseEnrolmentFragment(fragment)).toEqual(sent);
    expect(enrolmentFragment(sent)).toBe(fragment);
    expect(await enrolmentHash(sent)).toBe(hash);
  });

  test('an arming made anew has a check code of its own', async () => {
    const armed = await verifyArming(manifest, sessionHash, made.arming);
    expect(armed && toHex(armed)).toBe(made.armingHash);
    expect(armed && (await checkCode(armed))).toBe(made.checkCode);
    expect(made.checkCode).not.toBe(vectors.checkCode);
  });
});

describe('a result', () => {
  const { cases } = readVectors<ResultVectors>('results-v1.json');

  test.each(cases)('$name', async ({ ballots, paper, board, resultJcs }) => {
    const { openedBy, counts } = JSON.parse(resultJcs) as {
      readonly openedBy: readonly Slot[];
      readonly counts: IssuingFigures;
    };
    const receiptOf = (place: number) => vectors.ballots[place]?.receipt ?? '';
    const places = ballots.toSorted((one, other) => (receiptOf(one) < receiptOf(other) ? -1 : 1));
    const share = (text: string | null | undefined) => (text ? hexBytes(text) : null);
    const opened = Object.fromEntries(
      openedBy.map((slot) => [slot, places.map((place) => share(vectors.opened[slot][place]))]),
    );
    const sealed = places.map((place) => hexBytes(vectors.ballots[place]?.sealed ?? ''));
    const input = { manifest, manifestHash: sessionHash, board, openedBy, opened, ballots: sealed, paper };
    expect(places.map(receiptOf)).toEqual(board);
    expect(jcsText(await computeResult({ ...input, issuing: counts }))).toBe(resultJcs);
  });

  test('of these vectors is valid, or invalid for every reason there is', () => {
    const reasons = cases.flatMap(({ resultJcs }) => JSON.parse(resultJcs).reasons as readonly string[]);
    expect([...new Set(reasons)].sort()).toEqual([
      'more-ballots-than-delegates',
      'more-ballots-than-issued',
      'more-issued-than-delegates',
      'too-few-ballots',
    ]);
    expect(cases.some(({ resultJcs }) => resultJcs.includes('"withheld":true'))).toBe(true);
  });
});
