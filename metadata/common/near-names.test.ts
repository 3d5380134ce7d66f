import { describe, expect, it } from 'vitest';
import { nearNames } from './near-names.ts';

const forms = [
  'customer',
  'customer-group',
  'invoice',
  'invoice-item',
  'invoice-type',
  'org',
  'rule',
  'user',
];

describe('names that may have been meant', () => {
  it.each<[string, string, readonly string[]]>([
    ['a letter left out', 'custmer', ['customer']],
    ['a letter too many', 'invoicee', ['invoice']],
    ['two letters swapped', 'ivnoice', ['invoice']],
    ['a plural', 'users', ['user']],
    ['another case', 'Rule', ['rule']],
    ['one letter of a short name', 'orh', ['org']],
    ['nearest first, and what contains it after', 'invoic', ['invoice', 'invoice-item', 'invoice-type']],
    ['a part of a name', 'group', ['customer-group']],
    ['one letter is near to nothing', 'e', []],
    ['nor are two', 'or', []],
    ['nothing when nothing is near', 'nope', []],
    ['never the name itself', 'user', []],
    ['nothing for nothing', '', []],
    ['nothing for what nobody would type', 'x'.repeat(10_000), []],
  ])('%s', (_sentence, written, near) => {
    expect(nearNames(written, forms)).toEqual(near);
  });

  it('a swap undone over a longer stretch costs one', () => {
    expect(nearNames('abdc', ['abcd'])).toEqual(['abcd']);
    expect(nearNames('badc', ['abcd'])).toEqual([]);
  });
});
