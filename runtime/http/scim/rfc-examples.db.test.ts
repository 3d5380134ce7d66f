import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openScimWorld, type ScimWorld } from './scim-world.suite.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0';
const messages = 'urn:ietf:params:scim:api:messages:2.0';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

interface Example {
  /** Section of RFC 7644, and what is asked there. */
  readonly says: string;
  readonly method: string;
  /** `{barbara}` is the id of a resource that was made before. */
  readonly path: string;
  readonly body?: JsonObject;
  readonly status: number;
  readonly answer?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  /** The name of the resource that is answered, for those below. */
  readonly as?: string;
}

const barbara = {
  schemas: [`${core}:User`],
  userName: 'bjensen',
  externalId: 'bjensen',
  name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara' },
};
const patch = (...Operations: readonly Json[]) => ({ schemas: [`${messages}:PatchOp`], Operations });
const found = (...names: readonly string[]) => ({
  totalResults: names.length,
  Resources: names.map((userName) => expect.objectContaining({ userName })),
});
const list = (query: string) => `/Users?filter=${encodeURIComponent(query)}`;

/** The examples of RFC 7644, in its order, as far as their attributes have a place here. */
const examples: readonly Example[] = [
  {
    says: '3.3 creates a resource, and answers it with its address and version',
    method: 'POST',
    path: '/Users',
    body: barbara,
    status: 201,
    headers: {
      'content-type': 'application/scim+json',
      location: 'https://guiju.example/scim/v2/Users/{barbara}',
      etag: '"{version}"',
    },
    answer: {
      schemas: [`${core}:User`, enterprise],
      id: '{barbara}',
      externalId: 'bjensen',
      userName: 'bjensen',
      displayName: 'Ms. Barbara J Jensen III',
      name: { formatted: 'Ms. Barbara J Jensen III' },
      active: true,
      meta: {
        resourceType: 'User',
        created: expect.stringMatching(/^\d{4}-.*Z$/),
        lastModified: expect.stringMatching(/^\d{4}-.*Z$/),
        location: 'https://guiju.example/scim/v2/Users/{barbara}',
        version: '"{version}"',
      },
    },
    as: 'barbara',
  },
  {
    says: '3.3 refuses one whose userName is taken',
    method: 'POST',
    path: '/Users',
    body: { ...barbara, userName: 'BJensen' },
    status: 409,
    answer: {
      schemas: [`${messages}:Error`],
      scimType: 'uniqueness',
      status: '409',
      code: 'scim-name-taken',
    },
  },
  {
    says: '3.3 creates a group',
    method: 'POST',
    path: '/Groups',
    body: { schemas: [`${core}:Group`], displayName: 'Tour Guides' },
    status: 201,
    answer: { schemas: [`${core}:Group`], displayName: 'Tour Guides', id: '{guides}' },
    as: 'guides',
  },
  {
    says: '3.4.1 retrieves a known resource',
    method: 'GET',
    path: '/Users/{barbara}',
    status: 200,
    answer: { id: '{barbara}', userName: 'bjensen' },
    headers: { etag: '"{version}"' },
  },
  {
    says: '3.4.1 answers 404 in its own words where there is none',
    method: 'GET',
    path: '/Users/2819c223-7f76-453a-919d-413861904646',
    status: 404,
    answer: { schemas: [`${messages}:Error`], status: '404' },
    headers: { 'content-type': 'application/scim+json' },
  },
  {
    says: '3.4.2 queries resources, and answers chosen attributes',
    method: 'GET',
    path: '/Users?attributes=userName&filter=userName%20sw%20%22bj%22',
    status: 200,
    answer: {
      schemas: [`${messages}:ListResponse`],
      totalResults: 1,
      itemsPerPage: 1,
      startIndex: 1,
      Resources: [{ schemas: [`${core}:User`, enterprise], id: '{barbara}', userName: 'bjensen' }],
    },
  },
  ...[
    'userName eq "bjensen"',
    'userName Eq "BJENSEN"',
    'name.formatted co "jensen"',
    `${core}:User:userName sw "B"`,
    'userName sw "b" and meta.lastModified gt "2011-05-13T04:42:34Z"',
    'userName pr and not (userName eq "admin")',
    'externalId eq "bjensen" and (userName co "x" or emails co "example.com" or userName ew "jensen")',
  ].map(
    (filter): Example => ({
      says: `3.4.2.2 finds by ${filter}`,
      method: 'GET',
      path: list(filter),
      status: 200,
      answer: found('bjensen'),
    }),
  ),
  ...[
    'title pr',
    'userName eq "bjensen" and active eq false',
    'emails[type eq "work"]',
    'userName gt "z"',
  ].map(
    (filter): Example => ({
      says: `3.4.2.2 finds nobody by ${filter}`,
      method: 'GET',
      path: list(filter),
      status: 200,
      answer: { totalResults: 0, Resources: [] },
    }),
  ),
  ...['userName eq', 'userName xx "a"', '(userName pr', 'active gt true', 'active[value eq "x"]'].map(
    (filter): Example => ({
      says: `3.4.2.2 refuses ${filter}`,
      method: 'GET',
      path: list(filter),
      status: 400,
      answer: { scimType: 'invalidFilter', status: '400', code: 'scim-filter-wrong' },
    }),
  ),
  {
    says: '3.4.2.3 sorts',
    method: 'GET',
    path: '/Users?sortBy=userName&sortOrder=descending&attributes=userName',
    status: 200,
    answer: found('bjensen', 'admin'),
  },
  {
    says: '3.4.2.4 pages from an index, and counts what is less than one as one',
    method: 'GET',
    path: '/Users?startIndex=2&count=1&sortBy=userName',
    status: 200,
    answer: {
      totalResults: 2,
      itemsPerPage: 1,
      startIndex: 2,
      Resources: [expect.objectContaining({ userName: 'bjensen' })],
    },
  },
  {
    says: '3.4.2.4 answers no resource where none are wanted',
    method: 'GET',
    path: '/Users?startIndex=0&count=0',
    status: 200,
    answer: { totalResults: 2, itemsPerPage: 0, startIndex: 1 },
  },
  {
    says: '3.5.1 replaces a resource; what is left out and not needed is gone',
    method: 'PUT',
    path: '/Users/{barbara}',
    body: {
      ...barbara,
      id: '2819c223-7f76-453a-919d-413861904646',
      name: { formatted: 'Ms. Barbara J Jensen III' },
      roles: [],
      emails: [{ value: 'bjensen@example.com' }, { value: 'babs@jensen.org', primary: true }],
    },
    status: 200,
    answer: {
      id: '{barbara}',
      emails: [{ value: 'babs@jensen.org', type: 'work', primary: true }],
      userName: 'bjensen',
    },
  },
  {
    says: '3.5.2 refuses a path that cannot be read',
    method: 'PATCH',
    path: '/Users/{barbara}',
    body: patch({ op: 'replace', path: 'emails[type eq', value: 'x' }),
    status: 400,
    answer: { scimType: 'invalidPath', status: '400' },
  },
  {
    says: '3.5.2.1 adds a member to a group',
    method: 'PATCH',
    path: '/Groups/{guides}?attributes=members',
    body: patch({ op: 'add', path: 'members', value: [{ display: 'Babs Jensen', value: '{barbara}' }] }),
    status: 200,
    answer: {
      members: [
        {
          value: '{barbara}',
          $ref: 'https://guiju.example/scim/v2/Users/{barbara}',
          display: 'Ms. Barbara J Jensen III',
          type: 'User',
        },
      ],
    },
  },
  {
    says: '3.5.2.1 adds attributes without a path',
    method: 'PATCH',
    path: '/Users/{barbara}',
    body: patch({
      op: 'add',
      value: { emails: [{ value: 'barbara@jensen.org', type: 'home', primary: true }], nickname: 'Babs' },
    }),
    status: 200,
    answer: { emails: [{ value: 'barbara@jensen.org', type: 'work', primary: true }] },
  },
  {
    says: '3.5.2.2 removes a single member',
    method: 'PATCH',
    path: '/Groups/{guides}?attributes=displayName,members',
    body: patch({ op: 'remove', path: 'members[value eq "{barbara}"]' }),
    status: 200,
    answer: { schemas: [`${core}:Group`], id: '{guides}', displayName: 'Tour Guides' },
  },
  {
    says: '3.5.2.3 replaces all members, and answers nothing where nothing is asked for',
    method: 'PATCH',
    path: '/Groups/{guides}',
    body: patch({ op: 'replace', path: 'members', value: [{ value: '{barbara}' }] }),
    status: 204,
  },
  {
    says: '4.1.2 of RFC 7643 tells a user’s groups',
    method: 'GET',
    path: '/Users/{barbara}?attributes=groups.display',
    status: 200,
    answer: { schemas: [`${core}:User`, enterprise], id: '{barbara}', groups: [{ display: 'Tour Guides' }] },
  },
  {
    says: '3.5.2.2 removes all members',
    method: 'PATCH',
    path: '/Groups/{guides}',
    body: patch({ op: 'remove', path: 'members' }),
    status: 204,
  },
  {
    says: '3.5.2.2 refuses a removal without a target',
    method: 'PATCH',
    path: '/Groups/{guides}',
    body: patch({ op: 'remove' }),
    status: 400,
    answer: { scimType: 'noTarget' },
  },
  {
    says: '3.5.2.3 replaces a value that a filter chooses, and leaves what has no place here',
    method: 'PATCH',
    path: '/Users/{barbara}',
    body: patch(
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'b@work.example' },
      { op: 'replace', path: 'addresses[type eq "work"].streetAddress', value: '1010 Broadway Ave' },
    ),
    status: 200,
    answer: { emails: [{ value: 'b@work.example', type: 'work', primary: true }] },
  },
  {
    says: '3.14 answers 412 where another version was seen',
    method: 'PUT',
    path: '/Users/{barbara}',
    body: barbara,
    headers: { 'if-match': 'W/"1"' },
    status: 412,
    answer: { status: '412' },
  },
  {
    says: '3.6 deletes a group',
    method: 'DELETE',
    path: '/Groups/{guides}',
    status: 204,
  },
  {
    says: '3.6 deletes a user',
    method: 'DELETE',
    path: '/Users/{barbara}',
    status: 204,
  },
  {
    says: '3.6 knows it no more',
    method: 'GET',
    path: '/Users/{barbara}',
    status: 404,
    answer: { status: '404' },
  },
  {
    says: '4 says what is supported',
    method: 'GET',
    path: '/ServiceProviderConfig',
    status: 200,
    answer: {
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 500 },
      etag: { supported: true },
    },
  },
  {
    says: '4 lists types of resources',
    method: 'GET',
    path: '/ResourceTypes',
    status: 200,
    answer: {
      totalResults: 2,
      Resources: [
        expect.objectContaining({ id: 'User', endpoint: '/Users', schema: `${core}:User` }),
        expect.objectContaining({ id: 'Group', endpoint: '/Groups', schema: `${core}:Group` }),
      ],
    },
  },
  {
    says: '4 tells a schema',
    method: 'GET',
    path: `/Schemas/${core}:User`,
    status: 200,
    answer: { id: `${core}:User`, name: 'User' },
  },
  {
    says: '4 knows no other schema',
    method: 'GET',
    path: '/Schemas/urn:other',
    status: 404,
    answer: { status: '404', code: 'scim-resource-unknown' },
  },
];

describeOnDatabases('the examples of RFC 7644', (database) => {
  let world: ScimWorld;
  const names = new Map<string, string>();

  beforeAll(async () => {
    world = await openScimWorld(database.url);
  }, 60_000);
  afterAll(() => world.node.close());

  /** With ids in place of the names that were given to resources. */
  const filled = <T>(value: T): T => {
    if (typeof value === 'string')
      return value.replace(/\{(\w+)\}/g, (whole, name: string) => names.get(name) ?? whole) as T;
    if (typeof value !== 'object' || value === null || 'asymmetricMatch' in value) return value;
    if (Array.isArray(value)) return value.map(filled) as T;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one)])) as T;
  };

  it.each(examples)('$says', async ({ method, path, body, status, answer, headers, as }) => {
    const sent = headers?.['if-match'] === undefined ? {} : { 'if-match': headers['if-match'] };
    const found = await world.ask(method, filled(path), filled(body), sent);
    expect([found.status, found.body['detail'] ?? '']).toEqual([
      status,
      status < 300 ? '' : expect.any(String),
    ]);
    if (as !== undefined) names.set(as, String(found.body['id']));
    names.set(
      'version',
      String((found.body['meta'] as JsonObject | undefined)?.['version']).replaceAll('"', ''),
    );
    if (answer) expect(found.body).toMatchObject(filled(answer));
    else expect(found.body).toEqual({});
    for (const [name, value] of Object.entries(headers ?? {}))
      if (name !== 'if-match') expect([name, found.headers.get(name)]).toEqual([name, filled(value)]);
  });
});
