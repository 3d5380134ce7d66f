import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Form } from '../../metadata/model.ts';
import { effects } from '../../runtime/einvoicing/effects/effects.suite.ts';
import { elsewhere } from '../../runtime/einvoicing/effects/elsewhere.suite.ts';
import { standardModel } from '../standard-model.ts';

const root = join(import.meta.dirname, '../..');

/** Fields that no document becomes another by, each with a reason. */
const forPeople: Readonly<Record<string, readonly string[]>> = {
  'people call the record by it, and no document does': [
    ...[
      'auto-issue-scheme',
      'batch-push-scheme',
      'blue-match-rule',
      'business-control',
      'business-type',
      'callback-target',
      'channel',
      'channel-strategy',
      'cloud-authorisation',
      'company-rate-rule',
      'drawer-rule',
      'invoice-item-category',
      'invoice-type-rule',
      'mail-scheme',
      'merge-rule',
      'processing-scheme',
      'red-confirmation-rule',
      'red-mail-push',
      'red-mail-scheme',
      'remark-rule',
      'split-rule',
    ].map((form) => `${form}.name`),
    'automation-task.name',
    'automation-task.number',
    'buyer-title.number',
    'customs-init.number',
    'real-estate.name',
    'real-estate.number',
    'red-mail-push.addresses.name',
  ],
  'people sort items by it': [
    'invoice-item.category',
    'invoice-item-category.parent',
    'invoice-item-category.description',
  ],
  'an application shows who handles it, and no invoice does': [
    'handler.department',
    'handler.phone',
    'handler.email',
    'handler.idKind',
    'handler.idNo',
  ],
  'there is one way alone': ['merge-rule.offsetQuantity'],
};

const model = await standardModel();
const isSetting = ({ package: of, kind }: Form) => of === 'invoicing' && ['master', 'setting'].includes(kind);

const forms = [...model.formsById.values()];
const fieldsOf = (form: Form) =>
  form.fields
    .flatMap((field) => (field.rows ? field.rows.fields : [field]))
    .map((field) => ({ of: `${form.id}.${field.path}`, field }));
const all = forms.filter(isSetting).flatMap(fieldsOf);
const every = new Set(forms.flatMap(fieldsOf).map(({ of }) => of));
/** Every field in which somebody sets something up: not what is carried or computed, nor what the platform writes. */
const fields = all
  .filter(({ field: { id, kind, readonly } }) => id !== 'remark' && !kind.derived && readonly !== true)
  .map(({ of }) => of);
const tried = new Set(effects.flatMap(({ of }) => of));
const others = Object.entries(elsewhere).flatMap(([form, tests]) =>
  tests.flatMap(({ fields: own, ...test }) => own.map((field) => ({ of: `${form}.${field}`, ...test }))),
);
const named = (lists: Readonly<Record<string, readonly string[]>>) => Object.values(lists).flat();

describe('every setting of issuing', () => {
  it('is walked to a document by a test, or is for people, with a reason', () => {
    const known = new Set([...tried, ...others.map(({ of }) => of), ...named(forPeople)]);
    expect(fields.filter((field) => !known.has(field))).toEqual([]);
  });

  it('stands in one list alone', () => {
    const listed = [...new Set(others.map(({ of }) => of)), ...named(forPeople)];
    expect(listed.filter((field, at) => listed.indexOf(field) !== at || tried.has(field))).toEqual([]);
  });

  it('is one', () => {
    const listed = [...tried, ...others.map(({ of }) => of), ...named(forPeople)];
    // What is carried is tried with what it is carried from, and whether a record is enabled is none of its fields.
    expect(listed.filter((field) => !every.has(field) && !field.endsWith('.enabled'))).toEqual([]);
  });

  it.each(others.map((one) => [one.of, one] as const))('%s has its test', (of, { file, says, by }) => {
    expect(existsSync(join(root, file))).toBe(true);
    const text = readFileSync(join(root, file), 'utf8');
    expect(text).toContain(says);
    expect(text).toMatch(new RegExp(by ?? `\\b${of.split('.')[1]}\\b`));
  });
});
