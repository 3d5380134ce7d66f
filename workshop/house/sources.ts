import { globSync, readFileSync } from 'node:fs';

/** One source file of a floor that ships, as the house test sees it. */
export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly text: string;
  /** The modules that it imports, re-exports or loads, as written. */
  readonly imports: readonly string[];
}

const FLOORS = ['metadata', 'rules', 'migrations', 'runtime'];
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]([\w@./:-]+)['"]/g;

/**
 * Finds the modules that a text loads, at once, later, or for their effect alone; types alone (`import type`) are not
 * loaded.
 */
export const LOADS =
  /^((?:import|export)\b[^'";]*?)\bfrom '([^']+)';|(\bimport)\('([^']+)'\)|^import '([^']+)';/gm;

export function shippedSources(): readonly Source[] {
  return sourcesOf(FLOORS);
}

/** The same of the web UI. */
export function browserSources(): readonly Source[] {
  return sourcesOf(['ui']);
}

function sourcesOf(floors: readonly string[]): readonly Source[] {
  return globSync(floors.map((floor) => `${floor}/**/*.ts`))
    .filter((path) => !/\.(test|suite)\.ts$/.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path, text, lines: text.split('\n').length - 1, imports: importsOf(text) };
    });
}

export function importsOf(text: string): readonly string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, name]) => (name ? [name] : []));
}

/** `@hono/node-server/serve-static` belongs to `@hono/node-server`; relative and built-in names to nobody. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}
