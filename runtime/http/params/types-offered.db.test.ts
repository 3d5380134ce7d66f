import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { type Office, openOffice, put } from '../changes/office.suite.ts';

const label = { zh: '新参数', en: 'Newcomers' };

describeOnDatabases('types of parameters that records name', (under) => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice(under.url);
    await office.hire('keeper', [
      ['*', 'read'],
      ['*', 'write'],
    ]);
  });
  afterAll(() => office.close());

  const settings = '/api/forms/tenant-settings/record?org=root';
  const grants = (types: readonly string[]) => types.map((type) => ({ type, access: 'read', scope: 'own' }));
  async function patched(path: string, body: JsonObject) {
    const revision = (await office.ask('admin', 'GET', path)).body['revision'];
    return office.ask('admin', 'PATCH', path, body, { 'if-match': `"${revision}"` });
  }
  const errorsOf = ({ body }: { readonly body: JsonObject }) =>
    ((body['errors'] ?? []) as JsonObject[]).map(({ path, code, params }) => {
      const { type, near } = params as JsonObject;
      return `${path} ${code} ${type} (${near})`;
    });

  it.each([
    ['all of them', '*', []],
    ['one by its name', 'limits', []],
    ['one misspelt', 'limit', ['/paramGrants/0/type not-a-parameter-type limit (limits)']],
    ['nonsense', 'Limit of rec', ['/paramGrants/0/type not-a-parameter-type Limit of rec ()']],
  ])('a role names %s', async (sentence, type, errors) => {
    const body = { number: sentence, name: sentence, paramGrants: grants([type]) };
    const answer = await office.ask('admin', 'POST', '/api/forms/role/records', body);
    expect([answer.status, errorsOf(answer)]).toEqual([errors.length > 0 ? 422 : 201, errors]);
  });

  it('what needs approval is a type that there is, and is enforced then', async () => {
    const nonsense = await patched(settings, { approvalTypes: [{ type: 'Limit of rec' }] });
    expect(errorsOf(nonsense)).toEqual(['/approvalTypes/0/type not-a-parameter-type Limit of rec ()']);
    await office.settings({ approvalTypes: [{ type: 'limits' }] });
    const { sets } = office;
    const set = await sets.make('keeper', { items: [put('limits.top', 'NORTH', 1)] });
    expect((await sets.step('keeper', set, 'publish')).body['code']).toBe('approval-needed');
    await office.settings({ approvalTypes: [] });
  });

  it('one that a package brings is offered at once, and one that went stays where it stands and is not sent anew', async () => {
    const newcomer = (version: string, types: readonly string[]) =>
      installedFrom(
        new Map<string, Json>([
          ['package.json', { name: 'newcomer', version, guiju: { prefix: 'nc', label } }],
          ...types.map((type): readonly [string, Json] => [
            `params/${type}.json`,
            { type, label, params: [{ key: 'k', label, value: { kind: 'text' }, unset: { label } }] },
          ]),
        ]),
      );
    const offered = async () => {
      const { body } = await office.ask('admin', 'GET', '/api/forms/role');
      const named = (fields: Json | undefined, name: string) =>
        ((fields ?? []) as JsonObject[]).find((field) => field['name'] === name) ?? {};
      const { options } = named(named(body['fields'], 'paramGrants')['fields'], 'type');
      return ((options ?? []) as JsonObject[]).map(({ value }) => value).toSorted();
    };
    expect(await offered()).toEqual(['*', 'limits', 'paper']);
    await office.node.publish([newcomer('1.0.0', ['news'])]);
    expect(await offered()).toEqual(['*', 'limits', 'news', 'paper']);
    const role = await office.create('role', { number: 'N', name: 'N', paramGrants: grants(['news']) });
    await office.node.publish([newcomer('1.0.1', [])]);
    expect(await offered()).toEqual(['*', 'limits', 'paper']);
    const path = `/api/forms/role/records/${role}`;
    const { body } = await office.ask('admin', 'GET', path);
    const [row] = body['paramGrants'] as JsonObject[];
    expect(row?.['type']).toBe('news');
    const { id = '' } = row ?? {};
    expect((await patched(path, { name: 'M', paramGrants: [{ id, access: 'write' }] })).status).toBe(200);
    expect(errorsOf(await patched(path, { paramGrants: [{ id }, ...grants(['news'])] }))).toEqual([
      '/paramGrants/1/type not-a-parameter-type news ()',
    ]);
  });

  it('a text becomes one of them, with what stands there already', async () => {
    const noting = (version: string, kind: JsonObject) =>
      installedFrom(
        new Map<string, Json>([
          ['package.json', { name: 'noting', version, guiju: { prefix: 'no', label } }],
          [
            'forms/note.json',
            {
              name: 'note',
              kind: 'master',
              label,
              sharing: 'everybody',
              fields: [
                { name: 'number', kind: 'text', label },
                { name: 'about', label, ...kind },
              ],
            },
          ],
        ]),
      );
    await office.node.publish([noting('1.0.0', { kind: 'text', length: 100 })]);
    const notes = await Promise.all(
      ['limits', 'nonsense'].map((about) => office.create('note', { number: about, about })),
    );
    await office.node.publish([noting('1.0.1', { kind: 'parameter-type' })]);
    const paths = notes.map((id) => `/api/forms/note/records/${id}`);
    const said = await Promise.all(paths.map((path) => office.ask('admin', 'GET', path)));
    expect(said.map(({ body }) => body['about'])).toEqual(['limits', 'nonsense']);
    expect((await patched(String(paths[1]), { number: 'kept' })).status).toBe(200);
    expect(errorsOf(await patched(String(paths[0]), { about: 'nonsense' }))).toEqual([
      '/about not-a-parameter-type nonsense ()',
    ]);
  });
});
