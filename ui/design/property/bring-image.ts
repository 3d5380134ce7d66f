import { msg, str } from '@lit/localize';
import { notifyHere } from '../work/design-notices.ts';

interface Limits {
  /** Characters of the data URL. */
  readonly letters: number;
  /** Of its longer side, where it is made smaller. */
  readonly points: number;
}

/** A template holds its pictures itself: they are part of every page that is made of it. Paper shows no more points. */
const onPaper: Limits = { letters: 400_000, points: 1_200 };
/** Whoever opens a page of the form is sent them. */
export const onPages: Limits = { letters: 100_000, points: 800 };

/** A picture as a data URL, made smaller where it is too large; undefined: it is none, which somebody is told. */
export async function bringImage(file: File, most = onPaper): Promise<string | undefined> {
  const whole = /^image\/(png|jpeg)$/.test(file.type) ? await dataUrl(file) : undefined;
  if (whole !== undefined && whole.length <= most.letters) return whole;
  const bitmap = await createImageBitmap(file).catch(() => null);
  const smaller = bitmap && drawn(bitmap, most.points);
  if (smaller && smaller.length <= most.letters) return smaller;
  notifyHere({
    text: msg(str`请选择 PNG 或 JPEG 图片，不超过 ${Math.floor((most.letters * 3) / 4_000)} KB。`, {
      id: 'print-image-unfit',
    }),
    kind: 'error',
  });
  return undefined;
}

function drawn(bitmap: ImageBitmap, mostPoints: number): string {
  const canvas = document.createElement('canvas');
  const factor = Math.min(1, mostPoints / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * factor));
  canvas.height = Math.max(1, Math.round(bitmap.height * factor));
  const context = canvas.getContext('2d');
  // On paper what is see-through is white.
  if (context) context.fillStyle = '#fff';
  context?.fillRect(0, 0, canvas.width, canvas.height);
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', 0.85);
}

/** All of a picture as an address that holds it. */
export function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unread')));
    reader.readAsDataURL(file);
  });
}

/** Stands where a record will have a picture: a grey place with a name on it. */
export function placeholder(name: string): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [600, 400];
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = '#e9ecf1';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = '#5b6472';
    context.font = '44px sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(name, canvas.width / 2, canvas.height / 2, canvas.width - 40);
  }
  return canvas.toDataURL('image/png');
}
