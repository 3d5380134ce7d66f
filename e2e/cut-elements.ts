import type { Page } from 'playwright-core';

/**
 * Every visible element with text of its own, or to press or fill in, that is not wholly there: cut by a box that
 * does not scroll, beyond the window, or lying under something else. Text that ends in an ellipsis must tell the
 * rest in a title.
 */
export function cutElements(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const parentOf = (node: Element): Element | null =>
      node.assignedSlot ?? node.parentElement ?? ((node.getRootNode() as ShadowRoot).host || null);
    const titled = (node: Element | null): boolean =>
      node !== null && (node.hasAttribute('title') || titled(parentOf(node)));
    const name = (node: Element) => {
      const text = (node.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 40);
      const host = (node.getRootNode() as ShadowRoot).host?.localName ?? 'page';
      return `<${node.localName} class="${node.getAttribute('class') ?? ''}"> "${text}" in ${host}`;
    };
    const isControl = (node: Element) => /^(button|input|select|textarea|a)$/.test(node.localName);
    const hasText = (node: Element) =>
      [...node.childNodes].some((child) => child.nodeType === 3 && (child.textContent ?? '').trim() !== '');

    /** Tells how the boxes around an element cut it: null when it is wholly there, or can be scrolled to. */
    const cutBy = (node: Element, box: DOMRect): string | null => {
      for (let up = parentOf(node); up; up = parentOf(up)) {
        const style = getComputedStyle(up);
        if (style.display === 'contents' || up === document.documentElement) continue;
        const frame = up.getBoundingClientRect();
        const outside = box.right > frame.right + 1 || box.left < frame.left - 1;
        if (outside && /(auto|scroll)/.test(style.overflowX) && up.scrollWidth > up.clientWidth) return null;
        if (outside && /(hidden|clip)/.test(style.overflowX)) return `cut by ${name(up)}`;
        if (style.position === 'fixed') break;
      }
      if (box.right > innerWidth + 1 || box.left < -1) return `beyond the window (${Math.round(box.right)})`;
      return null;
    };

    /** Beyond an edge of a box that scrolls: not there yet, so nothing lies over it. */
    const scrolledAway = (node: Element, x: number, y: number): boolean => {
      for (let up = parentOf(node); up; up = parentOf(up)) {
        const style = getComputedStyle(up);
        if (style.display === 'contents') continue;
        const frame = up.getBoundingClientRect();
        const scrolls = (how: string) => /(auto|scroll)/.test(how);
        if (scrolls(style.overflowY) && (y < frame.top || y > frame.bottom)) return true;
        if (scrolls(style.overflowX) && (x < frame.left || x > frame.right)) return true;
      }
      return false;
    };

    /** A head that stays in sight lies over what was scrolled beneath it. */
    const staysOver = (node: Element | null): boolean => {
      let isSticky = false;
      for (let up = node; up; up = parentOf(up)) {
        const { position, overflowY } = getComputedStyle(up);
        isSticky ||= position === 'sticky';
        if (/(auto|scroll)/.test(overflowY) && up.scrollTop > 0) return isSticky;
      }
      return isSticky && scrollY > 0;
    };

    const lyingUnder = (box: DOMRect, node: Element): string | null => {
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight || scrolledAway(node, x, y)) return null;
      let top = document.elementFromPoint(x, y);
      while (top?.shadowRoot) {
        const inner = top.shadowRoot.elementFromPoint(x, y);
        if (!inner || inner === top) break;
        top = inner;
      }
      for (let up: Element | null = top; up; up = parentOf(up)) if (up === node) return null;
      // The one input of a sheet takes what is typed wherever one stands: cells lie over it until then.
      const inSheet = (one: Element | null) =>
        (one?.getRootNode() as ShadowRoot | undefined)?.host?.localName === 'gj-sheet';
      if (node.localName === 'input' && inSheet(node) && inSheet(top) && top?.closest('.cell')) return null;
      if (staysOver(top)) return null;
      // What can only be looked at, nobody has to reach.
      for (let up: Element | null = node; up; up = parentOf(up)) if (up.hasAttribute('inert')) return null;
      // A label, or what is drawn over an input on purpose, belongs to it.
      for (let up: Element | null = node; up; up = parentOf(up)) if (up === top) return null;
      return top ? `under ${name(top)}` : null;
    };

    const look = (node: Element): void => {
      const style = getComputedStyle(node);
      if (style.display !== 'contents' && !node.checkVisibility({ visibilityProperty: true })) return;
      if (node.getAttribute('aria-hidden') === 'true') return;
      const box = node.getBoundingClientRect();
      // A text for screen readers alone is clipped on purpose.
      if (style.clipPath !== 'none' && box.width <= 2) return;
      const seen = box.width > 0 && box.height > 0 && style.opacity !== '0';
      if (seen && (hasText(node) || isControl(node))) {
        const ellipsis = style.textOverflow === 'ellipsis';
        const hides = /(hidden|clip)/.test(style.overflowX);
        if (
          hides &&
          node.scrollWidth > node.clientWidth + 1 &&
          node.localName !== 'input' &&
          !(ellipsis && titled(node))
        )
          found.push(`${name(node)} hides its end`);
        const cut = cutBy(node, box);
        if (cut && !(titled(node) && style.display === 'inline')) found.push(`${name(node)} ${cut}`);
        const under = isControl(node) && !cut ? lyingUnder(box, node) : null;
        if (under) found.push(`${name(node)} ${under}`);
      }
      for (const child of node.shadowRoot?.children ?? []) look(child);
      for (const child of node.children) look(child);
    };
    look(document.body);
    return [...new Set(found)];
  });
}
