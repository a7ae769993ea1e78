import type { ResponseOf } from '../../../shared/contract/operations.ts';
import type { StageState } from '../../../shared/process/stages.ts';
import { useTexts } from '../../ui/texts.ts';
import { HOME_TEXTS } from './texts.ts';

export type HomeUnit = ResponseOf<'getHome'>['units'][number];
export type Standing = HomeUnit['stages'][number];
type Gap = Standing['missing'][number];
type Texts = typeof HOME_TEXTS.zh;

/** Beside the word and the colour, so that neither is the only cue. */
const SIGNS: Readonly<Record<StageState, string>> = {
  'not-started': '–',
  current: '▶',
  waiting: '…',
  overdue: '!',
  done: '✓',
};

export function StateBadge({ state }: { readonly state: StageState }) {
  const texts = useTexts(HOME_TEXTS);
  return (
    <span class={`stage-state stage-${state}`}>
      <span aria-hidden="true">{SIGNS[state]}</span> {texts.states[state]}
    </span>
  );
}

/** Who has to bring what. */
function gapText(texts: Texts, { code, by, count, names }: Gap): string {
  const what = texts.gaps[code](count ?? names.length, names.join('、'));
  return texts.by(by.map((actor) => texts.actors[actor]).join('、'), what);
}

/** How far a stage is, and what is missing. */
export function StageDetail({ standing }: { readonly standing: Standing }) {
  const texts = useTexts(HOME_TEXTS);
  const { have, of, missing } = standing;
  return (
    <>
      {have !== null && of !== null && <span class="stage-figure">{texts.ofTotal(have, of)}</span>}
      {missing.length > 0 && (
        <ul class="stage-missing">
          {missing.map((gap) => (
            <li key={`${gap.code} ${gap.by.join(' ')}`}>
              {gapText(texts, gap)}
              {gap.dueOn !== null && <span class="stage-due"> {texts.due(gap.dueOn)}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Everything a stage says, as one text: what a search finds. */
export const standingText = (texts: Texts, { state, missing }: Standing): string =>
  [texts.states[state], ...missing.map((gap) => gapText(texts, gap))].join(' ');
