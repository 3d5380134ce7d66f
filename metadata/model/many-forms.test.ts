import { expect, it } from 'vitest';
import type { Field } from '../field.ts';
import { compile } from './compile.ts';
import { fieldsEach, manyForms } from './many-forms.suite.ts';
import { sourcesOf } from './sample.suite.ts';

it('five hundred forms with twelve thousand fields compile', () => {
  const { model, issues } = compile(sourcesOf(manyForms(500)));
  expect(issues).toEqual([]);
  const forms = [...(model?.forms.values() ?? [])];
  const all = (fields: readonly Field[]): number =>
    fields.reduce((sum, field) => sum + 1 + all(field.rows?.fields ?? []), 0);
  expect(forms.length).toBe(500);
  expect(forms.reduce((sum, form) => sum + all(form.fields), 0)).toBe(500 * fieldsEach);
  expect(new Set(forms.map((form) => form.hash)).size).toBe(500);
});
