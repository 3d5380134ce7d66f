import type { Page } from 'playwright-core';

/** Goes on within the site as a link leads there: what is loaded stays loaded. */
export function follow(page: Page, path: string): Promise<void> {
  return page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href });
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
}
