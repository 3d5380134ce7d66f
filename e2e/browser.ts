import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { type OpenSite, openSite, type Site, type SiteOptions } from './open-site.ts';

export type { Site } from './open-site.ts';

/**
 * A suite with a site. After each test its pages are closed, and whatever they complained about fails it.
 *
 *     inBrowser('lists', (site) => {
 *       it('opens', async () => { const page = await site().visit({ path: '/forms/invoice-item' }); … });
 *     });
 */
export function inBrowser(title: string, suite: (site: () => Site) => void, options: SiteOptions = {}): void {
  describe(title, options.story ? { shuffle: false } : {}, () => {
    let site: OpenSite | undefined;
    beforeAll(async () => {
      site = await openSite(options);
    });
    afterEach(async () => {
      expect(await site?.endTest()).toEqual([]);
    });
    afterAll(async () => site?.close());
    suite(() => {
      if (!site) throw new Error('the site is open inside tests and hooks, not while they are declared');
      return site;
    });
  });
}
