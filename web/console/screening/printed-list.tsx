import { useTexts } from '../../ui/texts.ts';
import { FailureNote, LoadingNote, useLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { TEXTS } from '../texts.ts';
import { allDelegates, type Delegate } from '../unit/people.tsx';
import { SCREENING_TEXTS } from './texts.ts';

interface SheetProps {
  readonly unitName: string;
  readonly delegates: readonly Delegate[];
}

/** For the meeting, on A4: no phones. */
function Sheet({ unitName, delegates }: SheetProps) {
  const texts = useTexts(SCREENING_TEXTS);
  const { categories } = useTexts(TEXTS);
  return (
    <div class="printed-list">
      <h2>{texts.printTitle(unitName)}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.number}</th>
            <th scope="col">{texts.name}</th>
            <th scope="col">{texts.category}</th>
            <th scope="col">{texts.organisation}</th>
          </tr>
        </thead>
        <tbody>
          {delegates.map(({ delegate, number, name, category, organisation }) => (
            <tr key={delegate}>
              <td>{number}</td>
              <td>{name}</td>
              <td>{categories[category]}</td>
              <td>{organisation}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{texts.printFoot(delegates.length)}</p>
    </div>
  );
}

/** The list of delegates as it is, on the screen and for the printer. */
export function PrintedList({ session, unitName }: { readonly session: string; readonly unitName: string }) {
  const texts = useTexts(SCREENING_TEXTS);
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => allDelegates(api, session));
  if (loaded.kind === 'loading') return <LoadingNote />;
  if (loaded.kind === 'failed') return <FailureNote answer={loaded.answer} onRetry={reload} />;
  return (
    <section class="stack">
      <p class="no-print">
        <button type="button" class="button" onClick={() => print()}>
          {texts.print}
        </button>
      </p>
      <Sheet unitName={unitName} delegates={loaded.value} />
    </section>
  );
}
