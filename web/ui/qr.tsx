import { encode } from 'uqr';

/** ISO/IEC 18004: four modules of quiet zone on every side. */
const QUIET_ZONE_MODULES = 4;

interface QrProps {
  readonly text: string;
  /** What a screen reader says in its place. */
  readonly label: string;
  /** Share of the code that may be lost: M 15 % for screens, Q 25 % for print that gets folded. */
  readonly correction?: 'L' | 'M' | 'Q' | 'H';
}

/** The dark modules as one SVG path, rows joined into runs. */
function pathOf(modules: readonly (readonly boolean[])[]): string {
  let path = '';
  modules.forEach((row, y) => {
    let x = 0;
    while (x < row.length) {
      const start = x;
      while (row[x] === true) x++;
      if (x > start) path += `M${start} ${y}h${x - start}v1h-${x - start}z`;
      else x++;
    }
  });
  return path;
}

/** A QR code as an SVG that scales to its box; size it in CSS through `.qr`. */
export function Qr({ text, label, correction = 'M' }: QrProps) {
  const { data, size } = encode(text, { ecc: correction, border: QUIET_ZONE_MODULES });
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={pathOf(data)} fill="#000" />
    </svg>
  );
}
