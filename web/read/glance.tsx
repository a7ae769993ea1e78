import { useLanguage } from '../ui/language.ts';
import { textsIn, useTexts } from '../ui/texts.ts';
import { fragmentOf, opinionAddress, type ReadingAddress, resultAddress } from './address.ts';
import type { Reading } from './answers.ts';
import { dayText } from './day-text.ts';
import { Agenda, Questions } from './floor.tsx';
import { Items } from './items/items.tsx';
import type { ReadCall } from './routes.ts';
import { TEXTS } from './texts.ts';

function WhenWhere({ venue }: Pick<Reading, 'venue'>) {
  const language = useLanguage();
  const texts = textsIn(TEXTS, language);
  return (
    <section class="stack-small" aria-labelledby="venue">
      <h2 id="venue">{texts.whenWhere}</h2>
      {venue === null ? (
        <p>{texts.noVenue}</p>
      ) : (
        <dl class="reading-facts reading-venue">
          <div>
            <dt>{texts.time}</dt>
            <dd>
              {dayText(venue.onDay, language)} {venue.startsAt}
            </dd>
          </div>
          <div>
            <dt>{texts.place}</dt>
            <dd>{venue.place}</dd>
          </div>
          {venue.directions !== '' && (
            <div>
              <dt>{texts.directions}</dt>
              <dd>{venue.directions}</dd>
            </div>
          )}
        </dl>
      )}
    </section>
  );
}

function Reports({ address, officers }: { readonly address: ReadingAddress } & Pick<Reading, 'officers'>) {
  const texts = useTexts(TEXTS);
  const isAnyIn = officers.some(({ submitted }) => submitted);
  return (
    <section class="stack-small" aria-labelledby="reports">
      <h2 id="reports">{texts.reports}</h2>
      <p>{isAnyIn ? texts.reportsLead : texts.noReports}</p>
      <ul>
        {officers.map(({ officer, name, post, submitted }) => (
          <li key={officer} class="reading-officer">
            {submitted ? (
              <a class="button" href={fragmentOf({ ...address, officer })}>
                {name}{' '}
                <span class="reading-post">
                  {post} · {texts.read}
                </span>
              </a>
            ) : (
              <p>
                {name}
                <span class="reading-post">
                  {post} · {texts.notIn}
                </span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Announced({ address }: { readonly address: ReadingAddress }) {
  const texts = useTexts(TEXTS);
  return (
    <section class="note note-good stack-small" aria-labelledby="result">
      <h2 id="result">{texts.announcedTitle}</h2>
      <p>{texts.announced}</p>
      <a class="button button-strong" href={resultAddress(address)}>
        {texts.toResult}
      </a>
    </section>
  );
}

function Speak({ address }: { readonly address: ReadingAddress }) {
  const texts = useTexts(TEXTS);
  return (
    <section class="stack-small" aria-labelledby="speak">
      <h2 id="speak">{texts.speak}</h2>
      <p>{texts.speakLead}</p>
      <a class="button button-strong" href={opinionAddress(address)}>
        {texts.speakButton}
      </a>
    </section>
  );
}

function OnTheDay() {
  const texts = useTexts(TEXTS);
  return (
    <section class="stack-small" aria-labelledby="day">
      <h2 id="day">{texts.onTheDay}</h2>
      <ol class="reading-agenda">
        {texts.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}

interface GlanceProps {
  readonly address: ReadingAddress;
  readonly reading: Reading;
  readonly call: ReadCall;
}

/** Everything at a glance, in the order in which it is wanted: before the meeting the reports, afterwards the result first. */
export function Glance({ address, reading, call }: GlanceProps) {
  const texts = useTexts(TEXTS);
  const { state, venue, officers, floor, items } = reading;
  const now = floor === null || floor.current === null ? undefined : floor.agenda[floor.current];
  const isOver = state === 'announced' || state === 'voided';
  return (
    <>
      {state === 'voided' && <p class="note note-warn">{texts.voided}</p>}
      {state === 'announced' && <Announced address={address} />}
      {now !== undefined && !isOver && (
        <p class="reading-now" role="status">
          {texts.now(now)}
        </p>
      )}
      {!isOver && <WhenWhere venue={venue} />}
      <Reports address={address} officers={officers} />
      <Speak address={address} />
      {floor !== null && !isOver && <Agenda floor={floor} />}
      {!isOver && <OnTheDay />}
      {floor !== null && <Questions floor={floor} />}
      <Items address={address} first={items} call={call} />
    </>
  );
}
