import { useMemo } from 'preact/hooks';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { useTexts } from '../../ui/texts.ts';
import type { Announced, Word } from '../announced-result.ts';
import { resultRows } from '../result-rows.ts';
import { TEXTS } from '../texts.ts';
import { useFittingPages } from '../use-fitting-pages.ts';
import { usePages } from '../use-pages.ts';
import { Reconciliation } from './reconciliation.tsx';
import { GradePatterns, ResultHead, ResultRow } from './result-row.tsx';

interface ResultSceneProps {
  readonly announced: Announced;
  readonly manifest: Manifest;
  readonly words: Readonly<Record<Slot, Word>>;
}

/** The announced result: grade, score, satisfaction and distribution of each subject, with counts and signatures. */
export function ResultScene({ announced, manifest, words }: ResultSceneProps) {
  const texts = useTexts(TEXTS);
  const rows = useMemo(() => resultRows(announced.result, manifest), [announced, manifest]);
  const { box, isMeasuring, pages } = useFittingPages<HTMLDivElement>(rows);
  const count = Math.max(1, pages.length);
  const { page, isHeld, toggle } = usePages(count);
  const whole = { from: 0, to: rows.length };
  const { from, to } = isMeasuring ? whole : (pages[page] ?? whole);
  return (
    <main class="hall-main hall-result">
      <GradePatterns />
      <div class="result-box" ref={box}>
        <table class={isMeasuring ? 'result-table is-measured' : 'result-table'}>
          <ResultHead>
            {/* Measured with it, since it takes room where there are pages. */}
            {(isMeasuring || count > 1) && (
              <button type="button" class="hall-pages" onClick={toggle} aria-pressed={isHeld}>
                {texts.page(page + 1, count)} {isHeld ? texts.held : texts.turning}
              </button>
            )}
          </ResultHead>
          <tbody>
            {rows.slice(from, to).map((row) => (
              <ResultRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <Reconciliation announced={announced} words={words} />
    </main>
  );
}
