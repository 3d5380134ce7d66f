import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { papersPackage } from '../../model/publish/every-kind.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});

describeOnDatabases('values that have more than words', (under) => {
  let node: TestNode;
  const fields = [
    ...[field('terms', 'rich-text'), field('place', 'address'), field('signed', 'signature')],
    field('upon', 'reference', { form: 'paper' }),
  ];
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([
      papersPackage(fields, {
        paper: { title: 'place', list: { columns: ['number'], search: ['number', 'terms', 'place'] } },
      }),
    ]);
  }, 60_000);
  afterAll(() => node.close());

  const make = (number: string, more: JsonObject) =>
    node.ask('POST', '/api/forms/paper/records', { number, ...more });
  const change = async (id: Json | undefined, body: JsonObject) => {
    const at = `/api/forms/paper/records/${String(id)}`;
    const etag = (await node.ask('GET', at)).headers.get('etag') ?? '';
    return node.ask('PATCH', at, body, { 'if-match': etag });
  };
  const found = async (query: string) => {
    const { items } = (await node.ask('GET', `/api/forms/paper/records?${query}`)).body;
    return (items as readonly JsonObject[]).map(({ number }) => number);
  };
  const holding = (fact: string, value: string) =>
    found(`filter=${encodeURIComponent(JSON.stringify({ fact, operator: 'contains', value }))}`);

  it('rich text is found by its words, by no tag, and tells what was left out', async () => {
    const { status, body } = await make('R1', {
      terms: '<p class="x">foo<b>bar</b></p><ul><li>straße</li></ul>',
    });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body['terms']).toBe('<p>foo<strong>bar</strong></p><ul><li><p>straße</p></li></ul>');
    expect(body['$warnings']).toMatchObject([
      { path: '/terms', code: 'rich-text-dropped', message: expect.stringContaining('class') },
    ]);
    expect([await holding('terms', 'foobar'), await holding('terms', 'strong')]).toEqual([['R1'], []]);
    expect([await found('q=foobar'), await found('q=%3Cp')]).toEqual([['R1'], []]);
    const refused = await make('R2', { terms: '<p onclick="x()">a<script>b</script></p>' });
    expect(refused.status).toBe(422);
    expect(refused.body['errors']).toMatchObject([
      { path: '/terms', code: 'rich-text-refused', message: expect.stringContaining('onclick, <script>') },
    ]);
  });

  it('an address is found by its line and answered by its parts', async () => {
    const place = { country: 'CN', province: '广东省', city: '深圳市', street: '科技园 1 号' };
    expect((await make('A1', { place })).body['place']).toEqual(place);
    // Where it names its record, others show its line.
    expect((await make('A2', { upon: { number: 'A1' } })).body['upon']).toMatchObject({
      name: '广东省深圳市科技园 1 号',
    });
    expect([await holding('place', '广东省深圳市'), await holding('place', 'CN')]).toEqual([['A1'], []]);
    expect(await found(`q=${encodeURIComponent('深圳市科技园')}`)).toEqual(['A1']);
  });

  it('a signature bears who gave it and when, whatever was sent, and stays', async () => {
    const path = 'M1 1L20 30';
    const { body } = await make('S1', { signed: { path, by: 'Somebody', at: '2000-01-01T00:00:00.000Z' } });
    const { signed, id } = body;
    expect(signed).toMatchObject({ path, by: expect.not.stringMatching('Somebody') });
    expect(String((signed as JsonObject)['at'])).not.toMatch(/^2000/);
    for (const other of [null, { path: 'M1 1L2 2' }, { typed: 'Ann' }, { path }]) {
      const { status, body: said } = await change(id, { signed: other });
      expect([status, said['errors']]).toMatchObject([422, [{ path: '/signed', code: 'signature-stands' }]]);
    }
    const again = await change(id, { signed: signed ?? null, tag: 'x' });
    expect([again.status, again.body['signed']]).toEqual([200, signed]);
    for (const [sent, code] of [
      [{ path: 'M1 1L401 1' }, 'signature-beyond'],
      [{ path: 'M1 1C2 2' }, 'not-signature'],
      [{ path: 'M1 1"/><script>' }, 'not-signature'],
      [{ typed: ' ' }, 'not-signature'],
      [{ path, typed: 'Ann' }, 'not-signature'],
      [{}, 'not-signature'],
    ] as const)
      expect((await make('S2', { signed: sent })).body['errors']).toMatchObject([{ code }]);
  });

  it('keeps its words where it becomes a plain text', async () => {
    const plain = [
      field('terms', 'multiline'),
      field('place', 'text', { length: 1000 }),
      field('signed', 'signature'),
    ];
    await node.publish([papersPackage(plain)]);
    const { items } = (await node.ask('GET', '/api/forms/paper/records')).body;
    const said = (items as readonly JsonObject[]).map(({ number, terms, place }) => [number, terms, place]);
    expect(said).toContainEqual(['R1', 'foobar\nstraße', null]);
    expect(said).toContainEqual(['A1', null, '广东省深圳市科技园 1 号']);
  });
});
