import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { everybodys, sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import type { Field, FieldSet, Form } from '../../../metadata/model.ts';
import { targetOf } from '../../../rules/condition/scope.ts';
import { isUsual } from '../../../workshop/it-long.ts';
import { allPages } from '../../../workshop/pages.ts';
import { isLong } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { fieldOf, foreignForms, type Side, sampled, valuesOf } from '../foreign-forms.suite.ts';
import { type House, openHouse } from '../house.suite.ts';

const sides = ['low', 'high'] as const;
type Kept = (typeof sharingStrategies)[number] | 'assigned';
/** The pairs of records: one for each way of sharing, and one that the south was given. */
const ways: readonly Kept[] = [...sharingStrategies, 'assigned'];
/** The ways of sharing by which the south does not see the north's records. */
const hidden = sharingStrategies.filter((one) => one !== everybodys);

/**
 * Two holders that say the same, but for the vault they refer to: whoever does not see the vaults is answered the
 * same of both, whatever he asks.
 */
describeOnDatabases('what a reference leads to', (database) => {
  let house: House;
  const tokens: Record<string, string> = {};
  const vaults = new Map<string, string>();
  const holders = new Map<string, string>();
  const key = (way: Kept, side: Side) => `${way}-${side}`;
  /** Of a holder: it says nothing of what it refers to. */
  const numberOf = (way: Kept, side: Side) => `H${ways.indexOf(way)}${sides.indexOf(side)}`;

  beforeAll(async () => {
    house = await openHouse(database.url, { forms: foreignForms });
    const { orgs } = house;
    const all = { form: '*', actions: ['all'], moreActions: '*' };
    await house.user('keeper', orgs.north, [{ ...all, scope: 'own' }]);
    await house.user('spy', orgs.south, [{ ...all, scope: 'own' }]);
    await house.user('group', orgs.root, [{ ...all, scope: 'subtree' }]);
    await house.user('blind', orgs.north, [{ ...all, form: 'holder', scope: 'own' }]);
    await house.user('narrow', orgs.north, [
      { ...all, form: 'holder', scope: 'own' },
      { ...all, form: 'vault', scope: 'own', readable: ['number', 'name'] },
    ]);
    for (const user of ['admin', 'keeper', 'spy', 'group', 'blind', 'narrow'])
      tokens[user] = await house.signIn(user);
    for (const number of ['LOW', 'TOP'])
      await create('category', { number, name: number, sharing: 'global' });
    for (const way of ways) {
      const sharing = way === 'assigned' ? 'free' : way;
      const open = await create('open-vault', { number: `V-${way}`, name: `SECRET ${way}`, sharing });
      for (const side of sides) {
        const number = `V-${key(way, side)}`;
        const body = { number, name: `SECRET ${number}`, sharing };
        const vault = await create('vault', { ...body, ...valuesOf(side, 'f') });
        vaults.set(key(way, side), vault);
        if (way === 'assigned')
          for (const [form, id] of [
            ['vault', vault],
            ['open-vault', open],
          ])
            await ok('keeper', 'POST', `/api/forms/${form}/assignments`, {
              records: [id ?? ''],
              orgs: ['SOUTH'],
            });
        const holder = await create('holder', {
          number: numberOf(way, side),
          name: 'same',
          sharing: 'global',
          ...valuesOf('low', 'o'),
          vault: { id: vault },
          openVault: { id: open },
          vaults: [{ id: vault }],
          lines: [{ vault: { id: vault } }],
        });
        holders.set(key(way, side), holder);
      }
    }
  });
  afterAll(() => house.close());

  async function ok(as: string, method: string, path: string, body?: Json): Promise<JsonObject> {
    const answer = await house.ask(method, path, {
      as: tokens[as] ?? '',
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status >= 300) expect.fail(`${method} ${path}: ${answer.text}`);
    return answer.json as JsonObject;
  }
  async function create(form: string, body: JsonObject): Promise<string> {
    return String((await ok('keeper', 'POST', `/api/forms/${form}/records`, body))['id']);
  }
  const model = () => house.host.served().model;
  const holder = (): Form => model().formsById.get('holder') ?? expect.fail();

  /** The watchers: whom it concerns, how he asks, and of which pairs he may learn nothing. */
  const watchers: readonly (readonly [string, string, string, readonly Kept[]])[] = [
    ['somebody of another organisation', 'spy', 'org=SOUTH', hidden],
    ['the group, for an organisation that does not see them', 'group', 'org=ROOT', hidden],
    ['the group, for another organisation', 'group', 'org=SOUTH', hidden],
    ['somebody without a right on the form', 'blind', 'org=NORTH', ways],
    ['the same, as who manages the holders', 'blind', 'org=NORTH&view=manage', ways],
    ['somebody with a right on number and name alone', 'narrow', 'org=NORTH', ways],
  ];

  /** Facts by today's names, each with its operators and what the vaults say in it. */
  function facts(): readonly { path: string; field: Field | null; values: readonly Json[] }[] {
    const inShape = (shape: FieldSet, above: string): ReturnType<typeof facts> =>
      shape.fields.flatMap((field) => {
        const path = above + field.name;
        if (field.rows) return inShape(field.rows, `${path}.`);
        const target = field.target === 'vault' ? model().formsById.get('vault') : undefined;
        const beyond = field.kind.comparison(field) === 'reference' && target ? target.fields : [];
        return [
          { path, field, values: said(field) },
          ...beyond.map((inner) => ({ path: `${path}.${inner.name}`, field: inner, values: said(inner) })),
        ];
      });
    return inShape(holder(), '');
  }
  function said(field: Field): readonly Json[] {
    const kind = sampled.find((name) =>
      [...'focl'].some((prefix) => fieldOf(name, prefix) === field.name || fieldOf(name, 'p') === field.name),
    );
    if (targetOf(field) === 'vault' || field.target === 'open-vault')
      return hidden.flatMap((way) => sides.map((side) => `V-${key(way, side)}`));
    if (field.name === 'number') return hidden.flatMap((way) => sides.map((side) => `V-${key(way, side)}`));
    if (field.name === 'name') return ['SECRET V-private-low', 'SECRET V-private-high'];
    if (field.name === 'twice') return ['11.25', '22.25'];
    if (field.name === 'lineSum') return ['1.25', '2.25'];
    if (!kind) return [];
    const both = sides.map((side) => valuesOf(side, 'f')[fieldOf(kind, 'f')] ?? null);
    return both.flatMap((value) => (Array.isArray(value) ? value : [value])) as readonly Json[];
  }
  function conditions(as: string): readonly JsonObject[] {
    // A watcher who may read numbers and names may ask for them.
    const found = as === 'narrow' ? /^openVault|[vV]aults?$|\.(number|name)$/ : /^openVault/;
    return facts()
      .filter(({ path }) => !found.test(path))
      .flatMap(({ path, field, values }) =>
        (field?.kind.operators(field) ?? []).flatMap((operator): JsonObject[] => {
          if (operator === 'isEmpty' || operator === 'isNotEmpty') return [{ fact: path, operator }];
          if (operator === 'matches') return [];
          if (operator === 'between') {
            const [from, to] = values;
            return from === undefined || to === undefined
              ? []
              : [{ fact: path, operator, value: [from, from] }];
          }
          if (operator === 'in' || operator === 'notIn')
            return values.map((value) => ({ fact: path, operator, value: [value] }));
          const kind = sampled.find((name) => fieldOf(name, 'f') === field?.name);
          const other = kind ? [{ fact: path, operator, value: { fact: fieldOf(kind, 'o') } }] : [];
          return [...values.map((value) => ({ fact: path, operator, value })), ...other];
        }),
      );
  }

  /** Numbers of the holders in the order they are answered; null: the question was refused. */
  async function listed(as: string, how: string, query: string): Promise<readonly string[] | null> {
    const path = `/api/forms/holder/records?limit=500&fields=number&${how}&${query}`;
    const answer = await house.ask('GET', path, { as: tokens[as] ?? '' });
    if (answer.status === 400) {
      expect([query, answer.at('/errors/0/code')]).toEqual([
        query,
        expect.stringMatching(
          /unknown-fact|unknown-field|not-sortable|operand|not-filterable|parameter-unknown/,
        ),
      ]);
      return null;
    }
    expect([query, answer.status]).toEqual([query, 200]);
    return (answer.at('/items') as JsonObject[]).map(({ number }) => String(number));
  }
  const filtered = (condition: JsonObject) => `filter=${encodeURIComponent(JSON.stringify(condition))}`;

  describe.each(watchers)('is nothing to %s', (_, as, how, blindTo) => {
    const same = (numbers: readonly string[] | null, question: string) => {
      for (const way of numbers ? blindTo : []) {
        const [low, high] = sides.map((side) => numbers?.includes(numberOf(way, side)));
        expect([question, way, low]).toEqual([question, way, high]);
      }
    };

    it('by any filter, through the reference or by what is carried', { timeout: 120_000 }, async () => {
      const asked = conditions(as);
      expect(asked.length).toBeGreaterThan(500);
      // Most to two who see nothing for different reasons, a part of them to the others and elsewhere; others each time.
      const often = as === 'spy' || (as === 'blind' && how === 'org=NORTH');
      const step = isLong ? 1 : (often ? 2 : 8) * (database.name === 'sqlite' ? 1 : 4) * (isUsual ? 3 : 1);
      const first = Number(process.env['GUIJU_SEED']) + watchers.findIndex((one) => one[2] === how);
      const some = asked.filter((_, at) => at % step === first % step);
      for (const condition of some) {
        same(await listed(as, how, filtered(condition)), JSON.stringify(condition));
        if (String(condition['fact']).startsWith('lines.') && condition['fact'] !== 'lines.vault') {
          const one = { some: 'lines', where: { all: [condition] } };
          same(await listed(as, how, filtered(one)), JSON.stringify(one));
          same(await listed(as, how, filtered({ not: one })), `not ${JSON.stringify(one)}`);
        }
        if (condition['operator'] === 'equal')
          same(await listed(as, how, filtered({ not: condition })), `not ${JSON.stringify(condition)}`);
      }
    });

    it('by any order', async () => {
      for (const { path } of facts().filter((one) => !one.path.includes('.')))
        for (const sign of ['', '-']) {
          const numbers = await listed(as, how, `sort=${sign}${path}`);
          if (!numbers || path === 'number') continue;
          for (const way of blindTo) {
            const [low = -1, high = -1] = sides.map((side) => numbers.indexOf(numberOf(way, side)));
            expect([path, sign, way, low < high]).toEqual([path, sign, way, sign === '']);
          }
        }
    });

    it('by any cursor', async () => {
      for (const kind of sampled) {
        const sort = fieldOf(kind, 'c');
        const path = `/api/forms/holder/records?limit=1&fields=number&${how}&sort=${sort}`;
        await allPages(async (cursor: string | undefined) => {
          const answer = await house.ask('GET', `${path}${cursor === undefined ? '' : `&cursor=${cursor}`}`, {
            as: tokens[as] ?? '',
          });
          const next = answer.status === 200 ? answer.at('/next') : null;
          if (typeof next !== 'string') return { items: [], next: null };
          const number = String((answer.at('/items') as JsonObject[])[0]?.['number']);
          const values = Buffer.from(next, 'base64url').toString();
          if (blindTo.some((way) => number.startsWith(`H${ways.indexOf(way)}`)))
            expect([sort, number, values]).toEqual([sort, number, expect.stringMatching(/^\["[^"]*",null,/)]);
          return { items: [], next };
        });
      }
    });

    it('by any search', async () => {
      for (const q of ['hush', 'low', 'top', 'SECRET', ...hidden.map((way) => `V-${way}`)])
        same(await listed(as, how, `q=${q}`), q);
    });

    it('by its number or name, in a list, a record, a history or a change', async () => {
      for (const way of blindTo) {
        const found: string[] = [];
        for (const side of sides) {
          const id = holders.get(key(way, side)) ?? '';
          const view = how.includes('view') ? '&view=manage' : '';
          const one = `/api/forms/holder/records/${id}`;
          const org = how.split('&')[0] ?? '';
          const list = `/api/forms/holder/records?${how}&id=${id}`;
          const wide = `${list}&fields=${facts()
            .flatMap(({ path }) => (path.includes('.') ? [] : path))
            .filter((name) => as === 'spy' || as === 'group' || !/^[c]|twice|lineSum/.test(name))
            .join(',')},lines`;
          // History is told to who manages the holder as well, and so shows what he manages.
          const history = as === 'group' ? [] : [`${one}/history?${org}`];
          // Without the reference that it comes from.
          const alone = as === 'spy' || as === 'group' ? [`${list}&fields=cText,cMoney,twice`] : [];
          const texts = [list, wide, ...alone, `${one}?${org}${view}`, ...history];
          for (const path of texts) {
            const answer = await house.ask('GET', path, { as: tokens[as] ?? '' });
            expect([path, answer.status]).toEqual([path, 200]);
            const shown =
              as === 'narrow'
                ? answer.text.replaceAll(/"(number|name)":"(SECRET )?V-[^"]*"/g, '')
                : answer.text;
            expect([path, /SECRET|V-\w+-(low|high)|hush top|"top/.test(shown)]).toEqual([path, false]);
            found.push(normal(shown, id, numberOf(way, side)));
          }
        }
        expect(found.slice(found.length / 2)).toEqual(found.slice(0, found.length / 2));
      }
    });
  });

  /** Without what two holders may differ in: ids, their own numbers, moments. */
  function normal(text: string, id: string, number: string): string {
    return text
      .replaceAll(number, '#')
      .replaceAll(id, '#')
      .replaceAll(/"revision":\d+/g, '')
      .replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '#');
  }

  it('is told to those who see it, so that these tests can fail', async () => {
    for (const [as, how, ways] of [
      ['keeper', 'org=NORTH', sharingStrategies],
      ['spy', 'org=SOUTH', ['global', 'assigned']],
      ['group', 'org=ROOT&view=manage', sharingStrategies],
    ] as const)
      for (const way of ways)
        for (const side of sides) {
          const number = `V-${key(way, side)}`;
          const only = await listed(
            as,
            how,
            filtered({ fact: 'vault.name', operator: 'equal', value: `SECRET ${number}` }),
          );
          expect([as, way, only]).toEqual([as, way, [numberOf(way, side)]]);
          const carried = await listed(
            as,
            how,
            filtered({ fact: 'cText', operator: 'equal', value: `hush ${side === 'low' ? 'low' : 'top'}` }),
          );
          expect([as, way, carried?.includes(numberOf(way, side))]).toEqual([as, way, true]);
          const { items } = await ok(
            as,
            'GET',
            `/api/forms/holder/records?${how}&number=${numberOf(way, side)}`,
          );
          expect((items as JsonObject[])[0]?.['vault']).toEqual({
            id: vaults.get(key(way, side)),
            number,
            name: `SECRET ${number}`,
          });
        }
  });

  it('shows as withheld, with its number where the form says that numbers are public', async () => {
    const read = async (as: string, way: Kept) => {
      const path = `/api/forms/holder/records/${holders.get(key(way, 'low'))}`;
      const { vault, openVault, vaults: list } = await ok(as, 'GET', path);
      return { vault, openVault, list };
    };
    const id = expect.any(String);
    const foreign = { id, number: null, name: null, withheld: 'elsewhere' };
    for (const way of hidden)
      expect(await read('spy', way)).toEqual({
        vault: foreign,
        openVault: { ...foreign, number: `V-${way}` },
        list: [foreign],
      });
    const refused = { ...foreign, withheld: 'no-right' };
    for (const way of ways)
      expect(await read('blind', way)).toEqual({
        vault: refused,
        openVault: { ...refused, number: `V-${way}` },
        list: [refused],
      });
  });

  it('stays as it is when a record is saved as it was read', async () => {
    await ok('keeper', 'POST', '/api/forms/vault/records', { number: 'LATER', sharing: 'global' });
    const kept = await create('holder', {
      number: 'SAVED',
      sharing: 'global',
      vault: { number: 'V-private-high' },
      vaults: [{ number: 'V-private-high' }],
      lines: [{ vault: { number: 'V-private-high' } }],
    });
    const path = `/api/forms/holder/records/${kept}`;
    const before = await ok('keeper', 'GET', path);
    const read = await ok('blind', 'GET', path);
    const body = Object.fromEntries(Object.entries(read).filter(([name]) => holder().byName.has(name)));
    const answer = await house.ask('PUT', path, {
      as: tokens['blind'] ?? '',
      body: { ...body, name: 'saved' },
      headers: { 'if-match': `"${read['revision']}"` },
    });
    expect([answer.status, answer.text.includes('SECRET'), answer.text.includes('hush')]).toEqual([
      200,
      false,
      false,
    ]);
    const { revision: _, modifiedAt: __, modifiedBy: ___, ...after } = await ok('keeper', 'GET', path);
    expect({ ...before, ...after, name: 'saved' }).toEqual({ ...before, name: 'saved' });
  });

  it('fills no field of a record with what its writer may not read', async () => {
    const all = { actions: ['all'], scope: 'own' };
    for (const [user, grants, filled] of [
      ['fills', [{ ...all, form: '*' }], 'hush top'],
      ['fillsNot', [{ ...all, form: 'slip' }], null],
      [
        'fillsPart',
        [
          { ...all, form: 'slip' },
          { ...all, form: 'vault', readable: ['number'] },
        ],
        null,
      ],
    ] as const) {
      await house.user(user, house.orgs.north, grants);
      tokens[user] = await house.signIn(user);
      const found = await ok(user, 'POST', '/api/forms/slip/records', {
        number: user,
        vault: { number: 'V-private-high' },
      });
      expect([user, found['filled']]).toEqual([user, filled]);
    }
  });

  it('is told to be used as far as the field that refers to it may be read', async () => {
    const all = { actions: ['all'], scope: 'own' };
    for (const [user, readable, used] of [
      ['users', [], ['H01 same vault', 'H01 same vaults', 'H01 same lines.vault']],
      ['usersOfLines', ['number', 'lines.vault'], ['H01 null lines.vault']],
      ['usersNot', ['number', 'name'], []],
    ] as const) {
      await house.user(user, house.orgs.north, [
        { ...all, form: 'vault' },
        { ...all, form: 'holder', readable },
      ]);
      tokens[user] = await house.signIn(user);
      const id = vaults.get(key('private', 'high'));
      const { items } = await ok(user, 'GET', `/api/forms/vault/records/${id}/references`);
      const found = (items as JsonObject[])
        .filter(({ number, form }) => form === 'holder' && number === 'H01')
        .map(({ number, name, field }) => `${number} ${name} ${field}`);
      expect([user, found.sort()]).toEqual([user, [...used].sort()]);
    }
  });
});
