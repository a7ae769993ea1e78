import type { Enrolment } from '../../../shared/protocol/code.ts';
import { useLanguage } from '../../ui/language.ts';
import { useTexts } from '../../ui/texts.ts';
import type { Outcome } from '../actions/context.ts';
import { deviceName } from '../device-name.ts';
import type { Enrolled } from '../memory.ts';
import { TEXTS } from '../texts.ts';
import { useStep } from '../use-step.ts';
import { ConfirmPress } from './confirm-press.tsx';
import { TaskHeading } from './task-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { WorkBar } from './work-bar.tsx';

interface EnrolProps {
  readonly enrolment: Enrolment;
  /** The teller that this phone was in this place before. */
  readonly earlier: Enrolled | null;
  readonly enrol: () => Promise<Outcome<Enrolled>>;
  readonly onEnrolled: (teller: Enrolled) => void;
}

/** Enrolment: which phone and browser to keep, then fresh keys and a trial ballot. */
export function EnrolScreen({ enrolment, earlier, enrol, onEnrolled }: EnrolProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const step = useStep();
  const press = () =>
    step.run(async (report) => {
      report({ label: texts.enrolWorking, done: 0, of: 0 });
      await askToPersist();
      return enrol();
    }, onEnrolled);
  return (
    <div class="stack">
      <TaskHeading>{texts.enrolTitle}</TaskHeading>
      <p class="lead">{texts.enrolFor(texts.slots[enrolment.slot])}</p>
      <p class="quiet">{texts.enrolMeeting(enrolment.session)}</p>
      <div class="note note-warn">
        <h2>{texts.enrolKeepTitle}</h2>
        <p class="lead">{deviceName(navigator.userAgent, language)}</p>
        <ul class="bullets">
          {texts.enrolKeep.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      {/MicroMessenger/.test(navigator.userAgent) && <p class="note">{texts.enrolWeChat}</p>}
      {earlier !== null && <p class="note note-warn">{texts.enrolReplaces}</p>}
      <TroubleNote trouble={step.trouble} />
      <WorkBar work={step.work} />
      <ConfirmPress label={texts.enrolPress} does={texts.enrolDoes} isBusy={step.isBusy} onConfirm={press} />
      {earlier !== null && (
        <button type="button" class="button" onClick={() => onEnrolled(earlier)}>
          {texts.enrolFailedClose}
        </button>
      )}
    </div>
  );
}

/** A browser that promises to persist does not drop the keys when space runs short. Its refusal stops nothing. */
async function askToPersist(): Promise<void> {
  if (typeof navigator.storage?.persist === 'function') await navigator.storage.persist().catch(() => false);
}
