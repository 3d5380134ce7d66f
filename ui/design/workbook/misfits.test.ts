import { expect, it } from 'vitest';
import type { ProposedColumn, ProposedSheet } from '../../../metadata/design/workbook/proposal.ts';
import { misfitsIn, misfitsOf } from './misfits.ts';

const column = (kind: string, values: readonly string[], more: Partial<ProposedColumn> = {}) =>
  ({ use: 'field', kind, props: {}, values, why: [], ...more }) as unknown as ProposedColumn;
const odd = ['next Tuesday', '2026/13/45'];
const due = column('date', ['2026-01-05', '2026/1/6', ...odd]);

it.each<readonly [says: string, column: ProposedColumn, misfits: readonly string[]]>([
  ['dates that are none', due, odd],
  ['moments as sheets write them', column('datetime', ['2026-01-05 08:30']), []],
  ['numbers that are none', column('integer', ['12', '1,000', 'a dozen']), ['a dozen']],
  ['texts that are too long', column('text', ['abc', 'abcde'], { props: { length: 4 } }), ['abcde']],
  ['nothing of what is not imported', column('date', odd, { use: 'none' }), []],
  ['nothing of records, which are looked up', column('reference', odd, { props: { form: 'unit' } }), []],
])('tells %s', (_, one, misfits) => {
  expect(misfitsOf(one)).toEqual(misfits);
});

const sheet = (use: string, columns: readonly ProposedColumn[]) =>
  ({ use, columns }) as unknown as ProposedSheet;
/** As a person chose it: these texts are named, each in so many cells, of so many different ones. */
const chosen = (kind: string, named: Readonly<Record<string, number>>, distinct?: number) => {
  const values = Object.keys(named);
  const cells = Object.values(named);
  return column(kind, values, { cells, distinct: distinct ?? values.length, misfits: null });
};

it.each<readonly [says: string, sheets: readonly ProposedSheet[], cells: number, more: boolean]>([
  [
    'every cell that says what a kind does not read',
    [sheet('records', [chosen('date', { '2026-01-05': 9, TBD: 2, '2026/13/45': 1 })])],
    3,
    false,
  ],
  [
    'the cells of all columns and all sheets that are used',
    [
      sheet('records', [chosen('date', { TBD: 2 }), chosen('integer', { x: 1, '1': 5 })]),
      sheet('entries', [chosen('integer', { y: 4 })]),
      sheet('none', [chosen('integer', { z: 8 })]),
    ],
    7,
    false,
  ],
  [
    'more, maybe, where not all texts are named',
    [sheet('form', [chosen('integer', { x: 2 }, 101)])],
    2,
    true,
  ],
  [
    'nothing, where none that is named is wrong',
    [sheet('form', [chosen('integer', { 1: 2 }, 101)])],
    0,
    false,
  ],
  [
    'what the server counted of a kind that it chose itself, whatever is named',
    [sheet('records', [column('date', ['TBD'], { cells: [1], distinct: 900, misfits: 7 })])],
    7,
    false,
  ],
  [
    'nothing of a column that is left out',
    [sheet('records', [column('date', ['TBD'], { use: 'none', cells: [1], distinct: 1, misfits: 1 })])],
    0,
    false,
  ],
])('counts %s', (_, sheets, cells, mayBeMore) => {
  expect(misfitsIn(sheets)).toEqual({ cells, mayBeMore });
});
