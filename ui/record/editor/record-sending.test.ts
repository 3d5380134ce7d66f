import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { DescribedField } from '../../../metadata/contract/forms/form-model.ts';
import { formOfFields, plainField, reviveForm } from '../../model/form-model.ts';
import { copyOf, sendingOf, type Wire } from './record-sending.ts';

const field = (name: string, kind: string, more: JsonObject = {}): DescribedField => ({
  ...plainField,
  id: name,
  name,
  path: name,
  kind,
  label: { zh: name, en: name },
  writable: true,
  ...more,
});
const fields = [
  field('number', 'number', { pattern: 'B{seq:3}' }),
  field('a', 'text'),
  field('kept', 'text', { writable: false }),
  field('key', 'secret'),
  field('sent', 'text', { copied: false }),
  field('state', 'text', { readonly: true }),
  field('sum', 'computed', { compute: {}, inner: field('sum', 'decimal') }),
  field('lines', 'entries', {
    fields: [
      field('x', 'text'),
      field('seen', 'text', { copied: false }),
      field('issued', 'decimal', { readonly: true }),
      field('sum', 'computed', { inner: field('x', 'decimal') }),
    ],
  }),
];
const form = reviveForm({ ...formOfFields({ zh: '单据', en: 'Bill' }, fields), number: 'number' });
const row = '01900000-0000-7000-8000-000000000001';
const base = {
  id: 'r',
  revision: 7,
  number: 'B001',
  a: 'one',
  kept: 'k',
  key: '••••••••',
  sent: 'yes',
  state: 'approved',
  sum: '3',
  enabled: true,
  lines: [{ id: row, x: '1', seen: 'yes', issued: '1', sum: '2' }],
} as unknown as Wire;

describe('what is sent to save an edited record', () => {
  it('of a new record: what was given, nothing that the platform makes', () => {
    const edited = {
      a: 'x',
      kept: 'y',
      sum: '4',
      sharing: 'scope',
      lines: [{ id: 'here', x: '1', sum: '9' }],
    };
    expect(sendingOf(form, edited, null)).toEqual({
      method: 'POST',
      body: { a: 'x', sharing: 'scope', lines: [{ x: '1' }] },
    });
  });

  it('of a changed one: only what changed, so that changes of others elsewhere stay', () => {
    expect(sendingOf(form, { ...base, a: null }, base)).toEqual({ method: 'PATCH', body: { a: null } });
  });

  it('nothing for what may not be written', () => {
    expect(sendingOf(form, { ...base, kept: 'z', sum: '8' }, base)).toEqual({ method: 'PATCH', body: {} });
  });

  it('with changed rows all of it, in their order; new rows without the id they had on the page', () => {
    const lines = [
      { id: 'here', x: 'new' },
      { id: row, x: '1', sum: '2' },
    ];
    expect(sendingOf(form, { ...base, lines }, base)).toEqual({
      method: 'PUT',
      body: {
        a: 'one',
        key: '••••••••',
        sent: 'yes',
        state: 'approved',
        lines: [{ x: 'new' }, { id: row, x: '1' }],
      },
    });
  });
});

describe('a copy', () => {
  it('has the content, not the number, secrets, computed values, ids of rows, what nobody may type or what is not copied along', () => {
    const copy = copyOf(base, form);
    expect(copy).toEqual({ a: 'one', kept: 'k', lines: [{ id: expect.any(String), x: '1' }] });
    expect((copy['lines'] as readonly JsonObject[])[0]?.['id']).not.toBe(row);
  });
});
