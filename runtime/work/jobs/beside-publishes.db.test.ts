import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { asleep } from '../background/asleep.suite.ts';
import { besidePublishes } from './beside-publishes.ts';

const label = (name: string) => ({ zh: name, en: name });
const text = (name: string, length: number) => ({ name, kind: 'text', label: label(name), length });

/** Two forms, of which versions change the second only, or both. */
function notes(version: number, lengths: { readonly note: number; readonly memo: number }) {
  const guiju = { prefix: 'no', label: label('notes') };
  const form = (name: string, length: number) => ({
    ...{ name, kind: 'master', sharing: 'everybody', label: label(name) },
    fields: [{ ...text('number', 40), required: true }, text('body', length)],
  });
  return installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        { name: 'notes', version: `1.${version}.0`, peerDependencies: { platform: '*' }, guiju },
      ],
      ['forms/note.json', form('note', lengths.note)],
      ['forms/memo.json', form('memo', lengths.memo)],
    ]),
  );
}

describeOnDatabases('work that lasts longer than a publish of another node', (under) => {
  let node: TestNode;
  let other: TestNode;
  let store: Store;
  let version = 0;
  beforeAll(async () => {
    node = await openTestNode(under.url, { wait: asleep });
    await node.publish([notes(version, { note: 10, memo: 10 })]);
    other = await openTestNode(under.url, { wait: asleep });
    store = besidePublishes(node.tenant.store, node.tenant);
  });
  afterAll(async () => {
    await other.close();
    await node.close();
  });

  const begun = (): Call => node.tenant.systemCall();
  const formOf = ({ served }: Call, name: string) => {
    const form = served.model.forms.get(name);
    if (!form) throw new Error(name);
    return form;
  };
  const publishThere = async (lengths: { readonly note: number; readonly memo: number }) => {
    version += 1;
    await other.publish([notes(version, lengths)]);
  };

  it.each<[string, (call: Call, number: string) => Promise<unknown>]>([
    ['a record', (call, number) => store.create(call, formOf(call, 'note'), { number })],
    [
      'several at once',
      (call, number) =>
        store.atOnce<JsonObject>(call, async (transaction) => {
          const form = formOf(call, 'note');
          const made = await transaction.create(form, { number });
          await transaction.patch(form, made, { body: 'twice' });
          return { id: (await transaction.read(form, made.id)).id };
        }),
    ],
  ])('writes %s on what was published, as long as its forms are as they were', async (what, write) => {
    const call = begun();
    await publishThere({ note: 10, memo: 20 + version });
    await write(call, what);
    const found = await store.list(begun(), formOf(begun(), 'note'), {
      view: 'manage',
      filter: { fact: 'number', operator: 'equal', value: what },
    });
    expect(found.items).toHaveLength(1);

    const former = begun();
    await publishThere({ note: 11 + version, memo: 10 });
    const refused = await write(former, `${what} later`).catch((failure: unknown) => failure);
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).code).toBe('job-form-changed');
    // The next one begins with forms as they are: back to what they were.
    await publishThere({ note: 10, memo: 10 });
    await node.tenant.follow();
  });
});
