import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { everyKind, filesOf, givenValues, papersPackage, text } from './every-kind.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const papers = '/api/forms/paper/records';
/** Kinds that a paper can carry from a thing: not those that a thing cannot have, or that no reference carries. */
const carried = everyKind.filter(
  ({ field, made }) => !made && !['entries', 'secret', 'parent'].includes(String(field['kind'])),
);
const carries = carried.map(({ name }) => ({
  name: `from${name}`,
  kind: 'carry',
  from: 'reference',
  field: name,
  label: label(name),
}));
const ofThing = [
  text('rank'),
  ...carried.map(({ field }) =>
    field['form'] === 'thing'
      ? { ...field, form: 'colour' }
      : field['forms']
        ? { ...field, forms: ['colour'] }
        : field,
  ),
];

/** Fields that were left out keep their columns, and a page of MariaDB has room for so many: each in a table of its own. */
const rounds: readonly (readonly number[])[] = [
  [1, 2, 3, 5],
  [8, 13, 21],
];

/** A node of its own, with what is asked of it here. */
function papersOn(database: { readonly url: string }, fields: readonly JsonObject[]) {
  let node: TestNode;
  let made = 0;
  const publish = async (fields: readonly JsonObject[], thing: readonly JsonObject[] = ofThing) => {
    const next = papersPackage(fields, { thing, more: { colour: [text('rank')] } });
    const plan = await node.ask('POST', '/api/model/plan', filesOf(next), { 'accept-language': 'en' });
    const body = { ...filesOf(next), hash: plan.body['hash'] ?? null };
    const { status, body: answer } = await node.ask('POST', '/api/model/apply', body);
    return status === 200
      ? 'applied'
      : JSON.stringify([plan.status, plan.body['issues'] ?? plan.body, answer]).slice(0, 2000);
  };
  const ofReferred = (value: Json): Json =>
    JSON.parse(
      JSON.stringify(value).replaceAll('"T1"', '"C1"').replaceAll('"form":"thing"', '"form":"colour"'),
    ) as Json;
  const make = async (more: JsonObject = {}) => {
    made += 1;
    const { status, body } = await node.ask('POST', papers, {
      number: `P${made}`,
      tag: 'first',
      ...(await givenValues(node)),
      ...more,
    });
    expect(status, JSON.stringify(body)).toBe(201);
    return body;
  };
  const address = ({ id }: JsonObject) => `${papers}/${String(id)}`;
  const change = async (record: JsonObject, body: JsonObject) => {
    const etag = (await node.ask('GET', address(record))).headers.get('etag') ?? '';
    return node.ask('PATCH', address(record), body, { 'if-match': etag });
  };
  const remove = async (record: JsonObject) => {
    const etag = (await node.ask('GET', address(record))).headers.get('etag') ?? '';
    expect((await node.ask('DELETE', address(record), undefined, { 'if-match': etag })).status).toBe(204);
  };
  const restore = async (record: JsonObject) => {
    const now = await node.ask('GET', address(record));
    const etag = now.headers.get('etag');
    return node.ask('POST', `${address(record)}/history/${String(record['revision'])}/restore`, undefined, {
      'if-match': now.status === 200 && etag ? etag : '"0"',
    });
  };
  const content = (record: JsonObject) =>
    Object.fromEntries(
      Object.entries(record).filter(
        ([name]) => !['revision', 'modifiedAt', 'modifiedBy', '$warnings'].includes(name),
      ),
    );
  const open = async () => {
    node = await openTestNode(database.url);
    expect(await publish(fields)).toBe('applied');
    await node.ask('POST', '/api/forms/colour/records', { number: 'C1', rank: 'low' });
    const { status, body } = await node.ask('POST', '/api/forms/thing/records', {
      number: 'T1',
      rank: 'high',
      ...(ofReferred(await givenValues(node, { form: 'thing', fields: carried })) as JsonObject),
    });
    expect(status, JSON.stringify(body)).toBe(201);
  };
  return {
    open,
    close: () => node.close(),
    ask: ((...asked) => node.ask(...asked)) as TestNode['ask'],
    raw: ((...asked) => node.raw(...asked)) as TestNode['raw'],
    publish,
    make,
    change,
    remove,
    restore,
    content,
  };
}

describeOnDatabases('a former version comes back', (database) => {
  const papersThere = papersOn(database, [...everyKind.map(({ field }) => field), ...carries]);
  const { make, change, remove, restore, content } = papersThere;
  beforeAll(papersThere.open);
  afterAll(papersThere.close);

  it('with every kind of field and what is carried from every kind, over what it is now', async () => {
    const first = await make();
    for (const { name } of carried) expect(first[`from${name}`], name).not.toBeNull();
    expect((await change(first, { tag: 'second', text: 'else', reference: null })).status).toBe(200);
    const back = await restore(first);
    expect([back.status, content(back.body)]).toEqual([200, content(first)]);
  });

  it('and over nothing, when it was deleted', async () => {
    const first = await make();
    await remove(first);
    const back = await restore(first);
    expect([back.status, content(back.body)]).toEqual([201, content(first)]);
  });
});

describeOnDatabases('a former version comes back to other kinds', (database) => {
  it.each(rounds)(
    'after each kind became another, as much as still fits, and what does not is told (%i, %i, …)',
    async (...shifts) => {
      const papersThere = papersOn(await database.fresh(), []);
      const { ask, publish, remove, restore } = papersThere;
      await papersThere.open();
      const anchors = everyKind.filter(({ field }) =>
        ['reference', 'decimal', 'money'].includes(String(field['kind'])),
      );
      const fixed = ['parent', 'number', 'secret', 'entries'];
      const turning = [
        ...everyKind.map(({ field }) => field).filter(({ kind }) => !fixed.includes(String(kind))),
        ...carries.filter(({ field }) => ['reference', 'references', 'choices', 'date'].includes(field)),
      ] as readonly JsonObject[];
      const turned = (shift: number): readonly JsonObject[] => [
        ...anchors.map(({ field }) => field),
        ...turning.map((_, at) => ({ ...turning[(at + shift) % turning.length], name: `slot${at}` })),
      ];
      expect(await publish(turned(0))).toBe('applied');
      const slots = turning.flatMap(({ name }, at) => {
        const one = everyKind.find((known) => known.name === name);
        return one ? [{ ...one, name: `slot${at}` }] : [];
      });
      const given = await givenValues(papersThere, { fields: slots });
      const anchored = anchors.map(({ name, value }) => [name, value]);
      const { status, body: first } = await ask('POST', papers, {
        number: 'TURN',
        tag: 'first',
        ...Object.fromEntries(anchored),
        ...given,
      });
      expect(status, JSON.stringify(first)).toBe(201);
      await remove(first);
      const lost = new Set<string>();
      for (const shift of shifts) {
        expect(await publish(turned(shift)), `${shift}`).toBe('applied');
        const back = await restore(first);
        expect([shift, back.status, back.body['errors'] ?? null]).toEqual([shift, 201, null]);
        expect(back.body['tag']).toBe('first');
        const warned = ((back.body['$warnings'] ?? []) as JsonObject[]).map(
          ({ path }) => String(path).split('/')[1],
        );
        for (const [at, { kind }] of turning.entries()) {
          const now = turning[(at + shift) % turning.length];
          const derived = now?.['kind'] === 'carry' || now?.['kind'] === 'computed';
          const gone = first[`slot${at}`] !== null && back.body[`slot${at}`] === null && !derived;
          if (gone && !warned.includes(`slot${at}`)) lost.add(`${String(kind)} → ${String(now?.['kind'])}`);
        }
        await remove(first);
      }
      expect([...lost]).toEqual([]);
      await papersThere.close();
    },
    240_000,
  );
});
