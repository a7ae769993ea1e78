import type { Subject } from '../../../shared/process/ballot-form.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import { SHEET_TEXTS as TEXTS } from './sheet-texts.ts';

const SCORES = Array.from({ length: 11 }, (_, score) => score);

/** The heading of one subject, with its place among all: a lost sheet is noticed. */
export function SubjectHeading({
  subject,
  place,
  of,
}: {
  readonly subject: Subject;
  readonly place: number;
  readonly of: number;
}) {
  return (
    <h3 class="paper-subject">
      <span>
        {subject.name}
        {subject.post !== '' && <span class="paper-post">{subject.post}</span>}
      </span>
      <span class="paper-place">{TEXTS.place(place, of)}</span>
    </h3>
  );
}

function SubjectGrid({ subject }: { readonly subject: Subject }) {
  return (
    <table class="paper-grid">
      <tbody>
        {subject.indicators.map(({ id, name }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            {SCORES.map((score) => (
              <td key={score}>{score}</td>
            ))}
            <td class="paper-no-opinion">{TEXTS.noOpinion}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HowToFill() {
  return (
    <section class="paper-how">
      <h3>{TEXTS.howTitle}</h3>
      <ol>
        {TEXTS.how.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ol>
    </section>
  );
}

/**
 * One paper ballot, a function of the frozen form alone: no number, code, time or mark, so that every copy is the same and none can
 * be told from another. The heading stands in the head of a table, which browsers repeat on every page.
 */
export function BallotSheet({ manifest }: { readonly manifest: Manifest }) {
  const { subjects, unit } = manifest;
  return (
    <table class="paper-ballot" lang="zh-CN">
      <thead>
        <tr class="paper-row">
          <td class="paper-part">
            <header class="paper-heading">
              <p class="paper-title">
                {TEXTS.meeting(unit)}
                {TEXTS.ballotTitle}
              </p>
              <p>{TEXTS.ballotInShort}</p>
            </header>
          </td>
        </tr>
      </thead>
      <tbody>
        <tr class="paper-row">
          <td class="paper-part">
            <HowToFill />
          </td>
        </tr>
        {subjects.map((subject, index) => (
          <tr key={subject.id} class="paper-row">
            <td class="paper-part">
              <SubjectHeading subject={subject} place={index + 1} of={subjects.length} />
              <SubjectGrid subject={subject} />
            </td>
          </tr>
        ))}
        <tr class="paper-row">
          <td class="paper-part">
            <p class="paper-end">{TEXTS.ballotEnd}</p>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
