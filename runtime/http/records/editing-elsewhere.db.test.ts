import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const forms = ['category', 'item'];

/** Every way to change a record that there is; each with what it sends. */
interface Door {
  readonly name: string;
  readonly method: string;
  /** Below the record; `batch` is that of the form. */
  readonly path: string;
  readonly body?: (id: string) => Json;
}
const batches = [
  { op: 'patch', body: { name: 'mine' } },
  { op: 'put', body: { number: 'MINE', name: 'mine' } },
  { op: 'delete' },
  { op: 'enable' },
  { op: 'disable' },
  { op: 'act', action: 'disable', body: {} },
] as const;
const doors: readonly Door[] = [
  { name: 'a change', method: 'PATCH', path: '', body: () => ({ name: 'mine' }) },
  { name: 'a replacement', method: 'PUT', path: '', body: () => ({ number: 'MINE', name: 'mine' }) },
  { name: 'a deletion', method: 'DELETE', path: '' },
  { name: 'an earlier version', method: 'POST', path: '/history/{first}/restore' },
  { name: 'enabling it', method: 'POST', path: '/actions/enable' },
  { name: 'disabling it', method: 'POST', path: '/actions/disable' },
  {
    name: 'another sharing',
    method: 'POST',
    path: '/actions/change-sharing',
    body: () => ({ sharing: 'global' }),
  },
  {
    name: 'another creator',
    method: 'POST',
    path: '/actions/transfer',
    body: () => ({ org: 'SOUTH' }),
  },
  ...batches.map((item): Door => {
    const body = (id: string): Json => ({ items: [{ ...item, id, ifMatch: 1 }] });
    return { name: `a batch that does ${item.op}`, method: 'POST', path: 'batch', body };
  }),
];

describeOnDatabases('an original', (database) => {
  let house: House;
  const tokens: Record<string, string> = {};
  const made = new Map<string, { readonly id: string; readonly revision: number }>();

  beforeAll(async () => {
    house = await openHouse(database.url);
    const { orgs } = house;
    const all = { form: '*', actions: ['all'], moreActions: '*' };
    const read = { form: '*', actions: ['read', 'history', 'export'], scope: 'subtree' };
    // Sees and may act for everybody, and changes what the root made.
    await house.user('reader', orgs.root, [read, { ...all, scope: 'own' }]);
    // Acts for the north for the sake of another form.
    await house.user('visitor', orgs.root, [
      { ...all, form: 'organisation', scope: 'subtree' },
      ...forms.map((form) => ({ ...all, form, scope: 'own' })),
    ]);
    await house.user('neighbour', orgs.south, [{ ...all, scope: 'own' }]);
    await house.user('owner', orgs.north, [{ ...all, scope: 'own' }]);
    await house.user('group', orgs.root, [{ ...all, scope: 'subtree' }]);
    for (const user of ['reader', 'visitor', 'neighbour', 'owner', 'group'])
      tokens[user] = await house.signIn(user);
    for (const form of forms)
      for (const sharing of sharingStrategies) {
        const answer = await ask('owner', 'POST', `/api/forms/${form}/records`, {
          number: `N-${sharing}`,
          name: 'original',
          sharing,
        });
        const id = String(answer.at('/id'));
        made.set(`${form} ${sharing}`, { id, revision: Number(answer.at('/revision')) });
        if (sharing === 'free')
          await ask('owner', 'POST', `/api/forms/${form}/assignments`, { records: [id], orgs: ['SOUTH'] });
      }
  });
  afterAll(() => house.close());

  const ask = (as: string, method: string, path: string, body?: Json, revision = 1) =>
    house.ask(method, path, {
      as: tokens[as] ?? '',
      headers: { 'if-match': `"${revision}"` },
      ...(body === undefined ? {} : { body }),
    });

  const strangers = [
    ['who reads everybody’s, acting for the creator', 'reader', 'NORTH'],
    ['who reads everybody’s, acting for another organisation', 'reader', 'SOUTH'],
    ['who reads everybody’s, as his own organisation', 'reader', 'ROOT'],
    ['who may act for the creator by another form’s right', 'visitor', 'NORTH'],
    ['who has all rights in another organisation', 'neighbour', 'SOUTH'],
  ] as const;

  describe.each(strangers)('is not changed by somebody %s', (_, as, org) => {
    it.each(doors)('by $name', async ({ method, path, body }) => {
      for (const form of forms)
        for (const sharing of sharingStrategies) {
          const { id, revision } = made.get(`${form} ${sharing}`) ?? expect.fail();
          const start = `/api/forms/${form}`;
          const one = `${start}/records/${id}${path.replace('{first}', String(revision))}`;
          const to = path === 'batch' ? `${start}/batch` : one;
          const answer = await ask(as, method, `${to}?org=${org}`, body?.(id), revision);
          const status =
            path === 'batch' && answer.status === 200 ? answer.at('/items/0/status') : answer.status;
          expect([form, sharing, [403, 404].includes(Number(status)), answer.text]).toEqual([
            form,
            sharing,
            true,
            answer.text,
          ]);
          const now = await ask('owner', 'GET', `${start}/records/${id}`);
          expect([form, sharing, now.at('/name'), now.at('/revision'), now.at('/sharing')]).toEqual([
            ...[form, sharing, 'original', expect.any(Number), sharing],
          ]);
        }
    });
  });

  it('is seen, and known to be nobody’s but its creator’s to change, by who manages what he reads', async () => {
    for (const org of ['NORTH', 'SOUTH', 'ROOT'])
      for (const form of forms) {
        const list = await ask('reader', 'GET', `/api/forms/${form}/records?view=manage&org=${org}`);
        expect((list.at('/items') as JsonObject[]).map(({ sharing }) => sharing).sort()).toEqual(
          [...sharingStrategies].sort(),
        );
        const { id } = made.get(`${form} private`) ?? expect.fail();
        const answer = await ask(
          'reader',
          'GET',
          `/api/forms/${form}/records/${id}?view=manage,use&org=${org}`,
        );
        expect([answer.headers.get('guiju-view'), answer.headers.get('guiju-may')]).toEqual([
          'manage',
          'read,export,print,report,link,history',
        ]);
        const refused = await ask('reader', 'PATCH', `/api/forms/${form}/records/${id}?org=${org}`, {
          name: 'mine',
        });
        expect([refused.status, refused.at('/code')]).toEqual([403, 'not-creator']);
      }
  });

  it.each([
    ['its creator', 'owner', 'NORTH'],
    ['who has the right where it was created, as his own organisation', 'group', 'ROOT'],
    ['the same, acting for the creator', 'group', 'NORTH'],
    ['the same, acting for another organisation', 'group', 'SOUTH'],
  ])('is changed by %s', async (_, as, org) => {
    for (const form of forms)
      for (const sharing of sharingStrategies) {
        const { id } = made.get(`${form} ${sharing}`) ?? expect.fail();
        const path = `/api/forms/${form}/records/${id}`;
        const before = await ask('owner', 'GET', path);
        const read = await ask(as, 'GET', `${path}?view=manage,use&org=${org}`);
        expect(read.headers.get('guiju-may')?.split(',')).toContain('edit');
        const answer = await ask(
          as,
          'PATCH',
          `${path}?org=${org}`,
          { name: 'original' },
          Number(before.at('/revision')),
        );
        expect([form, sharing, answer.status]).toEqual([form, sharing, 200]);
      }
  });
});
