import { describe, expect, it } from 'vitest';
import type { Condition } from '../../metadata/condition.ts';
import { renameCondition, renameFact } from './rename.ts';
import { order, orderScope, rows } from './sample-forms.suite.ts';

describe('ids and today’s names', () => {
  it.each([
    ['a field that was renamed', 'buyer', 'buyerName'],
    ['one that was not', 'seller', 'seller'],
    ['lines and what is on them', 'lines.code', 'items.itemCode'],
    ['what is behind a reference', 'above.buyer', 'above.buyerName'],
    ['the call', '$today', '$today'],
    ['a member of every record', 'enabled', 'enabled'],
    ['what nobody knows', 'nothing.at.all', 'nothing.at.all'],
  ])('%s', (_sentence, id, name) => {
    expect(renameFact(id, orderScope, 'toNames')).toBe(name);
    expect(renameFact(name, orderScope, 'toIds')).toBe(id);
  });

  it('the record above a row, and the row a pick is made in', () => {
    const scope = { ...orderScope, shape: rows, parent: order, row: rows };
    expect(renameFact('code', scope, 'toNames')).toBe('itemCode');
    expect(renameFact('parent.buyer', scope, 'toNames')).toBe('parent.buyerName');
    expect(renameFact('row.itemCode', scope, 'toIds')).toBe('row.code');
  });

  it('everywhere in a tree, and never in its values', () => {
    const byIds = {
      all: [
        { fact: 'buyer', operator: 'in', value: ['buyer', 'lines.code'] },
        {
          any: [
            { not: { fact: 'lines.code', operator: 'equal', value: { fact: 'buyer' }, over: 'every' } },
            { some: 'lines', where: { fact: 'lines.code', operator: 'equal', value: 'lines' } },
          ],
        },
      ],
    } as Condition;
    const byNames = {
      all: [
        { fact: 'buyerName', operator: 'in', value: ['buyer', 'lines.code'] },
        {
          any: [
            {
              not: { fact: 'items.itemCode', operator: 'equal', value: { fact: 'buyerName' }, over: 'every' },
            },
            { some: 'items', where: { fact: 'items.itemCode', operator: 'equal', value: 'lines' } },
          ],
        },
      ],
    };
    expect(renameCondition(byIds, orderScope, 'toNames')).toEqual(byNames);
    expect(renameCondition(byNames as Condition, orderScope, 'toIds')).toEqual(byIds);
  });

  it('a tree that never ends is left to the compiler to refuse', () => {
    let deep: unknown = { fact: 'buyer', operator: 'isEmpty' };
    for (let level = 0; level < 50_000; level += 1) deep = { not: deep };
    expect(() => renameCondition(deep as Condition, orderScope, 'toNames')).not.toThrow();
  });
});
