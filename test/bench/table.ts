import { type Figure, holds } from './figure.ts';

const targetText = ({ target }: Figure): string => {
  if (target === undefined) return 'reported';
  if ('exactly' in target) return `= ${target.exactly}`;
  return 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
};

const WORDS = new Map<boolean | null, string>([
  [true, 'holds'],
  [false, 'MISSED'],
  [null, ''],
]);

/** Figure, measured, unit, target, holds: one line each. */
export function tableText(figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'measured', 'unit', 'target', ''],
    ...figures.map((figure) => [
      figure.name,
      String(figure.measured),
      figure.unit,
      targetText(figure),
      WORDS.get(holds(figure)) ?? '',
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const padded = (cell: string, column: number) =>
    column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}
