import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type ChangeSetBody, codes, type Office, openOffice, put, take } from './office.suite.ts';

describeOnDatabases('approvals of change sets', (under) => {
  let office: Office;
  const writer = [
    ['*', 'read'],
    ['*', 'write'],
  ] as const;

  beforeAll(async () => {
    office = await openOffice(under.url);
    await office.hire('author', writer, [['*', ['all']]]);
    await office.hire('mate', writer, [['*', ['all']]]);
    await office.hire(
      'boss',
      [
        ['limits', 'read'],
        ['limits', 'approve'],
      ],
      [['pen', ['read', 'approve-changes']]],
    );
    await office.hire('southerner', [['*', 'approve']], [], 'SOUTH');
    await office.settings({
      approvalTypes: [{ type: 'paper' }],
      approvalForms: [{ form: 'pen' }, { form: 'desk' }],
      approvalDanger: true,
    });
  });
  afterAll(() => office.close());

  it('is told of each parameter, so that nobody is offered to do without', async () => {
    const { items } = (await office.ask('author', 'GET', '/api/params?org=NORTH')).body;
    const waiting = (items as JsonObject[]).flatMap(({ needsApproval, key }) => (needsApproval ? [key] : []));
    expect(waiting.toSorted()).toEqual(['lines', 'mill', 'size', 'unsafe']);
  });

  const danger = () => put('limits.unsafe', 'NORTH', 1);
  /** Does these steps one after the other, each by somebody; answers what each was answered. */
  async function walk(
    set: ChangeSetBody,
    steps: readonly (readonly [who: string, step: string, body?: JsonObject])[],
  ) {
    const said: string[] = [];
    for (const [who, step, body] of steps) {
      const now = await office.sets.read('admin', set);
      said.push(codes(await office.sets.step(who, now, step, body)));
    }
    return said;
  }
  type Steps = Parameters<typeof walk>[1];

  it.each<[string, Steps, readonly string[]]>([
    [
      'are needed before it is published, by somebody who had no hand in it',
      [
        ['author', 'publish'],
        ['author', 'approve'],
        ['author', 'propose'],
        ['author', 'approve'],
        ['mate', 'approve'],
        ['southerner', 'approve'],
        ['boss', 'approve'],
        ['mate', 'publish'],
      ],
      [
        'approval-needed 409',
        'changeset-state 409',
        'waiting 200',
        'changeset-forbidden 403',
        'changeset-forbidden 403',
        'changeset-unknown 404',
        'approved 200',
        'published 200',
      ],
    ],
    [
      'are taken back by an edit',
      [
        ['author', 'propose'],
        ['boss', 'approve'],
        ['mate', 'edit', { items: { put: [put('limits.unsafe', 'NORTH', 3)] } }],
        ['author', 'publish'],
      ],
      ['waiting 200', 'approved 200', 'draft 200', 'approval-needed 409'],
    ],
    [
      'may be refused, with a reason',
      [
        ['author', 'propose'],
        ['boss', 'reject', { reason: 'not now' }],
        ['boss', 'approve'],
        ['author', 'propose'],
        ['author', 'withdraw'],
        ['author', 'discard'],
        ['author', 'edit', { name: 'again' }],
      ],
      [
        'waiting 200',
        'rejected 200',
        'changeset-state 409',
        'waiting 200',
        'draft 200',
        'discarded 200',
        'changeset-state 409',
      ],
    ],
  ])('%s', async (_says, steps, said) => {
    const set = await office.sets.make('author', { reason: 'because', items: [danger()] });
    expect(set['needsApproval']).toMatchObject([{ why: 'danger', key: 'unsafe' }]);
    expect(await walk(set, steps)).toEqual(said);
  });

  it('are told with the value: who answered for it, who agreed, who put it into service', async () => {
    const path = '/api/params/limits/unsafe';
    const item = put('limits.unsafe', 'CITY', 41);
    const set = await office.sets.make('author', { reason: 'because', items: [item] }, 'CITY');
    const steps = [
      ['author', 'propose'],
      ['boss', 'approve'],
      ['mate', 'publish'],
    ] as const;
    expect((await walk(set, steps)).at(-1)).toBe('published 200');
    const { number } = await office.sets.read('admin', set);
    const agreed = {
      changeSet: set.id,
      changeSetNumber: number,
      author: { name: 'author' },
      approved: { name: 'boss', at: expect.any(String) },
      by: { name: 'mate' },
      reason: 'because',
    };
    const then = `${path}?org=CITY&at=${office.node.tenant.revision()}`;
    expect((await office.ask('mate', 'GET', then)).body['set']).toMatchObject(agreed);
    for (const effective of ['', '&effective=true']) {
      const { body } = await office.ask('mate', 'GET', `${path}/history?org=CITY${effective}`);
      expect((body['items'] as JsonObject[])[0]).toMatchObject(agreed);
    }
    await office.hire('outsider', [['*', 'read', 'own']], [], 'CITY');
    const northern = await office.sets.make('author', {
      reason: 'because',
      items: [put('limits.unsafe', 'NORTH', 42), take('unset', 'limits.unsafe', 'CITY')],
    });
    expect((await walk(northern, steps)).at(-1)).toBe('published 200');
    const now = `${path}?org=CITY&at=${office.node.tenant.revision()}`;
    expect((await office.ask('outsider', 'GET', now)).body).toMatchObject({ value: 42, set: null });
    const { body: seen } = await office.ask('outsider', 'GET', `${path}/history?org=CITY&effective=true`);
    expect(JSON.stringify((seen['items'] as JsonObject[])[0])).not.toMatch(/boss|mate|author"/);
    const { body: gone } = await office.ask('mate', 'GET', `${path}/history?org=CITY`);
    expect((gone['items'] as JsonObject[])[0]).toMatchObject({
      operation: 'delete',
      by: { name: 'mate' },
      approved: { name: 'boss' },
      author: { name: 'author' },
      changeSet: northern.id,
    });
    const away = await office.sets.make('author', {
      reason: 'r',
      items: [take('unset', 'limits.unsafe', 'NORTH')],
    });
    expect((await walk(away, steps)).at(-1)).toBe('published 200');
    await office.sets.make('author', { items: [put('limits.other', 'CITY', 5)] }).then(async (plain) => {
      expect(await walk(plain, [['author', 'publish']])).toEqual(['published 200']);
      const { body } = await office.ask('mate', 'GET', '/api/params/limits/other/history?org=CITY');
      expect((body['items'] as JsonObject[])[0]).toMatchObject({
        author: { name: 'author' },
        approved: null,
        changeSet: plain.id,
      });
    });
  });

  it('are no one’s to give to his own work, whatever his rights', async () => {
    await office.hire('both', [...writer, ['*', 'approve']]);
    const set = await office.sets.make('author', { reason: 'because', items: [danger()] });
    expect(
      await walk(set, [
        ['both', 'edit', { name: 'mine, too' }],
        ['author', 'propose'],
        ['both', 'approve'],
      ]),
    ).toEqual(['draft 200', 'waiting 200', 'approver-is-author 403']);
    const free = await office.sets.make('author', { items: [put('limits.other', 'NORTH', 4)] });
    expect(
      await walk(free, [
        ['author', 'propose'],
        ['both', 'approve'],
      ]),
    ).toEqual(['waiting 200', 'nothing-to-approve 409']);
  });

  it('hold only as long as both may still do what they did', async () => {
    await office.hire('leaving', [['*', 'write']]);
    await office.hire('passing', [['*', 'approve']]);
    const tell = async (who: string) => {
      const set = await office.sets.make('leaving', { reason: 'because', items: [danger()] });
      const said = await walk(set, [
        ['leaving', 'propose'],
        ['passing', 'approve'],
      ]);
      const id = office.ids.get(who) ?? '';
      const { body: user } = await office.ask('admin', 'GET', `/api/forms/user/records/${id}`);
      const etag = { 'if-match': `"${String(user['revision'])}"` };
      await office.ask('admin', 'PATCH', `/api/forms/user/records/${id}`, { roles: [] }, etag);
      const { body: without } = await office.ask('admin', 'GET', `/api/forms/user/records/${id}`);
      await office.ask(
        'admin',
        'PUT',
        `/api/forms/user/records/${id}`,
        { ...user, roles: [] } as JsonObject,
        {
          'if-match': `"${String(without['revision'])}"`,
        },
      );
      return [...said, ...(await walk(set, [['mate', 'publish']]))];
    };
    expect(await tell('passing')).toEqual(['waiting 200', 'approved 200', 'changeset-forbidden 403']);
  });

  it('a parameter set or taken away elsewhere waits as a set of its own', async () => {
    const path = '/api/params/paper/size?org=CITY';
    const reads = () => office.reads('paper/size', 'CITY');
    const asked = await office.ask('author', 'PUT', path, { value: 2 });
    expect([codes(asked), await reads()]).toEqual(['waiting 202', 0]);
    expect(asked.headers.get('location')).toBe(`/api/changesets/${String(asked.body['id'])}`);
    await office.hire('paperboss', [['paper', 'approve']]);
    const set = asked.body as ChangeSetBody;
    expect(
      await walk(set, [
        ['paperboss', 'approve'],
        ['paperboss', 'publish'],
      ]),
    ).toEqual(['approved 200', 'published 200']);
    expect(await reads()).toBe(2);
    expect(codes(await office.ask('author', 'DELETE', path))).toBe('if-match-missing 428');
    const { own } = (await office.ask('author', 'GET', path)).body as { own: { revision: number }[] };
    const etag = { 'if-match': `"${own[0]?.revision}"` };
    const gone = await office.ask('author', 'DELETE', path, undefined, etag);
    expect([codes(gone), await reads()]).toEqual(['waiting 202', 2]);
    const unsafe = '/api/params/limits/unsafe?org=CITY';
    expect(codes(await office.ask('author', 'PUT', unsafe, { value: 2 }))).toBe(
      'changeset-wrong 422 /reason changeset-reason',
    );
  });

  it('no other door writes a form that is approved', async () => {
    const pen = await office.sets.make('author', {
      items: [{ action: 'create', form: 'pen', body: { number: 'D1', name: 'first' }, as: 'pen' }],
    });
    await walk(pen, [
      ['author', 'propose'],
      ['boss', 'approve'],
      ['author', 'publish'],
    ]);
    const { items } = (
      await office.ask('admin', 'GET', '/api/forms/pen/records?number=D1&view=manage&org=root')
    ).body;
    const [record] = items as { id: string; revision: number }[];
    const { id = '', revision = 0 } = record ?? {};
    const paths = office.node.node.app.routes.filter(
      ({ method, path }) =>
        ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) && path.startsWith('/api/forms/:form/'),
    );
    // These calls only ask; a file is read by a job, which is refused row by row, or brought for a record to come.
    const asks =
      /\/(match|preview|import|set-back|uploads|export|prints|reports|links|references)(\/|$)|\/actions\/:action\/preview$/;
    const bodies: Readonly<Record<string, JsonObject>> = {
      'POST /records': { number: 'D2' },
      'POST /batch': { items: [{ op: 'create', body: { number: 'D3' } }] },
      'POST /assignments': { records: [id], orgs: ['CITY'] },
      'DELETE /assignments': { records: [id], orgs: ['CITY'] },
      enable: {},
      disable: {},
      'change-sharing': { sharing: 'private' },
      transfer: { org: 'CITY' },
    };
    const tried: string[] = [];
    for (const { method, path } of paths.filter((one) => !asks.test(one.path))) {
      const short = path.replace('/api/forms/:form', '');
      for (const action of short.includes(':action')
        ? ['enable', 'disable', 'copy', 'change-sharing', 'transfer', 'personalise']
        : ['']) {
        const url = path
          .replace(':form', short === '/record' ? 'desk' : 'pen')
          .replace(':id', id)
          .replace(':action', action)
          .replace(':revision', String(revision));
        const body =
          bodies[action] ??
          bodies[`${method} ${short}`] ??
          (method === 'DELETE' ? undefined : { name: 'x', sharing: 'private', to: 'CITY', org: 'CITY' });
        const said = await office.ask('admin', method, `${url}?org=NORTH`, body, {
          'if-match': `"${short === '/record' ? 0 : revision}"`,
        });
        tried.push(`${method} ${short.replace(':action', action)}: ${codes(said).split(' /')[0]}`);
      }
    }
    const before = new Date(Date.parse(String((items as JsonObject[])[0]?.['createdAt'])) - 1).toISOString();
    const back = await office.ask('admin', 'POST', '/api/forms/pen/set-back', {
      at: before,
      later: 'delete',
    });
    const job = async () => (await office.ask('admin', 'GET', `/api/jobs/${String(back.body['id'])}`)).body;
    await expect
      .poll(async () => (await job())['finishedAt'], { timeout: 20_000 })
      .toEqual(expect.any(String));
    expect((await job())['details']).toMatchObject({ deleted: 0, problems: [{ code: 'approval-needed' }] });
    const { body: now } = await office.ask('admin', 'GET', `/api/forms/pen/records/${id}?org=NORTH`);
    expect(now['revision']).toBe(revision);
    expect(
      tried.filter((one) => !/approval-needed|batch-failed 409/.test(one)),
      tried.join('; '),
    ).toEqual([]);
  });

  const wrong: readonly [string, () => JsonObject, string][] = [
    [
      'nothing is set there',
      () => ({ items: [take('unset', 'limits.top', 'CITY')] }),
      'changeset-wrong 422 /items/0 item-nothing-set',
    ],
    [
      'the parameter is unknown',
      () => ({ items: [put('limits.none', 'CITY', 1)] }),
      'changeset-wrong 422 /items/0/key parameter-unknown',
    ],
    [
      'the organisation is',
      () => ({ items: [put('limits.top', 'NOWHERE', 1)] }),
      'changeset-wrong 422 /items/0/org org-unknown',
    ],
    [
      'the form is',
      () => ({ items: [{ action: 'create', form: 'pan', body: {} }] }),
      'changeset-wrong 422 /items/0/form form-unknown',
    ],
    [
      'the record is',
      () => ({ items: [{ action: 'delete', form: 'box', record: 'none' }] }),
      'changeset-wrong 422 /items/0/record record-unknown',
    ],
    [
      'the value is of no use',
      () => ({ items: [put('limits.top', 'CITY', 'many')] }),
      'changeset-wrong 422 /items/0/value not-integer',
    ],
    [
      'it is a change set itself',
      () => ({ items: [{ action: 'create', form: 'change-set', body: {} }] }),
      'changeset-wrong 422 /items/0 item-forbidden',
    ],
    [
      'it is a secret',
      () => ({ items: [{ action: 'create', form: 'box', body: { pin: 'x' } }] }),
      'changeset-wrong 422 /items/0/body/pin item-secret',
    ],
  ];
  it.each(wrong)('no set takes an item where %s', async (_says, body, said) => {
    expect(codes(await office.ask('author', 'POST', '/api/changesets', body()))).toBe(said);
  });

  it('a set that cannot be read as it stands is not proposed', async () => {
    const create = (as: string, ink: string): JsonObject => ({
      action: 'create',
      form: 'box',
      as,
      body: { number: as, pen: { $item: ink } },
    });
    const made = (items: JsonObject[]) => office.sets.make('author', { items });
    expect(await walk(await made([]), [['author', 'propose']])).toEqual(['changeset-empty 422']);
    expect(await walk(await made([danger()]), [['author', 'propose']])).toEqual([
      'changeset-wrong 422 /reason changeset-reason',
    ]);
    expect(await walk(await made([create('a', 'b'), create('b', 'a')]), [['author', 'propose']])).toEqual([
      'changeset-wrong 422 /items/0/body/pen item-circle /items/1/body/pen item-circle',
    ]);
    const twice = { action: 'create', form: 'box', as: 'a', body: {} };
    expect(await walk(await made([twice, twice]), [['author', 'propose']])).toEqual([
      'changeset-wrong 422 /items/1/as item-name-twice',
    ]);
  });

  it('a set is changed by whoever saw it as it is', async () => {
    const set = await office.sets.make('author', { items: [put('limits.top', 'CITY', 1)] });
    await office.sets.step('author', set, 'edit', { name: 'first' });
    expect(codes(await office.sets.step('author', set, 'edit', { name: 'second' }))).toBe(
      'changeset-moved 412',
    );
    expect(codes(await office.sets.step('author', set, 'publish'))).toBe('changeset-moved 412');
    const now = await office.sets.read('author', set);
    const edit = (items: JsonObject) => office.sets.step('author', now, 'edit', { items });
    expect(codes(await edit({ remove: ['no such'] }))).toBe('changeset-wrong 422 /items item-unknown');
    expect(codes(await office.sets.step('author', now, 'rollback'))).toBe('nothing-to-undo 409');
    const past = { at: '2001-01-01T00:00:00Z' };
    expect(codes(await office.sets.step('author', now, 'schedule', past))).toBe(
      'schedule-wrong 422 /at schedule-past',
    );
    const earlier = { at: '2101-01-01T00:00:00Z', notAfter: '2100-01-01T00:00:00Z' };
    expect(codes(await office.sets.step('author', now, 'schedule', earlier))).toBe(
      'schedule-wrong 422 /notAfter schedule-before',
    );
    const many = Array.from({ length: 1001 }, (_, at) =>
      put('limits.top', 'CITY', at, { validFrom: day(at), validTo: day(at) }),
    );
    const full = await office.sets.make('author', { items: many.slice(0, 1000) });
    const more = await office.sets.step('author', full, 'edit', { items: { put: many.slice(1000) } });
    expect(codes(more)).toBe('changeset-wrong 422 /items too-many-changes');
  });

  it('no record call reads or writes them', async () => {
    const path = '/api/forms/change-set/records';
    expect((await office.ask('admin', 'GET', path)).status).toBe(403);
    expect((await office.ask('admin', 'POST', path, { name: 'x' })).status).toBe(403);
    const { tenant } = office.node;
    const form = tenant.served().model.forms.get('change-set');
    if (!form) throw new Error('no form of change sets');
    await expect(tenant.store.create(tenant.systemCall(), form, { name: 'x' })).rejects.toMatchObject({
      code: 'changesets-own',
    });
  });
});

function day(at: number): string {
  return new Date(Date.UTC(2030, 0, 1 + at)).toISOString().slice(0, 10);
}
