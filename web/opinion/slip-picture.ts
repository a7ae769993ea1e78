import { encode } from 'uqr';

/** ISO/IEC 18004: four modules of quiet zone on every side. */
const QUIET_ZONE_MODULES = 4;
const WIDTH = 600;
const MARGIN = 30;
const LINE = 44;
const FONT = '"PingFang SC", "HarmonyOS Sans SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

export interface SlipWords {
  readonly title: string;
  readonly unit: string;
  readonly lead: string;
  readonly keep: string;
}

/** Size of letters that fits a line of this width, starting from what is wished. */
const fitting = (pen: CanvasRenderingContext2D, text: string, wished: number): number => {
  pen.font = `${wished}px ${FONT}`;
  return Math.min(wished, Math.floor((wished * (WIDTH - 2 * MARGIN)) / Math.max(1, pen.measureText(text).width)));
};

/**
 * The receipt as one picture, so that a long press saves it where downloads do not work: WeChat's browser saves what is an image.
 * A data address of a PNG; `null` when this phone draws nothing.
 */
export function slipPicture(link: string, { title, unit, lead, keep }: SlipWords): string | null {
  const { data, size } = encode(link, { ecc: 'Q', border: QUIET_ZONE_MODULES });
  const module = Math.floor((WIDTH - 2 * MARGIN) / size);
  const side = module * size;
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = 2 * MARGIN + 4 * LINE + side + MARGIN;
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const write = (text: string, { y, wished }: { readonly y: number; readonly wished: number }) => {
    pen.font = `${fitting(pen, text, wished)}px ${FONT}`;
    pen.fillText(text, WIDTH / 2, y);
  };
  write(title, { y: MARGIN + LINE / 2, wished: 38 });
  write(unit, { y: MARGIN + LINE * 1.5, wished: 28 });
  const [left, top] = [(WIDTH - side) / 2, 1.5 * MARGIN + 2 * LINE];
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) pen.fillRect(left + x * module, top + y * module, module, module);
    });
  });
  write(lead, { y: top + side + LINE / 2, wished: 28 });
  write(keep, { y: top + side + LINE * 1.5, wished: 28 });
  return canvas.toDataURL('image/png');
}
