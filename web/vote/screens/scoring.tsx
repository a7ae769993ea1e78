import { useTexts } from '../../ui/texts.ts';
import type { Driver } from '../driver.ts';
import type { Flow } from '../flow.ts';
import { gapsOf, indicesOf, positionOf, type Sheet, type SheetEvent } from '../sheet.ts';
import { TEXTS } from '../texts.ts';
import { Item, PersonLine } from './item.tsx';
import { Heading, Page } from './page.tsx';

interface SheetProps {
  readonly sheet: Sheet;
  readonly send: (event: SheetEvent) => void;
}

/** How scoring goes, before the first item: what moves by itself is announced beforehand, and can be switched off. */
function Instructions({ sheet, send }: SheetProps) {
  const texts = useTexts(TEXTS);
  return (
    <div class="stack">
      <Heading>{texts.howTitle}</Heading>
      <ul class="bullets">
        <li>{texts.howCount(sheet.subjects.length, sheet.scores.length)}</li>
        <li>{texts.howScale}</li>
        <li>{texts.howUnknown}</li>
        <li>{sheet.isManual ? texts.howManual : texts.howAuto}</li>
        <li>{texts.howSecret}</li>
      </ul>
      <Pace sheet={sheet} send={send} />
      <button type="button" class="button button-strong" onClick={() => send({ type: 'started', nowMs: Date.now() })}>
        {texts.start}
      </button>
    </div>
  );
}

function Pace({ sheet, send }: SheetProps) {
  const texts = useTexts(TEXTS);
  return (
    <label class="pace">
      <input
        type="checkbox"
        checked={sheet.isManual}
        onChange={({ currentTarget }) =>
          send({ type: 'pace-chosen', isManual: currentTarget.checked, nowMs: Date.now() })
        }
      />
      <span>{texts.manual}</span>
    </label>
  );
}

function ScoreText({ score }: { readonly score: number | null | undefined }) {
  const texts = useTexts(TEXTS);
  if (score === undefined) return <span class="score score-open">{texts.notScored}</span>;
  return <span class="score">{score === null ? texts.unknown : texts.points(score)}</span>;
}

/** A person's scores, each with 改. On to the next person only by hand. */
function Person({ sheet, send, subject, isLast }: SheetProps & { readonly subject: number; readonly isLast: boolean }) {
  const texts = useTexts(TEXTS);
  const indicators = sheet.subjects[subject]?.indicators ?? [];
  const isFromReview = sheet.place.at === 'person' && sheet.place.from === 'review';
  return (
    <div class="stack">
      <PersonLine sheet={sheet} subject={subject} />
      <Heading>{texts.personTitle}</Heading>
      <ul class="rows">
        {indicesOf(sheet, subject).map((index, number) => (
          <li key={index}>
            <span class="rows-name">{indicators[number]?.name}</span>
            <ScoreText score={sheet.scores[index]} />
            <button
              type="button"
              aria-label={`${sheet.scores[index] === undefined ? texts.give : texts.change}：${indicators[number]?.name ?? ''}`}
              onClick={() => send({ type: 'item-opened', index, nowMs: Date.now() })}
            >
              {sheet.scores[index] === undefined ? texts.give : texts.change}
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button button-strong"
        onClick={() => send({ type: 'person-finished', nowMs: Date.now() })}
      >
        {isFromReview ? texts.backToReview : isLast ? texts.toReview : texts.nextPerson}
      </button>
    </div>
  );
}

/** What is missing, each as a link to its item. */
function Gaps({ sheet, send }: SheetProps) {
  const texts = useTexts(TEXTS);
  const gaps = gapsOf(sheet);
  if (gaps.length === 0) return <p class="note note-good">✓ {texts.noGaps}</p>;
  return (
    <section class="note note-warn">
      <h2>! {texts.gaps(gaps.length)}</h2>
      <p>{texts.gapsHelp}</p>
      <ul>
        {gaps.map((index) => {
          const { subject, indicator } = positionOf(sheet, index);
          const { name, indicators } = sheet.subjects[subject] ?? { name: '', indicators: [] };
          return (
            <li key={index}>
              <button
                type="button"
                class="link"
                onClick={() => send({ type: 'item-opened', index, nowMs: Date.now() })}
              >
                {name} · {indicators[indicator]?.name}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The whole ballot before it is handed in, gaps first. */
function Review({ sheet, send }: SheetProps) {
  const texts = useTexts(TEXTS);
  const isComplete = gapsOf(sheet).length === 0;
  return (
    <div class="stack">
      <Heading>{texts.reviewTitle}</Heading>
      <Gaps sheet={sheet} send={send} />
      {sheet.subjects.map(({ id, name, post, indicators }, subject) => (
        <section key={id} class="reviewed">
          <div class="reviewed-head">
            <h2>
              {name} <span class="post">{post}</span>
            </h2>
            <button
              type="button"
              aria-label={`${texts.change}：${name}`}
              onClick={() => send({ type: 'person-opened', subject, nowMs: Date.now() })}
            >
              {texts.change}
            </button>
          </div>
          <dl>
            {indicesOf(sheet, subject).map((index, number) => (
              <div key={index}>
                <dt>{indicators[number]?.name}</dt>
                <dd>
                  <ScoreText score={sheet.scores[index]} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <button
        type="button"
        class="button button-strong"
        aria-disabled={!isComplete}
        aria-describedby="why-not"
        onClick={() => send({ type: 'submit-pressed', nowMs: Date.now() })}
      >
        {texts.submit}
      </button>
      <p id="why-not">{isComplete ? '' : texts.gaps(gapsOf(sheet).length)}</p>
    </div>
  );
}

function Confirm({ send, onConfirm }: Pick<SheetProps, 'send'> & { readonly onConfirm: () => void }) {
  const texts = useTexts(TEXTS);
  return (
    <div class="stack">
      <Heading>{texts.confirmTitle}</Heading>
      <p class="lead">{texts.confirmHelp}</p>
      <button type="button" class="button button-strong" onClick={onConfirm}>
        {texts.confirm}
      </button>
      <button type="button" class="button" onClick={() => send({ type: 'stepped-back', nowMs: Date.now() })}>
        {texts.confirmBack}
      </button>
    </div>
  );
}

interface ScoringProps {
  readonly flow: Flow;
  readonly driver: Driver;
  readonly sheet: Sheet;
}

/** Filling in the ballot. */
export function Scoring({ flow, driver, sheet }: ScoringProps) {
  const send = (event: SheetEvent) => driver.dispatch({ type: 'sheet', event });
  return (
    <Page flow={flow} isTimeShown>
      <SheetScreen
        sheet={sheet}
        send={send}
        onConfirm={() => driver.dispatch({ type: 'cast-confirmed', nowMs: Date.now() })}
      />
    </Page>
  );
}

function SheetScreen({ sheet, send, onConfirm }: SheetProps & { readonly onConfirm: () => void }) {
  const { place } = sheet;
  switch (place.at) {
    case 'instructions':
      return <Instructions sheet={sheet} send={send} />;
    case 'item':
      return (
        <>
          <Item sheet={sheet} place={place} send={send} />
          <Pace sheet={sheet} send={send} />
        </>
      );
    case 'person': {
      const isLast = place.subject + 1 === sheet.subjects.length;
      return <Person key={place.subject} sheet={sheet} send={send} subject={place.subject} isLast={isLast} />;
    }
    case 'review':
      return <Review sheet={sheet} send={send} />;
    case 'confirm':
      return <Confirm send={send} onConfirm={onConfirm} />;
  }
}
