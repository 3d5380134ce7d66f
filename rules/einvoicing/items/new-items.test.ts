import { describe, expect, it } from 'vitest';
import { newTitle } from '../titles/new-title.ts';
import { newItems } from './new-items.ts';

const line = {
  itemName: '笔',
  taxCode: '101',
  rate: '0.13',
  spec: '0.5',
  unit: '支',
  price: '2',
  kind: 'normal',
} as const;
const item = { name: '笔', taxCode: '101', rate: '0.130' };

describe('lines that are not set up yet', () => {
  const names = (lines: Parameters<typeof newItems>[0], known: readonly (typeof item)[] = []) =>
    newItems(lines, { saveItems: true }, known).map(({ name }) => name);

  it('become items, without what was charged this time', () => {
    expect(newItems([line], { saveItems: true }, [])).toEqual([
      { name: '笔', taxCode: '101', rate: '0.13', spec: '0.5', unit: '支' },
    ]);
  });

  it.each<[string, readonly string[], readonly unknown[]]>([
    ['nobody asked', [], newItems([line], {}, [])],
    ['there is one of the same name, code and rate', [], names([line], [item])],
    ['there is one at another rate', ['笔'], names([line], [{ ...item, rate: '0.06' }])],
    ['there is one of another code', ['笔'], names([line], [{ ...item, taxCode: '102' }])],
    ['two lines are of the same', ['笔'], names([line, { ...line, spec: '0.7' }])],
    ['a line is a discount', [], names([{ ...line, kind: 'discount' }])],
    ['a line has no code', [], names([{ ...line, taxCode: '' }])],
  ])('where %s', (_name, expected, found) => {
    expect(found).toEqual(expected);
  });

  it('keep their preference', () => {
    const free = { ...line, rate: '0', preferenceText: '免税' };
    expect(newItems([free], { saveItems: true }, [])).toMatchObject([
      { preference: true, preferenceText: '免税' },
    ]);
  });
});

describe('a buyer that is not set up yet', () => {
  const buyer = { dataSource: 'api', buyerName: '甲公司', buyerTaxNo: 'T1', buyerPhone: '1' } as const;
  const how = { saveTitles: ['api', 'scan'] };

  it('becomes a title with one row', () => {
    expect(newTitle({ ...buyer, buyerKind: 'company' }, how, [])).toEqual({
      number: 'T1',
      name: '甲公司',
      kind: 'company',
      taxNo: 'T1',
      titles: [{ phone: '1', isDefault: true }],
    });
  });

  const known = { number: 'T1', name: '甲公司', taxNo: 'T1' };
  it.each<[string, string | null, ReturnType<typeof newTitle>]>([
    ['its way in is not asked for', null, newTitle({ ...buyer, dataSource: 'import' }, how, [])],
    ['there is one of the same name and tax number', null, newTitle(buyer, how, [known])],
    [
      'there is one of another tax number',
      'T1',
      newTitle(buyer, how, [{ ...known, number: 'X', taxNo: 'T2' }]),
    ],
    ['its number is taken', 'T1-2', newTitle(buyer, how, [{ ...known, name: '乙' }])],
    ['it has no tax number', '甲公司', newTitle({ ...buyer, buyerTaxNo: '' }, how, [])],
    ['it has a code of its own', 'C9', newTitle({ ...buyer, buyerCode: 'C9' }, how, [])],
    ['it has no name', null, newTitle({ ...buyer, buyerName: '' }, how, [])],
  ])('where %s', (_name, expected, found) => {
    expect(found?.['number'] ?? null).toBe(expected);
  });
});
