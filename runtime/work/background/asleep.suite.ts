import type { Wait } from './run-in-background.ts';

/** Whoever waits so does each task once, as it starts; what happens afterwards the test says. */
export const asleep: Wait = (_, stopping) =>
  new Promise((resolve) => stopping.addEventListener('abort', () => resolve()));
