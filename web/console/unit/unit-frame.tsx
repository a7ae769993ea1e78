import type { ComponentChildren } from 'preact';
import type { RoundId, SessionId } from '../../../shared/process/ids.ts';
import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import type { RoundUnit } from '../next-step.ts';
import { fragmentOf, type Route } from '../router.ts';
import { useDesk } from '../staff-api.ts';
import { TEXTS } from '../texts.ts';
import { useWhileVisible } from './while-visible.ts';

/** A meeting goes on while somebody looks at its page. */
export const UNIT_REFRESH_MS = 15_000;

export interface UnitAddress {
  readonly round: RoundId;
  readonly session: SessionId;
}

/** What a screen of one unit gets: the unit as its round lists it, and how to ask again. */
export interface UnitView extends UnitAddress {
  readonly unit: RoundUnit;
  readonly roundName: string;
  readonly reload: () => void;
}

interface UnitFrameProps extends UnitAddress {
  readonly title: (view: UnitView) => string;
  readonly back: Route;
  readonly children: (view: UnitView) => ComponentChildren;
}

/** Loads a unit of a round and shows its screen under a heading and a way back. */
export function UnitFrame({ round, session, title, back, children }: UnitFrameProps) {
  const texts = useTexts(TEXTS);
  const { api } = useDesk();
  const [loaded, reload, refresh] = useLoaded(round, () => api('getRound', { round }));
  useWhileVisible(UNIT_REFRESH_MS, refresh);
  if (loaded.kind !== 'ready') {
    return (
      <>
        <h1>{texts.unit}</h1>
        {loaded.kind === 'loading' ? <LoadingNote /> : <FailureNote answer={loaded.answer} onRetry={reload} />}
      </>
    );
  }
  const unit = loaded.value.units.find((one) => one.session === session);
  const view = unit === undefined ? null : { round, session, unit, roundName: loaded.value.name, reload };
  return (
    <>
      <p class="no-print">
        <a href={fragmentOf(back)}>← {texts.back}</a>
      </p>
      <h1 class="no-print">{view === null ? texts.unitUnknown : title(view)}</h1>
      {view === null ? <p class="note">{texts.unitUnknownDetail}</p> : children(view)}
    </>
  );
}

interface UnitPageProps extends UnitAddress {
  readonly title: (unitName: string) => string;
  readonly children: (view: UnitView) => ComponentChildren;
}

/** A screen that the unit's own leads to, and that goes back to it. */
export function UnitPage({ round, session, title, children }: UnitPageProps) {
  return (
    <UnitFrame
      round={round}
      session={session}
      title={({ unit }) => title(unit.name)}
      back={{ screen: 'unit', round, session }}
    >
      {children}
    </UnitFrame>
  );
}
