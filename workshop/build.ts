import { globSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printFontFiles } from '../runtime/work/print/fonts.ts';
import { readBill } from './bill-of-materials.ts';
import { bundleServer } from './bundle-server.ts';
import { run } from './run.ts';

/**
 * The floors that ship, in `dist/`: their sources put together, beside them every file they read, the examples, and the web
 * UI.
 */
const FLOORS = ['metadata', 'rules', 'migrations', 'runtime'];

// The web UI stays unless its sources changed: it builds itself below.
for (const entry of globSync('dist/*'))
  if (entry !== 'dist/ui') await rm(entry, { recursive: true, force: true });
const carried = await bundleServer(FLOORS, 'dist');
for (const name of carried) await cp(`node_modules/${name}/LICENSE`, `dist/licences/${name}/LICENSE`);
for (const path of globSync(FLOORS.map((floor) => `${floor}/**/*.*`))) {
  if (extname(path) !== '.ts') await cp(path, `dist/${path}`, { recursive: true });
}
// Of a font whose package has nine weights two are printed with: they travel alone, with their licence.
const font = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/package.json')));
for (const file of [...Object.values(printFontFiles), 'LICENSE_FONT'])
  await cp(join(font, file), `dist/runtime/work/print/fonts/${file}`);
await cp('examples/hotel', 'dist/examples/hotel', { recursive: true });

const ui = await run(process.execPath, ['workshop/build-ui.ts', '--if-needed']);
if (ui !== 0) process.exit(ui);
await writeFile(
  'dist/sbom.cdx.json',
  JSON.stringify(await readBill('dist/ui/licences.json', carried), null, 1),
);
