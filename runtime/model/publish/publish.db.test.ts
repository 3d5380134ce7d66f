import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { abandonPlan, applyPlan } from '../../storage/tables/apply-plan.ts';
import { contract } from '../../storage/tables/nodes.ts';

const text = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'text',
  length: 50,
  label: { zh: name, en: name },
  ...more,
});
const whole = (name: string): JsonObject => ({ name, kind: 'integer', label: { zh: name, en: name } });
const exact = (name: string, id = name): JsonObject => ({
  name,
  id,
  kind: 'decimal',
  precision: 20,
  scale: 4,
  label: { zh: name, en: name },
});
const filesOf = (installed: ReturnType<typeof notePackage>) => ({
  files: Object.fromEntries(installed.files),
});
const records = '/api/forms/note/records';

describeOnDatabases('publish', (database) => {
  let first: TestNode;
  let second: TestNode;
  beforeAll(async () => {
    first = await openTestNode(database.url);
    second = await openTestNode(database.url);
  });
  afterAll(async () => {
    await first.close();
    await second.close();
  });

  it('shows what it would do before it does it, and does what was shown', async () => {
    const body = { packages: [filesOf(notePackage([text('body')]))] };
    const plan = await first.ask('POST', '/api/model/plan', body, { 'accept-language': 'en' });
    expect(plan.status).toBe(200);
    expect(plan.body['issues']).toEqual([]);
    expect(plan.body['changes']).toMatchObject([{ kind: 'create-table', table: 'note', risk: 'safe' }]);
    expect((await first.ask('GET', records)).status).toBe(404);

    const applied = await first.ask('POST', '/api/model/apply', { ...body, hash: plan.body['hash'] ?? null });
    expect(applied.status).toBe(200);
    expect((await first.ask('POST', records, { number: 'A', body: 'one' })).status).toBe(201);
    const again = await first.ask('POST', '/api/model/plan', body);
    expect(again.body['changes']).toEqual([]);
  });

  it('is served by another node within a second, and at once to whoever names the revision', async () => {
    const revision = await first.publish([notePackage([text('body'), text('place')])]);
    const named = await second.ask('GET', `${records}?minRevision=${revision}`);
    expect(Object.keys((named.body['items'] as JsonObject[])[0] ?? {})).toContain('place');
    await first.publish([notePackage([text('body'), text('place'), text('mood')])]);
    await sleep(1_000);
    const later = await second.ask('GET', records);
    expect(Object.keys((later.body['items'] as JsonObject[])[0] ?? {})).toContain('mood');
  });

  it('renames and swaps without touching a table, and keeps every value', async () => {
    const swapped = notePackage([text('place', { id: 'body' }), text('body', { id: 'place' }), text('mood')]);
    const { body } = await first.ask('POST', '/api/model/plan', { packages: [filesOf(swapped)] });
    expect(body['changes']).toEqual([]);
    await first.publish([swapped]);
    const { body: page } = await first.ask('GET', `${records}?number=A`);
    expect((page['items'] as JsonObject[])[0]).toMatchObject({ place: 'one', body: null });
  });

  it.each([
    ['a kind nobody knows', [text('body', { kind: 'flavour' })], 'unknown-kind'],
    [
      'a condition on a field that is not there',
      [text('body', { visible: { fact: 'ghost', operator: 'isEmpty' } })],
      'unknown-fact',
    ],
    ['a text that cannot become a date', [{ name: 'body', kind: 'date', label: { zh: 'b', en: 'b' } }], ''],
  ])('refuses %s, and leaves everything as it was', async (_sentence, fields, code) => {
    const before = await first.ask('GET', '/api/forms/note');
    const body = { packages: [filesOf(notePackage(fields))] };
    const plan = await first.ask('POST', '/api/model/plan', body);
    expect(plan.body['hash']).toBeNull();
    const issues = plan.body['issues'] as JsonObject[];
    expect(issues.length).toBeGreaterThan(0);
    if (code) expect(issues.map((issue) => issue['code'])).toContain(code);
    const applied = await first.ask('POST', '/api/model/apply', { ...body, hash: 'whatever' });
    expect(applied.status).toBe(422);
    const after = await first.ask('GET', '/api/forms/note');
    expect(after.body).toEqual(before.body);
    expect((await first.ask('GET', records)).status).toBe(200);
  });

  it('refuses a plan that was overtaken by another publish', async () => {
    const body = { packages: [filesOf(notePackage([text('body'), text('late')]))] };
    const plan = await first.ask('POST', '/api/model/plan', body);
    await second.publish([notePackage([text('body'), text('earlier')])]);
    const applied = await first.ask('POST', '/api/model/apply', { ...body, hash: plan.body['hash'] ?? null });
    expect([applied.status, applied.body['code']]).toEqual([409, 'plan-changed']);
  });

  it('does what was shown also when columns that were left behind went meanwhile, and others took their names', async () => {
    const { url } = await database.fresh();
    const node = await openTestNode(url);
    const list = { list: { columns: ['number', 'turned'], sort: ['turned'] } };
    const kinds = [text('turned'), whole('turned'), exact('turned'), text('turned', { length: 80 })];
    await node.publish([notePackage([text('turned')], list)]);
    await node.ask('POST', records, { number: 'A', turned: '12' });
    const names: string[] = [];
    for (const [at, field] of kinds.entries()) {
      if (at === 0) continue;
      const body = { packages: [filesOf(notePackage([field, text(`beside${at}`)], list, `1.${at}.0`))] };
      const plan = await node.ask('POST', '/api/model/plan', body);
      const { database: own, publisher } = node.tenant;
      await contract(own, { node: 'test', nodeTimeout: 1 });
      const { tables } = await publisher.prepare([
        notePackage([field, text(`beside${at}`)], list, `1.${at}.0`),
      ]);
      if (!tables) throw new Error('it does not compile');
      // These are the changes of a plan that somebody else began and gave up.
      const changes = tables.changes.filter((change) => change.kind === 'add-column' && change.filling);
      await applyPlan(own, { ...tables, changes }, { id: `other ${at}`, node: 'other', at: 0 });
      await abandonPlan(own, `other ${at}`, 'test');
      const again = await node.ask('POST', '/api/model/plan', body);
      expect(again.body['hash']).toBe(plan.body['hash']);
      names.push(...[plan, again].map((one) => JSON.stringify(one.body['changes'])));
      const hash = plan.body['hash'] ?? null;
      const applied = await node.ask('POST', '/api/model/apply', { ...body, hash });
      expect([at, applied.status, applied.body['code'] ?? '']).toEqual([at, 200, '']);
      const { body: page } = await node.ask('GET', records);
      expect(String((page['items'] as JsonObject[])[0]?.['turned'])).toBe('12');
    }
    // Else nothing was tried: at least once the plan was of another name.
    expect(names.some((said, at) => at % 2 === 1 && said !== names[at - 1])).toBe(true);
    await node.close();
  });

  it('hides what a package drops, and brings its data back with the id', async () => {
    await first.publish([notePackage([text('body'), text('place')])]);
    const { body: made } = await first.ask('POST', records, { number: 'K', body: 'kept', place: 'p' });
    await first.publish([notePackage([text('place')])]);
    const without = await first.ask('GET', `${records}/${String(made['id'])}`);
    expect(Object.keys(without.body)).not.toContain('body');
    await first.publish([notePackage([text('words', { id: 'body' }), text('place')])]);
    const back = await first.ask('GET', `${records}/${String(made['id'])}`);
    expect(back.body).toMatchObject({ words: 'kept', place: 'p' });
  });

  it('puts back what somebody took away from a table when it is asked for nothing else, and looks only at what it changes otherwise', async () => {
    const plan = async (node: TestNode, fields: readonly JsonObject[]) => {
      const body = { packages: [filesOf(notePackage(fields))] };
      const planned = await node.ask('POST', '/api/model/plan', body);
      const changes = planned.body['changes'] as JsonObject[];
      return {
        ...body,
        hash: planned.body['hash'] ?? null,
        expected: changes.map(({ kind, table }) => [kind, table]),
      };
    };
    await first.publish([notePackage([text('body')])]);
    const { database: db } = first.tenant;
    const [index] = [...((await db.schema.read(db)).get('user')?.indexes.keys() ?? [])].filter((name) =>
      name.startsWith('ix_'),
    );
    await db.run(db.schema.dropIndex('user', index!));
    expect((await plan(first, [text('body'), text('more')])).expected).toEqual([['add-column', 'note']]);
    const { expected: found, ...same } = await plan(first, [text('body')]);
    expect(found).toEqual([['create-index', 'user']]);
    expect((await first.ask('POST', '/api/model/apply', same)).status).toBe(200);
    expect((await plan(first, [text('body')])).expected).toEqual([]);

    await db.run(db.schema.dropIndex('user', index!));
    const started = await openTestNode(database.url);
    const { expected: whole, ...both } = await plan(started, [text('body'), text('more')]);
    expect(whole).toEqual([
      ['add-column', 'note'],
      ['create-index', 'user'],
    ]);
    expect((await started.ask('POST', '/api/model/apply', both)).status).toBe(200);
    await started.close();
    expect((await plan(first, [text('body'), text('more')])).expected).toEqual([]);
  });

  it('disturbs nobody: reads and writes under load see no error while fields come, widen and change their names', async () => {
    await first.publish([notePackage([text('title'), whole('pieces')])]);
    let going = true;
    const seen = new Map<number, number>();
    const wrong: unknown[] = [];
    const worker = async (node: TestNode, at: number) => {
      for (let round = 0; going; round++) {
        const list = await node.ask('GET', `${records}?limit=5`);
        const made = await node.ask('POST', records, { number: `L${at}-${round}` });
        for (const { status, body } of [list, made]) {
          seen.set(status, (seen.get(status) ?? 0) + 1);
          if (status >= 300) wrong.push(body);
        }
        const names = ((list.body['items'] ?? []) as JsonObject[]).map((item) =>
          Object.keys(item).sort().join(),
        );
        if (new Set(names).size > 1) wrong.push({ mixed: names });
      }
    };
    const workers = [first, second, first, second].map(worker);
    const steps = [
      [text('title'), whole('pieces'), text('extra')],
      [text('title', { length: 200 }), exact('pieces'), text('extra')],
      [text('heading', { id: 'title', length: 200 }), exact('amount', 'pieces')],
    ];
    for (const fields of steps) {
      await first.publish([notePackage(fields)]);
      await sleep(400);
    }
    going = false;
    await Promise.all(workers);
    expect(wrong).toEqual([]);
    expect(seen.get(201)).toBeGreaterThan(10);
  });

  it('keeps which definitions held since when, each file once', async () => {
    const former = notePackage([text('body'), text('place')]);
    const revisions: number[] = [];
    for (const one of [former, notePackage([text('body')]), former])
      revisions.push(await first.publish([one]));
    const read = <R>(sql: string) => first.tenant.database.all<R>(sql);
    const published = await read<{ revision: number; hash: string; files: string; reason: string | null }>(
      "SELECT revision, hash, files, reason FROM gj_publish WHERE package = 'notes' ORDER BY revision",
    );
    expect(published.slice(-3).map(({ revision }) => Number(revision))).toEqual(revisions);
    // A package that was published again is the same, down to the hash.
    const again = published.filter(({ hash }) => hash === published.at(-1)?.hash);
    expect(again.length).toBeGreaterThan(1);
    const sources = await read<{ hash: string; content: string }>('SELECT hash, content FROM gj_source');
    const contents = new Map(sources.map(({ hash, content }) => [hash, content]));
    const files = Object.entries(JSON.parse(published.at(-1)?.files ?? '{}') as Record<string, string>);
    const found = new Map(files.map(([file, hash]) => [file, JSON.parse(contents.get(hash) ?? '')]));
    // Beside its files: what former versions had and this one leaves out.
    expect(found.get('')).toBeDefined();
    found.delete('');
    expect(found).toEqual(new Map(former.files));
    const commits = await read<{ publish: number | null; last: number }>(
      'SELECT publish, last_revision AS last FROM gj_commit WHERE publish IS NOT NULL ORDER BY last_revision',
    );
    expect(commits.slice(-3).map(({ publish }) => Number(publish))).toEqual(revisions);
  });
});
