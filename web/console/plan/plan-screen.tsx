import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { RoundId } from '../../../shared/process/ids.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import { RoundNavigation } from '../home/round-navigation.tsx';
import { useDesk } from '../staff-api.ts';
import { PlanForm } from './plan-form.tsx';
import { PlanHistory, PlanSheet } from './plan-view.tsx';
import { PLAN_TEXTS } from './texts.ts';

type Answered = ResponseOf<'getPlan'>;

interface ShownProps {
  readonly answered: Answered;
  readonly onEdit: () => void;
  readonly onShow: (version: number | null) => void;
}

function Shown({ answered, onEdit, onShow }: ShownProps) {
  const texts = useTexts(PLAN_TEXTS);
  const { role } = useDesk();
  const { plan, version, newest, history } = answered;
  const isOld = version < newest;
  return (
    <>
      <p class="beside no-print">
        <span>{version === 0 ? texts.usual : texts.version(version)}</span>
        {!isOld && role === 'inspection-office' && (
          <button type="button" class="button button-strong" onClick={onEdit}>
            {texts.edit}
          </button>
        )}
        <button type="button" class="button" onClick={() => print()}>
          {texts.print}
        </button>
      </p>
      {isOld && (
        <p class="note note-warn beside">
          {texts.oldVersion(version, newest)}
          <button type="button" class="button no-print" onClick={() => onShow(null)}>
            {texts.toNewest}
          </button>
        </p>
      )}
      {role !== 'inspection-office' && <p class="quiet no-print">{texts.notAllowed}</p>}
      <PlanSheet plan={plan} />
      <PlanHistory history={history} onShow={onShow} />
    </>
  );
}

/** The plan of a round: read, printed, and changed by the inspection office with a reason. */
export function PlanScreen({ round }: { readonly round: RoundId }) {
  const texts = useTexts(PLAN_TEXTS);
  const { api } = useDesk();
  const [asked, setAsked] = useState<number | null>(null);
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState<number | null>(null);
  const [loaded, reload] = useLoaded(`${round} ${asked ?? ''}`, () =>
    api('getPlan', { round, ...(asked === null ? {} : { version: asked }) }),
  );
  const finish = (version: number) => {
    setEditing(false);
    setSaved(version);
    reload();
  };
  if (loaded.kind !== 'ready') {
    return (
      <>
        <h1>{texts.plan}</h1>
        {loaded.kind === 'loading' ? <LoadingNote /> : <FailureNote answer={loaded.answer} onRetry={reload} />}
      </>
    );
  }
  const { name, plan, version } = loaded.value;
  return (
    <>
      <h1>{texts.title(name)}</h1>
      <p class="no-print">{texts.lead}</p>
      <RoundNavigation round={round} here="plan" />
      {saved !== null && !editing && (
        <p class="note note-good no-print" role="status">
          {texts.saved(saved)}
        </p>
      )}
      {editing ? (
        <PlanForm round={round} plan={plan} version={version} onSaved={finish} onCancel={() => setEditing(false)} />
      ) : (
        <Shown answered={loaded.value} onEdit={() => setEditing(true)} onShow={setAsked} />
      )}
    </>
  );
}
