import { afterEach, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { changed, sourcesOf } from '../../../metadata/model/sample.suite.ts';
import type { FormModel } from '../../model/form-model.ts';
import { session } from '../../session/session.ts';
import { RecordEditor } from './record-editor.ts';

const named = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  ...{ name, kind, label: { zh: name, en: name } },
  ...more,
});
const { model } = compile(
  sourcesOf(
    changed(
      [
        named('basis', 'reference', { form: 'item' }),
        named('worth', 'money', { carry: { from: 'basis', field: 'price' } }),
        named('remark', 'text', { length: 20 }),
      ].map((one, at) => ['shop', 'forms/order.json', `/fields/${4 + at}`, one] as const),
    ),
  ),
);

afterEach(() => {
  vi.restoreAllMocks();
});

/** A new order on a page, and the records that come when they are told to. */
async function opened(more: JsonObject = {}) {
  const targets = new Map(
    [...(model?.formsById ?? [])].map(([id, form]) => [id, form as unknown as FormModel]),
  );
  const order = targets.get('order') ?? expect.fail();
  const may = {
    ...{ parameters: {}, can: new Set(['create']) },
    writable: new Set(order.fields.map(({ path }) => path)),
  };
  const form = { ...order, ...may, ...more } as unknown as FormModel;
  const waiting: (() => void)[] = [];
  vi.spyOn(session.api, 'call').mockImplementation(((route: string) => {
    const items = [{ id: basis.id, number: 'A', name: 'A', price: '7' }];
    if (route !== 'GET /api/forms/:form/records') return Promise.reject(new Error(route));
    return new Promise((resolve) => waiting.push(() => resolve({ items })));
  }) as never);
  const outline = { name: 'order', kind: form.kind };
  const editor = new RecordEditor({
    ...{ outline, record: 'new' },
    designed: () => Promise.resolve({ form, targets }),
  });
  await editor.load();
  const field = (name: string): Field => form.byName.get(name) ?? expect.fail(name);
  const come = async () => {
    for (const one of waiting) one();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { editor, field, waiting, come };
}

const basis = { id: '00000001-0000-4000-8000-000000000000', number: 'A', name: 'A' };

it('what is carried from a picked record comes with it, though somebody types on while it is on its way', async () => {
  const { editor, field, waiting, come } = await opened();
  editor.change(field('basis'), basis);
  expect(waiting).toHaveLength(1);
  editor.change(field('remark'), 'typed on');
  await come();
  expect(editor.edited).toMatchObject({ basis, worth: '7', remark: 'typed on' });
});

it('what is to be sent waits for a picked record that is on its way', async () => {
  const { editor, field, waiting, come } = await opened();
  editor.change(field('basis'), basis);
  const sending = editor.unsent();
  expect(waiting).toHaveLength(1);
  await come();
  await sending;
  expect(editor.edited).toMatchObject({ basis, worth: '7' });
});

it.each<readonly [string, (condition: JsonObject) => JsonObject]>([
  ['a lock', (when) => ({ locks: [{ name: 'one', when, for: ['change'], message: label }] })],
  ['what stands among the fields', (visible) => ({ blocks: [{ name: 'one', visible }] })],
  ['what has to be unlike', (where) => ({ unique: [{ name: 'one', fields: ['note'], where }] })],
])('a setting is at hand that is asked by %s alone', async (_, form) => {
  const asked = vi.spyOn(session, 'formById').mockReturnValue(undefined);
  await opened(form({ fact: '$setting.rates.open', operator: 'equal', value: true }));
  expect(asked).toHaveBeenCalledWith('rates');
});

const label = { zh: '锁', en: 'Locked' };
