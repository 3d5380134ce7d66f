import type { Page } from 'playwright-core';

/**
 * Answers the share of two pictures that differs, from 0 to 1; all of it where they are not of one size. A browser
 * looks at their dots.
 */
export async function differing(page: Page, before: Uint8Array, now: Uint8Array): Promise<number> {
  const sources = [before, now].map((one) => `data:image/png;base64,${Buffer.from(one).toString('base64')}`);
  return page.evaluate(async (urls) => {
    const dots = await Promise.all(
      urls.map(async (url) => {
        const image = Object.assign(new Image(), { src: url });
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const drawing = canvas.getContext('2d');
        drawing?.drawImage(image, 0, 0);
        return drawing?.getImageData(0, 0, image.width, image.height);
      }),
    );
    const [a, b] = dots;
    if (!a || !b || a.width !== b.width || a.height !== b.height) return 1;
    let otherwise = 0;
    for (let at = 0; at < a.data.length; at += 4) {
      const far = [0, 1, 2].some(
        (part) => Math.abs((a.data[at + part] ?? 0) - (b.data[at + part] ?? 0)) > 24,
      );
      if (far) otherwise += 1;
    }
    return otherwise / (a.width * a.height);
  }, sources);
}
