import { expect, it } from 'vitest';
import { recordsOf } from './drill-down.ts';

const groups = [{ field: 'state' }, { field: 'lines.item' }, { field: 'lines.rate' }];
const key = (value: string | null) => ({ value, text: value ?? '' });

it('leads to records of which one row has all that a line says of rows', () => {
  expect(recordsOf(groups, [key('won'), key('a'), key(null)])).toEqual([
    { fact: 'state', operator: 'equal', value: 'won' },
    {
      some: 'lines',
      where: {
        all: [
          { fact: 'item', operator: 'equal', value: 'a' },
          { fact: 'rate', operator: 'isEmpty' },
        ],
      },
    },
  ]);
  expect(recordsOf(groups, [])).toEqual([]);
});

it('leads nowhere from a record that has no number', () => {
  expect(recordsOf(groups, [{ value: { id: 'x', number: null }, text: '' }])).toBeUndefined();
});
