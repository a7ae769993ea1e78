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

interface PairProps {
  readonly chosen: Chosen;
  readonly offering: readonly Letter[];
  readonly coming: readonly Letter[];
  readonly onChange: (part: Partial<Chosen>) => void;
}

function Pair({ chosen, offering, coming, onChange }: PairProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const others = coming.filter(({ delegate }) => delegate !== chosen.teller);
  return (
    <>
      <Pick
        label={texts.chooseTeller}
        among={offering}
        value={chosen.teller}
        onPick={(teller) => onChange({ teller })}
      />
      <Pick
        label={texts.chooseStandIn}
        among={others}
        value={chosen.standIn}
        onPick={(standIn) => onChange({ standIn })}
      />
    </>
  );
}

/** What the press will do, in words. */
function Effect({ chosen, offering, coming }: Omit<PairProps, 'onChange'>) {
  const texts = useTexts(INVITATION_TEXTS);
  const nameOf = usePersonName(coming);
  if (chosen.how === 'lot') return <p>{texts.lotConfirm(poolsOf({ offering, coming }).tellers.length)}</p>;
  return <p>{texts.namedConfirm(nameOf(chosen.teller), nameOf(chosen.standIn))}</p>;
}

function WrongNote({ wrong }: { readonly wrong: Wrong }) {
  const texts = useTexts(INVITATION_TEXTS);
  return wrong !== 'both' ? null : (
    <p class="field-error" role="alert">
      {texts.chooseBoth}
    </p>
  );
}

/** The inspection office names the two, by reply or by lot; what the press does is said first. */
export function TellerForm({ session, invitations, onNamed }: TellerFormProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const { letters, tellerChoices } = invitations;
  const people = { coming: letters.filter(comes), offering: letters.filter(({ reply }) => reply === 'offers-teller') };
  const mayReply = people.offering.length > 0;
  const [chosen, setChosen] = useState<Chosen>({
    how: mayReply ? 'reply' : 'lot',
    teller: '',
    standIn: '',
    reason: '',
  });
  const [wrong, setWrong] = useState<Wrong>(null);
  const question = useQuestion();
  const { api } = useDesk();
  const request = requestOf(session, tellerChoices.length, chosen);
  const { busy, failed, press } = useAction(() => api('nameDelegatesTeller', request), onNamed);
  const isAgain = tellerChoices.length > 0;
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
  const confirmed = () => {
    question.close();
    void press();
  };
  if (people.coming.length < LEAST_FOR_A_LOT) return <p class="note">{texts.tooFew}</p>;
  return (
    <div class="stack-small">
      <How value={chosen.how} mayReply={mayReply} onChoose={(how) => change({ how })} />
      {chosen.how === 'reply' && <Pair chosen={chosen} {...people} onChange={change} />}
      {isAgain && (
        <TextField
          label={texts.reason}
          value={chosen.reason}
          maxLength={MAX_REASON_CHARACTERS}
          error={wrong === 'reason' ? texts.reasonWrong : null}
          onInput={(reason) => change({ reason })}
        />
      )}
      <WrongNote wrong={wrong} />
      {failed !== null && <FailureNote answer={failed} />}
      {question.isAsked ? (
        <Confirm action={action} onCancel={question.cancel} onConfirm={confirmed}>
          <Effect chosen={chosen} {...people} />
        </Confirm>
      ) : (
        <button type="button" class="button" disabled={busy} ref={question.button} onClick={ask}>
          {action}
        </button>
      )}
    </div>
  );
}
