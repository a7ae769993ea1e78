import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fittingPages, type RowRange } from './fitting-pages.ts';

interface Fitting<Box> {
  /** For the box that holds one table. */
  readonly box: RefObject<Box | null>;
  /** Every row is to be rendered once, in its own height. */
  readonly isMeasuring: boolean;
  /** Those of the last measurement; none before the first. */
  readonly pages: readonly RowRange[];
}

/**
 * The pages of a table that fit the box it stands in: measured, because names and posts have any length and screens any
 * shape. Measures anew when the rows, the box or the language change.
 */
export function useFittingPages<Box extends HTMLElement>(rows: unknown): Fitting<Box> {
  const box = useRef<Box>(null);
  const [isMeasuring, setMeasuring] = useState(true);
  const [pages, setPages] = useState<readonly RowRange[]>([]);
  useLayoutEffect(() => setMeasuring(true), [rows]);
  useLayoutEffect(() => {
    if (!isMeasuring || box.current === null) return;
    const lines = [...box.current.querySelectorAll('tr')].map((line) => line.getBoundingClientRect().height);
    const [head = 0, ...heights] = lines;
    setPages(fittingPages(heights, box.current.clientHeight - head));
    setMeasuring(false);
  }, [isMeasuring]);
  useEffect(() => {
    const again = () => setMeasuring(true);
    // Not the window alone: the line that says the network is lost takes room from the box too.
    const sizes = new ResizeObserver(again);
    if (box.current !== null) sizes.observe(box.current);
    const language = new MutationObserver(again);
    language.observe(document.documentElement, { attributeFilter: ['lang'] });
    return () => {
      sizes.disconnect();
      language.disconnect();
    };
  }, []);
  return { box, isMeasuring, pages };
}
