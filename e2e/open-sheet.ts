import type { Page } from 'playwright-core';
import { type BuiltPage, openBuilt } from './open-built.ts';
import { watchedPage } from './watched-page.ts';

export interface SheetPage extends BuiltPage {
  /** Complaints of the pages. */
  readonly problems: string[];
  visit(theme?: 'light' | 'dark', width?: number): Promise<Page>;
}

/** A page with nothing but a sheet. */
export async function openSheetPage(): Promise<SheetPage> {
  const built = await openBuilt('ui/sheet/test-page');
  const { browser, url } = built;
  const problems: string[] = [];
  return {
    ...built,
    problems,
    async visit(theme = 'light', width = 1440) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: theme,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await watchedPage(context, url, problems);
      await page.goto(url);
      await page.waitForFunction(
        'globalThis.sheetPage?.sheet.renderRoot?.querySelector("[role=gridcell]") != null',
      );
      return page;
    },
  };
}
