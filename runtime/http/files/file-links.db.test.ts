import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FileLink } from '../../../metadata/contract/files/calls.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { sweepExpired } from '../../care/thinning/sweep-expired.ts';
import { type House, openHouse } from '../house.suite.ts';
import { bringWhole, uploadIdOf } from './brought-file.suite.ts';

const label = (text: string) => ({ zh: text, en: text });

const treaty: FormSource = {
  name: 'treaty',
  kind: 'document',
  label: label('Treaty'),
  sharing: { allowed: ['private', 'global'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', label: label('Number'), length: 50, required: true },
    { name: 'papers', kind: 'files', label: label('Papers') },
  ],
};

const records = '/api/forms/treaty/records';
const gone = 'This link has expired or was revoked: if you still need the file, ask the sender for a new one';
const hour = 3_600_000;

interface Treaty {
  readonly id: string;
  readonly file: string;
  readonly path: string;
}

describeOnDatabases('links to files', (database) => {
  let house: House;
  let admin: string;
  /** Reads and exports the treatys of the north, and edits none. */
  let clerk: string;
  let clerkId: string;
  let clerkRole: string;
  let reader: string;
  let names = 0;

  const grant = (...actions: readonly string[]): readonly JsonObject[] => [
    { form: 'treaty', actions: [...actions], scope: 'own' },
  ];
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [treaty] });
    clerkId = await house.user('clerk', house.orgs.north, grant('read', 'export'));
    const asked = { as: await house.signIn('admin') };
    const known = await house.ask('GET', `/api/forms/user/records/${clerkId}?view=manage`, asked);
    clerkRole = String(known.at('/roles/0/role/id'));
    await house.user('reader', house.orgs.north, grant('read'));
  });
  beforeEach(async () => {
    admin = await house.signIn('admin');
    clerk = await house.signIn('clerk');
    reader = await house.signIn('reader');
  });
  afterAll(() => house.close());

  async function make(text = 'hello there'): Promise<Treaty> {
    const bytes = Buffer.from(text);
    const name = `纸 ${++names}.txt`;
    const brought = await bringWhole(house, { as: admin, form: 'treaty', field: 'papers', name, bytes });
    const file = uploadIdOf(brought);
    const body = { number: `D${names}`, papers: [{ id: file }] };
    const made = await house.ask('POST', `${records}?org=NORTH`, { as: admin, body });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    const id = String(made.at('/id'));
    return { id, file, path: `${records}/${id}/files/${file}/links` };
  }
  async function linkTo({ path }: Treaty, as = clerk, body: Json = {}): Promise<{ id: string; at: string }> {
    const made = await house.ask('POST', path, { as, body });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    const url = new URL(String(made.at('/url')));
    expect(url.origin).toBe('http://guiju.test');
    return { id: String(made.at('/id')), at: url.pathname };
  }
  const follow = (at: string, headers: Readonly<Record<string, string>> = {}) =>
    house.ask('GET', at, { headers });
  const head = (at: string) => house.app.request(at, { method: 'HEAD' });
  const change = async (id: string, body: Json) => {
    const path = `${records}/${id}`;
    const { headers } = await house.ask('GET', `${path}?view=manage`, { as: admin });
    const match = { 'if-match': headers.get('etag') ?? '' };
    const changed = await house.ask('PATCH', path, { as: admin, body, headers: match });
    expect([changed.status, changed.text]).toEqual([200, expect.anything()]);
  };
  const act = async (action: 'enable' | 'disable', form: 'user' | 'role' = 'user') => {
    const path = `/api/forms/${form}/records/${form === 'user' ? clerkId : clerkRole}`;
    const { headers } = await house.ask('GET', `${path}?view=manage`, { as: admin });
    const match = { 'if-match': headers.get('etag') ?? '' };
    const done = await house.ask('POST', `${path}/actions/${action}`, {
      as: admin,
      headers: match,
      body: {},
    });
    expect([done.status, done.text]).toEqual([200, expect.anything()]);
  };
  const grantRole = async (actions: readonly string[]) => {
    const path = `/api/forms/role/records/${clerkRole}?view=manage`;
    const found = await house.ask('GET', path, { as: admin });
    const match = { 'if-match': found.headers.get('etag') ?? '' };
    const body = { grants: [{ id: String(found.at('/grants/0/id')), actions: [...actions] }] };
    const done = await house.ask('PATCH', path.split('?')[0] ?? '', { as: admin, body, headers: match });
    expect([done.status, done.text]).toEqual([200, expect.anything()]);
  };
  const living = async ({ path }: Treaty, as: string) =>
    ((await house.ask('GET', path, { as })).at('/items') as FileLink[]).map(({ id }) => id);
  const trail = async (action: string) =>
    house.host.database.all<{ actor_name: string | null; target: string; detail: string }>(
      'SELECT actor_name, target, detail FROM gj_audit WHERE action = ? ORDER BY at',
      [action],
    );

  it('hand the file to whoever holds one, as a download that runs nothing and is kept nowhere', async () => {
    const one = await make();
    const { at } = await linkTo(one);
    expect(at).toMatch(/^\/files\/[\w-]{43}$/);
    const answer = await follow(at);
    expect([answer.status, answer.text]).toEqual([200, 'hello there']);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''%E7%BA%B8%20\d+\.txt$/),
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    });
    const part = await follow(at, { range: 'bytes=6-10' });
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([
      206,
      'there',
      'bytes 6-10/11',
    ]);
    const asked = await head(at);
    expect([asked.status, await asked.text(), asked.headers.get('content-length')]).toEqual([200, '', '11']);
  });

  it('are told in the trail when they are made, followed the first time and withdrawn, without their secret', async () => {
    const one = await make();
    const { id, at } = await linkTo(one);
    await head(at);
    expect((await trail('file-link-used')).some(({ target }) => target.includes(one.file))).toBe(false);
    await follow(at);
    await follow(at);
    expect((await house.ask('DELETE', `${one.path}/${id}`, { as: clerk })).status).toBe(204);
    for (const [action, by] of [
      ['file-link-made', 'clerk'],
      ['file-link-used', null],
      ['file-link-withdrawn', 'clerk'],
    ] as const) {
      const noted = (await trail(action)).filter(({ target }) => target.includes(one.file));
      expect(
        noted.map(({ actor_name }) => actor_name),
        action,
      ).toEqual([by]);
      expect(noted[0]?.detail).toContain(id);
    }
    const secret = at.slice('/files/'.length);
    await follow(at);
    expect(house.log.join('\n')).not.toContain(secret);
    const kept = await house.host.database.all('SELECT * FROM gj_file_link');
    expect(JSON.stringify([kept, await trail('file-link-made')])).not.toContain(secret);
  });

  const barred: readonly (readonly [
    sentence: string,
    after: (treaty: Treaty, link: { readonly id: string; readonly at: string }) => Promise<unknown>,
    back?: () => Promise<unknown>,
  ])[] = [
    ['was withdrawn', ({ path }, { id }) => house.ask('DELETE', `${path}/${id}`, { as: clerk })],
    [
      'was withdrawn by somebody who edits the record',
      ({ path }, { id }) => house.ask('DELETE', `${path}/${id}`, { as: admin }),
    ],
    ['has had its time', async () => house.later(73 * hour)],
    ['is of a file that left the record', ({ id }) => change(id, { papers: null })],
    [
      'is of a record that was deleted',
      async ({ id }) => {
        const { headers } = await house.ask('GET', `${records}/${id}?view=manage`, { as: admin });
        const match = { 'if-match': headers.get('etag') ?? '' };
        const deleted = await house.ask('DELETE', `${records}/${id}`, { as: admin, headers: match });
        expect(deleted.status).toBe(204);
      },
    ],
    ['is of somebody who was disabled', () => act('disable'), () => act('enable')],
    ['is of somebody who may export no more', () => grantRole(['read']), () => grantRole(['read', 'export'])],
    ['is of somebody who lost his role', () => act('disable', 'role'), () => act('enable', 'role')],
  ];
  for (const [sentence, after, back] of barred)
    it(`lead to nothing when one ${sentence}`, async () => {
      const one = await make();
      const link = await linkTo(one);
      expect((await follow(link.at)).status).toBe(200);
      await after(one, link);
      const answer = await follow(link.at);
      expect([answer.status, answer.at('/code'), answer.at('/detail')]).toEqual([
        410,
        'file-link-gone',
        gone,
      ]);
      expect((await head(link.at)).status).toBe(410);
      admin = await house.signIn('admin');
      await back?.();
      if (!back) return;
      // Whatever its maker may do again: it is over, and he sees that in the list.
      clerk = await house.signIn('clerk');
      expect((await follow(link.at)).status).toBe(410);
      const { json } = await house.ask('GET', one.path, { as: clerk });
      const { items } = json as { items: readonly JsonObject[] };
      expect(items.map(({ id, lostAt }) => [id, typeof lostAt])).toEqual([[link.id, 'string']]);
      expect((await trail('file-link-lost')).filter(({ target }) => target.includes(one.file)).length).toBe(
        1,
      );
      expect((await follow((await linkTo(one)).at)).status).toBe(200);
    });

  it('lead to nothing where they were made up or changed, told as what was withdrawn is', async () => {
    const { at } = await linkTo(await make());
    const last = at.at(-1) === 'A' ? 'B' : 'A';
    for (const other of [
      `${at.slice(0, -1)}${last}`,
      at.slice(0, -1),
      `${at}A`,
      '/files/x',
      `/files/${'é'.repeat(40)}`,
    ]) {
      const answer = await follow(other);
      expect([answer.status, answer.at('/detail')], other).toEqual([410, gone]);
    }
    const page = await follow('/files/x', { accept: 'text/html' });
    expect([page.headers.get('content-type'), page.text.includes(gone)]).toEqual([
      'text/html; charset=utf-8',
      true,
    ]);
  });

  it('make a network wait that asks for many which lead to nothing', async () => {
    const { at } = await linkTo(await make());
    const from = { 'x-forwarded-for': '192.0.2.9' };
    const states = new Set<number>();
    for (let count = 0; count < 22; count += 1) states.add((await follow(`/files/x${count}`, from)).status);
    expect([...states]).toEqual([410, 429]);
    const held = await follow(at, from);
    expect([held.status, held.at('/code')]).toEqual([429, 'too-many-attempts']);
    expect((await follow(at)).status).toBe(200);
    house.later(16 * 60_000);
    expect((await follow(at, from)).status).toBe(200);
  });

  describe('may be made', () => {
    const refused: readonly (readonly [
      string,
      () => Promise<{ path: string; as: string; body?: Json }>,
      number,
      string,
    ])[] = [
      [
        'by nobody who may not export',
        async () => ({ path: (await make()).path, as: reader }),
        403,
        'forbidden',
      ],
      [
        'for no longer than a month',
        async () => ({ path: (await make()).path, as: clerk, body: { hours: 721 } }),
        400,
        'body-wrong',
      ],
      [
        'for no time',
        async () => ({ path: (await make()).path, as: clerk, body: { hours: 0 } }),
        400,
        'body-wrong',
      ],
      [
        'of no file of another record',
        async () => {
          const [one, other] = [await make(), await make()];
          return { path: `${records}/${one.id}/files/${other.file}/links`, as: clerk };
        },
        404,
        'record-file-unknown',
      ],
      [
        'of no record that one may not see',
        async () => {
          const body = { number: `S${++names}` };
          const made = await house.ask('POST', `${records}?org=SOUTH`, { as: admin, body });
          return {
            path: `${records}/${String(made.at('/id'))}/files/${(await make()).file}/links`,
            as: clerk,
          };
        },
        404,
        'record-unknown',
      ],
    ];
    for (const [sentence, asked, status, code] of refused)
      it(sentence, async () => {
        const { path, as, body = {} } = await asked();
        const answer = await house.ask('POST', path, { as, body });
        expect([answer.status, answer.at('/code')]).toEqual([status, code]);
      });

    it('by somebody who exports elsewhere only of what he exports', async () => {
      await house.user('mixed', house.orgs.north, [
        { form: 'treaty', actions: ['read'], scope: 'all' },
        { form: 'treaty', actions: ['export'], scope: 'own' },
      ]);
      const mixed = await house.signIn('mixed');
      const one = await make();
      expect((await house.ask('POST', one.path, { as: mixed, body: {} })).status).toBe(201);
      const south = await house.ask('POST', `${records}?org=SOUTH`, {
        as: admin,
        body: {
          number: `M${++names}`,
          papers: [
            {
              id: uploadIdOf(
                await bringWhole(house, {
                  as: admin,
                  form: 'treaty',
                  field: 'papers',
                  name: 'a.txt',
                  bytes: Buffer.from('a'),
                }),
              ),
            },
          ],
        },
      });
      const path = `${records}/${String(south.at('/id'))}/files/${String(south.at('/papers/0/id'))}`;
      expect((await house.ask('GET', path, { as: mixed })).status).toBe(200);
      const answer = await house.ask('POST', `${path}/links`, { as: mixed, body: {} });
      expect([answer.status, answer.at('/code')]).toEqual([403, 'forbidden']);
    });
  });

  it('are listed for, and withdrawn by, their makers and who may edit the record, and nobody else', async () => {
    const one = await make();
    const [own, other] = [await linkTo(one), await linkTo(one, admin, { hours: 1 })];
    expect(await living(one, clerk)).toEqual([own.id]);
    expect(await living(one, reader)).toEqual([]);
    expect(new Set(await living(one, admin))).toEqual(new Set([own.id, other.id]));
    for (const [as, id] of [
      [reader, own.id],
      [clerk, other.id],
      [clerk, 'x'],
    ] as const) {
      const answer = await house.ask('DELETE', `${one.path}/${id}`, { as });
      expect([answer.status, answer.at('/code')]).toEqual([404, 'file-link-unknown']);
    }
    const second = await make();
    expect((await house.ask('DELETE', `${second.path}/${own.id}`, { as: clerk })).status).toBe(404);
    expect((await follow(own.at)).status).toBe(200);
    await house.ask('DELETE', `${one.path}/${own.id}`, { as: admin });
    expect(await living(one, admin)).toEqual([other.id]);
    expect((await follow(other.at)).status).toBe(200);
    expect((await house.ask('GET', `${one.path.replace(one.file, second.file)}`, { as: clerk })).status).toBe(
      404,
    );
  });

  it('are swept when their time is over, and not before', async () => {
    const { id } = await linkTo(await make());
    const rows = async () =>
      (await house.host.database.all('SELECT id FROM gj_file_link WHERE id = ?', [id])).length;
    await sweepExpired(house.host.database);
    expect(await rows()).toBe(1);
    house.later(73 * hour);
    await sweepExpired(house.host.database);
    expect(await rows()).toBe(0);
  });
});
