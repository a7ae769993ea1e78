import { useId, useState } from 'preact/hooks';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import { comes } from '../../../shared/process/invitations.ts';
import { LEAST_FOR_A_LOT, poolsOf } from '../../../shared/process/lot.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import { useDesk } from '../staff-api.ts';
import { TextField } from '../text-field.tsx';
import { useAction } from '../use-action.ts';
import type { Invitations, Letter } from './all-invitations.ts';
import { usePersonName } from './teller-record.tsx';
import { INVITATION_TEXTS } from './texts.ts';

const MAX_REASON_CHARACTERS = 500;

interface Chosen {
  readonly how: 'reply' | 'lot';
  readonly teller: string;
  readonly standIn: string;
  readonly reason: string;
}

interface PickProps {
  readonly label: string;
  readonly among: readonly Letter[];
  readonly value: string;
  readonly onPick: (delegate: string) => void;
}

function Pick({ label, among, value, onPick }: PickProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value="">{texts.choose}</option>
        {among.map(({ delegate, number, name }) => (
          <option key={delegate} value={delegate}>
            {texts.person(number, name)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface HowProps {
  readonly value: Chosen['how'];
  readonly mayReply: boolean;
  readonly onChoose: (how: Chosen['how']) => void;
}

function How({ value, mayReply, onChoose }: HowProps) {
  const texts = useTexts(INVITATION_TEXTS);
  return (
    <fieldset class="choices">
      <legend>{texts.how}</legend>
      {(['reply', 'lot'] as const).map((how) => (
        <label key={how} class="choice">
          <input
            type="radio"
            name="teller-by"
            checked={value === how}
            disabled={how === 'reply' && !mayReply}
            onChange={() => onChoose(how)}
          />{' '}
          {how === 'reply' ? texts.byReply : texts.byLot}
        </label>
      ))}
      {!mayReply && <p class="quiet">{texts.nobodyOffered}</p>}
    </fieldset>
  );
}

type Wrong = 'both' | 'reason' | null;

function wrongWith({ how, teller, standIn, reason }: Chosen, isAgain: boolean): Wrong {
  if (how === 'reply' && (teller === '' || standIn === '' || teller === standIn)) return 'both';
  return isAgain && reason.trim().length < 2 ? 'reason' : null;
}

const requestOf = (session: string, expectedVersion: number, chosen: Chosen): RequestOf<'nameDelegatesTeller'> => ({
  session,
  expectedVersion,
  named: chosen.how === 'lot' ? null : { teller: chosen.teller, standIn: chosen.standIn },
  ...(expectedVersion === 0 ? {} : { reason: chosen.reason.trim() }),
});

interface TellerFormProps {
  readonly session: string;
  readonly invitations: Invitations;
  readonly onNamed: () => void;
}

/** The inspection office names the two, by reply or by lot; what the press does is said first. */
export function TellerForm({ session, invitations, onNamed }: TellerFormProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const { api } = useDesk();
  const { letters, tellerChoices } = invitations;
  const coming = letters.filter(comes);
  const offering = letters.filter(({ reply }) => reply === 'offers-teller');
  const [chosen, setChosen] = useState<Chosen>({
    how: offering.length > 0 ? 'reply' : 'lot',
    teller: '',
    standIn: '',
    reason: '',
  });
  const [wrong, setWrong] = useState<Wrong>(null);
  const question = useQuestion();
  const nameOf = usePersonName(letters);
  const isAgain = tellerChoices.length > 0;
  const { busy, failed, press } = useAction(
    () => api('nameDelegatesTeller', requestOf(session, tellerChoices.length, chosen)),
    onNamed,
  );
  const action = isAgain ? texts.again : texts.nameIt;
  const change = (part: Partial<Chosen>) => {
    setChosen({ ...chosen, ...part });
    question.close();
  };
  const ask = () => {
    const found = wrongWith(chosen, isAgain);
    setWrong(found);
    if (found === null) question.ask();
  };
  if (coming.length < LEAST_FOR_A_LOT) return <p class="note">{texts.tooFew}</p>;
  return (
    <div class="stack-small">
      <How value={chosen.how} mayReply={offering.length > 0} onChoose={(how) => change({ how })} />
      {chosen.how === 'reply' && (
        <>
          <Pick
            label={texts.chooseTeller}
            among={offering}
            value={chosen.teller}
            onPick={(teller) => change({ teller })}
          />
          <Pick
            label={texts.chooseStandIn}
            among={coming.filter(({ delegate }) => delegate !== chosen.teller)}
            value={chosen.standIn}
            onPick={(standIn) => change({ standIn })}
          />
        </>
      )}
      {isAgain && (
        <TextField
          label={texts.reason}
          value={chosen.reason}
          maxLength={MAX_REASON_CHARACTERS}
          error={wrong === 'reason' ? texts.reasonWrong : null}
          onInput={(reason) => change({ reason })}
        />
      )}
      {wrong === 'both' && (
        <p class="field-error" role="alert">
          {texts.chooseBoth}
        </p>
      )}
      {failed !== null && <FailureNote answer={failed} />}
      {question.isAsked ? (
        <Confirm
          action={action}
          onCancel={question.cancel}
          onConfirm={() => {
            question.close();
            void press();
          }}
        >
          <p>
            {chosen.how === 'lot'
              ? texts.lotConfirm(poolsOf({ offering, coming }).tellers.length)
              : texts.namedConfirm(nameOf(chosen.teller), nameOf(chosen.standIn))}
          </p>
        </Confirm>
      ) : (
        <button type="button" class="button" disabled={busy} ref={question.button} onClick={ask}>
          {action}
        </button>
      )}
    </div>
  );
}
