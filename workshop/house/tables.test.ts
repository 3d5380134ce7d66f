import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Tables that are laid by hand, and why. */
const byHand: Readonly<Record<string, string>> = {
  'ui/design/canvas/gj-list-design.ts': 'shows a list as it will be, as wide as the design says',
  'ui/design/views/gj-view-preview.ts': 'shows a list as it will be, in which nothing can be pressed',
  'ui/kit/chart/gj-month.ts': 'is a month: seven days beside each other, and weeks below',
  'ui/list/report/gj-report-table.ts': 'has sums below groups, and heads in two lines over several values',
  'ui/match/gj-match-table.ts': 'has heads in two lines, one over conditions and results',
  'ui/kit/markdown/gj-readme.ts': 'is what the text of a package says',
  'ui/administration/people/gj-role-matrix.ts':
    'has as many columns as there are actions, and on a phone rows that open',
  'ui/files/gj-sheets-view.ts': 'has the letters of columns and the numbers of rows that a workbook has',
  'ui/sheet/model/sheet-clipboard.ts': 'is what other programs read from the clipboard',
};

const sources = globSync('ui/**/*.ts')
  .filter((path) => !/\.(test|suite)\.ts$/.test(path) && !path.startsWith('ui/kit/table/'))
  .sort()
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

describe('tables of the web UI', () => {
  it('are drawn by the kit, but for a few, each with its reason', () => {
    const own = sources.filter(({ text }) => /<table\b/.test(text)).map(({ path }) => path);
    expect(own).toEqual(Object.keys(byHand).sort());
    expect(sources.filter(({ text }) => text.includes('/kit/table/table.ts')).length).toBeGreaterThan(35);
  });

  it('say of each heading what it heads, and what they are called', () => {
    const seen = sources.filter(({ path }) => path !== 'ui/sheet/model/sheet-clipboard.ts');
    const flaws = seen.flatMap(({ path, text }) => [
      ...[...text.matchAll(/<th\b(?![^>]*\bscope=)/g)].map(() => `${path}: a heading without scope`),
      ...[...text.matchAll(/<table\b(?![^>]*\baria-label=)/g)].map(() => `${path}: a table without a name`),
    ]);
    expect(flaws).toEqual([]);
  });
});
