import { Qr } from '../../ui/qr.tsx';
import type { Letter, Venue } from './all-invitations.ts';
import { LETTER_TEXTS } from './letter-texts.ts';

export interface LetterFrame {
  readonly countyName: string;
  readonly unitName: string;
  readonly venue: Venue;
  /** The same for every delegate. */
  readonly readingAddress: string;
  /** The day of printing, YYYY-MM-DD. */
  readonly today: string;
}

/** 为何述, 向谁述, 怎么述: why, to whom, how. */
function ThreeThings() {
  return (
    <>
      {LETTER_TEXTS.clear.map(([what, text]) => (
        <p key={what}>
          <strong>{what}。</strong>
          {text}
        </p>
      ))}
    </>
  );
}

function LetterSheet({ letter, frame }: { readonly letter: Letter; readonly frame: LetterFrame }) {
  const { countyName: county, unitName: unit, venue, readingAddress, today } = frame;
  const day = LETTER_TEXTS.day(venue.onDay);
  return (
    <article class="letter">
      <h2>{LETTER_TEXTS.title}</h2>
      <p class="letter-addressee">{LETTER_TEXTS.addressee(letter.name, letter.organisation)}</p>
      <p>{LETTER_TEXTS.invitation({ county, unit, day, time: venue.startsAt, place: venue.place })}</p>
      <ThreeThings />
      {venue.directions !== '' && <p>{LETTER_TEXTS.directions(venue.directions)}</p>}
      {venue.note !== '' && <p>{venue.note}</p>}
      <p>{LETTER_TEXTS.contact(venue.phone)}</p>
      <p>{LETTER_TEXTS.phone}</p>
      <div class="letter-reading">
        <Qr text={readingAddress} label={LETTER_TEXTS.qr} />
        <div>
          <p>{LETTER_TEXTS.reading}</p>
          <p class="letter-signed">
            {unit}
            <br />
            {LETTER_TEXTS.dated(today)}
          </p>
        </div>
      </div>
    </article>
  );
}

/** The letters, one A4 page for each delegate; they show on paper only. */
export function LetterSheets({ letters, frame }: { readonly letters: readonly Letter[]; readonly frame: LetterFrame }) {
  return (
    <div class="official-sheets" lang="zh-CN">
      {letters.map((letter) => (
        <LetterSheet key={letter.delegate} letter={letter} frame={frame} />
      ))}
    </div>
  );
}
