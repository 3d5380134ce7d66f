import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The page that customers scan, built by itself into the folder of the web UI: strangers fetch nothing of the pages of
 * the house, and what those share is laid out as if there were no strangers.
 */
export default defineConfig({
  root: at('ui'),
  base: '/',
  publicDir: false,
  build: {
    outDir: at('dist/ui'),
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: [at('ui/scan.html')], checks: { bundlerTimings: false } },
  },
});
