import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const items = '/api/forms/item/records';
type Problem = { path: string; code: string; params: Record<string, unknown> };

describeOnDatabases('sharing and creators', (database) => {
  let house: House;
  let as: string;
  let serial = 0;
  beforeAll(async () => {
    house = await openHouse(database.url);
    as = await house.signIn('admin');
    await ask('POST', '/api/forms/organisation/records', { number: 'CITY', name: 'CITY', parent: 'NORTH' });
    const north = { form: 'item', scope: 'own' } as const;
    await house.user('sharer', house.orgs.north, [{ ...north, actions: ['read', 'share'] }]);
    await house.user('reader', house.orgs.north, [{ ...north, actions: ['read'] }]);
    await house.user('southern', house.orgs.south, [
      { ...north, actions: ['read', 'share', 'edit', 'delete', 'disable'] },
    ]);
  });
  afterAll(() => house.close());

  const ask = (method: string, path: string, body?: object, ifMatch?: string | null, who = as) =>
    house.ask(method, path, {
      as: who,
      ...(body === undefined ? {} : { body: body as never }),
      headers: ifMatch ? { 'if-match': ifMatch } : {},
    });
  const make = async (sharing: string, org = 'NORTH', number = `S${++serial}`) =>
    String((await ask('POST', `${items}?org=${org}`, { number, name: number, sharing })).at('/id'));
  const act = async (id: string, action: string, body: object, who = as) => {
    const read = await ask('GET', `${items}/${id}?view=manage`);
    return ask('POST', `${items}/${id}/actions/${action}`, body, read.headers.get('etag'), who);
  };
  /** Makes the item of a batch that does something to a record as it is now. */
  const acting = async (id: string, action: string, body: object | undefined) => {
    const read = await ask('GET', `${items}/${id}?view=manage`);
    return { op: 'act', id, action, body, ifMatch: read.at('/revision') };
  };
  const assign = (record: string, by: string, ...orgs: string[]) =>
    ask('POST', `/api/forms/item/assignments?org=${by}`, { records: [record], orgs });
  const answered = ({ status, at }: Awaited<ReturnType<typeof act>>) =>
    [status, ...((at('/errors') as Problem[] | undefined)?.map(({ code }) => code) ?? [])].join(' ');

  type Given = {
    readonly assigned?: readonly string[];
    readonly twin?: readonly [org: string, sharing: string];
  };
  const cases: readonly (readonly [
    says: string,
    from: string,
    action: string,
    body: object,
    given: Given,
    answer: string,
  ])[] = [
    ['private becomes global freely', 'private', 'change-sharing', { sharing: 'global' }, {}, '200'],
    ['global becomes private freely', 'global', 'change-sharing', { sharing: 'private' }, {}, '200'],
    ['scope becomes free freely', 'scope', 'change-sharing', { sharing: 'free' }, {}, '200'],
    ['free that nobody was given changes', 'free', 'change-sharing', { sharing: 'hierarchical' }, {}, '200'],
    [
      'free that somebody was given stays until it is withdrawn',
      'free',
      'change-sharing',
      { sharing: 'private' },
      { assigned: ['SOUTH'] },
      '409 sharing-still-assigned',
    ],
    [
      'so does what goes level by level',
      'hierarchical',
      'change-sharing',
      { sharing: 'global' },
      { assigned: ['CITY'] },
      '409 sharing-still-assigned',
    ],
    [
      'who newly sees it may not see its number already',
      'private',
      'change-sharing',
      { sharing: 'global' },
      { twin: ['SOUTH', 'private'] },
      '409 number-taken-elsewhere',
    ],
    [
      'nor by scope',
      'private',
      'change-sharing',
      { sharing: 'scope' },
      { twin: ['CITY', 'private'] },
      '409 number-taken-elsewhere',
    ],
    [
      'beside the scope is no obstacle',
      'private',
      'change-sharing',
      { sharing: 'scope' },
      { twin: ['SOUTH', 'private'] },
      '200',
    ],
    [
      'nobody shares in a way there is not',
      'private',
      'change-sharing',
      { sharing: 'sometimes' },
      {},
      '422 sharing-unknown',
    ],
    [
      'the same sharing changes nothing',
      'free',
      'change-sharing',
      { sharing: 'free' },
      { assigned: ['SOUTH'] },
      '200',
    ],
    ['a private record gets another creator', 'private', 'transfer', { org: 'SOUTH' }, {}, '200'],
    [
      'what was freely assigned stays assigned',
      'free',
      'transfer',
      { org: 'SOUTH' },
      { assigned: ['SOUTH', 'CITY'] },
      '200',
    ],
    [
      'what goes level by level is withdrawn first',
      'hierarchical',
      'transfer',
      { org: 'SOUTH' },
      { assigned: ['CITY'] },
      '409 sharing-still-assigned',
    ],
    [
      'nobody gets a record whose number he sees already',
      'private',
      'transfer',
      { org: 'SOUTH' },
      { twin: ['SOUTH', 'private'] },
      '409 number-taken-elsewhere',
    ],
    [
      'an organisation that is not there gets nothing',
      'private',
      'transfer',
      { org: 'NOWHERE' },
      {},
      '422 org-unknown',
    ],
  ];
  it.each(cases)('%s', async (_, from, action, body, { assigned = [], twin }, answer) => {
    const number = `S${++serial}`;
    if (twin) await make(twin[1], twin[0], number);
    const id = await make(from, 'NORTH', number);
    if (assigned.length > 0)
      expect((await assign(id, 'NORTH', ...assigned)).at('/counts/refused')).toBeUndefined();
    expect(answered(await act(id, action, body))).toBe(answer);
  });

  describe('a record that was assigned is withdrawn and shared anew in one call', () => {
    const usedBy = async (id: string) => {
      const seen = ['NORTH', 'SOUTH', 'CITY'].map(async (org) => {
        const { status } = await ask('GET', `${items}/${id}?org=${org}`);
        return status === 200 ? [org] : [];
      });
      return (await Promise.all(seen)).flat().join(' ');
    };
    type Case = readonly [
      says: string,
      from: string,
      action: string,
      body: object,
      given: readonly (readonly [by: string, to: string])[],
      answer: string,
      users: string,
    ];
    const free = [
      ['NORTH', 'SOUTH'],
      ['NORTH', 'CITY'],
    ] as const;
    const chain = [['NORTH', 'CITY']] as const;
    const wrong: readonly Case[] = [
      [
        'from all of them',
        'free',
        'change-sharing',
        { sharing: 'private', withdraw: true },
        free,
        '200',
        'NORTH',
      ],
      [
        'from all along a chain',
        'hierarchical',
        'change-sharing',
        { sharing: 'scope', withdraw: true },
        chain,
        '200',
        'NORTH CITY',
      ],
      [
        'from those who are named, by number or id',
        'free',
        'change-sharing',
        { sharing: 'private', withdraw: ['SOUTH', { number: 'CITY' }] },
        free,
        '200',
        'NORTH',
      ],
      [
        'not while somebody has it who was not named',
        'free',
        'change-sharing',
        { sharing: 'private', withdraw: ['SOUTH'] },
        free,
        '409 sharing-still-assigned',
        'NORTH SOUTH CITY',
      ],
      [
        'not when the way of sharing is none of the form’s',
        'free',
        'change-sharing',
        { sharing: 'sometimes', withdraw: true },
        free,
        '422 sharing-unknown',
        'NORTH SOUTH CITY',
      ],
      [
        'not from an organisation that is not there',
        'free',
        'change-sharing',
        { sharing: 'private', withdraw: ['NOWHERE'] },
        free,
        '422 org-unknown',
        'NORTH SOUTH CITY',
      ],
      [
        'not from nobody in particular',
        'free',
        'change-sharing',
        { sharing: 'private', withdraw: 'SOUTH' },
        free,
        '400 withdraw-expected',
        'NORTH SOUTH CITY',
      ],
      [
        'said of a record nobody holds, it changes nothing about that',
        'private',
        'change-sharing',
        { sharing: 'scope', withdraw: true },
        [],
        '200',
        'NORTH CITY',
      ],
      [
        'a chain ends, and the record gets another creator',
        'hierarchical',
        'transfer',
        { org: 'SOUTH', withdraw: true },
        chain,
        '200',
        'SOUTH',
      ],
    ];
    it.each(wrong)('%s', async (_, from, action, body, given, answer, users) => {
      const id = await make(from);
      for (const [by, to] of given) await assign(id, by, to);
      expect(answered(await act(id, action, body))).toBe(answer);
      expect(await usedBy(id)).toBe(users);
    });

    it('nothing is half done when a number is taken where it would go', async () => {
      const number = `S${++serial}`;
      await make('private', 'SOUTH', number);
      const id = await make('free', 'NORTH', number);
      await assign(id, 'NORTH', 'CITY');
      const before = await ask('GET', `${items}/${id}?view=manage`);
      expect(answered(await act(id, 'change-sharing', { sharing: 'global', withdraw: true }))).toBe(
        '409 number-taken-elsewhere',
      );
      expect(await usedBy(id)).toBe('NORTH CITY');
      expect((await ask('GET', `${items}/${id}?view=manage`)).json).toEqual(before.json);
    });

    it('only by who may withdraw as well', async () => {
      const id = await make('free');
      await assign(id, 'NORTH', 'SOUTH');
      const body = { sharing: 'private', withdraw: true };
      const sharer = await house.signIn('sharer');
      expect((await act(id, 'change-sharing', body, sharer)).status).toBe(403);
      expect(await usedBy(id)).toBe('NORTH SOUTH');
    });

    it('for good: shared freely again, it is nobody else’s', async () => {
      const id = await make('free');
      await assign(id, 'NORTH', 'SOUTH', 'CITY');
      await act(id, 'change-sharing', { sharing: 'private', withdraw: true });
      await act(id, 'change-sharing', { sharing: 'free' });
      expect(await usedBy(id)).toBe('NORTH');
    });

    it('history tells of both in one version', async () => {
      const id = await make('free');
      await assign(id, 'NORTH', 'SOUTH');
      await act(id, 'change-sharing', { sharing: 'private', withdraw: true });
      const [last] = (await ask('GET', `${items}/${id}/history`)).at('/items') as {
        operation: string;
        changes: { path: string; before: { number: string } | string | null }[];
      }[];
      expect(last?.operation).toBe('change-sharing');
      const changes = last?.changes.map(({ path, before }) => [
        path,
        typeof before === 'object' ? before?.number : before,
      ]);
      expect(changes).toContainEqual(['/sharing', 'free']);
      expect(changes).toContainEqual(['/assigned', 'SOUTH']);
    });

    it('in a batch too, for several at once or for none', async () => {
      const [a, b] = [await make('free'), await make('free')];
      for (const id of [a, b]) await assign(id, 'NORTH', 'SOUTH');
      const batch = async (...bodies: readonly object[]) =>
        ask('POST', '/api/forms/item/batch', {
          items: await Promise.all([a, b].map((id, at) => acting(id, 'change-sharing', bodies[at]))),
        });
      const change = { sharing: 'private', withdraw: true };
      expect((await batch(change, { sharing: 'private' })).status).toBe(409);
      expect([await usedBy(a), await usedBy(b)]).toEqual(['NORTH SOUTH', 'NORTH SOUTH']);
      expect((await batch(change, change)).status).toBe(200);
      expect([await usedBy(a), await usedBy(b)]).toEqual(['NORTH', 'NORTH']);
    });

    it('a preview tells who would gain and lose it, and leaves all as it is', async () => {
      const id = await make('free');
      await assign(id, 'NORTH', 'SOUTH', 'CITY');
      const read = await ask('GET', `${items}/${id}?view=manage`);
      const body = { sharing: 'scope', withdraw: true };
      const path = `${items}/${id}/actions/change-sharing/preview`;
      const would = await ask('POST', path, body, read.headers.get('etag'));
      expect([would.status, would.at('/record/sharing')]).toEqual([200, 'scope']);
      const numbers = (sort: string) =>
        (would.at(`/consequences/${sort}/orgs`) as { number: string }[]).map(({ number }) => number).sort();
      expect(would.at('/consequences/gain/count')).toBe(0);
      expect(numbers('lose')).toEqual(['SOUTH']);
      expect(numbers('withdraw')).toEqual(['CITY', 'SOUTH']);
      expect(would.at('/consequences/after')).toBe(2);
      expect(await usedBy(id)).toBe('NORTH SOUTH CITY');
      expect((await ask('GET', `${items}/${id}?view=manage`)).json).toEqual(read.json);
    });

    it.each([
      ['a transfer', 'transfer', { org: 'SOUTH' }, ['SOUTH'], ['NORTH']],
      ['a change to all', 'change-sharing', { sharing: 'scope' }, ['CITY'], []],
    ])('a preview of %s', async (_, action, body, gain, lose) => {
      const id = await make('private');
      const read = await ask('GET', `${items}/${id}?view=manage`);
      const path = `${items}/${id}/actions/${action}/preview`;
      const would = await ask('POST', path, body, read.headers.get('etag'));
      const numbers = (sort: string) =>
        (would.at(`/consequences/${sort}/orgs`) as { number: string }[]).map(({ number }) => number);
      expect([numbers('gain'), numbers('lose')]).toEqual([gain, lose]);
      expect(await usedBy(id)).toBe('NORTH');
    });

    it('a preview is refused like the action itself', async () => {
      const id = await make('free');
      await assign(id, 'NORTH', 'SOUTH');
      const read = await ask('GET', `${items}/${id}?view=manage`);
      const path = `${items}/${id}/actions/change-sharing/preview`;
      const etag = read.headers.get('etag');
      expect(answered(await ask('POST', path, { sharing: 'private' }, etag))).toBe(
        '409 sharing-still-assigned',
      );
      expect((await ask('POST', path, { sharing: 'private' })).status).toBe(428);
      const southern = await house.signIn('southern');
      expect((await ask('POST', path, { sharing: 'private' }, etag, southern)).status).toBe(403);
    });
  });

  it('a transferred record is its new creator’s: assigned by it, edited by it, seen no longer by the old one', async () => {
    const id = await make('free');
    await assign(id, 'NORTH', 'SOUTH', 'CITY');
    await act(id, 'transfer', { org: { number: 'SOUTH' } });
    const holders = await ask('GET', `/api/forms/item/assignments?record=${id}&org=SOUTH`);
    const found = holders.at('/items') as {
      org: { number: string };
      how: string;
      by: { number: string } | null;
    }[];
    expect(found.map(({ org, how, by }) => [org.number, how, by?.number])).toEqual([
      ['SOUTH', 'own', undefined],
      ['CITY', 'assigned', 'SOUTH'],
    ]);
    expect((await ask('GET', `${items}/${id}?org=NORTH`)).status).toBe(404);
  });

  describe('only the creator', () => {
    it.each([
      ['changes its sharing', 'POST', '/actions/change-sharing', { sharing: 'private' }],
      ['edits it', 'PATCH', '', { name: 'x' }],
      ['deletes it', 'DELETE', '', undefined],
      ['disables it', 'POST', '/actions/disable', {}],
    ])('%s', async (_, method, path, body) => {
      const id = await make('global');
      const read = await ask('GET', `${items}/${id}`);
      const southern = await house.signIn('southern');
      const answer = await ask(method, `${items}/${id}${path}`, body, read.headers.get('etag'), southern);
      expect([answer.status, answer.at('/code')]).toEqual([403, 'not-creator']);
    });

    it('and who has the right there', async () => {
      const id = await make('private');
      expect(
        answered(await act(id, 'change-sharing', { sharing: 'free' }, await house.signIn('sharer'))),
      ).toBe('200');
      expect(
        (await act(id, 'change-sharing', { sharing: 'scope' }, await house.signIn('reader'))).status,
      ).toBe(403);
    });
  });

  it('a disabled record that nothing needs is deleted as it is', async () => {
    const id = await make('private');
    await act(id, 'disable', {});
    const read = await ask('GET', `${items}/${id}?view=manage`);
    const gone = await ask('DELETE', `${items}/${id}`, undefined, read.headers.get('etag'));
    expect(gone.status).toBe(204);
  });

  it('many are changed and transferred in a batch, with one report each', async () => {
    const [a, b, c] = [await make('private'), await make('free'), await make('private')];
    await assign(b, 'NORTH', 'CITY');
    const batch = await ask('POST', '/api/forms/item/batch', {
      atomic: false,
      items: [
        await acting(a, 'change-sharing', { sharing: 'scope' }),
        await acting(b, 'change-sharing', { sharing: 'scope' }),
        await acting(c, 'transfer', { org: 'SOUTH' }),
      ],
    });
    const results = batch.at('/items') as {
      status: number;
      record?: { org: { number: string }; sharing: string };
    }[];
    expect(results.map(({ status }) => status)).toEqual([200, 409, 200]);
    expect([results[0]?.record?.sharing, results[2]?.record?.org.number]).toEqual(['scope', 'SOUTH']);
    const whole = await ask('POST', '/api/forms/item/batch', {
      items: [
        await acting(a, 'change-sharing', { sharing: 'global' }),
        await acting(b, 'change-sharing', { sharing: 'global' }),
      ],
    });
    expect(whole.status).toBe(409);
    expect((await ask('GET', `${items}/${a}?org=NORTH`)).at('/sharing')).toBe('scope');
  });

  it('stand in the audit trail', async () => {
    const id = await make('private');
    await act(id, 'change-sharing', { sharing: 'free' });
    await assign(id, 'NORTH', 'CITY');
    const trail = await ask('GET', '/api/audit?limit=5');
    const actions = (trail.at('/items') as { action: string; target: string }[])
      .filter(({ target }) => target.includes(id))
      .map(({ action }) => action);
    expect(actions).toEqual(['assign', 'change-sharing', 'create']);
  });

  it('a record that comes back does not go where its number is seen by now, and says so', async () => {
    const id = await make('free', 'NORTH', 'BACK');
    expect((await assign(id, 'NORTH', 'SOUTH', 'ROOT')).status).toBe(200);
    const read = await ask('GET', `${items}/${id}?view=manage`);
    const gone = await ask('DELETE', `${items}/${id}`, undefined, read.headers.get('etag'));
    expect(gone.status, gone.text).toBe(204);
    await make('private', 'SOUTH', 'BACK');
    const back = await ask(
      'POST',
      `${items}/${id}/history/${read.at('/revision')}/restore`,
      undefined,
      '"0"',
    );
    expect(back.status, back.text).toBe(201);
    expect(back.at('/$warnings')).toMatchObject([
      { path: '', code: 'assignment-not-restored', params: { org: 'SOUTH' }, severity: 'warning' },
    ]);
    expect(back.at('/$warnings/0/message')).toContain('SOUTH');
  });

  it('who watches for an organisation hears that a record came and went', async () => {
    const id = await make('free');
    const since = Number((await ask('GET', `${items}/${id}?org=NORTH`)).at('/revision'));
    await assign(id, 'NORTH', 'SOUTH');
    await ask('DELETE', '/api/forms/item/assignments?org=NORTH', { records: [id], orgs: ['SOUTH'] });
    const southern = await house.signIn('southern');
    const answer = await house.app.request(`/api/watch?since=${since}&forms=item`, {
      headers: { authorization: `Bearer ${southern}` },
    });
    const reader = answer.body?.getReader();
    let text = '';
    while (!text.includes('withdraw')) text += new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    expect(text).toContain('"operation":"withdraw"');
  });
});
