import { globSync, readFileSync } from 'node:fs';

/** `node workshop/count-css.ts [--rooms]`: how much CSS the pages are laid out by, in all or by room. */

interface Count {
  readonly lines: number;
  readonly declarations: readonly string[];
}

/** The CSS of a file: all of a stylesheet, and of a module what stands in its templates. */
function cssOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.css')) return [text];
  return [...text.matchAll(/\bcss`([^`]*)`/g)].map((found) => found[1] ?? '');
}

/** Lines that say something, comments and empty ones left out, and what is declared in them. */
function countOf(css: string): Count {
  const said = css.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const declarations = [...said.matchAll(/(?<=[{;]\s*)([-a-z]+\s*:\s*[^;{}]+);/g)].map((found) =>
    (found[1] ?? '').replaceAll(/\s+/g, ' '),
  );
  return { lines: said.split('\n').filter((line) => line.trim() !== '').length, declarations };
}

const rooms = new Map<string, Count[]>();
for (const path of globSync('ui/**/*.{ts,css}')) {
  const room = path.split('/')[1] ?? '';
  rooms.set(room, [...(rooms.get(room) ?? []), ...cssOf(path).map(countOf)]);
}

function tell(name: string, counts: readonly Count[]): void {
  const declarations = counts.flatMap((count) => count.declarations);
  const literals = declarations.flatMap((said) => said.match(/(?<![-\w.])\d*\.?\d+px\b/g) ?? []);
  const lines = counts.reduce((sum, count) => sum + count.lines, 0);
  const distinct = new Set(declarations).size;
  process.stdout.write(
    `${name}: ${lines} lines, ${declarations.length} declarations (${distinct} distinct), ${literals.length} px\n`,
  );
}

if (process.argv.includes('--rooms')) {
  for (const [room, counts] of [...rooms].sort()) tell(room, counts);
}
tell('ui', [...rooms.values()].flat());
