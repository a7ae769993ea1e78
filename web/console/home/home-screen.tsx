import { useState } from 'preact/hooks';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { isRoundId, isSessionId, type RoundId } from '../../../shared/process/ids.ts';
import { STAGE_STATES, STAGES, type Stage, type StageState } from '../../../shared/process/stages.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded, WhenLoaded } from '../answers.tsx';
import { fragmentOf, goTo } from '../router.ts';
import { type Desk, useDesk } from '../staff-api.ts';
import { DataTable, type ShownColumn } from '../table/data-table.tsx';
import { TEXTS } from '../texts.ts';
import { useWhileVisible } from '../unit/while-visible.ts';
import { ChooseRound, NoRounds, newestFirst } from './choose-round.tsx';
import { RoundNavigation } from './round-navigation.tsx';
import { nextScreen } from './stage-screens.ts';
import { type HomeUnit, StageDetail, type Standing, StateBadge, standingText } from './stage-standing.tsx';
import { HOME_TEXTS } from './texts.ts';

type Home = ResponseOf<'getHome'>;
type Texts = typeof HOME_TEXTS.zh;

const REFRESH_MS = 60_000;
/** A county's units on one page. */
const UNITS_PER_PAGE = 50;

/** What is most pressing sorts first. */
const PRESSING: readonly StageState[] = ['overdue', 'waiting', 'current', 'not-started', 'done'];

const standingOf = ({ stages }: HomeUnit, stage: Stage): Standing => {
  const found = stages.find((each) => each.stage === stage);
  if (found === undefined) throw new Error(`a unit without the stage ${stage}`);
  return found;
};

interface CellProps {
  readonly unit: HomeUnit;
  readonly stage: Stage;
  readonly round: RoundId;
  readonly role: Desk['role'];
}

function StageCell({ unit, stage, round, role }: CellProps) {
  const standing = standingOf(unit, stage);
  const screen = nextScreen(standing, role);
  const { session } = unit;
  const badge = <StateBadge state={standing.state} />;
  return (
    <div class="stage-cell">
      {screen === null || !isSessionId(session) ? badge : <a href={fragmentOf({ screen, round, session })}>{badge}</a>}
      <StageDetail standing={standing} />
    </div>
  );
}

function UnitCell({ unit, round }: { readonly unit: HomeUnit; readonly round: RoundId }) {
  const texts = useTexts(HOME_TEXTS);
  const { name, session, heldOn, pilot } = unit;
  return (
    <>
      {isSessionId(session) ? <a href={fragmentOf({ screen: 'unit', round, session })}>{name}</a> : name}
      <span class="cell-detail">{heldOn === null ? texts.noDate : texts.heldOn(heldOn)}</span>
      {pilot && <span class="stage-state stage-pilot">{texts.pilot}</span>}
    </>
  );
}

const columnsOf = (texts: Texts, round: RoundId, role: Desk['role']): readonly ShownColumn<HomeUnit>[] => [
  {
    id: 'unit',
    title: texts.unit,
    text: ({ name, heldOn }) => `${name} ${heldOn ?? ''}`,
    cell: (unit) => <UnitCell unit={unit} round={round} />,
  },
  ...STAGES.map(
    (stage): ShownColumn<HomeUnit> => ({
      id: stage,
      title: texts.stages[stage],
      text: (unit) => standingText(texts, standingOf(unit, stage)),
      rank: (unit) => PRESSING.indexOf(standingOf(unit, stage).state),
      cell: (unit) => <StageCell unit={unit} stage={stage} round={round} role={role} />,
    }),
  ),
];

const countOf = (units: readonly HomeUnit[], state: StageState): number =>
  units.flatMap(({ stages }) => stages).filter((each) => each.state === state).length;

const waitsFor = ({ stages }: HomeUnit, role: Desk['role']): boolean =>
  stages.some(({ waitingFor }) => waitingFor.some((actor) => actor === role));

function Legend() {
  return (
    <p class="stage-legend">
      {STAGE_STATES.map((state) => (
        <StateBadge key={state} state={state} />
      ))}
    </p>
  );
}

function Units({
  home,
  round,
  onReload,
}: {
  readonly home: Home;
  readonly round: RoundId;
  readonly onReload: () => void;
}) {
  const texts = useTexts(HOME_TEXTS);
  const common = useTexts(TEXTS);
  const { role } = useDesk();
  const [onlyMine, setOnlyMine] = useState(false);
  const units = onlyMine ? home.units.filter((unit) => waitsFor(unit, role)) : home.units;
  return (
    <>
      <p class="beside">
        <span>{texts.counts(countOf(home.units, 'overdue'), countOf(home.units, 'waiting'))}</span>
        <span class="quiet">{texts.today(home.today)}</span>
        <label class="choice">
          <input type="checkbox" checked={onlyMine} onChange={(event) => setOnlyMine(event.currentTarget.checked)} />{' '}
          {texts.mine}
        </label>
        <button type="button" class="button no-print" onClick={onReload}>
          {common.refresh}
        </button>
      </p>
      <Legend />
      {onlyMine && units.length === 0 && <p class="note">{texts.mineNone}</p>}
      <div class="home-table">
        <DataTable
          caption={texts.caption(home.name)}
          columns={columnsOf(texts, round, role)}
          rows={units}
          keyOf={({ session }) => session}
          rowsPerPage={UNITS_PER_PAGE}
        />
      </div>
    </>
  );
}

function Round({ round }: { readonly round: RoundId }) {
  const { api } = useDesk();
  const [loaded, reload, refresh] = useLoaded(round, () => api('getHome', { round }));
  useWhileVisible(REFRESH_MS, refresh);
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {(home) => <Units home={home} round={round} onReload={reload} />}
    </WhenLoaded>
  );
}

function OpenAnother() {
  const texts = useTexts(HOME_TEXTS);
  const { role } = useDesk();
  if (role !== 'inspection-office') return null;
  return (
    <p class="no-print">
      <a href={fragmentOf({ screen: 'open' })}>{texts.open}</a>
    </p>
  );
}

/** The county's home: one round, the newest first, all units and their six stages. */
export function HomeScreen({ round }: { readonly round: RoundId | null }) {
  const texts = useTexts(HOME_TEXTS);
  const common = useTexts(TEXTS);
  const { api } = useDesk();
  const [loaded, reload] = useLoaded('rounds', () => api('listRounds', {}));
  if (loaded.kind !== 'ready') {
    return (
      <>
        <h1>{common.rounds}</h1>
        {loaded.kind === 'loading' ? <LoadingNote /> : <FailureNote answer={loaded.answer} onRetry={reload} />}
      </>
    );
  }
  const rounds = newestFirst(loaded.value.rounds);
  const shown = round ?? rounds[0]?.round;
  if (shown === undefined || !isRoundId(shown)) {
    return (
      <>
        <h1>{common.rounds}</h1>
        <NoRounds />
      </>
    );
  }
  return (
    <>
      <h1>{common.rounds}</h1>
      <p>{texts.lead}</p>
      <RoundNavigation round={shown} here="home" />
      {rounds.length > 1 && (
        <ChooseRound rounds={rounds} chosen={shown} onChoose={(next) => goTo({ screen: 'home', round: next })} />
      )}
      <Round round={shown} />
      <OpenAnother />
    </>
  );
}
