import type { Page } from 'playwright-core';

/** Answers the pixels by which the page could be pushed sideways. */
export const sideways = (page: Page) =>
  page.evaluate(() => {
    const main = document
      .querySelector('gj-app')
      ?.shadowRoot?.querySelector('gj-shell')
      ?.shadowRoot?.querySelector('main');
    const beyond = (node: Element | null | undefined) => (node ? node.scrollWidth - node.clientWidth : 0);
    return Math.max(beyond(document.documentElement), beyond(main));
  });
