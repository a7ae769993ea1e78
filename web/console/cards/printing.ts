import { useState } from 'preact/hooks';
import { fromB64u } from '../../../shared/protocol/bytes.ts';
import { tokenKeyId } from '../../../shared/protocol/token-key.ts';
import type { Failed } from '../answers.tsx';
import { randomBytes } from '../random-bytes.ts';
import { useDesk } from '../staff-api.ts';
import type { Delegate } from '../unit/people.tsx';
import type { UnitView } from '../unit/unit-frame.tsx';
import { makeCards, type VotingCard } from './make-cards.ts';
import { registerCards } from './register-cards.ts';

/** A batch of cards from the choice to paper. Codes are in memory from `registering` to `cleared`. */
export type Printing =
  | { readonly kind: 'choosing'; readonly failed: Failed | null }
  | { readonly kind: 'making' }
  | { readonly kind: 'registering'; readonly cards: readonly VotingCard[]; readonly registered: number }
  | {
      readonly kind: 'stopped';
      readonly cards: readonly VotingCard[];
      readonly registered: number;
      readonly failed: Failed;
    }
  | { readonly kind: 'ready'; readonly cards: readonly VotingCard[] }
  | { readonly kind: 'cleared' };

export const holdsCodes = (printing: Printing): boolean =>
  printing.kind === 'registering' || printing.kind === 'stopped' || printing.kind === 'ready';

export interface PrintingActions {
  make(chosen: readonly Delegate[]): Promise<void>;
  goOn(): Promise<void>;
  clear(): void;
  startAnew(): void;
}

/** Makes codes in this browser, registers their hashes, and holds them until they are printed. */
export function usePrinting({ session }: UnitView): readonly [Printing, PrintingActions] {
  const { api } = useDesk();
  const [printing, setPrinting] = useState<Printing>({ kind: 'choosing', failed: null });

  const register = async (cards: readonly VotingCard[], from: number) => {
    setPrinting({ kind: 'registering', cards, registered: from });
    const registration = await registerCards(
      { session, cards, from },
      (request) => api('registerCards', request),
      (registered) => setPrinting({ kind: 'registering', cards, registered }),
    );
    setPrinting(
      registration.kind === 'registered'
        ? { kind: 'ready', cards }
        : { kind: 'stopped', cards, registered: registration.registered, failed: registration.answer },
    );
  };

  const make = async (chosen: readonly Delegate[]) => {
    setPrinting({ kind: 'making' });
    // Asked again it answers the keys that are there: the card carries the fingerprint of the one that draws.
    const keys = await api('makeKeys', { session });
    if (!keys.ok) return setPrinting({ kind: 'choosing', failed: keys });
    const der = fromB64u(keys.value.tokenKey);
    if (der === null) throw new Error('the API answered a token key that is no base64url');
    const meeting = { session, tokenKeyId: await tokenKeyId(der), origin: location.origin };
    const owners = chosen.map(({ delegate, number, name }) => ({ delegate, number, name }));
    await register(await makeCards(owners, meeting, randomBytes), 0);
  };

  const goOn = async () => {
    if (printing.kind === 'stopped') await register(printing.cards, printing.registered);
  };
  const clear = () => setPrinting({ kind: 'cleared' });
  const startAnew = () => setPrinting({ kind: 'choosing', failed: null });
  return [printing, { make, goOn, clear, startAnew }];
}
