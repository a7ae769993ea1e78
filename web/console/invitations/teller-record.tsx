import { drawLot } from '../../../shared/process/lot.ts';
import { fromHex } from '../../../shared/protocol/bytes.ts';
import { useTexts } from '../../ui/texts.ts';
import type { Letter, TellerChoice } from './all-invitations.ts';
import { INVITATION_TEXTS } from './texts.ts';

type Lot = NonNullable<TellerChoice['lot']>;

/** Whether this browser draws the same two from what is on record. */
function drawsTheSame({ teller, standIn }: TellerChoice, lot: Lot): boolean {
  const seed = fromHex(lot.seed);
  const again = seed === null ? 'too-few' : drawLot(seed, lot);
  return typeof again !== 'string' && again.teller === teller && again.standIn === standIn;
}

/** A delegate as the list has them now. */
export function usePersonName(letters: readonly Letter[]): (delegate: string) => string {
  const texts = useTexts(INVITATION_TEXTS);
  const byId = new Map(letters.map((letter) => [letter.delegate, letter]));
  return (delegate) => {
    const letter = byId.get(delegate);
    return letter === undefined ? `${delegate}${texts.unknown}` : texts.person(letter.number, letter.name);
  };
}

interface LotRecordProps {
  readonly choice: TellerChoice;
  readonly lot: Lot;
  readonly nameOf: (delegate: string) => string;
}

function LotRecord({ choice, lot, nameOf }: LotRecordProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const holds = drawsTheSame(choice, lot);
  const hasOwnPool = lot.standIns.join() !== lot.tellers.join();
  return (
    <details class="lot-record">
      <summary>{texts.lotDetail}</summary>
      <p class={holds ? 'note note-good' : 'note note-bad'}>{holds ? texts.lotHolds : texts.lotWrong}</p>
      <p>{texts.lotHow}</p>
      <dl class="summary">
        <dt>{texts.lotSeed}</dt>
        <dd class="code">{lot.seed}</dd>
        <dt>{texts.lotList}</dt>
        <dd>{lot.tellers.map(nameOf).join('、')}</dd>
        {hasOwnPool && (
          <>
            <dt>{texts.lotStandIns}</dt>
            <dd>{lot.standIns.map(nameOf).join('、')}</dd>
          </>
        )}
        <dt>{texts.lotHash}</dt>
        <dd class="code">{lot.listHash}</dd>
      </dl>
    </details>
  );
}

interface TellerRecordProps {
  readonly choice: TellerChoice;
  readonly letters: readonly Letter[];
}

/** One naming as it stands on record. */
export function TellerRecord({ choice, letters }: TellerRecordProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const nameOf = usePersonName(letters);
  const { by, onDay, namedBy, reason, lot, teller, standIn } = choice;
  return (
    <div class="stack-small">
      <p>
        <strong>{texts.choice(nameOf(teller), nameOf(standIn))}</strong>
      </p>
      <p class="quiet">{texts.choiceBy(texts.by[by], onDay, namedBy)}</p>
      {reason !== '' && <p>{texts.reasonWas(reason)}</p>}
      {lot !== null && <LotRecord choice={choice} lot={lot} nameOf={nameOf} />}
    </div>
  );
}
