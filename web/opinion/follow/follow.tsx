import type { OpinionReceipt } from '../../../shared/protocol/opinion-receipt.ts';
import { useTexts } from '../../ui/texts.ts';
import { Heading } from '../page.tsx';
import { TEXTS } from '../texts.ts';

/** What an author sees who comes with a receipt. */
export function Follow(_: { readonly receipt: OpinionReceipt }) {
  const texts = useTexts(TEXTS);
  return (
    <>
      <Heading>{texts.followTitle}</Heading>
      <p>{texts.followSoon}</p>
    </>
  );
}
