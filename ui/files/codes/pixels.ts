/** Pixels along the longer side: codes that are read at arm's length need no more. */
const longestSide = 1280;

/** The pixels of a picture, or of what the camera sees; null: it sees nothing yet. */
export function pixelsOf(source: HTMLVideoElement | ImageBitmap): ImageData | null {
  const [width, height] =
    source instanceof HTMLVideoElement
      ? [source.videoWidth, source.videoHeight]
      : [source.width, source.height];
  if (width === 0 || height === 0) return null;
  const factor = Math.min(1, longestSide / Math.max(width, height));
  const size = { width: Math.round(width * factor), height: Math.round(height * factor) };
  const context = Object.assign(document.createElement('canvas'), size).getContext('2d', {
    willReadFrequently: true,
  });
  if (!context) return null;
  // What is transparent is paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.drawImage(source, 0, 0, size.width, size.height);
  return context.getImageData(0, 0, size.width, size.height);
}
