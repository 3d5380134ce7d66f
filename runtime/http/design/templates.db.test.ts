import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { comparePackages } from '../../../metadata/diff/compare-packages.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Form } from '../../../metadata/model.ts';
import type { FormSource, PackageSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { refusal } from '../../common/refusal.ts';
import { readPackageFolder, standardPackageFolders } from '../../model/packages/read-folder.ts';
import { judgeNew } from '../../model/publish/meant-sharing.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { makeRecord } from '../../work/sheets/generated-records.suite.ts';
import { designer } from './designing.suite.ts';

const filesOf = (name: string) => {
  const folder = standardPackageFolders().find((path) => path.endsWith(`/${name}`));
  return readPackageFolder(folder ?? name).files;
};
const shipped = filesOf('templates');
const templates = [...shipped].flatMap(([path, content]) =>
  path.startsWith('templates/') ? [content as unknown as FormSource] : [],
);
const contract = 'templates/contract.json';
const spoilt = (more: JsonObject) =>
  new Map([...shipped, [contract, { ...(shipped.get(contract) as JsonObject), ...more }]]);
const source = (files: ReadonlyMap<string, Json>) => readSourceFiles(files).source as PackageSource;

describe('templates of forms', () => {
  it('are thirteen, each with what it is for in both languages', () => {
    expect(templates.length).toBe(13);
    for (const { name, help } of templates)
      expect([name, help?.zh, help?.en]).toEqual([
        name,
        expect.stringMatching(/.{8}/),
        expect.stringMatching(/.{20}/),
      ]);
  });

  it.each<[string, JsonObject, string]>([
    [
      'a field of no kind',
      { fields: [{ name: 'x', kind: 'nothing', label: { zh: '一', en: 'X' } }] },
      'unknown-kind',
    ],
    ['a title that is no field', { title: 'nowhere' }, 'unknown-field'],
    ['a file of another shape', { fields: 3 }, 'schema-type'],
  ])('are judged as the form they begin: %s is told at the template', async (_says, more, code) => {
    const platform = installedFrom(filesOf('platform'));
    const { issues } = await judgeNew([installedFrom(spoilt(more))], [platform], standardEdition('1.0.0'));
    expect(issues.map((issue) => [issue.file, issue.code])).toEqual([[contract, code]]);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['in both languages', { label: { zh: '合同名称', en: 'Contract' } }, ['/fields/2/label']],
  ])('and packages, of two fields that are called the same %s', async (_says, field, places) => {
    const platform = installedFrom(filesOf('platform'));
    const { fields, ...form } = shipped.get(contract) as unknown as FormSource;
    const changed = fields.map((one, at) => (at === 2 ? { ...one, ...field } : one));
    const files = new Map<string, Json>([
      ['package.json', shipped.get('package.json') ?? null],
      ['forms/contract.json', { ...form, fields: changed } as unknown as Json],
    ]);
    const { issues } = await judgeNew([installedFrom(files)], [platform], standardEdition('1.0.0'));
    expect(issues.map(({ code, pointer }) => [code, pointer])).toEqual(
      places.map((at) => ['label-twice', at]),
    );
  });

  it('may be called as forms are that are there', async () => {
    const platform = installedFrom(filesOf('platform'));
    const form = { ...(shipped.get(contract) as JsonObject), sharing: 'everybody' };
    const own = new Map<string, Json>([...shipped, ['forms/contract.json', form]]);
    const { issues } = await judgeNew([installedFrom(own)], [platform], standardEdition('1.0.0'));
    expect(issues).toEqual([]);
  });

  it('that a version changes are told of', () => {
    const after = source(spoilt({ title: 'number' }));
    expect(comparePackages(source(shipped), after)).toMatchObject([
      { rule: 'template-changed', place: contract },
    ]);
  });
});

describeOnDatabases('a form that is begun from a template', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'templates'] });
    const admin = designer(node);
    const { packages } = (await admin.ask('GET', '/api/design/sources')).body as unknown as {
      readonly packages: readonly { readonly name: string; readonly files: Readonly<Record<string, Json>> }[];
    };
    const sent = Object.entries(packages.find(({ name }) => name === 'templates')?.files ?? {});
    const steps = sent
      .filter(([path]) => path.startsWith('templates/'))
      .map(([, content]) => ({ do: 'add-form', content: content as unknown as FormSource }) as const);
    const before = node.tenant.served().model.forms;
    expect(templates.filter(({ name }) => before.has(name))).toEqual([]);
    const id = await admin.begin();
    expect((await admin.take(id, 0, steps)).status).toBe(200);
    await admin.publish(id);
  }, 60_000);
  afterAll(() => node.close());

  it.each(templates.map(({ name }) => name))(
    '%s: takes records, copies them, and does what its actions say',
    async (name) => {
      const form = node.tenant.served().model.forms.get(name) as Form;
      let seed = 7;
      const dice = () => {
        seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
        return seed / 2 ** 32;
      };
      const world = {
        served: () => node.tenant.served(),
        async create(at: string, sent: JsonObject) {
          const { status, body } = await node.ask('POST', `/api/forms/${at}/records`, sent);
          if (status === 201) return { ...body, id: String(body['id']) };
          throw refusal(String(body['code']), status)(
            {},
            (body['errors'] ?? []) as unknown as readonly Problem[],
          );
        },
      };
      const users = (await node.ask('GET', '/api/forms/user/records?fields=number')).body[
        'items'
      ] as JsonObject[];
      const known = new Map([['user', users.map(({ id }) => String(id))]]);
      const path = `/api/forms/${name}/records/${await makeRecord(world, form, known, dice)}`;
      let record = (await node.ask('GET', path)).body;
      const tag = () => ({ 'if-match': `"${String(record['revision'])}"` });
      const copy = await node.ask('POST', `${path}/actions/copy`, {}, tag());
      expect([name, copy.status], JSON.stringify(copy.body)).toEqual([name, 201]);
      /** What nobody knows before: days of a contract that is signed, kilometres of a car that is back. */
      const given: Readonly<Record<string, Json>> = { date: '2030-01-31', decimal: '100', text: 'one' };
      const fill = async ({ errors = [] }: JsonObject) => {
        const missing = (errors as JsonObject[]).map(({ path: at, code }) => {
          expect([name, at, code]).toEqual([name, at, 'required']);
          const field = form.byName.get(String(at).slice(1));
          return [field?.name ?? '', given[field?.kind.name ?? ''] ?? null] as const;
        });
        const filled = await node.ask('PATCH', path, Object.fromEntries(missing), tag());
        expect([name, filled.status], JSON.stringify(filled.body)).toEqual([name, 200]);
        record = filled.body;
      };
      for (const { name: action, params = {} } of form.actions) {
        const act = () => node.ask('POST', `${path}/actions/${action}`, {}, tag());
        let answer = await act();
        if (answer.status === 422) {
          await fill(answer.body);
          answer = await act();
        }
        expect([200, 409], `${action} ${JSON.stringify(answer.body)}`).toContain(answer.status);
        if (answer.status === 200) expect(answer.body).toMatchObject((params['fields'] ?? {}) as JsonObject);
        record = (await node.ask('GET', path)).body;
      }
    },
  );
});
