import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { settled } from './settled.ts';
import { strayDots } from './stray-dots.ts';

inBrowser('texts in a row with dots between', (site) => {
  it.each(['zh', 'en'] as const)(
    'have a dot between any two on a line and none where a line ends, however wide the window is (%s)',
    async (language) => {
      const page = await site().visit({ path: '/packages', language });
      let [broken, drawn] = [0, 0];
      for (const width of [1440, 1024, 700, 390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        const dots = await strayDots(page);
        expect(dots.stray, `at ${width}`).toEqual([]);
        broken += dots.broken;
        drawn += dots.drawn;
      }
      expect(broken).toBeGreaterThan(0);
      expect(drawn).toBeGreaterThan(0);
    },
  );
});
