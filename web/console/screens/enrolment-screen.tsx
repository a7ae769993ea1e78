import { useCallback, useEffect, useState } from 'preact/hooks';
import { statesBefore } from '../../../shared/process/meeting-state.ts';
import { enrolmentFragment, enrolmentHash, makeEnrolmentSecret } from '../../../shared/protocol/code.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { Qr } from '../../ui/qr.tsx';
import { useTexts } from '../../ui/texts.ts';
import { type Failed, FailureNote } from '../answers.tsx';
import { Confirm, useQuestion } from '../confirm.tsx';
import type { RoundUnit } from '../next-step.ts';
import { randomBytes } from '../random-bytes.ts';
import { useLeavingGuard } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { TEXTS } from '../texts.ts';
import { type UnitAddress, UnitPage, type UnitView } from '../unit/unit-frame.tsx';

/** An enrolment on the screen: its address exists in this window only. */
interface Issued {
  readonly slot: Slot;
  readonly address: string;
}

interface IssuedCodeProps {
  readonly issued: Issued;
  readonly unit: string;
  readonly onClose: () => void;
}

function IssuedCode({ issued, unit, onClose }: IssuedCodeProps) {
  const texts = useTexts(TEXTS);
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(issued.address).then(() => setCopied(true));
  return (
    <section class="issued stack-small">
      <h2>{texts.issued(texts.slotTellers[issued.slot])}</h2>
      <p>{unit}</p>
      <div class="issued-qr">
        <Qr text={issued.address} label={texts.issuedQr} />
      </div>
      <p class="note note-warn">{texts.issuedOnce}</p>
      <p class="no-print">{texts.issuedWaiting}</p>
      <div class="buttons no-print">
        <button type="button" class="button" onClick={() => print()}>
          {texts.print}
        </button>
        <button type="button" class="button" onClick={copy}>
          {copied ? texts.copied : texts.copyLink}
        </button>
        <button type="button" class="button button-strong" onClick={onClose}>
          {texts.closeQr}
        </button>
      </div>
    </section>
  );
}

const ASK_EVERY_MS = 2_000;

/**
 * Watches the slot until its teller has scanned the code. A teller who was enrolled before counts as enrolled all along, so
 * nothing can be told of them.
 */
function useScanned(session: string, issued: Issued | null, wasEnrolled: boolean, onScanned: () => void): void {
  const { api } = useDesk();
  const slot = wasEnrolled ? undefined : issued?.slot;
  useEffect(() => {
    if (slot === undefined) return;
    const ask = async () => {
      const answer = await api('getMeeting', { session });
      if (answer.ok && answer.value.tellers.some((teller) => teller.slot === slot && teller.enrolled)) onScanned();
    };
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [slot, session, api, onScanned]);
}

/** What enrolling a slot again undoes in each state (`enrol` of the meeting's states); a meeting beyond them enrols nobody. */
function consequencesOf(texts: typeof TEXTS.zh, state: RoundUnit['state']): readonly string[] {
  const { replacesKey, undoesFreeze, undoesTokens } = texts.enrolAgain;
  if (state === 'armed') return [replacesKey, undoesFreeze, undoesTokens];
  return state === 'frozen' ? [replacesKey, undoesFreeze] : [replacesKey];
}

interface SlotRowProps {
  readonly slot: Slot;
  readonly view: UnitView;
  readonly mayIssue: boolean;
  readonly onIssue: (slot: Slot) => void;
}

function SlotRow({ slot, view, mayIssue, onIssue }: SlotRowProps) {
  const texts = useTexts(TEXTS);
  const question = useQuestion();
  const { unit, reload } = view;
  const enrolled = unit.tellersEnrolled.includes(slot);
  const consequences = consequencesOf(texts, unit.state);
  const teller = texts.slotTellers[slot];
  const ask = () => {
    question.ask();
    // What it undoes depends on where the meeting stands now, not when the page was opened.
    reload();
  };
  const action = enrolled ? texts.issueAgain : texts.issue;
  return (
    <li class="document stack-small">
      <div class="beside">
        <div>
          <strong>{teller}</strong> <span class="step-status">{enrolled ? texts.enrolled : texts.notEnrolled}</span>
        </div>
        {mayIssue ? (
          <button type="button" class="button" aria-label={`${action} ${teller}`} ref={question.button} onClick={ask}>
            {action}
          </button>
        ) : (
          <span class="quiet">{texts.enrolmentOfOffice}</span>
        )}
      </div>
      {question.isAsked && (
        <Confirm
          danger={enrolled}
          action={action}
          onCancel={question.cancel}
          onConfirm={() => {
            question.close();
            onIssue(slot);
          }}
        >
          {enrolled ? (
            <>
              <p>{texts.issueConfirmAgain(teller)}</p>
              <ul class="consequences">
                {consequences.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </>
          ) : (
            <p>{texts.issueConfirm(teller)}</p>
          )}
        </Confirm>
      )}
    </li>
  );
}

function Enrolment({ view }: { readonly view: UnitView }) {
  const texts = useTexts(TEXTS);
  const { api, role } = useDesk();
  const [issued, setIssued] = useState<Issued | null>(null);
  const [done, setDone] = useState<Slot | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  useLeavingGuard(issued !== null, texts.enrolmentLeave);
  const { session, unit, reload } = view;
  const issue = async (slot: Slot) => {
    const enrolment = { session, slot, secret: makeEnrolmentSecret(randomBytes) };
    const answer = await api('issueEnrolment', { session, slot, secretHash: await enrolmentHash(enrolment) });
    setFailed(answer.ok ? null : answer);
    setDone(null);
    // A request whose answer was lost may have killed the code on the screen: it goes in any case.
    setIssued(answer.ok ? { slot, address: `${location.origin}/teller/${enrolmentFragment(enrolment)}` } : null);
  };
  const close = useCallback(() => {
    setIssued(null);
    reload();
  }, [reload]);
  const scanned = useCallback(() => {
    setDone(issued?.slot ?? null);
    close();
  }, [issued, close]);
  useScanned(session, issued, issued !== null && unit.tellersEnrolled.includes(issued.slot), scanned);
  return (
    <>
      {issued !== null && <IssuedCode issued={issued} unit={unit.name} onClose={close} />}
      <div class="stack no-print">
        <p>{texts.enrolmentLead}</p>
        {failed !== null && <FailureNote answer={failed} />}
        {done !== null && (
          <p class="note note-good" role="status">
            {texts.issuedDone(texts.slotTellers[done])}
          </p>
        )}
        <ul class="documents">
          {SLOTS.map((slot) => (
            <SlotRow
              key={slot}
              slot={slot}
              view={view}
              mayIssue={role === 'inspection-office' || slot === 'discipline'}
              onIssue={(chosen) => void issue(chosen)}
            />
          ))}
        </ul>
        <button type="button" class="button" onClick={reload}>
          {texts.refresh}
        </button>
      </div>
    </>
  );
}

const ISSUERS = ['inspection-office', 'discipline-commission'] as const;

function whyNot(texts: typeof TEXTS.zh, role: string, { unit }: UnitView): string | null {
  if (!ISSUERS.some((issuer) => issuer === role)) return texts.enrolmentNotAllowed;
  if (unit.state === 'voided') return texts.enrolmentVoided;
  return statesBefore('enrol').includes(unit.state) ? null : texts.enrolmentOver;
}

/** One-time enrolment codes for the three tellers; this browser makes the secret and sends its hash. */
export function EnrolmentScreen({ round, session }: UnitAddress) {
  const texts = useTexts(TEXTS);
  const { role } = useDesk();
  return (
    <UnitPage round={round} session={session} title={texts.enrolmentTitle}>
      {(view) => {
        const refusal = whyNot(texts, role, view);
        return refusal === null ? <Enrolment view={view} /> : <p class="note">{refusal}</p>;
      }}
    </UnitPage>
  );
}
