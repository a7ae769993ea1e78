import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { isRoundId, isSessionId, type RoundId } from '../../../shared/process/ids.ts';
import { CATEGORIES } from '../../../shared/process/seats.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { useLanguage } from '../../ui/language.ts';
import { textsIn, useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded, WhenLoaded } from '../answers.tsx';
import { ChooseRound, NoRounds, newestFirst } from '../home/choose-round.tsx';
import { RoundNavigation } from '../home/round-navigation.tsx';
import { missingText } from '../missing-text.ts';
import { nextStepOf, type RoundUnit } from '../next-step.ts';
import { fragmentOf, goTo } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { DataTable, type ShownColumn } from '../table/data-table.tsx';
import { TEXTS } from '../texts.ts';
import { whenText } from '../when.ts';

type Texts = typeof TEXTS.zh;

const nextStepText = (texts: Texts, unit: RoundUnit): string => {
  const { step, actor } = nextStepOf(unit);
  return texts.byActor(texts.steps[step], texts.actors[actor]);
};

const categoriesText = (texts: Texts, { byCategory }: RoundUnit): string =>
  CATEGORIES.map((category) => `${texts.categories[category]} ${byCategory[category]}`).join(' · ');

function columnsOf(texts: Texts, round: RoundId): readonly ShownColumn<RoundUnit>[] {
  return [
    {
      id: 'unit',
      title: texts.unit,
      text: ({ name }) => name,
      cell: ({ name, session }) =>
        isSessionId(session) ? <a href={fragmentOf({ screen: 'unit', round, session })}>{name}</a> : name,
    },
    { id: 'state', title: texts.state, text: ({ state }) => texts.states[state], isShort: true },
    {
      id: 'officers',
      title: texts.officers,
      text: ({ officers }) => texts.people(officers),
      rank: ({ officers }) => officers,
      isShort: true,
    },
    {
      id: 'delegates',
      title: texts.delegates,
      text: ({ delegates }) => texts.people(delegates),
      rank: ({ delegates }) => delegates,
      cell: (unit) => (
        <>
          {texts.people(unit.delegates)}
          <span class="cell-detail">{categoriesText(texts, unit)}</span>
        </>
      ),
    },
    {
      id: 'cards',
      title: texts.cards,
      text: ({ cards, delegates }) => texts.ofTotal(cards, delegates),
      rank: ({ cards }) => cards,
      isShort: true,
    },
    {
      id: 'tellers',
      title: texts.tellers,
      text: ({ tellersEnrolled }) => texts.ofTotal(tellersEnrolled.length, SLOTS.length),
      rank: ({ tellersEnrolled }) => tellersEnrolled.length,
      isShort: true,
    },
    { id: 'missing', title: texts.missingTitle, text: ({ missing }) => missingText(texts, missing) },
    { id: 'next', title: texts.nextStep, text: (unit) => nextStepText(texts, unit) },
  ];
}

interface UnitsProps extends Pick<ResponseOf<'getRound'>, 'units' | 'name' | 'importedAt'> {
  readonly round: RoundId;
  readonly onReload: () => void;
}

function Units({ round, units, name, importedAt, onReload }: UnitsProps) {
  const language = useLanguage();
  const texts = textsIn(TEXTS, language);
  const sum = (of: (unit: RoundUnit) => number) => units.reduce((total, unit) => total + of(unit), 0);
  return (
    <>
      <p class="beside">
        <span>
          {texts.totals(
            units.length,
            sum(({ officers }) => officers),
            sum(({ delegates }) => delegates),
          )}
        </span>
        <span class="quiet">{texts.importedAt(whenText(importedAt, language))}</span>
        <button type="button" class="button" onClick={onReload}>
          {texts.refresh}
        </button>
      </p>
      <DataTable
        caption={texts.unitsOfRound(name)}
        columns={columnsOf(texts, round)}
        rows={units}
        keyOf={({ session }) => session}
      />
    </>
  );
}

function LoadedUnits({ round }: { readonly round: RoundId }) {
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(round, () => api('getRound', { round }));
  return (
    <WhenLoaded loaded={loaded} onRetry={reload}>
      {({ units, name, importedAt }) => (
        <Units round={round} units={units} name={name} importedAt={importedAt} onReload={reload} />
      )}
    </WhenLoaded>
  );
}

/** One round, latest first: where the meeting of each unit stands, and who prepares what next. */
export function RoundsScreen({ round }: { readonly round: RoundId | null }) {
  const texts = useTexts(TEXTS);
  const { api } = useDesk();
  const [loaded, reload] = useLoaded('rounds', () => api('listRounds', {}));
  if (loaded.kind !== 'ready') {
    return (
      <>
        <h1>{texts.rounds}</h1>
        {loaded.kind === 'loading' ? <LoadingNote /> : <FailureNote answer={loaded.answer} onRetry={reload} />}
      </>
    );
  }
  const rounds = newestFirst(loaded.value.rounds);
  const shown = round ?? rounds[0]?.round;
  return (
    <>
      <h1>{texts.rounds}</h1>
      <p>{texts.roundsLead}</p>
      {shown !== undefined && isRoundId(shown) && <RoundNavigation round={shown} here="rounds" />}
      {rounds.length > 1 && shown !== undefined && (
        <ChooseRound rounds={rounds} chosen={shown} onChoose={(next) => goTo({ screen: 'rounds', round: next })} />
      )}
      {shown === undefined || !isRoundId(shown) ? <NoRounds /> : <LoadedUnits round={shown} />}
    </>
  );
}
