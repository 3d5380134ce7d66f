import { describe, expect, it } from 'vitest';
import { typedAs } from './typed-as.ts';

const buyer = { zh: '购方名称', en: 'Buyer name' };

describe('whoever types', () => {
  it.each([
    ['', true],
    ['  ', true],
    ['购方', true],
    ['名称', true],
    ['gfmc', true],
    ['mingcheng', true],
    ['buyer', true],
    ['NAME', true],
    ['销方', false],
    ['xiaofang', false],
    ['seller', false],
  ])('%s means it: %s', (typed, means) => {
    expect(typedAs(typed, buyer)).toBe(means);
  });
});
