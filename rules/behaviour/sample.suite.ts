import type { JsonObject } from '../../metadata/common/json.ts';
import { loadPatterns } from '../../metadata/common/pattern.ts';
import { compile } from '../../metadata/model/compile.ts';
import type { Form, Model } from '../../metadata/model.ts';
import type { FieldSource, FormSource, PackageSource } from '../../metadata/source.ts';
import { recordChecks } from '../einvoicing/record-checks.ts';
import { hostCheck } from '../hosts/host-check.ts';
import { type Behaviour, behaviour } from './behaviour.ts';
import type { Context } from './context.ts';

export const patterns = await loadPatterns();

export const text = (zh: string) => ({ zh, en: zh });
export const f = (kind: string, name: string, more: object = {}): FieldSource => ({
  name,
  kind,
  label: text(name),
  ...more,
});

export const category: FormSource = {
  name: 'category',
  kind: 'master',
  sharing: 'everybody',
  label: text('税收分类'),
  fields: [
    f('text', 'number'),
    f('text', 'name'),
    f('percent', 'rate'),
    f('text', 'shortName'),
    f('boolean', 'leaf'),
  ],
};

export function modelOf(...forms: readonly FormSource[]): Model {
  const source: PackageSource = {
    manifest: { name: 'sample', version: '1.0.0', guiju: { prefix: 's', label: text('样例') } },
    forms: forms.map((content) => ({ file: `forms/${content.name}.json`, content })),
    extensions: [],
    params: [],
    data: [],
    cases: [],
    messages: [],
  };
  const { model, issues } = compile([source]);
  if (!model) throw new Error(JSON.stringify(issues));
  return model;
}

export function formOf(model: Model, name: string): Form {
  const form = model.forms.get(name);
  if (!form) throw new Error(name);
  return form;
}

/** The record checks that forms of tests can name. */
export const checks = new Map([hostCheck, ...recordChecks].map((one) => [one.name, one]));

export function behaviourOf(form: Partial<FormSource>, ...others: readonly FormSource[]): Behaviour {
  const model = modelOf(
    { name: 'order', kind: 'document', sharing: 'everybody', label: text('单'), fields: [], ...form },
    category,
    ...others,
  );
  return behaviour(formOf(model, form.name ?? 'order'), {
    target: (id) => model.formsById.get(id),
    checks,
    patterns,
  });
}

export const c1 = '11111111-1111-4111-8111-111111111111';
export const c2 = '22222222-2222-4222-8222-222222222222';
const records: Readonly<Record<string, JsonObject>> = {
  [c1]: { id: c1, number: 'C1', name: '货物', rate: '0.13', shortName: '货', leaf: true },
  [c2]: { id: c2, number: 'C2', name: '服务', rate: '0.06', shortName: '服', leaf: false },
};

export const context: Context = {
  call: { org: 'O1', user: 'U1', today: '2026-03-15', now: '2026-03-15T08:00:00.000Z' },
  orgId: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
  userId: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb',
  target: (form, ref) => (form === 'category' ? records[ref.id ?? ''] : undefined),
};
