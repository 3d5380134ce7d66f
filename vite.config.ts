import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { chunkGroups } from './workshop/chunk-groups.ts';
import { manualHeadings } from './workshop/manual-headings.ts';
import { ownTemporal } from './workshop/own-temporal.ts';
import { pdfAssets } from './workshop/pdf-assets.ts';
import { stylesLast } from './workshop/styles-last.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The web UI: `npm start` builds it when its sources changed, the tarball carries it. */
export default defineConfig({
  root: 'ui',
  base: '/',
  publicDir: 'public',
  plugins: [manualHeadings(), ownTemporal(), pdfAssets(), stylesLast()],
  resolve: {
    alias: [
      // Vaadin's usage statistics would ask another host; nothing of them is shipped.
      { find: /^@vaadin\/vaadin-usage-statistics(\/.*)?$/, replacement: at('ui/build/no-statistics.ts') },
      {
        find: /^@vaadin\/vaadin-development-mode-detector(\/.*)?$/,
        replacement: at('ui/build/no-statistics.ts'),
      },
      // The evaluator brings its own path resolver (rules/condition): JSONPath is never reached.
      { find: /^jsonpath-plus$/, replacement: at('ui/build/no-jsonpath.ts') },
    ],
  },
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    target: 'es2024',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    // The notices of whatever was put into the pages, which licences want to go with them.
    license: { fileName: 'licences.json' },
    rolldownOptions: {
      input: [at('ui/index.html'), at('ui/pdf-frame.html'), at('ui/code-frame.html')],
      // How long its plugins took is nothing to whoever starts the server.
      checks: { bundlerTimings: false },
      output: { codeSplitting: { groups: chunkGroups } },
    },
  },
});
