import { existsSync, readFileSync } from 'node:fs';

/** package.json lies two levels up in the checkout, three from `dist/runtime/common`. */
const manifest = ['../../package.json', '../../../package.json']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));

export const serverVersion: string = manifest ? JSON.parse(readFileSync(manifest, 'utf8')).version : '0.0.0';
