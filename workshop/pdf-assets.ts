import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };

/** What pdf.js fetches by name: its worker, character maps and fonts of files that bring none, and its decoders. */
const fetched = [
  'build/pdf.worker.min.mjs',
  'cmaps/*.bcmap',
  'standard_fonts/*.{pfb,ttf}',
  'iccs/*.icc',
  'wasm/{jbig2,openjpeg,qcms_bg}.wasm',
];

/** The licences of all that, which travel with it: each says who made what is of the folder that it lies in. */
const licences = ['LICENSE', '{cmaps,iccs}/LICENSE', '{standard_fonts,wasm}/LICENSE_*'];

/** Lays beside the built UI what pdf.js fetches, in a folder whose name changes with its version. */
export function pdfAssets(): Plugin {
  return {
    name: 'pdf-assets',
    generateBundle() {
      for (const path of globSync(fetched, { cwd: folder }))
        this.emitFile({
          type: 'asset',
          fileName: `assets/pdf-${version}/${basename(path)}`,
          source: readFileSync(join(folder, path)),
        });
      for (const path of globSync(licences, { cwd: folder }))
        this.emitFile({
          type: 'asset',
          fileName: `assets/pdf-${version}/licences/${path.replace('/', '-')}.txt`,
          source: readFileSync(join(folder, path)),
        });
    },
  };
}
