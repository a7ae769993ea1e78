import type { Page } from 'playwright-core';
import { type Bytes, concat } from '../../../shared/protocol/bytes.ts';
import { exifSegment } from '../../unit/opinions/made-jpeg.ts';

/** A picture larger than the page sends, as the browser itself encodes it, in base64. */
const PICTURE = `(() => {
  const canvas = document.createElement('canvas');
  canvas.width = 2400;
  canvas.height = 1200;
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#7aa';
  pen.fillRect(0, 0, 2400, 1200);
  pen.fillStyle = '#333';
  pen.fillRect(300, 200, 900, 700);
  return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
})()`;

/** What a camera hands over: a picture with the place where it was taken written beside it. */
export async function cameraPhoto(page: Page): Promise<Bytes> {
  const encoded = new Uint8Array(Buffer.from(String(await page.evaluate(PICTURE)), 'base64'));
  return concat(encoded.slice(0, 2), exifSegment(), encoded.slice(2));
}
