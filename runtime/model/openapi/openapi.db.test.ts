import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import createClient from 'openapi-fetch';
import openapiTS, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { manyForms } from '../../../metadata/model/many-forms.suite.ts';
import { sourcesOf } from '../../../metadata/model/sample.suite.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { run } from '../../../workshop/run.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { platformRights } from '../../call/system-call.ts';
import { type House, openHouse } from '../../http/house.suite.ts';
import { assignmentEndpoints } from '../../http/records/assignments.ts';
import { batchEndpoints } from '../../http/records/batch.ts';
import { formEndpoints } from '../../http/records/forms.ts';
import { recordEndpoints } from '../../http/records/records.ts';
import { settingEndpoints } from '../../http/records/settings.ts';
import { readPackageFolder, standardPackageFolders } from '../packages/read-folder.ts';
import { flawsOf } from './document-flaws.suite.ts';
import { Documents } from './documents.ts';
import { formsOf } from './forms-of.suite.ts';
import { membersIn } from './schema-parts.ts';

interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly description?: string }[];
  readonly paths: Record<string, Record<string, { operationId: string }>>;
  readonly components: { readonly schemas: JsonObject };
}

const membersOf = (document: Document, schema: string) =>
  membersIn(document.components.schemas[schema] ?? null, document as unknown as JsonObject);

describeOnDatabases('the OpenAPI document', (database) => {
  let house: House;
  let admin: string;
  beforeAll(async () => {
    house = await openHouse(database.url);
    admin = await house.signIn('admin');
    await house.user('clerk', house.orgs.north, [
      { form: 'item', actions: ['read'], scope: 'own', readable: ['number', 'name', 'lines.text'] },
    ]);
  });
  afterAll(() => house.close());

  const documentOf = async (as: string) => (await house.ask('GET', '/openapi.json', { as })).json as Document;

  it('is valid OpenAPI 3.1, an independent validator says', async () => {
    for (const as of [admin, await house.signIn('clerk')]) {
      const validator = new Validator();
      const verdict = await validator.validate(structuredClone(await documentOf(as)) as never);
      expect(verdict.errors ?? []).toEqual([]);
      expect(verdict.valid).toBe(true);
      expect(validator.version).toBe('3.1');
    }
  });

  it('is valid for a large customer, small to send, and made without holding anybody up', async () => {
    const sources = standardPackageFolders().map((folder) =>
      readSourceFiles(readPackageFolder(folder).files),
    );
    const { model, issues } = compile([
      ...sources.flatMap(({ source }) => source ?? []),
      ...sourcesOf(manyForms(60)),
    ]);
    const documents = new Documents([
      ...recordEndpoints,
      ...settingEndpoints,
      ...formEndpoints,
      ...batchEndpoints,
      ...assignmentEndpoints,
    ]);
    const asked = {
      version: '1.0.0',
      model: model ?? expect.fail(JSON.stringify(issues)),
      rights: platformRights,
      allowed: () => true,
    };
    let turns = 0;
    let done = false;
    const others = (async () => {
      for (; !done; turns++) await setImmediate();
    })();
    const made = await documents.make(asked);
    const zipped = await made.zipped();
    done = true;
    await others;
    expect(turns).toBeGreaterThan(5);
    expect(zipped.length).toBeLessThan(300_000);
    const text = await new Response(made.text()).text();
    expect(text.length / asked.model.forms.size).toBeLessThan(29_000);
    expect(gunzipSync(zipped).toString()).toBe(text);
    const verdict = await new Validator().validate(JSON.parse(text));
    expect(verdict.errors ?? []).toEqual([]);
    expect(flawsOf(JSON.parse(text))).toEqual([]);
    expect((await documents.make(asked)).tag).toBe(made.tag);
  });

  it('has nothing that a linter of such documents would mend', async () => {
    for (const as of [admin, await house.signIn('clerk')])
      expect(flawsOf((await documentOf(as)) as unknown as JsonObject)).toEqual([]);
  });

  it('is about the forms that were asked for, and tells of one that nobody knows', async () => {
    const about = async (forms: string) =>
      (await house.ask('GET', `/openapi.json?forms=${forms}`, { as: admin })).json as unknown as Document;
    const of = ({ paths }: Document) => [
      ...new Set(Object.keys(paths).flatMap((path) => /^\/api\/forms\/([^/{]+)/.exec(path)?.[1] ?? [])),
    ];
    const both = await about('category,item');
    expect([of(both).sort(), formsOf(both, 'forms.form')]).toEqual([
      ['category', 'item'],
      ['category', 'item'],
    ]);
    const one = await about('item');
    expect([of(one), formsOf(one, 'forms.form')]).toEqual([['item'], ['item']]);
    const { paths, components } = one;
    expect(Object.keys(paths)).toContain('/api/session');
    expect(Object.keys(components.schemas)).not.toContain('category');
    const wrong = await house.ask('GET', '/openapi.json?forms=item,itme', { as: admin });
    expect([wrong.status, wrong.at('/errors/0')]).toMatchObject([
      400,
      { path: '/forms', code: 'form-unknown', params: { form: 'itme', near: ['item'] } },
    ]);
  });

  it('tells of assignments only where records are shared, and names rows', async () => {
    const document = await documentOf(admin);
    const { paths, components } = document;
    expect(Object.keys(paths)).toContain('/api/forms/{form}/assignments');
    const sharedForms = formsOf(document, 'forms.assignments');
    expect(sharedForms).toContain('item');
    expect(sharedForms).not.toContain('user');
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['item.lines', 'item.lines.write', 'item.lines.change']),
    );
    expect(membersOf(document, 'item.write')).toMatchObject({ price: { type: ['string', 'null'] } });
  });

  it('travels zipped to whoever can unzip it', async () => {
    const plain = await house.ask('GET', '/openapi.json', { as: admin });
    const answer = await house.app.request('/openapi.json', {
      headers: { authorization: `Bearer ${admin}`, 'accept-encoding': 'gzip, br', 'accept-language': 'en' },
    });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('vary')).toBe('accept-encoding, accept-language');
    expect(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()).toBe(plain.text);
  });

  it('has only what the caller may do', async () => {
    const document = await documentOf(await house.signIn('clerk'));
    const operations = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map((one) => one.operationId),
    );
    expect(operations).toContain('item.list');
    expect(operations).toContain('item.read');
    for (const forbidden of [
      'item.create',
      'item.delete',
      'item.history',
      'category.list',
      'user.list',
      'applyModel',
      'audit',
    ])
      expect(operations).not.toContain(forbidden);
    expect(formsOf(document, 'forms.form')).toEqual(['item']);
    expect(formsOf(document, 'forms.assign')).toEqual([]);
    expect(formsOf(await documentOf(admin), 'forms.assign')).toContain('item');
    expect(Object.keys(membersOf(document, 'item'))).toEqual(
      expect.arrayContaining(['id', 'number', 'name', 'lines', 'revision']),
    );
    expect(JSON.stringify(document)).not.toMatch(/"(price|cost|pin|amount)"/);
  });

  it('says in words what each group of calls is', async () => {
    const { tags } = await documentOf(admin);
    expect(tags.filter(({ description }) => !description)).toEqual([]);
  });

  it('names every operation once', async () => {
    const document = await documentOf(admin);
    const names = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map((one) => one.operationId),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('is the same bytes for the same rights, with a tag that says so', async () => {
    const [first, second] = [
      await house.ask('GET', '/openapi.json', { as: admin }),
      await house.ask('GET', '/openapi.json', { as: await house.signIn('admin') }),
    ];
    expect(second.text).toBe(first.text);
    const etag = first.headers.get('etag') ?? '';
    const again = await house.ask('GET', '/openapi.json', { as: admin, headers: { 'if-none-match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('describes what is really answered', async () => {
    const document = await documentOf(admin);
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema(document as unknown as object, 'openapi');
    const created = await house.ask('POST', '/api/forms/item/records', {
      as: admin,
      body: { number: 'D1', name: '描述', price: '1.5', lines: [{ text: 'a', amount: '2.00' }] },
    });
    expect(created.status, created.text).toBe(201);
    const listed = await house.ask('GET', '/api/forms/item/records?number=D1', { as: admin });
    const problem = await house.ask('POST', '/api/forms/item/records', { as: admin, body: { nonsense: 1 } });
    const conforms = (schema: string, value: unknown) => {
      const check = ajv.compile({ $ref: `openapi#/components/schemas/${schema}` });
      check(value);
      expect(check.errors ?? []).toEqual([]);
    };
    conforms('item', created.json);
    conforms('item.listed', listed.at('/items/0'));
    conforms('Problem', problem.json);
  });

  it('makes a typed client that works', async () => {
    const document = await documentOf(admin);
    const types = astToString(await openapiTS(document as never));
    expect(types).toContain('"item.create"');
    const folder = await mkdtemp(join(tmpdir(), 'guiju-client-'));
    try {
      await writeFile(join(folder, 'api.ts'), types);
      await writeFile(join(folder, 'use.ts'), clientProgram);
      await writeFile(join(folder, 'tsconfig.json'), clientConfig());
      expect(await run(process.execPath, ['node_modules/ts7/bin/tsc', '-p', folder])).toBe(0);
      expect(await readFile(join(folder, 'api.ts'), 'utf8')).toBe(types);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is what openapi-fetch can call', async () => {
    const client = createClient<Record<string, Record<string, never>>>({
      baseUrl: 'http://localhost',
      headers: { authorization: `Bearer ${admin}` },
      fetch: async (request: Request) => house.app.request(request),
    }) as unknown as LooseClient;
    const made = await client.POST('/api/forms/category/records', { body: { number: 'C1', name: '一类' } });
    expect(made.response.status).toBe(201);
    const id = made.data?.['id'];
    const path = '/api/forms/category/records/{id}';
    const read = await client.GET(path, { params: { path: { id } } });
    expect(read.data).toMatchObject({ id, number: 'C1', name: '一类' });
    const changed = await client.PATCH(path, {
      params: { path: { id }, header: { 'If-Match': read.response.headers.get('etag') } },
      body: { name: '二类' },
    });
    expect(changed.data).toMatchObject({ name: '二类' });
    const stale = await client.PATCH(path, {
      params: { path: { id }, header: { 'If-Match': read.response.headers.get('etag') } },
      body: { name: '三类' },
    });
    expect(stale.response.status).toBe(412);
    expect(stale.error).toMatchObject({ current: { name: '二类' } });
  });
});

interface LooseAnswer {
  readonly response: Response;
  readonly data?: Record<string, unknown>;
  readonly error?: unknown;
}
type LooseCall = (path: string, options: object) => Promise<LooseAnswer>;
interface LooseClient {
  readonly GET: LooseCall;
  readonly POST: LooseCall;
  readonly PATCH: LooseCall;
}

/** A program of a caller: it compiles only when the types say what the API does. */
const clientProgram = `
import createClient from 'openapi-fetch';
import type { components, paths } from './api.ts';

const client = createClient<paths>({ baseUrl: 'http://localhost' });

export async function use(): Promise<string> {
  const made = await client.POST('/api/forms/item/records', { body: { number: 'A1', price: '1.5', lines: [{ text: 'x' }] } });
  if (made.error) return made.error.code;
  const item: components['schemas']['item'] = made.data;
  const read = await client.GET('/api/forms/item/records/{id}', { params: { path: { id: item.id } } });
  const name: string | null | undefined = read.data?.name;
  const list = await client.GET('/api/forms/item/records', { params: { query: { number: 'A1', limit: 5, count: true } } });
  const next: string | null | undefined = list.data?.next;
  await client.PATCH('/api/forms/item/records/{id}', {
    params: { path: { id: item.id }, header: { 'If-Match': '"1"' } },
    body: { lines: [{ id: item.id, $delete: true }] },
  });
  const act = '/api/forms/item/records/{id}/actions/{action}';
  const header = { 'If-Match': '"1"' };
  await client.POST(act, { params: { path: { id: item.id, action: 'disable' }, header } });
  const org = { number: 'north' };
  await client.POST(act, { params: { path: { id: item.id, action: 'transfer' }, header }, body: { org } });
  const items = [{ op: 'create' as const, body: { number: 'A2' } }];
  const several = await client.POST('/api/forms/item/batch', { body: { items } });
  const second: string | null | undefined = several.data?.items[0]?.record?.number;
  const packages = [{ files: { 'package.json': { name: 'lab', version: '1.0.0' } } }];
  const plan = await client.POST('/api/model/plan', { body: { packages } });
  await client.POST('/api/model/apply', { body: { packages, hash: plan.data?.hash ?? '' } });
  await client.POST('/api/me/views', { body: { form: 'item', name: 'mine', config: { sort: 'name' } } });
  // @ts-expect-error number is required
  await client.POST('/api/forms/item/records', { body: { name: 'x' } });
  // @ts-expect-error If-Match is required
  await client.DELETE('/api/forms/item/records/{id}', { params: { path: { id: item.id } } });
  return [name, next, second, item.createdBy.number].join();
}
`;

function clientConfig(): string {
  return JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2024',
      module: 'nodenext',
      moduleResolution: 'nodenext',
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      types: [],
      lib: ['es2024', 'dom', 'dom.iterable'],
      paths: { 'openapi-fetch': [join(process.cwd(), 'node_modules/openapi-fetch')] },
    },
    files: ['api.ts', 'use.ts'],
  });
}
