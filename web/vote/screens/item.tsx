import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Score } from '../../../shared/process/appraisal.ts';
import { useTexts } from '../../ui/texts.ts';
import { indicesOf, type Place, positionOf, type Sheet, type SheetEvent } from '../sheet.ts';
import { TEXTS, type Texts } from '../texts.ts';

const POINTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

interface ItemProps {
  readonly sheet: Sheet;
  readonly place: Extract<Place, { at: 'item' }>;
  readonly send: (event: SheetEvent) => void;
}

/** What was just done, for eye and ear. */
const toldText = (texts: Texts, score: Score | undefined): string => {
  if (score === undefined) return '';
  return score === null ? texts.scoredUnknown : texts.scored(score);
};

/** Whom the item is about: always in view. */
export function PersonLine({ sheet, subject }: { readonly sheet: Sheet; readonly subject: number }) {
  const texts = useTexts(TEXTS);
  const { name, post, kind } = sheet.subjects[subject] ?? { name: '', post: '', kind: 'unit' };
  return (
    <p class="person">
      <span class="person-number">{texts.position(subject + 1, sheet.subjects.length)}</span>
      {' · '}
      <strong>{name}</strong>
      {' · '}
      {kind === 'unit' ? texts.unitPost : post}
    </p>
  );
}

/** The person's scores so far; a tap opens that item again. */
function Strip({ sheet, place, send }: ItemProps) {
  const texts = useTexts(TEXTS);
  const { subject } = positionOf(sheet, place.index);
  const indicators = sheet.subjects[subject]?.indicators ?? [];
  return (
    <ol class="strip" aria-label={texts.strip}>
      {indicesOf(sheet, subject).map((index, number) => {
        const score = sheet.scores[index];
        const name = indicators[number]?.name ?? '';
        return (
          <li key={index}>
            <button
              type="button"
              class={score === undefined ? 'strip-open' : score === null ? 'strip-unknown' : undefined}
              aria-label={`${name}：${toldText(texts, score) || texts.notScored}`}
              aria-current={index === place.index ? 'step' : undefined}
              onClick={() => send({ type: 'item-opened', index, nowMs: Date.now() })}
            >
              {score === undefined ? '' : (score ?? '—')}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** Eleven buttons and, apart from them, 不了解. Nothing is preselected. */
function Pad({ sheet, place, send }: ItemProps) {
  const texts = useTexts(TEXTS);
  const given = sheet.scores[place.index];
  const give = (score: Score) => send({ type: 'scored', score, nowMs: Date.now() });
  return (
    <>
      <fieldset>
        <legend class="spoken">{texts.padLabel}</legend>
        <div class="pad">
          {POINTS.map((points) => (
            <button
              key={points}
              type="button"
              aria-label={texts.points(points)}
              aria-pressed={given === points}
              onClick={() => give(points)}
            >
              {points}
            </button>
          ))}
        </div>
      </fieldset>
      <button type="button" class="unknown" aria-pressed={given === null} onClick={() => give(null)}>
        {texts.unknown}
      </button>
    </>
  );
}

/** One indicator of one person. Keyed by its index, so that heading focus and live region begin anew with each item. */
export function Item({ sheet, place, send }: ItemProps) {
  const texts = useTexts(TEXTS);
  const heading = useRef<HTMLHeadingElement>(null);
  const { subject, indicator } = positionOf(sheet, place.index);
  const indicators = sheet.subjects[subject]?.indicators ?? [];
  const isScored = sheet.scores[place.index] !== undefined;
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
    // At the largest font levels the pad needs scrolling to: once a person, not once an item.
    if (indicator === 0) scrollTo(0, 0);
    else heading.current?.scrollIntoView({ block: 'nearest' });
  }, [place.index]);
  useEffect(() => {
    if (place.movesOnAtMs === null) return;
    const delayMs = Math.max(0, place.movesOnAtMs - Date.now());
    const timer = setTimeout(() => send({ type: 'waited', nowMs: Date.now() }), delayMs);
    return () => clearTimeout(timer);
  }, [place.movesOnAtMs]);
  return (
    <>
      <PersonLine sheet={sheet} subject={subject} />
      <Strip sheet={sheet} place={place} send={send} />
      <h1 class="indicator" tabIndex={-1} ref={heading}>
        <span class="indicator-number">{texts.itemNumber(indicator + 1, indicators.length)}</span>{' '}
        {indicators[indicator]?.name}
      </h1>
      <p class="told" role="status">
        {isScored && <span aria-hidden="true">✓ </span>}
        {toldText(texts, sheet.scores[place.index])}
      </p>
      <Pad sheet={sheet} place={place} send={send} />
      <div class="steps">
        {(subject > 0 || indicator > 0) && (
          <button type="button" class="button" onClick={() => send({ type: 'stepped-back', nowMs: Date.now() })}>
            {indicator > 0 ? texts.back : texts.backPerson}
          </button>
        )}
        <button
          type="button"
          class={sheet.isManual && isScored ? 'button button-strong' : 'button'}
          onClick={() => send({ type: 'moved-on', nowMs: Date.now() })}
        >
          {isScored ? texts.next : texts.skip}
        </button>
      </div>
    </>
  );
}
