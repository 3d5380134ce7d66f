/** Up, Down, Home and End go from one of the elements to another; all of them take one stop of the Tab key. */
export function stepAmong(event: KeyboardEvent, selector: string): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const all = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>(selector)];
  const at = all.findIndex((one) => one.matches(':focus'));
  if (at < 0) return;
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
  const next = to === undefined ? undefined : all[to];
  if (to === undefined) return;
  event.preventDefault();
  next?.focus();
}
