import { describe, expect, it } from 'vitest';
import { grouped } from '../../metadata/common/grouped.ts';
import type { Json } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import { fromLocal, toLocal } from './common/local-moment.ts';
import { pointerName } from './common/shown.ts';
import { uiKind, uiKinds } from './kinds/index.ts';
import { readTyped } from './read-typed.ts';

function fieldOf(kind: string, props: Field['props'] = {}, more: Partial<Field> = {}): Field {
  const found = kinds.get(kind);
  if (!found) throw new Error(`no kind ${kind}`);
  return {
    id: 'f',
    name: 'f',
    path: 'f',
    kind: found,
    package: 'p',
    label: { zh: '字段', en: 'Field' },
    visible: true,
    required: false,
    readonly: false,
    ownable: false,
    fixed: false,
    personal: false,
    hidden: false,
    props,
    source: [],
    ...more,
  };
}

describe('browser halves of kinds', () => {
  it('every kind has one, and there is no other', () => {
    expect([...uiKinds.keys()].sort()).toEqual([...kinds.keys()].sort());
  });

  it.each([
    ['money', {}, '1234567.8', '1,234,567.80'],
    ['money', { scale: 4 }, '-0.5', '-0.5000'],
    ['decimal', {}, '1234.5600001', '1,234.5600001'],
    ['integer', {}, -1234, '-1,234'],
    ['percent', {}, '0.13', '13%'],
    ['text', {}, 'a', 'a'],
    ['number', {}, 'A1', 'A1'],
    ['multiline', {}, 'a\n b', 'a b'],
  ] as const)('%s %o shows %s as %s', (kind, props, value, shown) => {
    const field = fieldOf(kind, props);
    expect(uiKind(field).show(value, field)).toBe(shown);
  });

  it.each([
    ['formula', { formula: 'pieces * 2' }, true, '1,234'],
    ['formula', { formula: 'pieces / 2' }, false, '1,234.00'],
    ['computed', { compute: { op: 'sum', of: ['pieces'] } }, true, '1,234'],
    ['computed', { compute: { op: 'sum', of: ['amount'] } }, false, '1,234.00'],
  ] as const)('what %s %o comes to is whole: %s', (kind, props, whole, shown) => {
    const inner = fieldOf('decimal', { precision: 25, scale: 2, ...(whole && { whole }) });
    const field = fieldOf(kind, props as unknown as Field['props'], { inner });
    expect(uiKind(field).show('1234', field)).toBe(shown);
  });

  it('a carried field is shown and aligned as what it carries', () => {
    const field = fieldOf('carry', {}, { inner: fieldOf('money') });
    expect(uiKind(field)).toMatchObject({ name: 'carry', align: 'end', width: 120 });
    expect(uiKind(field).show('1000', field)).toBe('1,000.00');
  });

  it.each([
    [{ id: 'r', number: 'G1', name: '甲' }, '甲'],
    [{ id: 'r', number: 'G1', name: null }, 'G1'],
    [{ id: 'r', number: null, name: null, withheld: 'elsewhere' }, '另一组织的数据'],
    [{ id: 'r', number: 'G1', name: null, withheld: 'elsewhere' }, 'G1 (另一组织的数据)'],
    [{ id: 'r', number: null, name: null, withheld: 'no-right' }, '无权查看'],
  ])('a record %o is called “%s”, and never by its id where it is withheld', (value, text) => {
    expect(pointerName(value)).toBe(text);
  });

  it('a record is called by its number where its field says so, and by its name where it has none', () => {
    const named = (number: string | null) => pointerName({ id: 'r', number, name: '甲' }, true);
    expect([named('G1'), named(null)]).toEqual(['G1', '甲']);
  });

  it.each([
    ['2916.33', true, '2,916.33'],
    ['-1234567.5', true, '-1,234,567.5'],
    ['***', true, '***'],
    ['', true, ''],
    ['2916.33', undefined, '2916.33'],
  ])('a text %s that is grouped (%s) reads %s', (value, isGrouped, shown) => {
    const field = fieldOf('text', isGrouped ? { grouped: true } : {});
    expect(uiKind(field).show(value, field)).toBe(shown);
  });

  it('digits are never lost by grouping', () => {
    expect(grouped('123456789012345678901234567890.123456789')).toBe(
      '123,456,789,012,345,678,901,234,567,890.123456789',
    );
  });
});

describe('what is typed', () => {
  it.each([
    ['percent', '13', '0.13'],
    ['percent', '13%', '0.13'],
    ['percent', '0.13', '0.13'],
    ['percent', '100', '1'],
    ['percent', '0', '0'],
    ['percent', '1.5', '0.015'],
    ['percent', '０．１３', '0.13'],
    ['percent', '１３', '0.13'],
    ['money', '1,234.50', '1234.5'],
    ['money', '¥ 12', '12'],
    ['integer', '12,345', 12345],
    ['date', '2026/3/4', '2026-03-04'],
    ['time-range', '8:00-17:30', '08:00:00~17:30:00'],
    ['tax-number', '91440300708461136t', '91440300708461136T'],
    ['text', '   ', null],
  ] as const)('%s: %s is %s', (kind, text, value) => {
    const field = fieldOf(kind);
    expect(readTyped(text, field, uiKind(field))).toEqual({ ok: true, value: value as Json });
  });

  it.each([
    ['money', '12.345', 'too-many-decimals'],
    ['money', 'abc', 'not-decimal'],
    ['percent', 'abc', 'not-decimal'],
    ['integer', '1.5', 'not-integer'],
    ['date', '2026-02-30', 'not-date'],
    ['email', 'nobody', 'not-email'],
    ['datetime', '2026-02-30 10:00', 'not-datetime'],
  ] as const)('%s: %s is refused: %s', (kind, text, code) => {
    const field = fieldOf(kind);
    expect(readTyped(text, field, uiKind(field))).toMatchObject({ ok: false, problems: [{ code }] });
  });

  it.each([
    '2026-11-20 10:05',
    '2026-11-20 10:05:07',
    '2026年11月20日 8:05',
    '20261120 08:05',
    '2026/1/2T23:59',
  ])('%s is a moment where the reader is, and reads back as it', (text) => {
    const read = fromLocal(text);
    expect(read.ok).toBe(true);
    if (read.ok) expect(fromLocal(toLocal(read.value))).toEqual(read);
  });
});
