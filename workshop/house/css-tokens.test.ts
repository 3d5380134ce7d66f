import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declarations, literalsIn, literalsInAttributes } from './css-of.ts';

const named = [...readFileSync('ui/theme/tokens.css', 'utf8').matchAll(/^\s*(--gj-[\w-]+):/gm)].map(
  ([, name]) => name,
);

describe('sizes and colours', () => {
  it('are named in the theme and spelt out nowhere else', () => {
    const elsewhere = declarations().filter(({ path }) => !path.startsWith('ui/theme/'));
    expect(elsewhere.length).toBeGreaterThan(1000);
    expect(elsewhere.filter(({ value }) => literalsIn(value).length > 0)).toEqual([]);
  });

  it('are spelt out in no template either', () => {
    const spelt = globSync('ui/**/*.ts').flatMap((path) =>
      literalsInAttributes(readFileSync(path, 'utf8')).map((literal) => ({ path, literal })),
    );
    expect(spelt).toEqual([]);
  });

  it('have a name of the theme wherever they are used, or one that an element gives itself', () => {
    const given = new Set([...named, ...declarations().map(({ property }) => property)]);
    const used = declarations().flatMap(({ path, value }) =>
      [...value.matchAll(/var\((--gj-[\w-]+)\)/g)].map(([, name = '']) => ({ path, name })),
    );
    expect(used.length).toBeGreaterThan(1000);
    expect(used.filter(({ name }) => !given.has(name))).toEqual([]);
  });

  it.each([
    ['1px solid var(--gj-line)', ['1px']],
    ['calc(100% - 13.5px) -2px', ['13.5px', '-2px']],
    ['#fff', ['#fff']],
    ['rgb(0 0 0 / 25%)', ['rgb(']],
    ['0 0px var(--gj-1) 50% 12em', []],
    ['url("data:image/svg+xml,%3Csvg stroke=\'#000\'%3E")', []],
  ])('are found in %s', (value, found) => {
    expect(literalsIn(value)).toEqual(found);
  });

  it('are found in attributes, where lengths that are worked out may stand', () => {
    expect(literalsInAttributes(`<i style="gap: 4px; width:$\{wide}px; height:$\{n * 2}px"></i>`)).toEqual([
      '4px',
    ]);
  });
});
