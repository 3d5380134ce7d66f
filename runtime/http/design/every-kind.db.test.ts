import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { paramTargets } from '../../../metadata/targets.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { everyKind, givenValues, papersPackage } from '../../model/publish/every-kind.suite.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, label } from './designing.suite.ts';

const mine = (name: string) => `local_${name}`;
/** A field of every kind as somebody adds it to a form of others: what it is made of bears his mark, too. */
const fields = everyKind.map(({ name, field, ...of }) => {
  const text = JSON.stringify(field).replaceAll(/"(reference|decimal|money)"/g, `"${mine('$1')}"`);
  const own: JsonObject = {
    ...(JSON.parse(text) as JsonObject),
    kind: field['kind'] ?? '',
    name: mine(name),
  };
  const formula = String(own['formula'] ?? '').replaceAll(/\b(reference|decimal|money)\b/g, mine('$1'));
  if (formula !== '') return { ...of, name: mine(name), field: { ...own, name: mine(name), formula } };
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
    const { status, body } = await admin.ask('POST', '/api/forms/paper/records', {
      number: 'P1',
      ...(await givenValues(node, { fields })),
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

  it('of parameters every property is said, told and taken back; hidden, taken away and brought back by publishing', async () => {
    await node.publish([knobsPackage]);
    const publishAll = async (steps: readonly DesignStep[]) => {
      await publish(steps);
      const { items } = (await admin.ask('GET', '/api/params')).body;
      const all = (items as JsonObject[]).filter(({ type }) => type === 'knobs' || type === 'mine');
      return new Map(all.map(({ type, key, ...said }) => [`${String(type)}/${String(key)}`, said]));
    };
    const content = {
      key: 'size',
      label: label('Size'),
      value: { kind: 'integer' },
      unset: { label: label('none') },
    };
    const before = await publishAll([{ do: 'add-param', type: 'mine', label: label('Mine'), content }]);
    expect([...before.keys()].sort()).toEqual(['knobs/mode', 'knobs/speed', 'mine/size']);
    const step = (at: string, name: string, value: Json | undefined): DesignStep => {
      const target = `params/${at}/${name}`;
      return value === undefined ? { do: 'reset', form: '', target } : { do: 'set', form: '', target, value };
    };
    const ofOthers = paramTargets
      .map(({ at }) => at.split('/').slice(3).join('/').replace('*', 'slow'))
      .filter((name) => name !== 'hidden');
    const both = [
      ...ofOthers.map((name) => [name.startsWith('options') ? 'knobs/mode' : 'knobs/speed', name] as const),
      ...Object.keys(saidOfParam)
        .filter((name) => !name.startsWith('options'))
        .map((name) => ['mine/size', name] as const),
    ];
    const said = await publishAll(both.map(([at, name]) => step(at, name, saidOfParam[name])));
    for (const [at, name] of both) {
      const answered = said.get(at) ?? {};
      const [first = '', second, third] = name.split('/');
      const offered = ((answered['properties'] as JsonObject)['options'] ?? []) as JsonObject[];
      if (third !== undefined) {
        expect(offered.find(({ value }) => value === second)?.[third], name).toEqual(saidOfParam[name]);
        continue;
      }
      if (name === 'options') {
        expect(offered.map(({ value }) => value)).toEqual(['slow', 'quick', 'knobs']);
        continue;
      }
      const inside = (second === undefined ? answered : answered[first]) as JsonObject;
      const held = inside[second ?? first] ?? (answered['properties'] as JsonObject)[first];
      // The spelling of a value is read, not answered.
      if (name !== 'raw') expect(held, `${at} ${name}`).toEqual(saidOfParam[name]);
    }
    const explained = await admin.ask('GET', '/api/params/knobs/mode?explain=true&of=definition');
    expect(explained.body['definition'], JSON.stringify(explained.body)).toContainEqual(
      expect.objectContaining({
        property: 'params/knobs/mode/options',
        manner: 'set',
        shown: 'Quick, Slow, By knobs',
      }),
    );
    const value = await admin.ask('GET', '/api/params/knobs/speed');
    expect(value.body).toMatchObject({ value: 6, from: { scope: 'preset' } });
    const needed = ['label', 'unset/label'];
    const first = { label: content.label, 'unset/label': content.unset.label } as Readonly<
      Record<string, Json>
    >;
    const after = await publishAll(
      both.map(([at, name]) =>
        step(at, name, at === 'mine/size' && needed.includes(name) ? first[name] : undefined),
      ),
    );
    expect(after).toEqual(before);
    const places = ['params/knobs/mode', 'params/knobs/speed', 'params/mine/size'];
    const hidden = await publishAll(places.map((place) => ({ do: 'hide', form: '', place })));
    expect([...hidden.keys()]).toEqual([]);
    expect((await admin.ask('GET', '/api/params/knobs/speed')).status).toBe(200);
    expect(await publishAll(places.map((place) => ({ do: 'bring-back', form: '', place })))).toEqual(before);
    const gone = await publishAll([{ do: 'remove-param', type: 'mine', key: 'size' }]);
    expect([...gone.keys()].sort()).toEqual(['knobs/mode', 'knobs/speed']);
    const back = await publishAll([{ do: 'bring-back', form: '', place: 'params/mine/size' }]);
    expect(back).toEqual(before);
  });
});

/** The values that are set for every property which layers or a definition may have. */
const saidOfParam: Readonly<Record<string, Json>> = {
  label: label('Otherwise'),
  help: label('Help'),
  unit: label('mm'),
  preset: 6,
  danger: true,
  min: 2,
  max: 8,
  default: 4,
  'unset/value': 3,
  'unset/label': label('three'),
  since: '2.0.0',
  inherited: false,
  scopes: ['system'],
  raw: { values: { much: 8 }, reads: true },
  options: [{ value: 'knobs', label: label('By knobs') }],
  'options/slow/label': label('Slowly'),
  'options/slow/order': 1,
  'options/slow/hidden': true,
};

const knobsPackage = installedFrom(
  new Map<string, Json>([
    [
      'package.json',
      {
        name: 'knobs',
        version: '1.0.0',
        peerDependencies: { platform: '*' },
        guiju: { prefix: 'knobs', label: label('Knobs') },
      },
    ],
    [
      'params/knobs.json',
      {
        type: 'knobs',
        label: label('Knobs'),
        params: [
          {
            key: 'speed',
            label: label('Speed'),
            value: { kind: 'integer', min: 1, max: 9 },
            unset: { value: 5, label: label('five') },
          },
          {
            key: 'mode',
            label: label('Mode'),
            unset: { value: 'quick', label: label('quick') },
            value: {
              kind: 'choice',
              options: [
                { value: 'quick', label: label('Quick') },
                { value: 'slow', label: label('Slow') },
              ],
            },
          },
        ],
      },
    ],
  ]),
);
