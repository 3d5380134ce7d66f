import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type ChangeSetBody, type Office, openOffice, put, take } from './office.suite.ts';

describeOnDatabases('what the audit trail tells of change sets', (under) => {
  let office: Office;

  beforeAll(async () => {
    office = await openOffice(under.url);
    const { sets } = office;
    const first = await sets.make('admin', {
      name: 'first',
      items: [
        put('limits.top', 'NORTH', 500),
        put('limits.top', 'CITY', 200, { validFrom: '2998-06-01' }),
        put('paper.size', null, 3),
      ],
    });
    const published = (await sets.step('admin', first, 'publish')).body as ChangeSetBody;
    const second = await sets.make('admin', { items: [put('limits.top', 'NORTH', 700, { locked: true })] });
    const changed = (await sets.step('admin', second, 'publish')).body as ChangeSetBody;
    await sets.step('admin', changed, 'rollback', { publish: true });
    const third = await sets.make('admin', { items: [take('unset', 'paper.size', null)] });
    await sets.step('admin', third, 'publish');
    await sets.step('admin', await sets.make('admin', { items: [put('paper.size', 'CITY', 1)] }), 'discard');
    expect(published.state).toBe('published');
  });
  afterAll(() => office.close());

  const trail = async (query: string) =>
    (await office.ask('admin', 'GET', `/api/audit?limit=200&${query}`)).body['items'] as JsonObject[];

  /** A value of a parameter in the trail as one text. */
  function valueSaid({ action, org, parameter }: JsonObject): string {
    const { key, org: whose, before, after, changeSetNumber } = parameter as JsonObject;
    const side = (one: unknown) => {
      if (!one) return 'nothing';
      const { value, validFrom, locked } = one as JsonObject;
      return `${value}${validFrom ? ` from ${validFrom}` : ''}${locked ? ' locked' : ''}`;
    };
    const number = (one: unknown) => (one as JsonObject | null)?.['number'] ?? 'all';
    return `${action} ${key} of ${number(whose)} in ${number(org)}: ${side(before)} → ${side(after)} by ${changeSetNumber}`;
  }

  it('is whose value became what, from when and by which set', async () => {
    const values = (await trail('action=create,update,delete')).filter(({ parameter }) => parameter);
    expect(values.map(valueSaid).toSorted()).toEqual(
      [
        'create size of all in root: nothing → 3 by CS0001',
        'create top of NORTH in NORTH: nothing → 500 by CS0001',
        'create top of CITY in CITY: nothing → 200 from 2998-06-01 by CS0001',
        'update top of NORTH in NORTH: 500 → 700 locked by CS0002',
        'update top of NORTH in NORTH: 700 locked → 500 by CS0003',
        'delete size of all in root: 3 → nothing by CS0004',
      ].toSorted(),
    );
  });

  it('is that a set was published, rolled back or discarded, and not that it was changed', async () => {
    const steps = async (query: string) =>
      (await trail(query))
        .filter(({ form, action }) => form === 'change-set' && action !== 'create')
        .map(({ action, record }) => `${action} ${(record as JsonObject)['number']}`);
    const all = [
      'changeset-discarded CS0005',
      'changeset-published CS0004',
      'changeset-rolled-back CS0003',
      'changeset-published CS0002',
      'changeset-published CS0001',
    ];
    expect(await steps('')).toEqual(all);
    expect(await steps('action=changeset-published')).toEqual(
      all.filter((one) => one.startsWith('changeset-published')),
    );
    expect(await steps('action=update')).toEqual([]);
    expect(await steps('q=rollback')).toEqual(['changeset-rolled-back CS0003']);
  });

  it.each([
    ['by the label of the parameter', 'q=size', 'size'],
    ['by the organisation whose value it is', 'q=CITY%20top', 'top'],
  ])('is found %s', async (_says, query, key) => {
    const keys = (await trail(query)).flatMap(({ parameter }) =>
      parameter ? [(parameter as JsonObject)['key']] : [],
    );
    expect([...new Set(keys)]).toEqual([key]);
  });
});
