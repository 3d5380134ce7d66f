import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openScimWorld, type ScimWorld } from './scim-world.suite.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const core = 'urn:ietf:params:scim:schemas:core:2.0';

/** As Entra ID makes a user with its usual mapping. */
const entraUser = (name: string, more: JsonObject = {}) => ({
  schemas: [`${core}:User`, enterprise],
  externalId: `ext-${name}`,
  userName: `${name}@contoso.com`,
  active: true,
  displayName: name.toUpperCase(),
  emails: [{ primary: true, type: 'work', value: `${name}@contoso.com` }],
  meta: { resourceType: 'User' },
  name: { formatted: name, familyName: 'familyName', givenName: 'givenName' },
  phoneNumbers: [{ type: 'work', value: '+1 425 555 0100' }],
  addresses: [{ type: 'work', country: 'US' }],
  title: 'Clerk',
  [enterprise]: { department: 'Sales', employeeNumber: '7' },
  ...more,
});

interface Change {
  readonly says: string;
  readonly operations: readonly Json[];
  /** The record afterwards. */
  readonly record: JsonObject;
}

/** What Entra ID, Okta and Keycloak send of a user, one after the other. */
const changes: readonly Change[] = [
  {
    says: 'Entra: op in capitals, active as a text',
    operations: [{ op: 'Replace', path: 'active', value: 'False' }],
    record: { enabled: false },
  },
  {
    says: 'Entra: active as a text again, without a path',
    operations: [{ op: 'Add', value: { active: 'True' } }],
    record: { enabled: true },
  },
  {
    says: 'Okta: deactivates by an object without a path',
    operations: [{ op: 'replace', value: { active: false } }],
    record: { enabled: false },
  },
  {
    says: 'Okta: activates',
    operations: [{ op: 'replace', value: { active: true } }],
    record: { enabled: true },
  },
  {
    says: 'Entra: several attributes, each with its path',
    operations: [
      { op: 'Replace', path: 'displayName', value: '王小明' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'wang@contoso.com' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '13800138000' },
      { op: 'Replace', path: 'preferredLanguage', value: 'en-US' },
      { op: 'Add', path: 'title', value: 'Manager' },
      { op: 'Replace', path: `${enterprise}:employeeNumber`, value: '8' },
    ],
    record: {
      name: '王小明',
      email: 'wang@contoso.com',
      phone: '13800138000',
      language: 'en',
      enabled: true,
    },
  },
  {
    says: 'Entra: paths as the names of members, without a path',
    operations: [
      {
        op: 'Add',
        value: {
          'name.formatted': 'Wang Xiaoming',
          [`${enterprise}:department`]: 'NORTH',
          externalId: 'other',
          userType: 'Member',
        },
      },
    ],
    record: {
      name: 'Wang Xiaoming',
      externalId: 'other',
      organisation: expect.objectContaining({ number: 'NORTH' }),
    },
  },
  {
    says: 'Entra: the home organisation by the whole extension',
    operations: [{ op: 'add', path: enterprise, value: { organization: 'SOUTH', costCenter: 'x' } }],
    record: { organisation: expect.objectContaining({ number: 'SOUTH' }) },
  },
  {
    says: 'Entra: a department that is no organisation moves nobody',
    operations: [{ op: 'Replace', path: `${enterprise}:department`, value: 'Marketing' }],
    record: { organisation: expect.objectContaining({ number: 'SOUTH' }) },
  },
  {
    says: 'Okta: names without their own attributes; the other way round in Chinese',
    operations: [{ op: 'replace', value: { name: { givenName: '小明', familyName: '王' } } }],
    record: { name: '王小明' },
  },
  {
    says: 'one part of a name leaves the whole alone',
    operations: [{ op: 'Replace', path: 'name.givenName', value: 'Max' }],
    record: { name: '王小明' },
  },
  {
    says: 'a filter that finds none adds what it says, as Entra means it',
    operations: [
      { op: 'Remove', path: 'emails' },
      { op: 'Replace', path: 'emails[type eq "work" and primary eq true].value', value: 'new@contoso.com' },
    ],
    record: { email: 'new@contoso.com' },
  },
  {
    says: 'an empty text clears',
    operations: [
      { op: 'Replace', path: 'emails', value: '' },
      { op: 'remove', path: 'phoneNumbers[type eq "mobile"]' },
    ],
    record: { email: null, phone: null },
  },
  {
    says: 'Keycloak: whole values, a language that is not offered, groups that are read-only',
    operations: [
      { op: 'replace', path: 'emails', value: [{ value: 'wang@keycloak.example' }] },
      { op: 'replace', path: 'preferredLanguage', value: 'fr' },
      { op: 'add', path: 'groups', value: [{ value: 'x' }] },
      { op: 'replace', path: 'id', value: 'x' },
    ],
    record: { email: 'wang@keycloak.example', language: 'en' },
  },
  {
    says: 'Entra: another sign-in name',
    operations: [{ op: 'Replace', path: 'userName', value: 'Wang@contoso.com' }],
    record: { number: 'Wang@contoso.com' },
  },
];

describeOnDatabases('a provisioner', (database) => {
  let world: ScimWorld;
  beforeAll(async () => {
    world = await openScimWorld(database.url);
  }, 60_000);
  afterAll(() => world.node.close());

  const made = async (name: string, more?: JsonObject) =>
    String((await world.done('POST', '/Users', entraUser(name, more)))['id']);
  const patched = (path: string, ...Operations: readonly Json[]) => world.ask('PATCH', path, { Operations });
  const held = async (id: string) =>
    ((await world.record('user', id))['roles'] as readonly JsonObject[]).map((row) =>
      ['role', 'organisation'].map((name) => String((row[name] as JsonObject)['number'])).join(' in '),
    );
  const group = async (name: string) => {
    const { Resources } = await world.done(
      'GET',
      `/Groups?filter=displayName eq "${name}"&excludedAttributes=members`,
    );
    return String((Resources as readonly JsonObject[])[0]?.['id']);
  };
  const people = async (filter: string) => {
    const { Resources } = await world.done('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    return (Resources as readonly JsonObject[]).map(({ userName }) => userName);
  };

  describe('of one user', () => {
    let id = '';
    beforeAll(async () => {
      id = await made('wang');
    });

    it('makes a record as if it was typed, where the one who holds the token works', async () => {
      expect(await world.record('user', id)).toMatchObject({
        number: 'wang@contoso.com',
        name: 'WANG',
        email: 'wang@contoso.com',
        phone: '+1 425 555 0100',
        language: 'zh',
        externalId: 'ext-wang',
        organisation: { number: 'root' },
        roles: [],
        enabled: true,
        createdBy: { number: 'admin' },
      });
    });

    it.each(changes)('$says', async ({ operations, record }) => {
      const { status, body } = await patched(`/Users/${id}`, ...operations);
      expect([status, body['detail']]).toEqual([200, undefined]);
      const found = await world.record('user', id);
      expect(found).toMatchObject(record);
      expect(body['active']).toBe(found['enabled']);
    });

    it('is told in the history and why', async () => {
      const { body } = await world.node.ask('GET', `/api/forms/user/records/${id}/history`);
      const [last] = body['items'] as readonly JsonObject[];
      expect(last).toMatchObject({ reason: 'SCIM', actor: { name: '管理员' } });
    });
  });

  it('finds people as Entra and Okta look for them', async () => {
    const many = (begin: string) => Array.from({ length: 150 }, (_, at) => `${begin}${at}"`).join(' or ');
    await made('ling', { active: false });
    for (const [filter, names] of [
      ['userName eq "LING@contoso.com"', ['ling@contoso.com']],
      ['externalId eq "ext-ling"', ['ling@contoso.com']],
      ['externalId eq "EXT-LING"', []],
      ['emails.value eq "ling@contoso.com"', ['ling@contoso.com']],
      ['emails[type eq "work" and value sw "LING"]', ['ling@contoso.com']],
      ['active eq false and userName co "ling"', ['ling@contoso.com']],
      [`${enterprise}:organization eq "root" and userName sw "ling"`, ['ling@contoso.com']],
      ['userName eq "nobody@contoso.com"', []],
      [`(${many('externalId eq "x')}) or userName eq "ling@contoso.com"`, ['ling@contoso.com']],
      [`externalId eq "ext-ling" and (${many('userName ne "x')})`, ['ling@contoso.com']],
      [`externalId eq "${'x'.repeat(300)}"`, []],
      ['externalId eq "ext-ling" and meta.created gt "+012345-01-01T00:00:00Z"', []],
      ['userName sw "ling" and meta.lastModified ge "2020-01-01T08:00:00+08:00"', ['ling@contoso.com']],
    ] as const)
      expect([filter, await people(filter)]).toEqual([filter, names]);
  });

  it.each([
    [{ userName: '' }, 'scim-value-wrong', 'userName'],
    [{ emails: [{ value: 'no address' }] }, 'content-wrong', 'e-mail'],
    [{ active: 'perhaps' }, 'scim-value-wrong', 'active'],
    [{ name: 'Ann' }, 'scim-value-wrong', 'name'],
  ] as const)('says what is wrong of %j', async (wrong, code, part) => {
    const { status, body } = await world.ask('POST', '/Users', { ...entraUser('odd'), ...wrong });
    expect([status, body['scimType'], body['code']]).toEqual([400, 'invalidValue', code]);
    expect(String(body['detail'])).toContain(part);
    const zh = await world.ask(
      'POST',
      '/Users',
      { ...entraUser('odd'), ...wrong },
      { 'accept-language': 'zh' },
    );
    expect(String(zh.body['detail'])).toMatch(/\p{Script=Han}/u);
    expect(await people('externalId eq "ext-odd"')).toEqual([]);
  });

  it.each([
    [[{ op: 'move', path: 'userName', value: 'x' }], 'invalidSyntax', 'scim-operation-wrong'],
    [[{ op: 'add', path: 'userName' }], 'invalidSyntax', 'scim-operation-wrong'],
    [['add'], 'invalidSyntax', 'scim-operation-wrong'],
    [
      [{ op: 'replace', path: 'emails[value co "x"].value', value: 'a@b.cn' }],
      'noTarget',
      'scim-target-missing',
    ],
    [[{ op: 'remove', path: 'userName' }], 'invalidValue', 'scim-value-wrong'],
    [[{ op: 'remove', path: 'emails[' }], 'invalidPath', 'scim-path-wrong'],
  ] as const)('refuses the operations %j', async (operations, scimType, code) => {
    const id = await made(`ops-${scimType}-${JSON.stringify(operations).length}`);
    const { status, body } = await patched(`/Users/${id}`, ...operations);
    expect([status, body['scimType'], body['code']]).toEqual([400, scimType, code]);
  });

  it('gives and takes roles by groups, where a member works', async () => {
    const [clerk, auditor] = [await group('clerk'), await group('auditor')];
    const ann = await made('ann', { [enterprise]: { organization: 'NORTH' } });
    const bob = await made('bob', { [enterprise]: { department: 'SOUTH' } });
    await patched(`/Groups/${clerk}`, {
      op: 'Add',
      path: 'members',
      value: [{ value: ann }, { value: bob }],
    });
    expect([await held(ann), await held(bob)]).toEqual([['clerk in NORTH'], ['clerk in SOUTH']]);
    // Sent again, nothing changes.
    await patched(`/Groups/${clerk}`, { op: 'Add', path: 'members', value: [{ value: ann }] });
    await patched(`/Groups/${auditor}`, { op: 'add', value: { members: [{ value: ann }] } });
    expect(await held(ann)).toEqual(['clerk in NORTH', 'auditor in NORTH']);
    const { groups } = await world.done('GET', `/Users/${ann}`);
    expect((groups as readonly JsonObject[]).map(({ value }) => value)).toEqual([clerk, auditor]);
    // As Entra does it, and as Okta.
    await patched(`/Groups/${clerk}`, { op: 'Remove', path: 'members', value: [{ value: bob }] });
    await patched(`/Groups/${auditor}`, { op: 'remove', path: `members[value eq "${ann}"]` });
    expect([await held(ann), await held(bob)]).toEqual([['clerk in NORTH'], []]);
    const { members } = await world.done('PUT', `/Groups/${clerk}`, {
      displayName: 'clerk',
      members: [{ value: bob }],
    });
    expect((members as readonly JsonObject[]).map(({ value }) => value)).toEqual([bob]);
    expect([await held(ann), await held(bob)]).toEqual([[], ['clerk in SOUTH']]);
  });

  it('takes roles along when somebody moves, but not those he has elsewhere', async () => {
    const id = await made('mover', { [enterprise]: { organization: 'NORTH' } });
    await patched(`/Groups/${await group('clerk')}`, { op: 'add', path: 'members', value: [{ value: id }] });
    const { revision } = await world.record('user', id);
    const given = { roles: [{ role: 'auditor', organisation: 'root' }] };
    const byHand = await world.node.ask('PATCH', `/api/forms/user/records/${id}`, given, {
      'if-match': `"${revision}"`,
    });
    expect(byHand.status).toBe(200);
    await patched(`/Users/${id}`, { op: 'replace', path: `${enterprise}:organization`, value: 'SOUTH' });
    expect((await held(id)).toSorted()).toEqual(['auditor in root', 'clerk in SOUTH']);
  });

  it('makes a role that gives nothing, renames and deletes it with all that hangs on it', async () => {
    const id = await made('member');
    const made1 = await world.done('POST', '/Groups', {
      displayName: 'Guides',
      externalId: 'g-1',
      members: [{ value: id }],
    });
    const role = String(made1['id']);
    expect(await world.record('role', role)).toMatchObject({
      number: 'Guides',
      name: 'Guides',
      grants: [],
      externalId: 'g-1',
    });
    expect(await held(id)).toEqual(['Guides in root']);
    expect(
      (await patched(`/Groups/${role}`, { op: 'replace', path: 'displayName', value: 'Tour guides' })).status,
    ).toBe(204);
    expect(await group('Tour guides')).toBe(role);
    const taken = await world.ask('POST', '/Groups', { displayName: 'clerk' });
    expect([taken.status, taken.body['scimType']]).toEqual([409, 'uniqueness']);
    const nobody = '01a1f807-e22b-76be-803c-9001ffac1fe0';
    const unknown = await patched(`/Groups/${role}`, {
      op: 'add',
      path: 'members',
      value: [{ value: nobody }],
    });
    expect([unknown.status, unknown.body['code']]).toEqual([400, 'scim-member-unknown']);
    expect((await world.ask('DELETE', `/Groups/${role}`)).status).toBe(204);
    expect(await held(id)).toEqual([]);
    expect((await world.ask('GET', `/Groups/${role}`)).status).toBe(404);
  });

  it('finds groups by their members, and tells members only where they are wanted', async () => {
    const id = await made('found');
    const clerk = await group('clerk');
    await patched(`/Groups/${clerk}`, { op: 'add', path: 'members', value: [{ value: id }] });
    const query = encodeURIComponent(`members[value eq "${id}"]`);
    const { Resources } = await world.done('GET', `/Groups?filter=${query}&excludedAttributes=members`);
    expect((Resources as readonly JsonObject[]).map((one) => [one['id'], 'members' in one])).toEqual([
      [clerk, false],
    ]);
  });

  it('ends sessions and refuses tokens at once where somebody is switched off', async () => {
    const id = await made('leaver');
    const session = await world.session(id, 'leaver@contoso.com');
    const signedIn = { authorization: `Bearer ${session}` };
    const { body } = await world.node.ask(
      'POST',
      '/api/me/tokens',
      { name: 'x', scopes: ['read'] },
      signedIn,
    );
    const byToken = { authorization: `Bearer ${String(body['token'])}` };
    const seen = async (as: Readonly<Record<string, string>>) =>
      (await world.node.ask('GET', '/api/now', undefined, as)).status;
    expect([await seen(signedIn), await seen(byToken)]).toEqual([200, 200]);
    expect((await patched(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' })).status).toBe(
      200,
    );
    expect([await seen(signedIn), await seen(byToken)]).toEqual([401, 401]);
    expect((await patched(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'True' })).status).toBe(
      200,
    );
    // The session was ended, not put off.
    expect([await seen(signedIn), await seen(byToken)]).toEqual([401, 200]);
  });

  it('switches off whom records name, and has him again as a new one', async () => {
    const id = await made('named');
    await patched(`/Groups/${await group('clerk')}`, { op: 'add', path: 'members', value: [{ value: id }] });
    await world.made('apollo-app', {
      number: 'app',
      name: 'App',
      user: { id },
      access: 'open',
      networks: '10.0.0.0/8',
    });
    expect((await world.ask('DELETE', `/Users/${id}`)).status).toBe(204);
    expect(await world.record('user', id)).toMatchObject({ enabled: false, unprovisioned: true, roles: [] });
    expect((await world.ask('GET', `/Users/${id}`)).status).toBe(404);
    expect((await world.ask('DELETE', `/Users/${id}`)).status).toBe(404);
    expect(await people('externalId eq "ext-named"')).toEqual([]);
    const { totalResults } = await world.done('GET', '/Users?count=0');
    expect(await made('named')).toBe(id);
    expect(await world.record('user', id)).toMatchObject({ enabled: true, unprovisioned: false });
    expect((await world.done('GET', '/Users?count=0'))['totalResults']).toBe(Number(totalResults) + 1);
  });

  it('deletes whom nobody names', async () => {
    const id = await made('brief');
    expect((await world.ask('DELETE', `/Users/${id}`)).status).toBe(204);
    const { status } = await world.node.ask('GET', `/api/forms/user/records/${id}?view=manage`);
    expect(status).toBe(404);
  });

  it('pages through many as they were counted', async () => {
    const all: Json[] = [];
    const { totalResults } = await world.done('GET', '/Users?count=0');
    for (let startIndex = 1; startIndex <= Number(totalResults); startIndex += 3) {
      const { Resources } = await world.done('GET', `/Users?startIndex=${startIndex}&count=3&sortBy=id`);
      all.push(...(Resources as readonly JsonObject[]).map(({ id }) => id ?? null));
    }
    expect(new Set(all).size).toBe(Number(totalResults));
    const filtered = await world.done('GET', '/Users?filter=userName pr&startIndex=3&count=2&sortBy=id');
    expect(filtered['totalResults']).toBe(totalResults);
    expect((filtered['Resources'] as readonly JsonObject[]).map(({ id }) => id)).toEqual(all.slice(2, 4));
  });
});
