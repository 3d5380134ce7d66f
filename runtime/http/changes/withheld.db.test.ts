import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type ChangeSetBody, codes, type Office, openOffice } from './office.suite.ts';

/** A caller with no right on pens is told of none of them, in whosever change set a box that refers to one stands. */
describeOnDatabases('what a change set tells of records that its items refer to', (under) => {
  let office: Office;
  let box = '';
  const pens: string[] = [];
  const answers: (readonly [what: string, answer: string])[] = [];

  beforeAll(async () => {
    office = await openOffice(under.url);
    await office.hire('author', [], [['*', ['all']]]);
    await office.hire(
      'boss',
      [],
      [
        ['box', ['all', 'approve-changes']],
        ['pen', ['all']],
      ],
    );
    await office.hire('blind', [], [['box', ['all', 'approve-changes']]]);
    await office.hire('overseer', [], [['box', ['read', 'approve-changes']]]);
    await office.settings({ approvalForms: [{ form: 'box' }] });
    for (const number of ['HUSH-1', 'HUSH-2'])
      pens.push(await office.create('pen', { number, name: `${number} itself` }));
    await write({
      action: 'create',
      form: 'box',
      body: { number: 'B1', name: 'first', pen: { id: pens[0] ?? '' } },
    });
    const { body } = await office.ask('author', 'GET', '/api/forms/box/records?org=NORTH&number=B1');
    box = String((body['items'] as { id: string }[])[0]?.id);
  });
  afterAll(() => office.close());

  async function write(item: Json): Promise<void> {
    const set = await office.sets.make('author', { items: [item] });
    for (const [who, step] of [
      ['author', 'propose'],
      ['boss', 'approve'],
      ['author', 'publish'],
    ] as const)
      expect(codes(await office.sets.step(who, await office.sets.read('admin', set), step))).toMatch(
        / 20[01]$/,
      );
  }

  async function look(who: string, set: ChangeSetBody): Promise<void> {
    for (const [method, path] of [
      ['GET', `/api/changesets/${set.id}`],
      ['POST', `/api/changesets/${set.id}/preview`],
    ] as const) {
      const { status, body } = await office.ask(who, method, path);
      expect([path, status]).toEqual([path, 200]);
      answers.push([`${who} ${method} ${path}`, JSON.stringify(body)]);
    }
  }

  const change = (pen: Json): Json => ({
    action: 'change',
    form: 'box',
    record: box,
    body: { pen, name: 'other' },
  });

  it('is no more than whoever looks may see', async () => {
    const { body } = await office.ask('blind', 'GET', `/api/forms/box/records/${box}?org=NORTH`);
    expect(body['pen']).toMatchObject({ withheld: 'no-right', name: null });
    const own = await office.sets.make('blind', { items: [change(null)] });
    const sets = [own];
    for (const pen of [
      { id: pens[1] ?? '' },
      { number: 'HUSH-2' },
      { id: pens[1] ?? '', number: 'HUSH-2' },
      null,
    ]) {
      const set = await office.sets.make('author', { items: [change(pen)] });
      await office.sets.step('author', set, 'propose');
      sets.push(set);
    }
    sets.push(
      await office.sets.make('author', {
        items: [
          {
            action: 'create',
            form: 'box',
            body: { number: 'B2', name: 'second', pen: { number: 'HUSH-1' } },
          },
        ],
      }),
    );
    for (const set of sets) for (const who of ['blind', 'overseer']) await look(who, set);
    // Told as a conflict, too, once somebody else changed it.
    await write(change({ id: pens[1] ?? '' }));
    for (const set of sets) for (const who of ['blind', 'overseer']) await look(who, set);
    expect(answers.filter(([, answer]) => answer.includes('HUSH'))).toEqual([]);
    expect(answers.some(([, answer]) => answer.includes(pens[1] ?? '-'))).toBe(true);
    expect(answers.some(([, answer]) => /"conflicts":\[\{/.test(answer))).toBe(true);
  });

  it('is told to who may see them, so that this can fail', async () => {
    const set = await office.sets.make('author', { items: [change({ number: 'HUSH-1' })] });
    const preview = JSON.stringify(await office.sets.preview('author', set));
    expect(preview).toContain('HUSH-2 itself');
    expect(preview).toContain('HUSH-1');
  });
});

describeOnDatabases('change sets that are looked for by a parameter', (under) => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice(under.url);
    const both = (scope: string) => [['limits', 'read', scope] as const, ['limits', 'write', scope] as const];
    await office.hire('region', both('subtree'));
    await office.hire('city', both('own'), [], 'CITY');
    await office.hire('onlooker', [['limits', 'read']]);
    await office.hire('scribe', [['limits', 'write']]);
    await office.hire('stranger', [['paper', 'write']]);
    const item = (org: string | null, value: number) => ({
      ...{ action: 'set', type: 'limits', key: 'top', org, value },
    });
    await office.sets.make('admin', { items: [item('CITY', 1), item('NORTH', 2), item(null, 3)] });
    await office.sets.make('admin', { items: [item('SOUTH', 4)] });
  });
  afterAll(() => office.close());

  it.each([
    ['admin', [[1, 2, 3]]],
    ['region', [[1, 2]]],
    ['city', [[1]]],
    ['onlooker', []],
    ['scribe', 404],
    ['stranger', 404],
  ] as const)('tell %s what he may read there, of sets that he may see', async (who, wanted) => {
    const { status, body } = await office.ask(who, 'GET', '/api/changesets?parameter=limits/top&org=CITY');
    const items = (body['items'] ?? []) as { items: { value: number }[] }[];
    const values = items.map((set) => set.items.map(({ value }) => value));
    expect(status === 200 ? values : status).toEqual(wanted);
  });
});
