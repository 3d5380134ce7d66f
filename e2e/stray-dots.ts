import type { Page } from 'playwright-core';

/** How often lines were broken where texts stand in a row with dots between, and the dots that were left at their ends. */
export function strayDots(
  page: Page,
): Promise<{ readonly broken: number; readonly drawn: number; readonly stray: readonly string[] }> {
  return page.evaluate(() => {
    const found = { broken: 0, drawn: 0, stray: [] as string[] };
    const look = (root: Document | ShadowRoot): void => {
      for (const node of root.querySelectorAll('*')) if (node.shadowRoot) look(node.shadowRoot);
      for (const dot of root.querySelectorAll('.dot-between')) {
        const before = dot.previousElementSibling?.previousElementSibling;
        const after = dot.nextElementSibling;
        const ends = before?.getClientRects();
        const end = ends?.[ends.length - 1];
        const [start] = after?.getClientRects() ?? [];
        if (!end || !start) continue;
        const isBroken = start.top >= end.bottom - 1;
        const isDrawn = dot.getBoundingClientRect().width > 0;
        if (isBroken) found.broken += 1;
        if (isDrawn) found.drawn += 1;
        if (isBroken === isDrawn) found.stray.push(`${before?.textContent} | ${after?.textContent}`);
      }
    };
    look(document);
    return found;
  });
}
