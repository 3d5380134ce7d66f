/** Keys of a page at a time. */
const page = 10;

/** Where arrows, Page Up and Down, Home and End go from a place; undefined: they are no such key, or go nowhere. */
export function stepTo(event: KeyboardEvent, at: number, count: number): number | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey || at < 0) return undefined;
  const last = count - 1;
  return {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    Home: 0,
    End: last,
    PageUp: Math.max(0, at - page),
    PageDown: Math.min(last, at + page),
  }[event.key];
}

/** They go from one of the elements to another; all of them take one stop of the Tab key. */
export function stepAmong(event: KeyboardEvent, selector: string): void {
  const all = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>(selector)];
  const to = stepTo(
    event,
    all.findIndex((one) => one.matches(':focus')),
    all.length,
  );
  if (to === undefined) return;
  event.preventDefault();
  all[to]?.focus();
}
