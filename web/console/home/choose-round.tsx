import { useId } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { isCheckRound } from '../../../shared/process/check-round.ts';
import { isRoundId, type RoundId } from '../../../shared/process/ids.ts';
import { useTexts } from '../../ui/texts.ts';
import { fragmentOf } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { HOME_TEXTS } from './texts.ts';

type Rounds = ResponseOf<'listRounds'>['rounds'];

/** Newest first; rounds of the check before a meeting last, so that none of them is what opens by itself. */
export const newestFirst = (rounds: Rounds): Rounds =>
  [...rounds].sort(
    (left, right) =>
      Number(isCheckRound(left.round)) - Number(isCheckRound(right.round)) || right.importedAt - left.importedAt,
  );

interface ChooseRoundProps {
  readonly rounds: Rounds;
  readonly chosen: string;
  readonly onChoose: (round: RoundId) => void;
}

/** From one year to another. */
export function ChooseRound({ rounds, chosen, onChoose }: ChooseRoundProps) {
  const texts = useTexts(HOME_TEXTS);
  const id = useId();
  const choose = (round: string) => {
    if (isRoundId(round)) onChoose(round);
  };
  return (
    <p class="beside no-print">
      <label for={id}>{texts.chooseRound}</label>
      <select id={id} class="input" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        {rounds.map(({ round, name }) => (
          <option key={round} value={round}>
            {name}
          </option>
        ))}
      </select>
    </p>
  );
}

/** A county without any round: what to do first. */
export function NoRounds() {
  const texts = useTexts(HOME_TEXTS);
  const { role } = useDesk();
  const isOffice = role === 'inspection-office';
  return (
    <div class="note stack-small">
      <h2>{texts.empty}</h2>
      <p>{isOffice ? texts.emptyOffice : texts.emptyOther}</p>
      {isOffice && (
        <p class="buttons">
          <a class="button button-strong" href={fragmentOf({ screen: 'open' })}>
            {texts.open}
          </a>
          <a class="button" href={fragmentOf({ screen: 'import' })}>
            {texts.importLists}
          </a>
        </p>
      )}
    </div>
  );
}
