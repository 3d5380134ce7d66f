import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label, shopPackage } from './designing.suite.ts';

/** A form of one's own with rows, which refers to somebody else's. */
const order = {
  name: 'order',
  kind: 'document',
  sharing: 'everybody',
  label: label('Order'),
  menu: { path: 'sales' },
  fields: [
    field('number', 'text', { required: true }),
    field('thing', 'reference', { form: 'thing' }),
    field('channel', 'reference', { form: 'channel' }),
    field('lines', 'entries', { fields: [field('amount', 'money')] }),
  ],
};
const channel = {
  name: 'channel',
  kind: 'master',
  sharing: 'everybody',
  label: label('Channel'),
  menu: { path: 'sales' },
  fields: [field('number', 'text', { required: true })],
};

const write = (path: string, content: Json) => ({ do: 'write-file', path, content }) as const;
const shipped = (number: string) => ({ key: number, values: { number } });

describeOnDatabases('a package made of the customer’s layer', (under) => {
  let node: TestNode;
  let admin: Designer;
  const made = async (form: string, body: JsonObject) => {
    const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return String(answer.body['id']);
  };
  const read = async (form: string, id: string) =>
    (await node.ask('GET', `/api/forms/${form}/records/${id}`)).body;
  const wanted = (places: readonly string[], more: JsonObject = {}): JsonObject => ({
    name: 'acme-sales',
    version: '1.0.0',
    prefix: 'acme',
    label: label('Sales'),
    notes: 'The first one.',
    places: [...places],
    ...more,
  });
  const numbersOf = async (form: string) => {
    const { items } = (await node.ask('GET', `/api/forms/${form}/records?sort=number`)).body;
    return (items as readonly JsonObject[]).map(({ number }) => number);
  };
  /** Returns the packages that brought each record. */
  const origins = () =>
    node.tenant.database.all<{ form: string; record: string; package: string }>(
      "SELECT form, record, package FROM gj_origin WHERE form IN ('channel', 'thing') ORDER BY form, record",
    );
  const plan = (body: JsonObject) => admin.ask('POST', '/api/design/ship/plan', body);
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
    admin = designer(node);
    const id = await admin.begin();
    const colour = field('local_colour', 'choice', {
      options: ['red'].map((value) => ({ value, label: label(value) })),
    });
    await admin.take(id, 0, [
      { do: 'add-menu', content: { path: 'sales', label: label('Sales') } },
      { do: 'add-form', content: channel as never },
      { do: 'add-form', content: order as never },
      { do: 'add-field', form: 'thing', content: colour as never },
      { do: 'add-field', form: 'thing', content: field('local_stays', 'text') as never },
      { do: 'set', form: 'thing', target: 'list/columns', value: ['number', 'local_colour', 'local_stays'] },
      { do: 'set', form: 'thing', target: 'fields/title/label', value: label('Heading') },
      write('data/channels.json', { form: 'channel', records: [shipped('web'), shipped('shop')] }),
      write('data/things.json', { form: 'thing', records: [shipped('sample')] }),
      write('messages/words.json', { 'required-missing': label('Say {field}') }),
    ]);
    await admin.publish(id);
  }, 60_000);
  afterAll(() => node.close());

  it('names what can be taken, and refuses what cannot be a package of its own', async () => {
    const { places } = (await admin.ask('GET', '/api/design/ship')).body;
    expect((places as JsonObject[]).map(({ place, sort }) => [place, sort]).toSorted()).toEqual([
      ...[
        ['channel', 'form'],
        ['messages', 'messages'],
        ['order', 'form'],
      ],
      ...[
        ['thing', 'changes'],
        ['thing/data', 'data'],
        ['thing/fields/local_colour', 'fields'],
        ['thing/fields/local_stays', 'fields'],
      ],
    ]);
    for (const [body, status, code] of [
      [wanted(['order']), 409, 'ship-leans'],
      [wanted(['nothing']), 422, 'ship-unknown'],
      [wanted(['order'], { name: 'shop' }), 409, 'ship-taken'],
      [wanted(['order'], { prefix: 'local' }), 409, 'ship-taken'],
      [wanted(['order'], { name: 'local' }), 422, 'ship-wrong'],
      [wanted(['order'], { version: 'one' }), 422, 'ship-wrong'],
      [wanted(['order'], { prefix: 'A B' }), 422, 'ship-wrong'],
    ] as const)
      expect((await plan(body)).body, JSON.stringify(body)).toMatchObject({ status, code });
  });

  it('lies below that layer with the same model and data, and can be written, removed from and brought elsewhere', async () => {
    const thing = await made('thing', {
      number: 'T1',
      title: 'One',
      local_colour: 'red',
      local_stays: 'here',
    });
    await made('channel', { number: 'C1' });
    const first = await made('order', {
      number: 'O1',
      thing: 'T1',
      channel: 'C1',
      lines: [{ amount: '12.50' }],
    });
    const before = { order: await read('order', first), thing: await read('thing', thing) };
    const brought = async () => [await numbersOf('channel'), await numbersOf('thing')];
    await expect.poll(brought, { timeout: 20_000 }).toEqual([
      ['C1', 'shop', 'web'],
      ['T1', 'sample'],
    ]);
    // A change that somebody made to a record which came along stays, too.
    const { items } = (await node.ask('GET', '/api/forms/channel/records?number=web')).body;
    const [web] = items as readonly JsonObject[];
    const match = { 'if-match': `"${String(web?.['revision'])}"` };
    const path = `/api/forms/channel/records/${String(web?.['id'])}`;
    expect((await node.ask('PATCH', path, { number: 'online' }, match)).status).toBe(200);
    const channels = await origins();
    const forms = async () => {
      const all = ['order', 'channel', 'thing'].map((name) => node.ask('GET', `/api/forms/${name}`));
      return (await Promise.all(all)).map(({ body }) => withoutOwner(body));
    };
    const model = await forms();
    const body = wanted(['order', 'channel', 'thing/fields/local_colour']);
    const seen = (await plan(body)).body;
    expect((seen['issues'] as JsonObject[]).map(({ code }) => code)).not.toContain('data-left');
    expect(seen, JSON.stringify(seen['issues'])).toMatchObject({ hash: expect.any(String), changes: [] });
    const done = await admin.ask('POST', '/api/design/ship', { ...body, hash: seen['hash'] ?? '' });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect(await forms()).toEqual(model);
    expect({ order: await read('order', first), thing: await read('thing', thing) }).toEqual(before);
    expect((await node.ask('GET', '/api/forms/order')).body['package']).toBe('acme-sales');
    expect(await brought()).toEqual([
      ['C1', 'online', 'shop'],
      ['T1', 'sample'],
    ]);
    const moved = channels.map((one) => (one.form === 'channel' ? { ...one, package: 'acme-sales' } : one));
    await expect.poll(origins, { timeout: 20_000 }).toEqual(moved);
    const newestSays = async () => {
      const { body: all } = await node.ask('GET', '/api/publishes', undefined, { 'accept-language': 'en' });
      const [newest] = all['items'] as readonly { readonly says: readonly JsonObject[] }[];
      return newest?.says.map(({ message }) => String(message)).filter((said) => /^Form /.test(said));
    };
    expect(await newestSays()).toEqual([
      'Form “Channel” moves to the package “Sales” as it is',
      'Form “Order” moves to the package “Sales” as it is',
    ]);
    // Undone, all of it is the customer’s again, with what people made of it; redone, the package’s.
    const asShipped = (await admin.ask('GET', '/api/design/ship')).body['places'];
    const undone = async (which: JsonObject = {}) => {
      const { body: planned } = await admin.ask('POST', '/api/publishes/undo/plan', which);
      const answer = await admin.ask('POST', '/api/publishes/undo', {
        ...which,
        hash: planned['hash'] ?? '',
      });
      expect(answer.status, JSON.stringify([answer.body, planned])).toBe(200);
    };
    await undone();
    expect(await newestSays()).toEqual([
      'Form “Channel” moves back from the package “Sales” as it is',
      'Form “Order” moves back from the package “Sales” as it is',
    ]);
    expect((await node.ask('GET', '/api/forms/order')).body['package']).toBe('local');
    expect(await forms()).toEqual(model);
    await expect.poll(origins, { timeout: 20_000 }).toEqual(channels);
    expect({ order: await read('order', first), thing: await read('thing', thing) }).toEqual(before);
    expect(await brought()).toEqual([
      ['C1', 'online', 'shop'],
      ['T1', 'sample'],
    ]);
    const { places } = (await admin.ask('GET', '/api/design/ship')).body;
    expect((places as JsonObject[]).map(({ place }) => place)).toContain('order');
    const publishes = (await admin.ask('GET', '/api/publishes')).body['items'] as readonly JsonObject[];
    await undone({ publish: publishes.find(({ offers }) => offers === 'redo')?.['revision'] ?? null });
    await expect.poll(origins, { timeout: 20_000 }).toEqual(moved);
    expect((await admin.ask('GET', '/api/design/ship')).body['places']).toEqual(asShipped);
    expect((await admin.ask('GET', '/api/design/ship')).body['places']).toMatchObject([
      ...[{ place: 'thing' }, { place: 'thing/data' }, { place: 'thing/fields/local_stays' }],
      { place: 'messages' },
    ]);
    // Still written here, as what is one’s own.
    const id = await admin.begin({ layer: 'acme-sales' });
    await admin.take(id, 0, [
      { do: 'add-field', form: 'order', content: field('note', 'text') as never },
      { do: 'add-field', form: 'thing', content: field('acme_size', 'integer') as never },
    ]);
    const { packages } = await admin.publish(id);
    expect(packages).toMatchObject([{ name: 'acme-sales', version: '1.1.0' }]);
    expect(await read('order', first)).toMatchObject({ lines: [{ amount: '12.5' }], note: null });
    // Another system has it by its tarball.
    const packed = await node.raw('GET', '/api/packages/acme-sales.tgz');
    expect(packed.status).toBe(200);
    const tarball = Buffer.from(await packed.arrayBuffer()).toString('base64');
    const other = await openTestNode((await under.fresh()).url);
    try {
      await other.publish([shopPackage()]);
      const given = { packages: [{ tarball }] };
      const { body: planned } = await other.ask('POST', '/api/packages/plan', given);
      const hash = planned['hash'] ?? '';
      const installed = await other.ask('POST', '/api/packages', { ...given, hash });
      expect(installed.status, JSON.stringify([installed.body, planned])).toBe(200);
      const names = ((await other.ask('GET', '/api/forms/thing')).body['fields'] as JsonObject[]).map(
        ({ name }) => name,
      );
      expect(names).toContain('local_colour');
      expect(names).not.toContain('local_stays');
    } finally {
      await other.close();
    }
  });
});

/** A form as it is told, but for who brought it and what hangs on that. */
function withoutOwner(body: JsonObject): Json {
  return JSON.parse(
    JSON.stringify(body, (member, value) =>
      ['package', 'hash', 'revision'].includes(member) ? undefined : value,
    ),
  ) as Json;
}
