import { bareJpeg } from '../../shared/process/bare-jpeg.ts';
import { MAX_PHOTO_BYTES, MAX_PHOTO_PIXELS } from '../../shared/process/opinions.ts';

/** From good to just enough; the first that is small enough is taken. */
const QUALITIES = [0.82, 0.6, 0.4];

const loadImage = (address: string): Promise<HTMLImageElement> =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('not a picture that this phone can read'));
    image.src = address;
  });

const encode = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));

function draw(image: HTMLImageElement): HTMLCanvasElement {
  const scale = Math.min(1, MAX_PHOTO_PIXELS / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const pen = canvas.getContext('2d');
  // What is transparent would turn black in a JPEG.
  if (pen !== null) pen.fillStyle = '#fff';
  pen?.fillRect(0, 0, canvas.width, canvas.height);
  pen?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * A photo drawn anew and small: of the file only the picture is left. Some browsers write a profile or dates of their own into
 * what they encode; that goes too. `null` when this phone cannot read the file.
 */
export async function shrinkPhoto(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  const address = URL.createObjectURL(file);
  try {
    const canvas = draw(await loadImage(address));
    for (const quality of QUALITIES) {
      const blob = await encode(canvas, quality);
      const bytes = blob === null ? null : bareJpeg(new Uint8Array(await new Response(blob).arrayBuffer()));
      if (bytes !== null && bytes.length <= MAX_PHOTO_BYTES) return bytes;
    }
    return null;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
}
