import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { domains } from '../domains.ts';
import { actions, type Door, doors, type Right } from './doors.suite.ts';
import { alonePassword as password, startAlone } from './start-alone.suite.ts';
import type { RunningServer } from './start-server.ts';

const json = 'application/json';
/** Has sharing, matches and history: every route of a form is one of its own. */
const usual = 'drawer-rule';
/** The refusal of a door for whoever has all rights on forms and not the one it asks. */
const refusesAll: Readonly<Record<string, string>> = {
  administrators: 'administrators-only',
  designers: 'designers-only',
};
const nobodys = '0198c0de-0000-7000-8000-000000000000';

interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly door: Door;
}

/**
 * The very app that `guiju start` serves, with the standard packages. Which database is below changes no answer here.
 */
describe('every door of a server', () => {
  let server: RunningServer;
  /** As the router has them, each with what is said of it; where the path names an action, one for each. */
  let routes: readonly Route[] = [];
  let admin: string;

  beforeAll(async () => {
    server = await startAlone({ domains, proxy: true });
    routes = server.node.app.routes.flatMap(({ method, path }): Route[] => {
      const name = `${method} ${path}`;
      if (!path.includes('/actions/:action')) return [{ name, method, path, door: doors[name] ?? unlisted }];
      return Object.entries(actions).map(([action, right]) => ({
        name: name.replace(':action', action),
        method,
        path: path.replace(':action', action),
        door: { for: [right] },
      }));
    });
    admin = await signIn('admin');
    const { items } = await done('GET', '/api/forms/organisation/records?view=manage');
    const parent = String((items as JsonObject[])[0]?.['number']);
    for (const number of ['NORTH', 'SOUTH'])
      await done('POST', '/api/forms/organisation/records', { number, name: number, parent });
    const all = { actions: ['all'], moreActions: '*', scope: 'own' };
    await user('nobody', [[]]);
    await user('spy', [[{ ...all, form: '*' }]], ['SOUTH']);
    await user(
      'neighbour',
      [[{ ...all, form: '*' }], [{ form: '*', actions: ['read'], scope: 'own' }]],
      ['SOUTH', 'NORTH'],
    );
    for (const right of rights) {
      await user(`only-${right}`, [grantsOf([...new Set<Right>(['read', right])])]);
      await user(`all-but-${right}`, [grantsOf(rights.filter((other) => other !== right))]);
    }
    for (const one of withholdable) {
      await user(`without-${one}`, [grantsOf(rights, [one])]);
      await user(`but-with-${one}`, [
        grantsOf(
          rights,
          withholdable.filter((other) => other !== one),
        ),
      ]);
    }
  }, 120_000);
  afterAll(async () => {
    await server.close();
  });

  const unlisted: Door = { for: [] };
  const rights: readonly Right[] = [
    ...new Set(Object.values(doors).flatMap((door) => (typeof door.for === 'string' ? [] : door.for))),
  ];
  const withholdable = ['print', 'report', 'link'] as const;
  const grantsOf = (some: readonly Right[], withheld: readonly string[] = []) =>
    [usual, 'other-settings'].map((form) => ({
      form,
      actions: [...some],
      scope: 'own',
      withheld: [...withheld],
    }));
  const tokens = new Map<string, string>();

  interface DoorAnswer {
    readonly status: number;
    readonly code: string;
    readonly text: string;
    readonly body: JsonObject;
    readonly headers: Headers;
  }
  let sent = 0;

  async function ask(
    method: string,
    path: string,
    {
      as,
      body,
      type = json,
      headers = {},
    }: {
      as?: string;
      body?: string;
      type?: string;
      headers?: Record<string, string>;
    } = {},
  ): Promise<DoorAnswer> {
    sent += 1;
    const leaving = new AbortController();
    const answer = await server.node.app.request(path, {
      method,
      signal: leaving.signal,
      headers: {
        'accept-language': 'en',
        'if-match': '"1"',
        'x-forwarded-for': `10.0.${sent >> 8}.${sent & 255}`,
        ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const { status } = answer;
    // A stream of events has no end: it is enough that it began.
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    const text = isStream ? '' : await answer.text();
    if (isStream) await answer.body?.cancel();
    leaving.abort();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    const found: JsonObject = isJson && text !== '' ? JSON.parse(text) : {};
    return { status, code: String(found['code'] ?? ''), text, body: found, headers: answer.headers };
  }

  async function done(method: string, path: string, body?: JsonObject, as = admin): Promise<JsonObject> {
    const answer = await ask(method, path, { as, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer.body;
  }

  async function signIn(who: string): Promise<string> {
    const body = JSON.stringify({ user: who, password });
    return String((await ask('POST', '/api/session', { body })).body['token']);
  }

  /** One role for each list of grants, held in the organisation of the same place; the first is the user's own. */
  async function user(number: string, held: readonly JsonObject[][], orgs: readonly string[] = ['NORTH']) {
    const roles: JsonObject[] = [];
    for (const [at, grants] of held.entries()) {
      const role = `${number}-${at}`;
      await done('POST', '/api/forms/role/records', { number: role, name: role, grants });
      roles.push({ role, organisation: orgs[at] ?? null });
    }
    const body = { number, name: number, organisation: orgs[0] ?? null, roles };
    const { id } = await done('POST', '/api/forms/user/records', body);
    await done('PUT', `/api/users/${id}/password`, { password });
    tokens.set(number, await signIn(number));
  }

  const address = ({ path, door }: Route, parts: Readonly<Record<string, string>> = {}) =>
    path.replace(/:(\w+)/g, (_, name: string) => {
      const usualParts: Record<string, string> = {
        form: door.form ?? usual,
        id: nobodys,
        revision: '1',
        word: 'values',
      };
      return parts[name] ?? usualParts[name] ?? 'x';
    });
  const bodyOf = ({ method, door }: Route) => (method === 'GET' || !door.json ? {} : { body: '{}' });
  const needing = (some: (door: Door) => boolean) => routes.filter(({ door }) => some(door));
  const needsRight = (): readonly (Route & { readonly wanted: readonly Right[] })[] =>
    routes.flatMap((route) =>
      typeof route.door.for === 'string' ? [] : [{ ...route, wanted: route.door.for }],
    );

  it('is on the list, and the list names no other', () => {
    const served = server.node.app.routes.map(({ method, path }) => `${method} ${path}`);
    const named = served.filter((name) => !name.includes('/actions/:action'));
    expect(new Set(served).size).toBe(served.length);
    expect(named.toSorted()).toEqual(Object.keys(doors).toSorted());
  });

  it('is shut to whoever brings no credential, unless it is for anybody by name', async () => {
    for (const route of needing((door) => door.for !== 'anybody'))
      for (const method of route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]) {
        const answer = await ask(method, address(route), bodyOf(route));
        expect([route.name, answer.status, answer.headers.get('www-authenticate')]).toEqual([
          ...[route.name, 401, expect.stringContaining('Bearer')],
        ]);
      }
  });

  it('is open to anybody, or to everybody who signed in, where it says so', async () => {
    const as = tokens.get('nobody') ?? '';
    for (const route of needing((door) => door.for === 'anybody' || door.for === 'everybody')) {
      if (route.name === 'DELETE /api/session') continue;
      const answer = await ask(route.method, address(route), {
        ...bodyOf(route),
        ...(route.door.for === 'everybody' ? { as } : {}),
      });
      expect([route.name, [401, 403].includes(answer.status)]).toEqual([route.name, false]);
      expect([route.name, answer.status < 500]).toEqual([route.name, true]);
    }
  });

  it('is shut to whoever has no right, and in the administrators’ case to whoever has all others', async () => {
    for (const route of needing((door) => door.for !== 'anybody' && door.for !== 'everybody')) {
      const ofAll = route.door.for === 'administrators' || route.door.for === 'designers';
      const as = tokens.get(ofAll ? 'spy' : 'nobody') ?? '';
      const answer = await ask(route.method, address(route), { ...bodyOf(route), as });
      const { refuses = refusesAll[String(route.door.for)] ?? 'forbidden' } = route.door;
      expect([route.name, answer.status, answer.code]).toEqual([route.name, 403, refuses]);
    }
  });

  it('asks for the right that it says, and for no other', async () => {
    expect(needsRight().length).toBeGreaterThan(30);
    for (const route of needsRight()) {
      const { refuses = 'forbidden' } = route.door;
      for (const right of route.wanted) {
        const as = tokens.get(`only-${right}`) ?? '';
        const answer = await ask(route.method, address(route), { ...bodyOf(route), as });
        expect([route.name, right, answer.code === refuses, answer.status < 500]).toEqual([
          ...[route.name, right, false, true],
        ]);
      }
      const [first, ...others] = route.wanted;
      const without = others.length > 0 ? 'only-read' : `all-but-${first}`;
      const response = await ask(route.method, address(route), {
        ...bodyOf(route),
        as: tokens.get(without) ?? '',
      });
      expect([route.name, without, response.status, response.code]).toEqual([
        route.name,
        without,
        403,
        refuses,
      ]);
    }
  });

  it('is shut to whoever has all rights where his role withholds what it does, and to nobody else', async () => {
    const held = needing(({ withheld }) => withheld !== undefined);
    expect(new Set(held.map(({ door }) => door.withheld))).toEqual(new Set(withholdable));
    for (const route of needsRight())
      for (const one of withholdable) {
        const as = (who: string) => ({ ...bodyOf(route), as: tokens.get(who) ?? '' });
        const { refuses = 'forbidden' } = route.door;
        const shut = await ask(route.method, address(route), as(`without-${one}`));
        const isShut = route.door.withheld === one;
        expect([route.name, one, shut.code === refuses]).toEqual([route.name, one, isShut]);
        if (!isShut) continue;
        const open = await ask(route.method, address(route), as(`but-with-${one}`));
        expect([route.name, one, open.code === refuses, open.status < 500]).toEqual([
          ...[route.name, one, false, true],
        ]);
      }
  });

  it('sends a message again for whoever has that action, where his role does not withhold sending', async () => {
    const again = `/api/forms/invoice-mail/records/${nobodys}/actions/send-again`;
    const row = { form: 'invoice-mail', actions: ['read'], moreActions: 'send-again', scope: 'own' };
    await user('sends', [[row]]);
    await user('sends-not', [[{ ...row, withheld: ['send'] }]]);
    const asked = async (who: string) => {
      const as = tokens.get(who) ?? '';
      const { code } = await ask('POST', again, { as, body: '{}' });
      const { body } = await ask('GET', '/api/forms/invoice-mail', { as });
      return [code, (body['can'] as readonly string[]).includes('send-again')];
    };
    expect(await asked('sends')).toEqual(['record-unknown', true]);
    expect(await asked('sends-not')).toEqual(['forbidden', false]);
  });

  it('does nothing to any record for whoever may only look at it, whatever its form calls that', async () => {
    await user('looks', [[{ form: '*', actions: ['read'], scope: 'all' }]]);
    const as = tokens.get('looks') ?? '';
    const forms = (await done('GET', '/api/forms', undefined, as))['forms'] as readonly JsonObject[];
    const tried: string[] = [];
    for (const { name: form } of forms) {
      const { can, actions: declared = [] } = await done('GET', `/api/forms/${form}`, undefined, as);
      const beside = (can as readonly string[]).filter((one) => !['read', 'print', 'report'].includes(one));
      expect([form, beside]).toEqual([form, []]);
      const own = (declared as readonly JsonObject[]).map(({ name }) => String(name));
      for (const action of [...new Set([...Object.keys(actions), ...own])]) {
        const path = `/api/forms/${form}/records/${nobodys}/actions/${action}`;
        const { status } = await ask('POST', path, { as, body: '{}' });
        expect([form, action, [403, 404].includes(status)]).toEqual([form, action, true]);
        tried.push(action);
      }
    }
    expect(tried).toContain('send-again');
  }, 60_000);

  it('lets nobody send again by a second role that only looks', async () => {
    const row = { form: 'invoice-mail', moreActions: 'send-again', actions: ['read'], withheld: ['send'] };
    await user(
      'twice',
      [[{ ...row, scope: 'own' }], [{ form: '*', actions: ['read'], scope: 'own' }]],
      ['NORTH', 'NORTH'],
    );
    const again = `/api/forms/invoice-mail/records/${nobodys}/actions/send-again`;
    expect((await ask('POST', again, { as: tokens.get('twice') ?? '', body: '{}' })).code).toBe('forbidden');
  });

  it('does not act for an organisation that is not the caller’s, nor tell whether there is one', async () => {
    const as = tokens.get('all-but-read') ?? '';
    for (const route of needing((door) => door.for !== 'anybody')) {
      const answers: string[] = [];
      for (const org of ['SOUTH', 'NOWHERE']) {
        const answer = await ask(route.method, `${address(route)}?org=${org}`, { ...bodyOf(route), as });
        expect([route.name, answer.status, answer.code]).toEqual([route.name, 403, 'organisation-forbidden']);
        answers.push(answer.text.replaceAll(org, '').replace(/"instance":"[^"]*"/, ''));
      }
      expect([route.name, answers[0]]).toEqual([route.name, answers[1]]);
    }
  });

  it('refuses a parameter that it does not know', async () => {
    for (const route of routes) {
      const answer = await ask(route.method, `${address(route)}?nonsense=1`, { ...bodyOf(route), as: admin });
      expect([route.name, answer.status, answer.body['errors']]).toEqual([
        ...[route.name, 400, [expect.objectContaining({ path: '/nonsense', code: 'unknown-parameter' })]],
      ]);
    }
  });

  it('refuses a body that it cannot read, by what is wrong with it', async () => {
    for (const route of needing((door) => door.json !== undefined)) {
      const { parts, version } = await existing(route);
      const answered = async (body: string, type = json) => {
        const options = { as: admin, body, type, headers: { 'if-match': version } };
        const { status, code } = await ask(route.method, address(route, parts), options);
        return [route.name, body, `${status} ${code}`];
      };
      for (const text of ['', '{', '{]', '{"a":1}}', '"\\ud800"', '[]', 'null', '1', '"x"', 'true'])
        expect(await answered(text)).toEqual([route.name, text, '400 body-wrong']);
      expect(await answered('{}', 'text/plain')).toEqual([route.name, '{}', '415 type-unsupported']);
      const member = '{"nonsense":1}';
      expect(await answered(member)).toEqual([route.name, member, route.door.json]);
    }
  });

  /** Long enough to be noticed, and refused long before its end. */
  const mega = 1 << 18;
  const members = (count: number) => Array.from({ length: count }, (_, at) => `"n${at}":1`).join(',');

  /** Bodies that hold up whoever parses them, and the first complaint about each. */
  const hostile: readonly (readonly [sentence: string, body: string, code: string])[] = [
    ['many values', `[${'1,'.repeat(mega)}1]`, 'json-values'],
    ['many lists in one another', '['.repeat(mega), 'json-deep'],
    ['one number of very many digits', `{"a":${'7'.repeat(mega)}}`, 'number-digits'],
    ['many numbers that are too long', `[${'12345678901234567,'.repeat(9_999)}1]`, 'number-digits'],
    ['numbers that no double holds', `[${'1e999,'.repeat(9_999)}1]`, 'number-digits'],
    ['a hundred thousand names', `{${members(100_000)}}`, 'json-names'],
    ['a name as long as a book', `{"${'n'.repeat(mega)}":1}`, 'json-name'],
    ['a mistake behind all the rest', `[${'"1",'.repeat(9_999)}x]`, 'json-syntax'],
  ];

  it('refuses what is too much before it is parsed, and says little of it', async () => {
    for (const route of needing((door) => door.json !== undefined && door.for !== 'anybody')) {
      const { parts, version } = await existing(route);
      const options = { as: admin, headers: { 'if-match': version } };
      for (const [sentence, body, code] of hostile) {
        const answer = await ask(route.method, address(route, parts), { ...options, body });
        const errors = (answer.body['errors'] ?? []) as readonly JsonObject[];
        const found = [route.name, sentence, `${answer.status} ${answer.code}`, errors[0]?.['code']];
        expect(found).toEqual([route.name, sentence, '400 body-wrong', code]);
        expect([route.name, sentence, errors.length <= 101]).toEqual([route.name, sentence, true]);
        expect([route.name, sentence, answer.text.length < 65_536]).toEqual([route.name, sentence, true]);
      }
    }
  }, 60_000);

  it('tells of many mistakes a hundred, and how many more there are, in an answer that somebody reads', async () => {
    for (const route of needing((door) => door.json !== undefined && door.for !== 'anybody')) {
      const { parts, version } = await existing(route);
      const options = { as: admin, headers: { 'if-match': version } };
      for (const body of [`{${members(9_000)}}`, ...(await filled(route))]) {
        const {
          status,
          text,
          body: answer,
        } = await ask(route.method, address(route, parts), {
          ...options,
          body,
        });
        const errors = (answer['errors'] ?? []) as readonly JsonObject[];
        const about = [route.name, body.slice(0, 40)];
        expect([...about, status >= 400 && status < 500, errors.length <= 102]).toEqual([
          ...about,
          true,
          true,
        ]);
        expect([...about, Buffer.byteLength(text) < 65_536]).toEqual([...about, true]);
        const more = ['problems-more', 'judged-partly'];
        const isWhole = errors.length < 100 || errors.some(({ code }) => more.includes(String(code)));
        expect([...about, isWhole]).toEqual([...about, true]);
      }
    }
  }, 60_000);

  interface Part {
    readonly $ref?: string;
    readonly type?: string | readonly string[];
    readonly properties?: Readonly<Record<string, Part>>;
    readonly [word: string]: unknown;
  }
  interface Document {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly components: { readonly schemas: Readonly<Record<string, Part>> };
  }
  interface Operation {
    readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Part }>> };
  }
  let kept: Document | undefined;
  const document = async (): Promise<Document> => {
    kept ??= (await done('GET', '/openapi.json')) as unknown as Document;
    return kept;
  };
  const meant = ({ components }: Document, part: Part): Part =>
    part.$ref
      ? meant({ components } as Document, components.schemas[part.$ref.split('/').at(-1) ?? ''] ?? {})
      : part;

  /** A body for each member that the call documents: many values of a sort that it hardly takes, and one long text. */
  async function filled({ method, path, door }: Route): Promise<readonly string[]> {
    const found = await document();
    const place = path.replace(':form', door.form ?? usual).replace(/:(\w+)/g, '{$1}');
    const content = found.paths[place]?.[method.toLowerCase()]?.requestBody?.content[json];
    const names = Object.keys(meant(found, content?.schema ?? {}).properties ?? {});
    const count = Math.floor(8_000 / Math.max(1, names.length));
    const many = JSON.stringify(Array.from({ length: count }, (_, at) => ({ [`n${at % 500}`]: null })));
    const each = (value: string) => `{${names.map((name) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
    return names.length === 0 ? [] : [each(many), each(`"${'\\u0000'.repeat(5_000)}"`)];
  }

  it('says a limit of each list and each text that it takes', async () => {
    const found = await document();
    const open = new Set<string>();
    const walk = (part: Part, place: string, above: readonly Part[]): void => {
      const own = meant(found, part);
      if (above.includes(own)) return;
      const types = [own.type].flat();
      const isLasting = ['uuid', 'date', 'date-time', 'binary'].includes(String(own['format']));
      const isOne = own['enum'] !== undefined || own['const'] !== undefined;
      if (types.includes('array') && own['maxItems'] === undefined) open.add(`list ${place}`);
      if (types.includes('string') && own['maxLength'] === undefined && !isLasting && !isOne)
        open.add(`text ${place}`);
      for (const [word, value] of Object.entries(own)) {
        if (word === 'properties')
          for (const [name, one] of Object.entries(value as Record<string, Part>))
            walk(one, `${place}/${name}`, [...above, own]);
        else if (['items', 'additionalProperties'].includes(word) && typeof value === 'object')
          walk(value as Part, `${place}/*`, [...above, own]);
        else if (['anyOf', 'oneOf', 'allOf'].includes(word))
          for (const one of value as readonly Part[]) walk(one, place, [...above, own]);
      }
    };
    for (const [path, calls] of Object.entries(found.paths))
      for (const [method, { requestBody }] of Object.entries(calls))
        for (const { schema } of Object.values(requestBody?.content ?? {}))
          walk(schema, `${method} ${path} `, []);
    expect([...open]).toEqual([]);
  });

  /** A record that is there, so that what is wrong is the rest. */
  async function existing({ path }: Route): Promise<{ parts: Record<string, string>; version: string }> {
    if (path.startsWith('/api/users/')) {
      const { items } = await done('GET', '/api/forms/user/records?view=manage&number=nobody');
      return { parts: { id: String((items as JsonObject[])[0]?.['id']) }, version: '"1"' };
    }
    if (!path.includes('/records/:id')) return { parts: {}, version: '"0"' };
    const { id, revision } = await northern();
    return { parts: { id: String(id) }, version: `"${revision}"` };
  }

  it('does not know what is made up in a path', async () => {
    const unknown: Readonly<Record<string, string>> = {
      form: '404 form-unknown',
      id: '404 record-unknown',
      revision: '404 version-unknown',
      upload: '404 upload-unknown',
      print: '404 print-unknown',
      report: '404 report-unknown',
    };
    const odd = ['no-such', '0', '..%2f..', '%27%20or%201=1', '%00', 'x'.repeat(300), '汉'];
    for (const route of routes)
      for (const [, part = ''] of route.path.matchAll(/:(\w+)/g)) {
        const { parts, version } =
          part === 'revision' ? await existing(route) : { parts: {}, version: '"1"' };
        for (const made of odd) {
          const { status, code } = await ask(route.method, address(route, { ...parts, [part]: made }), {
            ...bodyOf(route),
            as: admin,
            headers: { 'if-match': version },
          });
          // What a record holds is asked of one that is nobody's.
          const isHeld = /\/records\/:id\/(?:files|prints|links)\//.test(route.path) && part !== 'form';
          const wanted = route.door.madeUp ?? unknown[isHeld ? 'id' : part];
          if (wanted === 'anything')
            expect([route.name, made, status < 500]).toEqual([route.name, made, true]);
          else
            expect([route.name, part, made, `${status} ${code}`]).toEqual([route.name, part, made, wanted]);
        }
      }
  });

  let north: Promise<JsonObject> | undefined;
  /** A record that the north keeps for itself. */
  function northern(): Promise<JsonObject> {
    const body = { number: 'OURS', name: 'NORTHERN', sharing: 'private' };
    north ??= done('POST', `/api/forms/${usual}/records?org=NORTH`, body);
    return north;
  }

  it('that changes a record changes none of an organisation where one has another right only', async () => {
    const id = String((await northern())['id']);
    const state = async () => done('GET', `/api/forms/${usual}/records/${id}?view=manage`);
    const before = await state();
    const as = tokens.get('neighbour') ?? '';
    expect((await ask('GET', `/api/forms/${usual}/records/${id}?org=NORTH`, { as })).status).toBe(200);
    const changing = needsRight().filter(
      ({ path, wanted }) => path.includes(':id') && !wanted.includes('read'),
    );
    expect(changing.length).toBeGreaterThan(15);
    for (const route of changing)
      for (const [who, org] of [
        ['neighbour', 'NORTH'],
        ['neighbour', 'SOUTH'],
        ['spy', 'SOUTH'],
      ] as const) {
        const parts = { id, revision: String(before['revision']) };
        const answer = await ask(route.method, `${address(route, parts)}?org=${org}`, {
          as: tokens.get(who) ?? '',
          headers: { 'if-match': `"${before['revision']}"` },
          ...(route.door.json || route.path.includes('/actions/') ? { body: changeBy(route) } : {}),
        });
        const refused =
          who === 'spy'
            ? '404 record-unknown'
            : /^(403 (not-creator|forbidden|forbidden-here)|404 record-unknown)$/;
        expect([route.name, who, org, `${answer.status} ${answer.code}`]).toEqual([
          ...[route.name, who, org, expect.stringMatching(refused)],
        ]);
        expect(answer.text).not.toContain('NORTHERN');
      }
    expect(await state()).toEqual(before);
  });

  function changeBy({ path }: Route): string {
    if (path.includes('/actions/change-sharing')) return '{"sharing":"global"}';
    if (path.includes('/actions/transfer')) return '{"org":"SOUTH"}';
    if (path.includes('/actions/')) return '{}';
    return '{"number":"OURS","name":"theirs"}';
  }
});
