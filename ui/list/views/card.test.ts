import { expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { describeForm } from '../../../metadata/describe/describe-form.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { changed, sourcesOf } from '../../../metadata/model/sample.suite.ts';
import { reviveForm } from '../../model/form-model.ts';
import { titleText } from './card.ts';

const { model } = compile(sourcesOf(changed([['shop', 'forms/viewing.json', '/title', 'name']])));
const described = model?.formsById.get('viewing');
if (!model || !described) throw new Error('the sample does not compile');
const whole = describeForm(described, model, { seen: () => true, writable: () => true });
const form = reviveForm({ ...whole, parameters: {}, can: [] } as never);

it.each<
  readonly [says: string, title: string | undefined, values: Readonly<Record<string, Json>>, text: string]
>([
  ['what names records of the form', undefined, { name: 'Portrait' }, 'Portrait'],
  ['the field that a view names', 'number', { name: 'Portrait' }, 'V1'],
  ['an option as people read it', 'state', { name: 'Portrait', state: 'open' }, 'Open（中文）'],
  ['the number where that field is empty', 'state', { name: 'Portrait', state: null }, 'V1'],
])('a record that is drawn is called by %s', (_, title, values, text) => {
  const kind = 'calendar';
  const record = { id: 'r', revision: 1, number: 'V1', ...values } as never;
  expect(titleText(form, { kind, ...(title && { title }) }, record)).toBe(text);
});
