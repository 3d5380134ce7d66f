import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { changed, sourcesOf } from '../../../metadata/model/sample.suite.ts';
import type { FormModel } from '../../model/form-model.ts';
import { session } from '../../session/session.ts';
import { RecordEditor } from './record-editor.ts';
import type { Wire } from './record-sending.ts';

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
    // What takes longer than a slice on a busy machine goes on in turns of its own.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
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

it('what somebody types himself stays, though it is what a record carried here before', async () => {
  const { editor, field, come } = await opened();
  editor.change(field('basis'), basis);
  await come();
  editor.change(field('basis'), null);
  await come();
  expect(editor.edited['worth'] ?? null).toBe(null);
  editor.change(field('worth'), '7');
  await come();
  expect(editor.edited).toMatchObject({ basis: null, worth: '7' });
});

it.each([
  ['/worth', 'error', 0],
  ['/worth', 'warning', 1],
  ['/note', 'error', 1],
  ['', 'error', 1],
] as const)(
  'what the server said at “%s” as %s stays %i times once a picked record filled in worth',
  async (path, severity, left) => {
    const { editor, field, come } = await opened();
    editor.tell([{ path, code: 'said', message: 'said by the server', severity }]);
    expect(editor.findings.filter(({ text }) => text === 'said by the server')).toHaveLength(1);
    editor.change(field('basis'), basis);
    await come();
    expect(editor.findings.filter(({ text }) => text === 'said by the server')).toHaveLength(left);
  },
);

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

/** A record that is open, and answers that come when they are told to. */
async function saving(start: JsonObject) {
  const { editor, field } = await opened({
    can: new Set(['create', 'edit']),
    locks: [],
  });
  const answers: ((answer: JsonObject) => void)[] = [];
  const sent: JsonObject[] = [];
  vi.mocked(session.api.call).mockImplementation(((_: string, { body = {} }: { body?: JsonObject }) => {
    sent.push(body);
    return new Promise((resolve) => answers.push(resolve));
  }) as never);
  editor.take(wire({ remark: null, ...start }, 1));
  const answer = async (record: JsonObject, revision: number) => {
    await vi.waitFor(() => expect(answers).not.toHaveLength(0));
    answers.shift()?.(wire(record, revision));
  };
  return { editor, field, sent, answer };
}
const wire = (record: JsonObject, revision: number): Wire => ({ ...record, id: 'o1', revision });

describe('what is typed while a save is under way', () => {
  it('stays beside its answer, unsaved, and goes with the next one', async () => {
    const { editor, field, sent, answer } = await saving({ remark: 'one', note: 'a' });
    editor.change(field('remark'), 'two');
    const first = editor.save();
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    editor.change(field('remark'), 'two and on');
    await answer({ remark: 'two', note: 'a' }, 2);
    expect(await first).toBe('saved');
    expect(editor.edited).toMatchObject({ remark: 'two and on', revision: 2 });
    expect(editor.base).toMatchObject({ remark: 'two', revision: 2 });
    expect(editor.dirty).toBe(true);
    const second = editor.save();
    await answer({ remark: 'two and on', note: 'a' }, 3);
    expect(await second).toBe('saved');
    expect(sent).toEqual([{ remark: 'two' }, { remark: 'two and on' }]);
    expect(editor.dirty).toBe(false);
  });

  it('is in the row that it was typed into, though that has got another id meanwhile', async () => {
    const { editor, field, sent, answer } = await saving({ lines: [{ id: 'l1', net: '1' }] });
    const lines = (...nets: readonly (readonly [string, string])[]) => nets.map(([id, net]) => ({ id, net }));
    editor.change(field('lines'), lines(['l1', '1'], ['page-1', '2'], ['page-2', '3']));
    const save = editor.save();
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    editor.change(field('lines'), lines(['page-2', '3'], ['page-1', '22'], ['page-3', '4']));
    await answer({ lines: lines(['l1', '1'], ['s1', '2'], ['s2', '3']) }, 2);
    await save;
    expect(editor.edited['lines']).toMatchObject(lines(['s2', '3'], ['s1', '22'], ['page-3', '4']));
  });

  it('is there though it is no value yet', async () => {
    const { editor, field, sent, answer } = await saving({ remark: 'one' });
    editor.change(field('remark'), 'two');
    const save = editor.save();
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    editor.flaw('/worth', 'no amount', { text: '12x' });
    await answer({ remark: 'two' }, 2);
    await save;
    expect(editor.flaws.get('/worth')).toMatchObject({ text: '12x' });
    expect(editor.dirty).toBe(true);
  });

  it('leaves a record that nobody typed into as it was saved', async () => {
    const { editor, field, answer } = await saving({ remark: 'one' });
    editor.change(field('remark'), 'two ');
    const save = editor.save();
    await answer({ remark: 'two' }, 2);
    await save;
    expect(editor.edited).toMatchObject({ remark: 'two' });
    expect(editor.dirty).toBe(false);
  });
});

it('what was typed since stays when a save is taken back', async () => {
  const { editor, field } = await saving({ remark: 'one', basis: null });
  editor.change(field('remark'), 'typed since');
  await editor.takeBeside(wire({ remark: 'zero', note: 'former' }, 3));
  expect(editor.edited).toMatchObject({ remark: 'typed since', note: 'former', revision: 3 });
  expect(editor.dirty).toBe(true);
});

it('what was read before a save and comes after it is read again', async () => {
  const { editor, field, answer } = await saving({ remark: 'one' });
  const answers: ((remark: string, revision: number) => void)[] = [];
  vi.spyOn(session.api, 'answer').mockImplementation(
    () =>
      new Promise((resolve) => {
        answers.push((remark, revision) =>
          resolve({ body: wire({ remark }, revision), headers: new Headers() } as never),
        );
      }),
  );
  const reading = editor.reload();
  editor.change(field('remark'), 'two');
  const save = editor.save();
  await answer({ remark: 'two' }, 2);
  await save;
  answers[0]?.('one', 1);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.('two', 2);
  await reading;
  expect(editor.edited).toMatchObject({ remark: 'two', revision: 2 });
});

it('a step back never brings back what others have changed since', async () => {
  const { editor, field } = await saving({ remark: 'one', worth: '1' });
  const others = wire({ remark: 'one', worth: '2' }, 2);
  vi.spyOn(session.api, 'answer').mockResolvedValue({ body: others, headers: new Headers() } as never);
  editor.change(field('remark'), 'mine');
  await editor.reload();
  editor.turn('undo');
  expect(editor.edited).toMatchObject({ worth: '2', revision: 2 });
});
