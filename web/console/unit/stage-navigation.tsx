import { STAGES } from '../../../shared/process/stages.ts';
import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { screensFor } from '../home/stage-screens.ts';
import { type HomeUnit, StageDetail, StateBadge } from '../home/stage-standing.tsx';
import { HOME_TEXTS } from '../home/texts.ts';
import { fragmentOf } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import type { UnitView } from './unit-frame.tsx';
import { UNIT_REFRESH_MS } from './unit-frame.tsx';
import { useWhileVisible } from './while-visible.ts';

function Stages({ unit, view }: { readonly unit: HomeUnit; readonly view: UnitView }) {
  const texts = useTexts(HOME_TEXTS);
  const { role } = useDesk();
  const { round, session } = view;
  return (
    <ol class="stage-list">
      {STAGES.map((stage) => {
        const standing = unit.stages.find((each) => each.stage === stage);
        const screens = screensFor(stage, role).filter((screen) => screen !== 'unit');
        return (
          <li key={stage}>
            <strong>{texts.stages[stage]}</strong> {standing !== undefined && <StateBadge state={standing.state} />}
            {standing !== undefined && <StageDetail standing={standing} />}
            <div class="stage-links">
              {screens.map((screen) => (
                <a key={screen} href={fragmentOf({ screen, round, session })}>
                  {texts.screens[screen]}
                </a>
              ))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** The six stages of one unit in their order, where each stands, and the pages where it is worked on. */
export function StageNavigation({ view }: { readonly view: UnitView }) {
  const texts = useTexts(HOME_TEXTS);
  const { api } = useDesk();
  const { round, session } = view;
  const [loaded, reload, refresh] = useLoaded(round, () => api('getHome', { round }));
  useWhileVisible(UNIT_REFRESH_MS, refresh);
  return (
    <section class="stack">
      <h2>{texts.stageTitle}</h2>
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {({ units }) =>
          units
            .filter((unit) => unit.session === session)
            .map((unit) => <Stages key={unit.session} unit={unit} view={view} />)
        }
      </WhenLoaded>
    </section>
  );
}
