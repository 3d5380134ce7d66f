import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const own = fileURLToPath(new URL('../ui/build/temporal.ts', import.meta.url));

/** Pages reckon by the browser's own Temporal. Workers, which plugins of pages do not see, bring theirs along. */
export function ownTemporal(): Plugin {
  return {
    name: 'own-temporal',
    enforce: 'pre',
    resolveId: (id) => (id === 'temporal-polyfill' ? own : null),
  };
}
