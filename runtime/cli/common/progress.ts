import type { Terminal } from './command.ts';

const pace = 2_000;

/** Says how far something is on standard error, every other second: what is quick stays silent. */
export function progress(terminal: Terminal): (done: number, total: number) => void {
  let last = performance.now();
  return (done, total) => {
    const now = performance.now();
    if (now - last < pace) return;
    last = now;
    terminal.warn(`  ${done.toLocaleString('en')} / ${total.toLocaleString('en')}`);
  };
}
