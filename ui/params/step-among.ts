/** Keys of a page at a time. */
const page = 10;

/**
 * Answers the place to which arrows, Page Up and Down, Home and End go; undefined: it is no such key, or goes nowhere.
 */
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

/** Moves the focus by these keys among the elements of a selector; all of them take one stop of the Tab key. */
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
