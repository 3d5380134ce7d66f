/** What of the picture is in sight: a scale, and where its origin stands, in pixels of the screen. */
export interface MapView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const least = 0.08;
const most = 2;
const margin = 20;

/** All of it, no larger than it was drawn. */
export function fitted(picture: Size, frame: Size): MapView {
  const scale = Math.min(
    1,
    (frame.width - 2 * margin) / picture.width,
    (frame.height - 2 * margin) / picture.height,
  );
  const kept = Math.max(least, scale);
  return {
    scale: kept,
    x: Math.max(margin, (frame.width - picture.width * kept) / 2),
    y: Math.max(margin, (frame.height - picture.height * kept) / 2),
  };
}

/** Larger or smaller around a point of the frame, which stays where it is. */
export function zoomed(
  { scale, x, y }: MapView,
  by: number,
  at: { readonly x: number; readonly y: number },
): MapView {
  const next = Math.min(most, Math.max(least, scale * by));
  const ratio = next / scale;
  return { scale: next, x: at.x - (at.x - x) * ratio, y: at.y - (at.y - y) * ratio };
}

/** Moved as little as brings a box into sight. */
export function showing(
  { scale, x, y }: MapView,
  box: Size & { readonly x: number; readonly y: number },
  frame: Size,
): MapView {
  const into = (start: number, length: number, place: number, room: number) => {
    const [from, to] = [start * scale + place, (start + length) * scale + place];
    if (from < margin) return place + margin - from;
    return to > room - margin ? place - (to - room + margin) : place;
  };
  return {
    scale,
    x: into(box.x, box.width, x, frame.width),
    y: into(box.y, box.height, y, frame.height),
  };
}
