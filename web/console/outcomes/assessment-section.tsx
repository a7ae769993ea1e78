import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { toDecimalText } from '../../../shared/process/fraction.ts';
import { percentOf } from '../../../shared/process/round-up.ts';
import { useTexts } from '../../ui/texts.ts';
import { useLoaded, WhenLoaded } from '../answers.tsx';
import { useDesk } from '../staff-api.ts';
import { decimal } from './figures.ts';
import { OUTCOME_TEXTS } from './texts.ts';

type Assessment = ResponseOf<'getAssessment'>;

function Measures({ measures }: Pick<Assessment, 'measures'>) {
  const texts = useTexts(OUTCOME_TEXTS);
  return (
    <table class="assessment-table">
      <caption>{texts.assessmentLead}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.measure}</th>
          <th scope="col">{texts.share}</th>
          <th scope="col">{texts.formula}</th>
        </tr>
      </thead>
      <tbody>
        {measures.map(({ measure, share }) => (
          <tr key={measure}>
            <th scope="row">{texts.measures[measure]}</th>
            <td data-title={texts.share}>
              {share === null ? texts.noBasis : `${toDecimalText(percentOf(share), 2)}% (${share.have}/${share.of})`}
            </td>
            <td data-title={texts.formula}>{texts.measureFormulas[measure]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Gates({ gates }: Pick<Assessment, 'gates'>) {
  const texts = useTexts(OUTCOME_TEXTS);
  return (
    <table class="assessment-table">
      <caption>{texts.gatesCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.gate}</th>
          <th scope="col">{texts.dueOn}</th>
          <th scope="col">{texts.passedOn}</th>
        </tr>
      </thead>
      <tbody>
        {gates.map(({ gate, dueOn, passedOn }) => (
          <tr key={gate}>
            <th scope="row">{texts.gates[gate]}</th>
            <td data-title={texts.dueOn}>{dueOn ?? texts.noDay}</td>
            <td data-title={texts.passedOn}>{passedOn ?? texts.notYet}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How well the unit ran its 双述, with each figure's formula beside it. */
export function AssessmentSection({ session }: { readonly session: string }) {
  const texts = useTexts(OUTCOME_TEXTS);
  const { api } = useDesk();
  const [loaded, reload] = useLoaded(session, () => api('getAssessment', { session }));
  return (
    <section class="stack-small">
      <h2>{texts.assessment}</h2>
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {({ score, measures, gates }) => (
          <>
            <p>
              <strong>{score === null ? texts.noAssessment : texts.assessmentScore(decimal(score) ?? '')}</strong>
            </p>
            <Measures measures={measures} />
            <Gates gates={gates} />
          </>
        )}
      </WhenLoaded>
    </section>
  );
}
