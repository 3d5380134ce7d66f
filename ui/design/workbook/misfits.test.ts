import { expect, it } from 'vitest';
import type { ProposedColumn, ProposedSheet } from '../../../metadata/design/workbook/proposal.ts';
import { leastMisfitRows, misfitsOf } from './misfits.ts';

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

it('counts the rows that have one at least, whatever else they have', () => {
  const sheet = (use: string, columns: readonly ProposedColumn[]) =>
    ({ use, columns }) as unknown as ProposedSheet;
  const amounts = column('integer', ['1', 'x', 'y', 'z']);
  expect(
    leastMisfitRows([sheet('records', [due, amounts]), sheet('entries', [due]), sheet('none', [due])]),
  ).toBe(5);
});
