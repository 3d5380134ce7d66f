/** Keys of a page at a time. */
const page = 10;

/** Arrows, Page Up and Down, Home and End go from one of the elements to another; all of them take one stop of the Tab key. */
export function stepAmong(event: KeyboardEvent, selector: string): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const all = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>(selector)];
  const at = all.findIndex((one) => one.matches(':focus'));
  if (at < 0) return;
  const last = all.length - 1;
  const to = {
    ...{ ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last },
    ...{ PageUp: Math.max(0, at - page), PageDown: Math.min(last, at + page) },
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all[to]?.focus();
}
