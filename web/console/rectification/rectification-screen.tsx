import { useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { useDesk } from '../staff-api.ts';
import { type UnitAddress, UnitPage, type UnitView } from '../unit/unit-frame.tsx';
import { ItemList } from './item-list.tsx';
import { ItemPage } from './item-page.tsx';
import { NoticesSection } from './notices-section.tsx';
import { ProposalsSection } from './proposals-section.tsx';
import { RECTIFICATION_TEXTS } from './texts.ts';

type Place = 'list' | 'proposals' | 'notices' | number;

/** Who makes items of what was proposed. */
const CONFIRMERS = ['inspection-office', 'discipline-commission'] as const;

function Places({
  place,
  places,
  onPlace,
}: {
  place: Place;
  places: readonly Exclude<Place, number>[];
  onPlace: (place: Place) => void;
}) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  return (
    <nav class="no-print" aria-label={texts.places}>
      <ul class="main-navigation">
        {places.map((each) => (
          <li key={each}>
            <button
              type="button"
              class={`button ${place === each ? 'button-strong' : ''}`}
              aria-pressed={place === each}
              onClick={() => onPlace(each)}
            >
              {texts[each]}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Rectification({ view }: { readonly view: UnitView }) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  const { role } = useDesk();
  const [place, setPlace] = useState<Place>('list');
  const mayConfirm = CONFIRMERS.some((each) => each === role);
  const places = mayConfirm ? (['list', 'proposals', 'notices'] as const) : (['list', 'notices'] as const);
  const { session, unit, roundName } = view;
  return (
    <div class="rectification stack">
      <p class="print-title">
        {texts.title(unit.name)} · {roundName}
      </p>
      {typeof place === 'number' ? (
        <ItemPage session={session} number={place} onBack={() => setPlace('list')} />
      ) : (
        <>
          <Places place={place} places={places} onPlace={setPlace} />
          {place === 'list' && <ItemList session={session} mayConfirm={mayConfirm} onOpen={setPlace} />}
          {place === 'proposals' && <ProposalsSection session={session} />}
          {place === 'notices' && <NoticesSection session={session} onOpen={setPlace} />}
        </>
      )}
    </div>
  );
}

/** What is put right: items, measures, replies with evidence, decisions, and who was told of what is late. */
export function RectificationScreen({ round, session }: UnitAddress) {
  const texts = useTexts(RECTIFICATION_TEXTS);
  return (
    <UnitPage round={round} session={session} title={texts.title}>
      {(view) => (
        <>
          <p class="no-print">{texts.lead}</p>
          <Rectification view={view} />
        </>
      )}
    </UnitPage>
  );
}
