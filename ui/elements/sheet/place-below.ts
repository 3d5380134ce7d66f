/** Puts something that floats below another, or above where there is no room; never out of the window. */
export function placeBelow(floating: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  floating.style.minWidth = `${Math.round(at.width)}px`;
  const { offsetWidth: width, offsetHeight: height } = floating;
  const below = at.bottom + 1 + height <= window.innerHeight || at.top - 1 - height < 0;
  const top = below ? Math.min(at.bottom + 1, window.innerHeight - height - 4) : at.top - 1 - height;
  const left = Math.min(at.left, window.innerWidth - width - 4);
  floating.style.top = `${Math.max(4, Math.round(top))}px`;
  floating.style.left = `${Math.max(4, Math.round(left))}px`;
}
