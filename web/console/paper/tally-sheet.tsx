import type { Subject } from '../../../shared/process/ballot-form.ts';
import { SubjectHeading } from './ballot-sheet.tsx';
import type { PaperForm } from './read-form.ts';
import { SHEET_TEXTS as TEXTS } from './sheet-texts.ts';

const COLUMNS = [...Array.from({ length: 11 }, (_, score) => String(score)), TEXTS.noOpinion, TEXTS.total];

function SubjectTally({ subject }: { readonly subject: Subject }) {
  return (
    <table class="tally-grid">
      <thead>
        <tr>
          <th scope="col">{TEXTS.indicator}</th>
          {COLUMNS.map((column) => (
            <th scope="col" key={column}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {subject.indicators.map(({ id, name }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            {COLUMNS.map((column) => (
              <td key={column} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sum({ name, known }: { readonly name: string; readonly known?: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{known ?? <span class="tally-blank">{TEXTS.sheets}</span>}</td>
    </tr>
  );
}

function Sums({ delegates }: { readonly delegates: number }) {
  const { sums } = TEXTS;
  return (
    <div class="tally-sums">
      <table>
        <caption>{TEXTS.sumsTitle}</caption>
        <tbody>
          <Sum name={sums.delegates} known={TEXTS.people(delegates)} />
          <Sum name={sums.issued} />
          <Sum name={sums.collected} />
          <Sum name={sums.void} />
          <Sum name={sums.valid} />
          <Sum name={sums.blank} />
        </tbody>
      </table>
      <table>
        <caption>{TEXTS.voidTitle}</caption>
        <tbody>
          {TEXTS.voidReasons.map((reason) => (
            <Sum key={reason} name={reason} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Signatures() {
  return (
    <section class="tally-signatures">
      <h3>{TEXTS.signaturesTitle}</h3>
      <table>
        <tbody>
          <tr>
            {TEXTS.signatures.map((teller) => (
              <td key={teller}>{teller}</td>
            ))}
          </tr>
        </tbody>
      </table>
      <p>{TEXTS.when}</p>
    </section>
  );
}

/** The sheet on which three tellers count paper ballots with a pen, where nothing else is at hand; a function of the frozen form alone. */
export function TallySheet({ form: { manifest, manifestHash, checkCode } }: { readonly form: PaperForm }) {
  const { subjects, unit, delegates } = manifest;
  return (
    <table class="tally-sheet" lang="zh-CN">
      <thead>
        <tr class="paper-row">
          <td class="paper-part">
            <header class="paper-heading">
              <p class="paper-title">
                {TEXTS.meeting(unit)}
                {TEXTS.tallyTitle}
              </p>
              <p>{TEXTS.tallyInShort}</p>
            </header>
          </td>
        </tr>
      </thead>
      <tbody>
        {subjects.map((subject, index) => (
          <tr key={subject.id} class="paper-row">
            <td class="paper-part">
              <SubjectHeading subject={subject} place={index + 1} of={subjects.length} />
              <SubjectTally subject={subject} />
            </td>
          </tr>
        ))}
        <tr class="paper-row">
          <td class="paper-part">
            <Sums delegates={delegates} />
            <p class="tally-checks">{TEXTS.checks}</p>
            <section class="tally-rules">
              <h3>{TEXTS.rulesTitle}</h3>
              <ol>
                {TEXTS.rules.map((rule) => (
                  <li key={rule}>{rule}</li>
                ))}
              </ol>
            </section>
            <Signatures />
            <p class="tally-print">
              {checkCode !== null && <span>{TEXTS.checkCode(checkCode)}</span>}
              <span>{TEXTS.fingerprint(manifestHash)}</span>
            </p>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
