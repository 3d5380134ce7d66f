import type { Page } from 'playwright-core';

/** A part of the page that stood somewhere else a frame before. */
export interface Shift {
  /** Share of the window that moved, times how far: the unit of Cumulative Layout Shift. */
  readonly value: number;
  /** What moved, and from where to where. */
  readonly moved: readonly string[];
}

interface Watched {
  shifts: Shift[];
}

/** Watches from the first paint of each page on; whatever moved counts, also while somebody is at work. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const held: Watched = { shifts: [] };
    Object.assign(globalThis, { layoutShifts: held });
    const nameOf = (node: Node | null) => {
      const element = node instanceof Element ? node : node?.parentElement;
      if (!element) return String(node?.nodeName);
      const host = (element.getRootNode() as ShadowRoot).host?.localName ?? 'page';
      return `<${element.localName} class="${element.className}"> in ${host}`;
    };
    const place = ({ x, y, width, height }: DOMRectReadOnly) =>
      [x, y, width, height].map(Math.round).join(' ');
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        readonly value: number;
        readonly sources: readonly {
          readonly node: Node | null;
          readonly previousRect: DOMRectReadOnly;
          readonly currentRect: DOMRectReadOnly;
        }[];
      })[])
        held.shifts.push({
          value: entry.value,
          moved: entry.sources.map(
            ({ node, previousRect, currentRect }) =>
              `${nameOf(node)}: ${place(previousRect)} → ${place(currentRect)}`,
          ),
        });
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Everything that moved since the page was opened. */
export function shiftsOf(page: Page): Promise<readonly Shift[]> {
  return page.evaluate(
    () => (globalThis as unknown as { readonly layoutShifts: Watched }).layoutShifts.shifts,
  );
}
