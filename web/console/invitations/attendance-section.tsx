import { useState } from 'preact/hooks';
import { MEETING_PATH } from '../../../shared/process/meeting-state.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote } from '../answers.tsx';
import type { RoundUnit } from '../next-step.ts';
import { ShortField } from '../plan/fields.tsx';
import { useDesk } from '../staff-api.ts';
import { useAction } from '../use-action.ts';
import type { Invitations } from './all-invitations.ts';
import { INVITATION_TEXTS } from './texts.ts';

/** From the arming on, as the operation has it. */
const ON_THE_DAY: readonly string[] = MEETING_PATH.slice(MEETING_PATH.indexOf('armed'));
const isWhole = (text: string): boolean => /^\d{1,6}$/.test(text);

interface AttendanceProps {
  readonly session: string;
  readonly state: RoundUnit['state'];
  readonly invitations: Invitations;
  readonly onChanged: () => void;
  readonly onPrint: () => void;
}

function Figures({ session, invitations, onChanged }: Pick<AttendanceProps, 'session' | 'invitations' | 'onChanged'>) {
  const texts = useTexts(INVITATION_TEXTS);
  const { api } = useDesk();
  const { attendance } = invitations;
  const [delegates, setDelegates] = useState(attendance === null ? '' : String(attendance.delegates));
  const [observers, setObservers] = useState(attendance === null ? '' : String(attendance.observers));
  const [isWrong, setWrong] = useState(false);
  const figures = { delegates: Number(delegates), observers: Number(observers) };
  const { busy, failed, press } = useAction(() => api('recordAttendance', { session, ...figures }), onChanged);
  const record = () => {
    const whole = isWhole(delegates) && isWhole(observers);
    setWrong(!whole);
    if (whole) void press();
  };
  return (
    <div class="stack-small">
      <ShortField label={texts.signedDelegates} type="number" value={delegates} onInput={setDelegates} />
      <ShortField label={texts.signedObservers} type="number" value={observers} onInput={setObservers} />
      {isWrong && (
        <p class="field-error" role="alert">
          {texts.wholeNumber}
        </p>
      )}
      {failed !== null && <FailureNote answer={failed} />}
      <button type="button" class="button" disabled={busy} onClick={record}>
        {texts.record}
      </button>
    </div>
  );
}

/** The list to sign, and how many signed; observers apart throughout. */
export function AttendanceSection({ session, state, invitations, onChanged, onPrint }: AttendanceProps) {
  const texts = useTexts(INVITATION_TEXTS);
  const { role } = useDesk();
  const { attendance } = invitations;
  const isRecorder = role === 'unit-clerk' || role === 'inspection-office';
  return (
    <section class="stack no-print">
      <h2>{texts.attendance}</h2>
      <p>{texts.attendanceLead}</p>
      <button type="button" class="button" onClick={onPrint}>
        {texts.printAttendance}
      </button>
      <p role="status">
        {attendance === null ? texts.notAttended : texts.attended(attendance.delegates, attendance.observers)}
      </p>
      {isRecorder && ON_THE_DAY.includes(state) && (
        <Figures session={session} invitations={invitations} onChanged={onChanged} />
      )}
      {isRecorder && !ON_THE_DAY.includes(state) && state !== 'voided' && <p class="quiet">{texts.attendanceLater}</p>}
    </section>
  );
}
