import { afterAll, beforeAll, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { turnKey } from '../../care/keys/turn-key.ts';
import { sentence } from '../../common/messages/index.ts';
import { createVault } from '../../common/vault.ts';
import { createLog } from '../../config/log.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';
import { createIn, watcherOf } from './watcher.suite.ts';

const label = { zh: '钥匙', en: 'Keys' };
const mask = '••••••••';
const secret: JsonObject = { label, value: { kind: 'secret', length: 60 }, unset: { label } };
const limit: JsonObject = { key: 'limit', label, value: { kind: 'integer' }, unset: { label, value: 10 } };

function vaulted() {
  const keys = [{ ...secret, key: 'api' }, limit];
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: 'vaulted', version: '1.0.0', guiju: { prefix: 'va', label } }],
      ['params/keys.json', { type: 'keys', label, params: keys }],
      ['params/by-tax.json', { type: 'by_tax', label, params: [{ ...secret, dimension: 'tax-number' }] }],
    ]),
  );
}

/** Every text that was ever set: none may be met anywhere but where it is revealed. */
const clear = {
  put: 'CLEAR-by-put',
  raw: ' CLEAR by raw ',
  many: 'CLEAR-by-many',
  file: 'CLEAR-by-file',
  set: 'CLEAR-by-change-set',
  edited: 'CLEAR-edited-in-a-set',
  proposed: 'CLEAR-proposed-instead',
  tax: 'CLEAR-of-a-tax-number',
  refused: 'CLEAR-and-far-too-long-to-be-kept-by-a-parameter-of-sixty-characters',
} as const;

describeOnDatabases('secret parameters', (under) => {
  let node: TestNode;
  let opener = '';
  const lines: string[] = [];
  /** The texts that were ever answered, but where secrets were asked for. */
  const answered: string[] = [];
  const as = new Map<string, Readonly<Record<string, string>>>();

  async function ask(
    method: string,
    path: string,
    body?: Json,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TestAnswer> {
    const answer = await node.ask(method, path, body, { 'accept-language': 'en', ...headers });
    if (!path.includes('reveal=true'))
      answered.push(
        `${method} ${path} ${JSON.stringify([...answer.headers])} ${JSON.stringify(answer.body)}`,
      );
    return answer;
  }
  const codes = ({ status, body }: TestAnswer) => {
    const errors = (body['errors'] ?? []) as { path: string; code: string }[];
    return [status, body['code'] ?? '', ...errors.map(({ path, code }) => `${path} ${code}`)]
      .join(' ')
      .trim();
  };
  async function hire(
    number: string,
    org: string,
    access: readonly string[],
    more: { readonly scope?: string; readonly administers?: boolean } = {},
  ) {
    const { scope = 'subtree', administers = false } = more;
    const paramGrants = access.map((one) => ({ type: '*', access: one, scope }));
    await createIn(node, 'role', { number, name: number, administers, paramGrants });
    const roles = [{ role: { number }, organisation: org }];
    const { id } = await createIn(node, 'user', { number, name: number, organisation: org, roles });
    await node.node.gate.setPassword({ id, number }, 'a password nobody guesses');
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, number, 'a password nobody guesses', from);
    as.set(number, { authorization: `Bearer ${token}` });
    return id;
  }
  const api = '/api/params/keys/api';
  const ownOf = async (path: string) =>
    (await ask('GET', path)).body['own'] as { id: string; revision: number }[];
  const put = async (path: string, body: JsonObject) => {
    const [own] = await ownOf(path);
    return ask('PUT', path, body, own ? { 'if-match': `"${own.revision}"` } : {});
  };
  const reveal = async (org: string, who = 'opener') => {
    const answer = await ask('GET', `${api}?org=${org}&reveal=true`, undefined, as.get(who));
    return answer.status === 200 ? answer.body['value'] : codes(answer);
  };
  const clearIn = (texts: readonly string[]) =>
    texts.filter((text) => Object.values(clear).some((one) => text.includes(one.trim())));

  beforeAll(async () => {
    node = await openTestNode(under.url, {
      log: createLog('trace', { write: (line: string) => void lines.push(line) }),
    });
    await node.publish([vaulted()]);
    for (const [number, parent] of [
      ['NORTH', 'root'],
      ['CITY', 'NORTH'],
      ['SOUTH', 'root'],
    ] as const)
      await createIn(node, 'organisation', { number, name: number, parent });
    opener = await hire('opener', 'NORTH', ['read', 'reveal']);
    await hire('chief', 'root', ['read', 'reveal'], { scope: 'all', administers: true });
    await hire('onlooker', 'NORTH', ['read']);
  });
  afterAll(() => node.close());

  it('are set through every door, and read nowhere', async () => {
    expect(codes(await put(`${api}?scope=system`, { value: clear.put }))).toBe('201');
    expect(codes(await put(`${api}?org=NORTH`, { raw: clear.raw, locked: false }))).toBe('201');
    const item = { type: 'keys', key: 'api', org: 'CITY' };
    const many = { items: [{ ...item, action: 'set', value: clear.many }] };
    expect(codes(await ask('POST', '/api/params/many?dryRun=true', many))).toBe('200');
    expect(codes(await ask('POST', '/api/params/many', many))).toBe('200');
    expect(codes(await put('/api/params/by_tax/T1?org=NORTH', { value: clear.tax }))).toBe('201');
    expect(codes(await put(`${api}?org=SOUTH`, { value: clear.refused }))).toBe(
      '422 content-wrong /value too-long',
    );
    const [said] = await ownOf(`${api}?org=NORTH`);
    const { body: read } = await ask('GET', `${api}?org=NORTH&explain=true`);
    expect(read).toMatchObject({ value: mask, raw: mask, masked: true, isSet: true });
    expect(said).toMatchObject({ value: mask, raw: null, masked: true });
    expect([await reveal('NORTH'), await reveal('CITY')]).toEqual([clear.raw, clear.many]);
  });

  it('stay as they are where the mask comes back, and are not made of it', async () => {
    const [before] = await ownOf(`${api}?org=NORTH`);
    expect(codes(await put(`${api}?org=NORTH`, { value: mask, locked: true }))).toBe('200');
    expect((await ownOf(`${api}?org=NORTH`))[0]).toMatchObject({ id: before?.id, locked: true });
    expect(codes(await put(`${api}?org=NORTH`, { value: mask, locked: false }))).toBe('200');
    expect(await reveal('NORTH')).toBe(clear.raw);
    expect(codes(await put(`${api}?org=SOUTH`, { value: mask }))).toBe(
      '422 content-wrong /value secret-masked',
    );
    for (const body of [{ value: '' }, { raw: '' }, { raw: ' ' }])
      expect(codes(await put(`${api}?org=SOUTH`, body))).toMatch(
        /^422 content-wrong \/(value|raw) param-null$/,
      );
  });

  it.each(['json', 'csv', 'xlsx'])(
    'a file of them (%s) shows masks, and brings nothing back',
    async (format) => {
      const file = await node.raw('GET', `/api/params/export?format=${format}`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      answered.push(new TextDecoder().decode(bytes));
      const before = (await ask('GET', `${api}/overrides`)).body;
      const brought = await node.raw('POST', '/api/params/import', bytes);
      expect([brought.status, await brought.json()]).toEqual([
        200,
        expect.objectContaining({ rows: 4, unchanged: 4, total: 0 }),
      ]);
      expect((await ask('GET', `${api}/overrides`)).body).toEqual(before);
    },
  );

  it('come in by a file that says them, and by none that shows the mask of a place where none is', async () => {
    const rows = (value: string) =>
      new TextEncoder().encode(
        JSON.stringify({ parameters: [{ type: 'keys', key: 'api', org: 'SOUTH', value }] }),
      );
    const masked = await node.raw('POST', '/api/params/import', rows(mask));
    expect(await masked.json()).toMatchObject({
      status: 422,
      code: 'content-wrong',
      errors: [{ path: '/rows/1/value', code: 'secret-masked' }],
    });
    const brought = await node.raw('POST', '/api/params/import', rows(clear.file));
    answered.push(await brought.text());
    const both = JSON.stringify({
      parameters: [{ type: 'keys', key: 'api', org: 'SOUTH', value: clear.set, raw: clear.file }],
    });
    const differing = await node.raw('POST', '/api/params/import', new TextEncoder().encode(both));
    const text = await differing.text();
    answered.push(text);
    expect(text).toContain('param-file-differs');
    expect((await ask('GET', `${api}?org=SOUTH`)).body).toMatchObject({ value: mask, isSet: true });
  });

  it('go through change sets sealed: drafted, edited, previewed, published, rolled back', async () => {
    const item = { action: 'set', type: 'keys', key: 'api', org: 'SOUTH' };
    const { body: made } = await ask('POST', '/api/changesets', { items: [{ ...item, value: clear.set }] });
    const one = `/api/changesets/${String(made['id'])}`;
    const match = async () => ({ 'if-match': `"${String((await ask('GET', one)).body['revision'])}"` });
    expect((made['items'] as JsonObject[])[0]).toMatchObject({ value: mask, masked: true, raw: null });
    // Somebody else edits the item, and sends the secret back as he saw it.
    const kept = { ...item, value: mask, locked: true };
    expect(codes(await ask('PATCH', one, { items: { put: [kept] } }, await match()))).toBe('200');
    const { body: preview } = await ask('POST', `${one}/preview`);
    expect(JSON.stringify(preview)).toContain(mask);
    expect(codes(await ask('POST', `${one}/publish`, {}, await match()))).toBe('200');
    expect(await valueNow('SOUTH')).toBe(clear.set);
    const edited = { items: [{ ...item, value: clear.edited }] };
    const { body: second } = await ask('POST', '/api/changesets', edited);
    const two = `/api/changesets/${String(second['id'])}`;
    const seen = { 'if-match': `"${String(second['revision'])}"` };
    const published = await ask('POST', `${two}/publish`, {}, seen);
    expect([codes(published), await valueNow('SOUTH')]).toEqual(['200', clear.edited]);
    const back = await ask(
      'POST',
      `${two}/rollback`,
      {},
      { 'if-match': `"${String(published.body['revision'])}"` },
    );
    expect(codes(back)).toBe('201');
    const three = `/api/changesets/${String(back.body['id'])}`;
    const undone = { 'if-match': `"${String(back.body['revision'])}"` };
    expect(codes(await ask('POST', `${three}/publish`, {}, undone))).toBe('200');
    expect(await valueNow('SOUTH')).toBe(clear.set);
  });

  async function valueNow(org: string): Promise<string> {
    const { orgs, parameters } = node.tenant.served();
    const [set] =
      parameters
        ?.ofType('keys')
        ?.get('api')
        ?.get(orgs.byNumber(org)?.id ?? '') ?? [];
    return createVault(new Uint8Array(32).fill(7)).open(String(set?.value));
  }

  it('are proposed instead where somebody else has to agree', async () => {
    const settings = '/api/forms/tenant-settings/record?org=root';
    const policy = async (approvalTypes: Json) => {
      const etag = (await ask('GET', settings)).headers.get('etag') ?? '';
      expect(codes(await ask('PATCH', settings, { approvalTypes }, { 'if-match': etag }))).toMatch(
        /^20[01]$/,
      );
    };
    await policy([{ type: 'keys' }]);
    const waiting = await put(`${api}?org=CITY`, { value: clear.proposed });
    expect(codes(waiting)).toBe('202');
    expect(waiting.body['items']).toMatchObject([{ value: mask, masked: true, base: { value: mask } }]);
    await policy(
      (((await ask('GET', settings)).body['approvalTypes'] ?? []) as JsonObject[]).map(({ id }) => ({
        id: id ?? '',
        $delete: true,
      })),
    );
  });

  it('are told in clear to who may reveal them there, and the trail says so', async () => {
    expect(await reveal('CITY', 'onlooker')).toBe('403 parameter-reveal-forbidden');
    expect(await reveal('SOUTH')).toContain('403 organisation-forbidden');
    expect(codes(await ask('GET', `${api}?org=NORTH&reveal=true`))).toBe('403 parameter-reveal-forbidden');
    const session = as.get('opener');
    const shown = await ask('GET', `${api}?org=NORTH&reveal=true&explain=true`, undefined, session);
    expect(shown.body).toMatchObject({ value: clear.raw, raw: clear.raw, revealed: true });
    expect(shown.headers.get('cache-control')).toBe('no-store');
    const { chain, own, ...rest } = shown.body;
    expect(clearIn([JSON.stringify([chain, own])])).toEqual([]);
    expect(rest).not.toHaveProperty('masked');
    const values = '/api/params/values?org=NORTH&instance=T1';
    const { body: closed } = await ask('GET', values, undefined, session);
    expect(closed).toMatchObject({ values: { keys: { limit: 10 } }, masked: ['by_tax.T1', 'keys.api'] });
    expect(closed['values']).toEqual({ keys: { limit: 10 }, by_tax: {} });
    const { body: full } = await ask('GET', `${values}&format=full`, undefined, session);
    expect(full).toMatchObject({ values: { keys: { api: { value: mask, masked: true } } } });
    const { body: open } = await ask('GET', `${values}&reveal=true`, undefined, session);
    expect(open).toMatchObject({
      values: { keys: { api: clear.raw, limit: 10 }, by_tax: { T1: clear.tax } },
      revealed: ['by_tax.T1', 'keys.api'],
    });
    expect(open).not.toHaveProperty('masked');
    await node.node.gate.audit.settle();
    const { body: written } = await ask('GET', '/api/audit?limit=500&action=create,update,delete');
    const sides = (written['items'] as JsonObject[]).flatMap(({ parameter }) =>
      isObject(parameter) && parameter['type'] === 'keys' && parameter['key'] === 'api'
        ? [parameter['before'], parameter['after']].filter(isObject)
        : [],
    );
    expect(sides.length).toBeGreaterThan(2);
    expect(sides.every(({ value, masked }) => value === mask && masked === true)).toBe(true);
    const { body: trail } = await ask('GET', '/api/audit?action=revealed');
    const entries = (trail['items'] as JsonObject[]).map(({ actor, target, org, detail }) => [
      (actor as JsonObject)['number'],
      target,
      (org as JsonObject)['number'],
      Number((detail as JsonObject)['count'] ?? 1) > 0,
    ]);
    expect(entries).toEqual(
      expect.arrayContaining([
        ['opener', 'keys.api', 'NORTH', true],
        ['opener', 'by_tax.T1', 'NORTH', true],
      ]),
    );
  });

  it('a token reveals what its user may, when it was made for that', async () => {
    const made = async (scopes: readonly string[]) => {
      const { body } = await node.ask(
        'POST',
        '/api/me/tokens',
        { name: scopes.join(), scopes: [...scopes] },
        as.get('opener'),
      );
      return { authorization: `Bearer ${String(body['token'])}` };
    };
    as.set('program', await made(['read', 'reveal']));
    as.set('plain', await made(['read', 'write']));
    expect([await reveal('NORTH', 'program'), await reveal('NORTH', 'plain')]).toEqual([
      clear.raw,
      '403 parameter-reveal-forbidden',
    ]);
  });

  it('stay hidden from an administrator who sees as somebody who may reveal them', async () => {
    let cookie = '';
    const browse = async (method: string, path: string, more: JsonObject = {}, headers = {}) => {
      const answer = await node.node.app.request(path, {
        method,
        headers: { 'content-type': 'application/json', cookie, ...headers },
        ...(method === 'POST' && { body: JSON.stringify(more) }),
      });
      const set = answer.headers.getSetCookie().flatMap((one) => /^\w+=[^;]+/.exec(one)?.[0] ?? []);
      return { answer, set, body: (await answer.json()) as JsonObject };
    };
    const entered = await browse('POST', '/api/session', {
      user: 'chief',
      password: 'a password nobody guesses',
    });
    cookie = entered.set.join('; ');
    const read = async () => {
      const { answer, body } = await browse('GET', `${api}?org=NORTH&reveal=true`);
      return [answer.status, answer.status === 200 ? body['value'] : body['code']];
    };
    expect(await read()).toEqual([200, expect.stringContaining('CLEAR')]);
    const seen = await browse(
      'POST',
      `/api/users/${opener}/seen-as`,
      {},
      { 'x-csrf-token': entered.body['csrf'] },
    );
    expect(seen.answer.status, JSON.stringify(seen.body)).toBe(200);
    cookie = [...seen.set, cookie].join('; ');
    expect(await read()).toEqual([403, 'parameter-reveal-forbidden']);
    const { body } = await browse('GET', `${api}?org=NORTH`);
    expect(body).toMatchObject({ value: mask, masked: true });
  });

  it('of another moment are told by the rights of today', async () => {
    const revision = node.tenant.revision();
    await put(`${api}?org=NORTH`, { value: clear.put });
    const then = `${api}?org=NORTH&at=${revision}`;
    expect((await ask('GET', then)).body).toMatchObject({ value: mask, masked: true });
    const opened = await ask('GET', `${then}&reveal=true`, undefined, as.get('opener'));
    expect(opened.body).toMatchObject({ value: clear.raw, revealed: true });
    expect(codes(await ask('GET', `${then}&reveal=true`, undefined, as.get('onlooker')))).toContain('403');
    expect(await reveal('NORTH')).toBe(clear.put);
  });

  it('are not copied to where they could be revealed by who may not reveal them here', async () => {
    const body = { from: 'CITY', to: ['SOUTH'], mode: 'overwrite', types: ['keys'] };
    expect(codes(await ask('POST', '/api/params/copy', body))).toBe(
      '422 content-wrong /to/0/keys.api secret-copied',
    );
    await hire('copier', 'root', ['read', 'write', 'reveal'], { scope: 'all' });
    expect(codes(await ask('POST', '/api/params/copy', body, as.get('copier')))).toBe('200');
    expect(await valueNow('SOUTH')).toBe(await valueNow('CITY'));
    const { body: apart } = await ask('GET', '/api/params/compare?a=CITY&b=NORTH&types=keys');
    expect(apart).toMatchObject({ items: [{ key: 'api', a: { value: mask, masked: true } }] });
    const { body: alike } = await ask('GET', '/api/params/compare?a=CITY&b=SOUTH&types=keys');
    expect(alike['items']).toEqual([]);
  });

  it('are watched: that one is another, and not what it is', async () => {
    const watcher = await watcherOf(node, '/api/watch?params=keys.*&org=CITY');
    await watcher.next();
    await put(`${api}?org=CITY`, { value: clear.put });
    let event = await watcher.next();
    while (event && event.event !== 'param') event = await watcher.next();
    await watcher.die();
    answered.push(JSON.stringify(event));
    expect(event?.data).toMatchObject({
      type: 'keys',
      key: 'api',
      cause: 'set',
      from: { value: mask, masked: true },
      to: { value: mask, masked: true },
    });
  });

  it('are no flags and no configurations, which is told', async () => {
    const context = { context: { org: 'CITY', taxNumber: 'T1' } };
    const one = await ask('POST', '/ofrep/v1/evaluate/flags/keys.api', context);
    expect([one.status, one.body['errorCode'], one.body['errorDetails']]).toEqual([
      404,
      'FLAG_NOT_FOUND',
      sentence('ofrep-secret', { name: 'keys.api' }, 'en', new Map()),
    ]);
    const { body } = await ask('POST', '/ofrep/v1/evaluate/flags', context);
    const flags = (body['flags'] as JsonObject[]).map(({ key }) => key);
    expect(flags).toContain('keys.limit');
    expect(flags.filter((key) => String(key).includes('api') || String(key).startsWith('by_tax'))).toEqual(
      [],
    );
  });

  it('nowhere: no answer of any door, no row of the database, no line of the log has them', async () => {
    const { body: document } = await ask('GET', '/openapi.json');
    const { body: sets } = await ask('GET', '/api/changesets');
    const set = String((sets['items'] as JsonObject[])[0]?.['id']);
    const record = (await ownOf(`${api}?org=NORTH`))[0]?.id ?? '';
    const names: Readonly<Record<string, readonly string[]>> = {
      type: ['keys', 'by_tax'],
      key: ['api', 'T1', '*'],
      format: ['json'],
      name: ['vaulted'],
      form: ['parameter-value', 'change-set', 'organisation'],
      id: [set, record],
      revision: ['1'],
    };
    const beside = [
      '',
      '?explain=true',
      '?effective=true&org=CITY',
      '?format=full&org=CITY&instance=T1',
      '?q=CLEAR',
      '?a=NORTH&b=SOUTH&same=true',
      '?organisation=CITY&action=delete',
      '?organisation=CITY&parent=SOUTH',
    ];
    let doors = 0;
    for (const [path, operations] of Object.entries(document['paths'] as JsonObject)) {
      if (!isObject(operations) || !operations['get'] || /watch|events|feed/.test(path)) continue;
      for (const filled of paths(path, names))
        for (const query of beside) {
          const answer = await node.raw('GET', `${filled}${query}`, undefined, { 'accept-language': 'en' });
          answered.push(`GET ${filled}${query} ${await answer.text()}`);
          if (answer.status === 200) doors += 1;
        }
    }
    expect(doors).toBeGreaterThan(50);
    expect(clearIn(answered)).toEqual([]);
    // Nor what is sealed, which somebody with the key could open; tickets of streams are, and are nobody's secret.
    const vault = createVault(new Uint8Array(32).fill(7));
    const sealed = answered.flatMap((text) => text.match(/v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]{22,}/g) ?? []);
    expect(clearIn(sealed.map((one) => vault.open(one)))).toEqual([]);
    const { database } = node.tenant;
    const kept: string[] = [];
    for (const [table] of await database.schema.read(database))
      for (const row of await database.all<Record<string, unknown>>(
        `SELECT * FROM ${database.dialect.quote(table)}`,
      ))
        kept.push(
          `${table} ${JSON.stringify(row, (_name, value: unknown) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value))}`,
        );
    expect(kept.length).toBeGreaterThan(100);
    expect(clearIn(kept)).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
    expect(clearIn(lines)).toEqual([]);
  });

  it('are turned over with the key, wherever they stand', async () => {
    const [former, next] = [7, 8].map((fill) => createVault(new Uint8Array(32).fill(fill))) as [
      ReturnType<typeof createVault>,
      ReturnType<typeof createVault>,
    ];
    const { database } = node.tenant;
    const sealedWith = async (id: string) => {
      const found = new Set<string>();
      for (const [table, { columns }] of await database.schema.read(database))
        for (const column of columns) {
          const { quote } = database.dialect;
          const sql = `SELECT COUNT(*) AS n FROM ${quote(table)} WHERE ${quote(column)} LIKE '%v1.${id}.%'`;
          const row = await database.first<{ n: number }>(sql);
          if (Number(row?.n) > 0) found.add(`${table}.${column}`);
        }
      return [...found].sort();
    };
    const before = await sealedWith(former.id);
    expect(before).toEqual(
      expect.arrayContaining(['change_set__items.content', 'gj_history.snapshot', 'parameter_value.content']),
    );
    await turnKey(database, former, next, { at: 0 });
    expect(await sealedWith(former.id)).toEqual([]);
    expect(await sealedWith(next.id)).toEqual(before);
    await turnKey(database, next, former, { at: 0 });
  });
});

function paths(path: string, names: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const [, name = ''] = /\{(\w+)\}/.exec(path) ?? [];
  if (name === '') return [path];
  return (names[name] ?? ['1']).flatMap((one) =>
    paths(path.replace(`{${name}}`, encodeURIComponent(one)), names),
  );
}
