import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Problem } from '../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Form } from '../../metadata/model.ts';
import { refusal } from '../../runtime/common/refusal.ts';
import { readPackageFolder } from '../../runtime/model/packages/read-folder.ts';
import { installedFrom } from '../../runtime/model/publish/publisher.ts';
import { openTestNode, standardWith, type TestNode } from '../../runtime/server/test-node.suite.ts';
import { type Dice, type Maker, makeRecord } from '../../runtime/work/sheets/generated-records.suite.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { convert } from './convert.ts';
import { readDoctypes } from './doctype.ts';

/** Whoever has more of them names their folder. */
const folder = process.env['GUIJU_DOCTYPES'] ?? `${import.meta.dirname}/fixtures`;
const { files } = convert(readDoctypes(folder));
const forms = [...files].filter(([path]) => path.startsWith('forms/')).map(([, form]) => form);
const platform = standardWith(['platform']).map((path) => installedFrom(readPackageFolder(path).files));
const recorded = forms.filter(({ kind }) => kind !== 'setting').map(({ name }) => String(name));

describeOnDatabases('forms of another system, served', (database) => {
  const known = new Map<string, string[]>();
  const made = new Map<string, JsonObject>();
  const dice = diceOf(Number(process.env['GUIJU_SEED'] ?? 1));
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await node.publish([...platform, installedFrom(files)]);
    for (const form of ['organisation', 'user', 'role']) {
      const { body } = await node.ask('GET', `/api/forms/${form}/records?limit=20`);
      known.set(
        form,
        (body['items'] as JsonObject[]).map(({ id }) => String(id)),
      );
    }
  });
  afterAll(() => node.close());

  it.each(recorded)('%s: a record, and it comes back from a table as it was', async (name) => {
    await ensure(name, new Set());
    expect(made.has(name)).toBe(true);
    await thereAndBack(name);
  });

  it('stay whole while fields go and come back', async () => {
    const before = await all();
    await node.publish([...platform, installedFrom(withoutAField(files))]);
    const less = await all();
    await node.publish([...platform, installedFrom(raised(files, '3.0.0'))]);
    expect(await all()).toEqual(before);
    const lost = [...before].filter(
      ([name, record]) => Object.keys(record).length > Object.keys(less.get(name) ?? {}).length,
    );
    expect(lost.length).toBeGreaterThan(before.size / 4);
  });

  async function all(): Promise<ReadonlyMap<string, JsonObject>> {
    const found = new Map<string, JsonObject>();
    for (const [name, { id }] of made) {
      const { status, body } = await node.ask('GET', `/api/forms/${name}/records/${String(id)}`);
      expect([name, status]).toEqual([name, 200]);
      found.set(name, body);
    }
    return found;
  }

  /** A record of the form, and of those it points at. */
  async function ensure(name: string, above: ReadonlySet<string>): Promise<void> {
    const form = node.tenant.served().model.forms.get(name) as Form;
    if (made.has(name) || above.has(name)) return;
    for (const target of targetsOf(form)) {
      const other = node.tenant.served().model.formsById.get(target);
      if (other && recorded.includes(other.name)) await ensure(other.name, new Set([...above, name]));
    }
    const id = await makeRecord(maker(), form, known, dice);
    known.set(form.id, [...(known.get(form.id) ?? []), id]);
    made.set(name, (await node.ask('GET', `/api/forms/${name}/records/${id}`)).body);
  }

  function maker(): Maker {
    return {
      served: () => node.tenant.served(),
      async create(form, sent) {
        const { status, body } = await node.ask('POST', `/api/forms/${form}/records`, sent);
        if (status === 201) return { ...body, id: String(body['id']) };
        const problems = (body['errors'] ?? []) as unknown as readonly Problem[];
        throw refusal(String(body['code']), status)({}, problems);
      },
    };
  }

  async function thereAndBack(name: string): Promise<void> {
    const exported = await node.raw('GET', `/api/forms/${name}/export`);
    expect(exported.status).toBe(200);
    const bytes = new Uint8Array(await exported.arrayBuffer());
    const sent = await node.raw('POST', `/api/forms/${name}/import?dryRun=true`, bytes);
    expect(sent.status).toBe(202);
    let job = (await sent.json()) as JsonObject;
    while (job['status'] === 'waiting' || job['status'] === 'running') {
      await sleep(10);
      job = (await node.ask('GET', `/api/jobs/${String(job['id'])}`)).body;
    }
    expect(job, JSON.stringify(job)).toMatchObject({ status: 'done', created: 0, updated: 0, failed: 0 });
    expect(Number(job['unchanged'])).toBeGreaterThanOrEqual(1);
  }
});

type Files = ReadonlyMap<string, JsonObject>;

/** A version of which each form has a field less that nothing speaks of. */
function withoutAField(whole: Files): Files {
  const all = [...whole.values()].map((content) => JSON.stringify(content)).join('\n');
  const changed = [...raised(whole, '2.0.0')].map(([path, content]) => {
    if (!path.startsWith('forms/')) return [path, content] as const;
    const fields = content['fields'] as readonly JsonObject[];
    const gone = fields.find((field) => isFree(field, all));
    if (!gone) return [path, content] as const;
    const less = { ...content, fields: fields.filter((field) => field !== gone) as Json[] };
    return [path, unplaced(less, String(gone['name'])) as JsonObject] as const;
  });
  return new Map(changed);
}

/** No list, condition or other field says its name: it stands at its own place and in the layout. */
function isFree({ name, kind, required }: JsonObject, all: string): boolean {
  const free = kind === 'text' || kind === 'multiline' || kind === 'boolean' || kind === 'date';
  return free && required === undefined && all.split(new RegExp(`["./{]${String(name)}["./}]`)).length === 3;
}

function unplaced(part: Json, name: string): Json {
  if (Array.isArray(part)) return part.filter((one) => one !== name).map((one) => unplaced(one, name));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, unplaced(value as Json, name)]));
}

function raised(whole: Files, version: string): Files {
  const manifest = whole.get('package.json') as JsonObject;
  return new Map([...whole, ['package.json', { ...manifest, version }]]);
}

function targetsOf({ fields }: Pick<Form, 'fields'>): readonly string[] {
  return fields.flatMap((field) => [
    ...(field.target === undefined ? [] : [field.target]),
    ...(field.targets ?? []).map(({ id }) => id),
    ...(field.rows ? targetsOf(field.rows) : []),
  ]);
}

function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
