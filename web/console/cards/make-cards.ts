import type { SessionId } from '../../../shared/process/ids.ts';
import type { Random } from '../../../shared/protocol/bytes.ts';
import { cardFragment, codeHash, makeCode } from '../../../shared/protocol/code.ts';

/** The delegate a card is for, as far as it is printed. */
export interface CardOwner {
  readonly delegate: string;
  readonly number: number;
  readonly name: string;
}

/** A voting card with its code. It lives in this window's memory and on paper; no storage, request or log ever has the code. */
export interface VotingCard extends CardOwner {
  readonly code: string;
  /** Hex; all that the registry gets. */
  readonly codeHash: string;
  /** What the QR carries. */
  readonly address: string;
}

/** New codes for the owners, in their order (protocol.md §2). */
export function makeCards(
  owners: readonly CardOwner[],
  meeting: {
    readonly session: SessionId;
    readonly tokenKeyId: string;
    /** `https://host` of the delegates' page. */
    readonly origin: string;
  },
  random: Random,
): Promise<readonly VotingCard[]> {
  const { session, tokenKeyId, origin } = meeting;
  return Promise.all(
    owners.map(async (owner) => {
      const code = makeCode(random);
      const address = `${origin}/vote/${cardFragment({ session, code, tokenKeyId })}`;
      return { ...owner, code, codeHash: await codeHash(session, code), address };
    }),
  );
}

/** A code as it is read aloud and typed: four groups of four. */
export const groupsOfFour = (code: string): string => code.match(/.{1,4}/g)?.join(' ') ?? '';
