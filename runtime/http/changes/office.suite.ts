import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestNode, type TestNodeOptions } from '../../server/test-node.suite.ts';

const password = 'seven quiet rivers';

export type Headers = Readonly<Record<string, string>>;
export interface Answered {
  readonly status: number;
  readonly body: JsonObject;
}
export type Item = JsonObject & { readonly id: string };
export type ChangeSetBody = JsonObject & {
  readonly id: string;
  readonly revision: number;
  readonly state: string;
  readonly items: readonly Item[];
  readonly may: Readonly<Record<string, boolean>>;
};

const label = { zh: '参数', en: 'Parameter' };
const whole = (key: string, more: JsonObject = {}): JsonObject => ({
  key,
  label: { zh: key, en: key },
  value: { kind: 'integer' },
  unset: { label, value: 0 },
  ...more,
});

/** Two types of parameters, a form and one that refers to it, and pens that the package brings. */
export function packageOfSamples(version = '1.0.0', pens: readonly JsonObject[] = []) {
  const field = (name: string, more: JsonObject = { kind: 'text' }): JsonObject => ({
    name,
    label: { zh: name, en: name },
    ...more,
  });
  const form = (name: string, fields: readonly JsonObject[]): readonly [string, Json] => [
    `forms/${name}.json`,
    {
      name,
      kind: 'master',
      label: { zh: name, en: name },
      fields,
      sharing: { allowed: ['private', 'global', 'free'], default: 'global' },
    },
  ];
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: 'office', version, guiju: { prefix: 'of', label } }],
      [
        'params/limits.json',
        {
          type: 'limits',
          label,
          params: [whole('top'), whole('other'), whole('unsafe', { danger: true, help: label })],
        },
      ],
      [
        'params/paper.json',
        {
          type: 'paper',
          label,
          params: [whole('size'), whole('lines'), whole('mill', { scopes: ['system'] })],
        },
      ],
      [
        'forms/desk.json',
        { name: 'desk', kind: 'setting', label: { zh: 'desk', en: 'desk' }, fields: [field('name')] },
      ],
      ...(pens.length > 0 ? [['data/pens.json', { form: 'pen', records: [...pens] }] as const] : []),
      form('pen', [
        ...[field('number'), field('name'), field('ink')],
        field('story', { kind: 'multiline', length: 1_000_000 }),
      ]),
      form('box', [
        field('number'),
        field('name'),
        field('pin', { kind: 'secret' }),
        field('pen', { kind: 'reference', form: 'pen' }),
      ]),
    ]),
  );
}

/** A house with a group, two regions and a city, and people of different rights, who work with change sets. */
export async function openOffice(url: string, options?: TestNodeOptions) {
  const node = await openTestNode(url, options);
  await node.publish([packageOfSamples()]);
  const people = new Map<string, Headers>();
  const ids = new Map<string, string>();

  const create = async (form: string, body: JsonObject): Promise<string> => {
    const made = await node.ask('POST', `/api/forms/${form}/records`, body);
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return String(made.body['id']);
  };
  for (const [number, parent] of [
    ['NORTH', 'root'],
    ['CITY', 'NORTH'],
    ['SOUTH', 'root'],
  ] as const)
    ids.set(number, await create('organisation', { number, name: number, parent }));

  /** A person with grants of parameters and forms, `own`: actions that a form declares; `all`: of all organisations. */
  async function hire(
    name: string,
    params: readonly (readonly [type: string, access: string, scope?: string])[],
    forms: readonly (readonly [form: string, actions: readonly string[], own?: string])[] = [],
    home = 'NORTH',
    readable: readonly string[] = [],
  ): Promise<void> {
    await create('role', {
      number: name,
      name,
      paramGrants: params.map(([type, access, scope = 'subtree']) => ({ type, access, scope })),
      grants: forms.map(([form, actions, moreActions = '']) => ({
        form,
        actions: [...actions],
        moreActions,
        scope: 'subtree',
        readable: [...readable],
      })),
    });
    const roles = [{ role: { number: name }, organisation: home }];
    const id = await create('user', { number: name, name, organisation: home, roles });
    ids.set(name, id);
    await node.node.gate.setPassword({ id, number: name }, password);
    const { token } = await signInAs(node.node.gate, name, password, {
      address: '::1',
      agent: null,
      requestId: 't',
    });
    people.set(name, { authorization: `Bearer ${token}` });
  }

  const headersOf = (who: string): Headers => ({
    'accept-language': 'en',
    ...(who === 'admin' ? {} : people.get(who)),
  });
  const ask = (who: string, method: string, path: string, body?: Json, headers: Headers = {}) =>
    node.ask(method, path, body, { ...headersOf(who), ...headers });

  const sets = {
    async make(who: string, body: JsonObject, org = 'NORTH'): Promise<ChangeSetBody> {
      const made = await ask(who, 'POST', `/api/changesets?org=${org}`, body);
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return made.body as ChangeSetBody;
    },
    /** A step of the set as it is now. */
    step: (
      who: string,
      { id, revision }: Pick<ChangeSetBody, 'id' | 'revision'>,
      name: string,
      body?: Json,
    ) =>
      ask(
        who,
        name === 'edit' ? 'PATCH' : name === 'discard' ? 'DELETE' : 'POST',
        `/api/changesets/${id}${['edit', 'discard'].includes(name) ? '' : `/${name}`}`,
        body,
        {
          'if-match': `"${revision}"`,
        },
      ),
    async read(who: string, { id }: Pick<ChangeSetBody, 'id'>): Promise<ChangeSetBody> {
      return (await ask(who, 'GET', `/api/changesets/${id}`)).body as ChangeSetBody;
    },
    preview: async (who: string, { id }: Pick<ChangeSetBody, 'id'>): Promise<JsonObject> =>
      (await ask(who, 'POST', `/api/changesets/${id}/preview`)).body,
  };

  return {
    node,
    ids,
    people,
    ask,
    hire,
    create,
    sets,
    /** Returns the value of a parameter that an organisation reads. */
    async reads(key: string, org: string): Promise<Json> {
      return (await ask('admin', 'GET', `/api/params/${key}?org=${org}`)).body['value'] ?? null;
    },
    async settings(body: JsonObject): Promise<void> {
      const { body: now } = await node.ask('GET', '/api/forms/tenant-settings/record?org=root');
      // Rows that are not named would stay.
      const rows = Object.entries(body).flatMap(([name, value]) => {
        if (!Array.isArray(value)) return [];
        const gone = ((now[name] ?? []) as JsonObject[]).map(({ id }) => ({ id: id ?? '', $delete: true }));
        return [[name, [...gone, ...value]]];
      });
      const all = { ...body, ...(Object.fromEntries(rows) as JsonObject) };
      const saved = await node.ask('PATCH', '/api/forms/tenant-settings/record?org=root', all, {
        'if-match': `"${String(now['revision'])}"`,
      });
      if (saved.status > 201) throw new Error(JSON.stringify(saved.body));
    },
    close: () => node.close(),
  };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** Code or state, status and the codes of places, as one text. */
export function codes({ status, body }: Answered): string {
  const errors = (body['errors'] ?? []) as { path: string; code: string }[];
  return [body['code'] ?? body['state'] ?? '', status, ...errors.map(({ path, code }) => `${path} ${code}`)]
    .join(' ')
    .trim();
}

export const put = (key: string, org: string | null, value: Json, more: JsonObject = {}): JsonObject => {
  const [type = '', name = ''] = key.split('.');
  return { action: 'set', type, key: name, org, value, ...more };
};
export const take = (action: string, key: string, org: string | null): JsonObject => {
  const [type = '', name = ''] = key.split('.');
  return { action, type, key: name, org };
};

export type { TestNode };
