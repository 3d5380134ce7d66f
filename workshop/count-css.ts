import { globSync } from 'node:fs';
import { cssOf, declarations, literalsIn } from './house/css-of.ts';

/** `node workshop/count-css.ts [--rooms]`: how much CSS the pages are laid out by, in all or by room. */

/** Lines that say something: those of comments and empty ones are left out. */
function linesOf(path: string): number {
  return cssOf(path).flatMap((css) => css.split('\n').filter((line) => line.trim() !== '')).length;
}

function tell(name: string, paths: readonly string[]): void {
  const said = declarations(paths);
  const lines = paths.reduce((sum, path) => sum + linesOf(path), 0);
  const distinct = new Set(said.map(({ property, value }) => `${property}:${value}`)).size;
  const spelt = said.flatMap(({ value }) => literalsIn(value)).length;
  process.stdout.write(
    `${name}: ${lines} lines, ${said.length} declarations (${distinct} distinct), ${spelt} spelt out\n`,
  );
}

const paths = globSync('ui/**/*.{ts,css}').sort();
if (process.argv.includes('--rooms')) {
  const rooms = Map.groupBy(paths, (path) => path.split('/')[1] ?? '');
  for (const [room, files] of rooms) tell(room, files);
}
tell('ui', paths);
