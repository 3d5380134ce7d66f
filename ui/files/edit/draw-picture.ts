import { boxOf, type EditedPicture, letterHeight, type Mark, type Rect } from './edited-picture.ts';

/** On paper of any colour, and on stamps, it is seen. */
const red = '#e01b24';

/** Draws a picture as it was edited; the context is as large as what is left of it, times `scale`. */
export function drawPicture(
  context: CanvasRenderingContext2D,
  image: HTMLImageElement,
  { turn, crop, marks }: EditedPicture,
  scale: number,
): void {
  const { naturalWidth: width, naturalHeight: height } = image;
  context.save();
  context.scale(scale, scale);
  context.save();
  context.translate(-crop.x, -crop.y);
  const across = turn === 1 ? height : turn === 2 ? width : 0;
  const down = turn === 2 ? height : turn === 3 ? width : 0;
  context.translate(across, down);
  context.rotate((turn * Math.PI) / 2);
  context.drawImage(image, 0, 0);
  context.restore();
  for (const mark of marks) drawMark(context, mark);
  context.restore();
}

function drawMark(context: CanvasRenderingContext2D, mark: Mark): void {
  const { kind, points, weight, text, turn } = mark;
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return;
  Object.assign(context, {
    strokeStyle: red,
    fillStyle: red,
    lineWidth: weight,
    lineCap: 'round',
    lineJoin: 'round',
  });
  if (kind === 'text') {
    context.save();
    context.translate(first.x, first.y);
    context.rotate((turn * Math.PI) / 2);
    Object.assign(context, { font: `600 ${letterHeight(mark)}px sans-serif`, textBaseline: 'top' });
    context.fillText(text, 0, 0);
    context.restore();
    return;
  }
  context.beginPath();
  if (kind === 'box') {
    const { x, y, width, height } = boxOf(mark);
    context.rect(x, y, width, height);
  } else {
    context.moveTo(first.x, first.y);
    for (const { x, y } of points.slice(1)) context.lineTo(x, y);
  }
  if (kind === 'arrow') {
    const angle = Math.atan2(last.y - first.y, last.x - first.x);
    for (const side of [angle - headAngle, angle + headAngle]) {
      context.moveTo(last.x, last.y);
      context.lineTo(last.x - Math.cos(side) * weight * 6, last.y - Math.sin(side) * weight * 6);
    }
  }
  context.stroke();
}

const headAngle = Math.PI / 7;

/** Draws over it what is about to be left of it, or which mark is meant. */
export function drawBox(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Rect,
  { scale, isCrop, colour }: { readonly scale: number; readonly isCrop: boolean; readonly colour: string },
): void {
  const [left, top, wide, high] = [x * scale, y * scale, width * scale, height * scale];
  context.save();
  if (isCrop) {
    const { canvas } = context;
    context.beginPath();
    context.rect(0, 0, canvas.width, canvas.height);
    context.rect(left, top, wide, high);
    context.fillStyle = 'rgb(15 20 30 / 55%)';
    context.fill('evenodd');
  }
  Object.assign(context, { strokeStyle: colour, fillStyle: colour, lineWidth: 2 });
  context.setLineDash(isCrop ? [] : [6, 4]);
  const pad = isCrop ? 0 : 6;
  context.strokeRect(left - pad, top - pad, wide + 2 * pad, high + 2 * pad);
  if (isCrop)
    for (const across of [0, 0.5, 1])
      for (const down of [0, 0.5, 1])
        if (across !== 0.5 || down !== 0.5)
          context.fillRect(left + wide * across - 5, top + high * down - 5, 10, 10);
  context.restore();
}

/** Types in which a picture is written as it was read. */
const media: Readonly<Record<string, string>> = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' };

/** Pictures of other types, and such as move, are not drawn on. */
export function isEditable(type: string): boolean {
  return Object.hasOwn(media, type);
}

/** Pixels of a picture that a browser draws without giving up. */
export const mostPixels = 60 * 1024 * 1024;

/** A picture as a file, no larger than that; null: it does not become so small. */
export async function pictureFile(
  image: HTMLImageElement,
  picture: EditedPicture,
  { name, type, largest }: { readonly name: string; readonly type: string; readonly largest: number },
): Promise<File | null> {
  const { width, height } = picture.crop;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (!context) return null;
  drawPicture(context, image, picture, 1);
  const written = media[type] ?? 'image/png';
  for (const quality of type === 'png' ? [1] : [0.92, 0.85, 0.75]) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, written, quality));
    if (blob && blob.size <= largest) return new File([blob], name, { type: written });
  }
  return null;
}
