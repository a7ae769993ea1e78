import type { TellerKeyPairs } from '../../../shared/protocol/teller-keys.ts';
import type { Linkable } from './linkable.ts';

type Original = Linkable['shared/protocol/teller-keys.ts'];

/** Tellers whose keys whoever plays them keeps too, in the order in which they are made. */
export const keepingKeys = (kept: TellerKeyPairs[]) => ({
  'shared/protocol/teller-keys.ts': {
    generateTellerKeys: (original: Original) => async () => {
      const made = await original.generateTellerKeys();
      kept.push(made);
      return made;
    },
  },
});
