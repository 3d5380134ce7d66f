import type { Browser, BrowserContext, Page } from 'playwright-core';

type Language = 'zh' | 'en';

interface Visitor {
  readonly language: Language;
  readonly context: BrowserContext;
  /** Stays open, so that the process that draws the site, and what it has compiled, outlive each visit. */
  readonly parked: Page;
}

/**
 * Contexts of a browser, each for one person at a time. Nothing of a visit is left for the next but what was fetched
 * and compiled.
 */
export class Contexts {
  readonly #free: Visitor[] = [];
  readonly #taken: Visitor[] = [];
  readonly #browser: Browser;
  readonly #url: string;

  constructor(browser: Browser, url: string) {
    this.#browser = browser;
    this.#url = url;
  }

  async take(language: Language): Promise<BrowserContext> {
    const at = this.#free.findIndex((one) => one.language === language);
    const visitor = at < 0 ? await this.#open(language) : this.#free.splice(at, 1)[0];
    if (!visitor) throw new Error('a free context is there');
    this.#taken.push(visitor);
    return visitor.context;
  }

  /** Takes back what the last test had. */
  async giveBack(): Promise<void> {
    for (const visitor of this.#taken.splice(0)) {
      const { context, parked } = visitor;
      for (const page of context.pages()) if (page !== parked) await page.close();
      // What was typed and not saved would be offered to the next one.
      await parked.evaluate(`(async () => {
        localStorage.clear();
        for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
      })()`);
      await context.clearCookies();
      await context.clearPermissions();
      this.#free.push(visitor);
    }
  }

  async #open(language: Language): Promise<Visitor> {
    const context = await this.#browser.newContext({
      baseURL: this.#url,
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      reducedMotion: 'reduce',
    });
    const parked = await context.newPage();
    await parked.goto('/healthz');
    return { language, context, parked };
  }
}
