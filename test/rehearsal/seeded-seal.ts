import type { Bytes } from '../../shared/protocol/bytes.ts';
import { sealBallot } from '../../shared/protocol/seal.ts';
import { seededExchangePair } from './seeded-keys.ts';

/** Seals a ballot with every bit of chance from `random`, so that one seed gives one ballot. */
export const seededSeal = (ballot: Omit<Parameters<typeof sealBallot>[0], 'newEphemeral'>): Promise<Bytes> =>
  sealBallot({ ...ballot, newEphemeral: () => seededExchangePair(ballot.random) });
