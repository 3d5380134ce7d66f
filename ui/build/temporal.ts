/** Stands in for temporal-polyfill on pages: what the browser has itself, or `main.ts` has brought it. */
export const { Temporal } = globalThis as unknown as typeof import('temporal-polyfill');
