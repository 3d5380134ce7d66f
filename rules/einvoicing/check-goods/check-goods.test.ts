import { describe, expect, it } from 'vitest';
import { isEnforced } from '../common/goods-enforced.ts';
import { type GoodsDocument, unmatchedLines } from './check-goods.ts';

describe('lines pushed from receivables', () => {
  const matched = { itemName: '笔', taxCode: '1060105040000000000' };
  it.each<[string, GoodsDocument, number[]]>([
    ['have an invoice item', { dataSource: 'receivable', lines: [matched] }, []],
    [
      'without a name have none',
      { dataSource: 'receivable', lines: [matched, { ...matched, itemName: '' }] },
      [1],
    ],
    ['without a tax code have none', { dataSource: 'receivable', lines: [{ itemName: '笔' }, matched] }, [0]],
    ['alone are asked: others are completed later', { dataSource: 'api', lines: [{}] }, []],
    ['are none where nobody says whence they come', { lines: [{}] }, []],
  ])('%s', (_says, document, places) => {
    expect(unmatchedLines(document)).toEqual(places);
  });

  it.each<[string | null, boolean]>([
    [null, true],
    ['', true],
    [' 1 ', true],
    ['0', false],
    ['no', false],
  ])('are asked where the parameter says %j: %s', (text, enforced) => {
    expect(
      isEnforced((type, key) => (`${type}/${key}` === 'sim_botp_config/enforce_goods_match' ? text : 'x')),
    ).toBe(enforced);
  });
});
