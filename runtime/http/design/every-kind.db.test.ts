import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DesignStep } from '../../../metadata/design/design-step.ts';
import type { Json, JsonObject } from '../../../metadata/json.ts';
import { describeOnDatabases } from '../../../workshop/databases.ts';
import { everyKind, papersPackage } from '../../publish/every-kind.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, label } from './designing.suite.ts';

const mine = (name: string) => `local_${name}`;
/** A field of every kind as somebody adds it to a form of others: what it is made of bears his mark, too. */
const fields = everyKind.map(({ name, field, ...of }) => {
  const text = JSON.stringify(field).replaceAll(/"(reference|decimal|money)"/g, `"${mine('$1')}"`);
  const own = { ...(JSON.parse(text) as JsonObject), kind: field['kind'] ?? '', name: mine(name) };
  return { ...of, name: mine(name), field: own as JsonObject & { readonly name: string } };
});

describeOnDatabases('fields of every kind, designed on a form of others', (under) => {
  let node: TestNode;
  let admin: Designer;
  let record = '';
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([papersPackage([])]);
    admin = designer(node);
    await node.ask('POST', '/api/forms/thing/records', { number: 'T1', rank: 'high' });
  }, 60_000);
  afterAll(() => node.close());

  const publish = async (steps: readonly DesignStep[]) => {
    const id = await admin.begin();
    const taken = await admin.take(id, 0, steps);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    await admin.publish(id);
  };
  const described = async () => {
    const { body } = await admin.ask('GET', '/api/forms/paper');
    return new Map((body['fields'] as JsonObject[]).map((one) => [one['name'], one]));
  };
  const read = async () => (await admin.ask('GET', `/api/forms/paper/records/${record}`)).body;
  const onEach = (step: (place: string) => DesignStep) => fields.map(({ name }) => step(`fields/${name}`));

  it('are added, and hold values', async () => {
    await publish(fields.map(({ field }) => ({ do: 'add-field', form: 'paper', content: field as never })));
    const known = await described();
    for (const { name, field } of fields) expect(known.get(name)?.['kind'], name).toBe(field['kind']);
    const given = fields.flatMap(({ name, value, made }): [string, Json][] => (made ? [] : [[name, value]]));
    const { status, body } = await admin.ask('POST', '/api/forms/paper/records', {
      ...{ number: 'P1', ...Object.fromEntries(given) },
    });
    expect(status, JSON.stringify(body)).toBe(201);
    record = String(body['id']);
  });

  it('are edited while they hold them', async () => {
    const before = await read();
    await publish([
      ...onEach((place) => ({
        do: 'set',
        form: 'paper',
        target: `${place}/label`,
        value: label('Otherwise'),
      })),
      ...onEach((place) => ({ do: 'set', form: 'paper', target: `${place}/help`, value: label('Help') })),
    ]);
    for (const [name, field] of await described())
      if (String(name).startsWith('local_'))
        expect(field, String(name)).toMatchObject({ label: label('Otherwise'), help: label('Help') });
    expect(await read()).toEqual(before);
  });

  it('are hidden, and shown no more; then brought back with what they held', async () => {
    const before = await read();
    await publish(onEach((place) => ({ do: 'hide', form: 'paper', place })));
    const hidden = await described();
    for (const { name } of fields) expect([name, hidden.has(name)]).toEqual([name, false]);
    await publish(onEach((place) => ({ do: 'bring-back', form: 'paper', place })));
    const shown = await described();
    for (const { name } of fields) expect([name, shown.has(name)]).toEqual([name, true]);
    expect(await read()).toEqual(before);
  });

  it('are taken away, and brought back with what they held', async () => {
    const before = await read();
    await publish(onEach((place) => ({ do: 'remove', form: 'paper', place })));
    expect([...(await described()).keys()].some((name) => String(name).startsWith('local_'))).toBe(false);
    const id = await admin.begin();
    const taken = await admin.take(
      id,
      0,
      onEach((place) => ({ do: 'bring-back', form: 'paper', place })),
    );
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    await admin.publish(id);
    expect(await read()).toEqual(before);
  });
});
