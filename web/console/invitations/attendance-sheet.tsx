import type { Letter, Venue } from './all-invitations.ts';
import { LETTER_TEXTS } from './letter-texts.ts';

interface Signing {
  readonly key: string;
  readonly name: string;
  readonly organisation: string;
}

function SigningTable({ people, caption }: { readonly people: readonly Signing[]; readonly caption: string }) {
  const { number, name, organisation, signature } = LETTER_TEXTS;
  return (
    <table class="signing">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{number}</th>
          <th scope="col">{name}</th>
          <th scope="col">{organisation}</th>
          <th scope="col">{signature}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person, place) => (
          <tr key={person.key}>
            <td>{place + 1}</td>
            <td>{person.name}</td>
            <td>{person.organisation}</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Room for observers who come unannounced. */
const EMPTY_LINES = 4;

export interface AttendanceSheetProps {
  readonly unitName: string;
  readonly venue: Venue | null;
  readonly letters: readonly Letter[];
  readonly observers: readonly { readonly name: string; readonly organisation: string }[];
}

/** The list that is signed at the door: delegates, and observers on a page of their own. */
export function AttendanceSheet({ unitName, venue, letters, observers }: AttendanceSheetProps) {
  const watching = observers.map((each, place) => ({ ...each, key: `observer-${place}` }));
  const room = Array.from({ length: EMPTY_LINES }, (_, place) => ({
    key: `room-${place}`,
    name: '',
    organisation: '',
  }));
  const held =
    venue === null ? '' : LETTER_TEXTS.held(`${LETTER_TEXTS.day(venue.onDay)} ${venue.startsAt}`, venue.place);
  return (
    <div class="official-sheets" lang="zh-CN">
      <article class="letter">
        <h2>{LETTER_TEXTS.attendance}</h2>
        <p class="letter-centred">{LETTER_TEXTS.meeting(unitName)}</p>
        <p class="letter-centred">{held}</p>
        <SigningTable
          caption={LETTER_TEXTS.delegates(letters.length)}
          people={letters.map(({ delegate, name, organisation }) => ({ key: delegate, name, organisation }))}
        />
      </article>
      <article class="letter">
        <h2>{LETTER_TEXTS.attendance}</h2>
        <p class="letter-centred">{LETTER_TEXTS.meeting(unitName)}</p>
        <SigningTable caption={LETTER_TEXTS.observers} people={[...watching, ...room]} />
      </article>
    </div>
  );
}
