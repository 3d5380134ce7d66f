import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';

/**
 * Runs the examples of doc comments as they stand: below `@example`, each line `call //=> value` is an expectation, all
 * others are done before it. The functions are those of the file itself.
 */
const files = ['metadata', 'rules', 'runtime', 'client', 'ui', 'examples']
  .flatMap((floor) => globSync(`${floor}/**/*.ts`))
  .filter((path) => !/\.(test|suite)\.ts$/.test(path))
  .sort();
const comment =
  /\/\*\*(?:(?!\*\/)[\s\S])*?@example\n((?:(?!\*\/)[\s\S])*?)\*\/\s*export (?:async )?(?:function\*?|class|const) (\w+)/g;

const shown = files.flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(comment)].map(([, text = '', name = '']) => ({
    path,
    name,
    lines: text.split('\n').flatMap((line) => line.replace(/^\s*\* ?/, '').trim() || []),
  })),
);

describe('examples in doc comments', () => {
  it.each(shown)('$path $name', async ({ path, lines }) => {
    const module = (await import(/* @vite-ignore */ `../${path}`)) as Readonly<Record<string, unknown>>;
    const names = Object.keys(module);
    const given = Object.values(module);
    const before: string[] = [];
    let shown = 0;
    for (const line of lines) {
      const [call = '', value] = line.split(' //=> ');
      if (value === undefined) {
        before.push(line);
        continue;
      }
      const source = stripTypeScriptTypes(`${before.join('\n')}\nconst pair = [${call}, ${value}];`);
      const run = new Function(...names, `${source}\nreturn pair;`);
      const [found, expected] = run(...given) as readonly [unknown, unknown];
      expect(found, line).toEqual(expected);
      shown += 1;
    }
    expect(shown).toBeGreaterThan(0);
  });

  it('are all run: none stands where it is not found', () => {
    const marks = files.flatMap((path) => readFileSync(path, 'utf8').match(/\* @example$/gm) ?? []);
    expect(shown.length).toBe(marks.length);
  });

  it('are there where people look', () => {
    expect(shown.length).toBeGreaterThanOrEqual(65);
  });
});
