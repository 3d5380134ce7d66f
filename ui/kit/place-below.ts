/** Puts something that floats below another, or above where there is no room; never out of the window. */
export function placeBelow(floating: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  floating.style.minWidth = `${Math.round(at.width)}px`;
  const { offsetHeight: height } = floating;
  const isBelow = at.bottom + 1 + height <= window.innerHeight || at.top - 1 - height < 0;
  place(floating, at.left, isBelow ? at.bottom + 1 : at.top - 1 - height);
}

/** Puts a frame around another, so that what stands in it stands where that one does. */
export function placeOver(floating: HTMLElement, anchor: Element, frame: number): void {
  const at = anchor.getBoundingClientRect();
  floating.style.minWidth = `${Math.round(at.width) + 2 * frame}px`;
  place(floating, at.left - frame, at.top - frame);
}

function place(floating: HTMLElement, left: number, top: number): void {
  const { offsetWidth: width, offsetHeight: height } = floating;
  const within = (want: number, most: number) => `${Math.max(4, Math.round(Math.min(want, most - 4)))}px`;
  floating.style.top = within(top, window.innerHeight - height);
  floating.style.left = within(left, window.innerWidth - width);
}
