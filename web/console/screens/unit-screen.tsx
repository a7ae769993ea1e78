import { useTexts } from '../../ui/texts.ts';
import { nextStepOf } from '../next-step.ts';
import { TEXTS } from '../texts.ts';
import { Downloads } from '../unit/downloads.tsx';
import { MeetingRoom } from '../unit/meeting-room.tsx';
import { People } from '../unit/people.tsx';
import { PreparationSteps } from '../unit/preparation-steps.tsx';
import { StageNavigation } from '../unit/stage-navigation.tsx';
import { type UnitAddress, UnitFrame, type UnitView } from '../unit/unit-frame.tsx';
import { VoidMeeting } from '../unit/void-meeting.tsx';

function Standing({ view }: { readonly view: UnitView }) {
  const texts = useTexts(TEXTS);
  const { step, actor } = nextStepOf(view.unit);
  return (
    <div class="note beside">
      <p>
        <span class="quiet">{texts.state}</span> <strong>{texts.states[view.unit.state]}</strong>
      </p>
      <p>
        <span class="quiet">{texts.nextStep}</span>{' '}
        <strong>{texts.byActor(texts.steps[step], texts.actors[actor])}</strong>
      </p>
      <button type="button" class="button" onClick={view.reload}>
        {texts.refresh}
      </button>
    </div>
  );
}

/** One unit's meeting: where it stands, its steps, hall, downloads, people. */
export function UnitScreen({ round, session }: UnitAddress) {
  const texts = useTexts(TEXTS);
  return (
    <UnitFrame round={round} session={session} title={({ unit }) => unit.name} back={{ screen: 'home', round }}>
      {(view) => (
        <>
          <p>{texts.unitLead(view.roundName)}</p>
          <Standing view={view} />
          <StageNavigation view={view} />
          <PreparationSteps view={view} />
          <MeetingRoom view={view} />
          <Downloads view={view} />
          <People view={view} />
          <VoidMeeting view={view} />
        </>
      )}
    </UnitFrame>
  );
}
