import { globSync, readFileSync } from 'node:fs';

/** The CSS of a file: all of a stylesheet, and of a module what stands in its templates, comments left out. */
export function cssOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  const found = path.endsWith('.css')
    ? [text]
    : [...text.matchAll(/\bcss`([^`]*)`/g)].map(([, css]) => css ?? '');
  return found.map((css) => css.replaceAll(/\/\*[\s\S]*?\*\//g, ''));
}

export interface Declaration {
  readonly path: string;
  readonly property: string;
  readonly value: string;
}

/** Every declaration of the pages' styles, in the order of files. */
export function declarations(
  paths: readonly string[] = globSync('ui/**/*.{ts,css}'),
): readonly Declaration[] {
  return paths.flatMap((path) =>
    cssOf(path).flatMap((css) =>
      [...css.matchAll(/(?<=[{;]\s*)([-\w]+)\s*:\s*([^;{}]+)(?=;)/g)].map(
        ([, property = '', value = '']) => ({
          path,
          property,
          value: value.replaceAll(/\s+/g, ' '),
        }),
      ),
    ),
  );
}

const LENGTH = /(?<![\w.#-])-?\d*\.?\d+px\b/g;
const COLOUR =
  /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lch|lab|light-dark)\(|(?<![-\w])(?:white|black)(?![-\w])/gi;

/**
 * Lengths and colours that are spelt out instead of named. Nothing has no unit, and what is drawn in a URL is a
 * picture.
 */
export function literalsIn(value: string): readonly string[] {
  const said = value.replaceAll(/url\("[^"]*"\)|url\([^)]*\)/g, '');
  return [
    ...(said.match(LENGTH) ?? []).filter((length) => parseFloat(length) !== 0),
    ...(said.match(COLOUR) ?? []),
  ];
}

/** The same of what templates say in `style="…"`, where a length that is worked out stands in `${…}`. */
export function literalsInAttributes(source: string): readonly string[] {
  const bare = source.replaceAll(/\bcss`[^`]*`/g, '');
  return [...bare.matchAll(/\bstyle="([^"]*)"/g)].flatMap(([, style = '']) =>
    literalsIn(style.replaceAll(/\$\{[^}]*\}(?:px)?/g, 'var(--x)')),
  );
}
