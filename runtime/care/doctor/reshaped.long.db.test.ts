import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { notePackage, openTestNode } from '../../server/test-node.suite.ts';

const label = { zh: 'x', en: 'x' };
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label,
  ...more,
});
const options = ['u', 'v'].map((value) => ({ value, label }));
const person = field('person', 'text', { length: 20, personal: true });
const first = [
  field('pieces', 'integer'),
  field('text', 'text', { length: 20 }),
  field('price', 'decimal', { precision: 12, scale: 4 }),
  field('day', 'date'),
  person,
  field('lines', 'entries', { fields: [field('x', 'integer'), field('y', 'choice', { options })] }),
];
const second = [
  field('pieces', 'text', { length: 30 }),
  field('text', 'text', { length: 60 }),
  field('price', 'decimal', { precision: 14, scale: 2 }),
  field('day', 'datetime'),
  person,
  field('fresh', 'boolean', { default: true }),
  field('lines', 'entries', {
    fields: [field('x', 'text', { length: 20 }), field('y', 'choices', { options }), field('z', 'text')],
  }),
];
const bodies: readonly JsonObject[] = [
  {
    number: 'A',
    pieces: 1,
    text: 't',
    price: '1.2500',
    day: '2026-01-02',
    person: 'me',
    lines: [{ x: 1, y: 'u' }, { x: 2 }],
  },
  { number: 'B', pieces: 7 },
  { number: 'C', price: '12.5', lines: [{ x: 5, y: 'v' }] },
  { number: 'stays', pieces: 3, price: '7.12', day: '2026-03-04', person: 'you', lines: [{ x: 9, y: 'u' }] },
];

describeOnDatabases('a form that was reshaped, and a person who was purged', (under) => {
  it('are no damage, whether a record was written since or not', { timeout: 60_000 }, async () => {
    const node = await openTestNode(under.url);
    const path = '/api/forms/note/records';
    const patch = async (id: string, body: JsonObject) => {
      const { body: now } = await node.ask('GET', `${path}/${id}`);
      const match = { 'if-match': `"${now['revision']}"` };
      const done = await node.ask('PATCH', `${path}/${id}`, body, match);
      expect(done.status, JSON.stringify(done.body)).toBe(200);
    };
    await node.publish([notePackage(first)]);
    const ids: string[] = [];
    for (const body of bodies) {
      const made = await node.ask('POST', path, body);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      ids.push(String(made.body['id']));
    }
    const changed = ids.slice(0, 3);
    for (const id of changed)
      for (const body of [{ text: 'changed' }, { price: '3.10' }]) await patch(id, body);
    await node.publish([notePackage(second, {}, '1.1.0')]);
    for (const id of changed)
      for (const body of [{ text: 'again' }, { person: 'them' }, { lines: [{ x: 'new' }] }, { fresh: false }])
        await patch(id, body);
    await node.close();

    const home = await mkdtemp(join(tmpdir(), 'guiju-reshaped-'));
    const environment = {
      GUIJU_SECRET: '07'.repeat(32),
      LANG: 'en_US.UTF-8',
      ...(under.name === 'sqlite'
        ? { GUIJU_HOME: dirname(fileURLToPath(under.url.replace('sqlite:', 'file:'))) }
        : { GUIJU_HOME: home, DATABASE_URL: under.url }),
    };
    const purged = await cli(['purge', '--history', 'note', 'A', '--yes'], { environment });
    expect(purged.code).toBe(0);
    const { out } = await cli(['doctor'], { environment });
    expect(out.split('\n').filter((line) => line.startsWith('✗'))).toEqual([]);
    await rm(home, { recursive: true });
  });
});

describeOnDatabases('records that their package brings no more', (under) => {
  it('are no damage', async () => {
    const node = await openTestNode(under.url);
    const brings = (version: string, ...numbers: readonly string[]) => {
      const { files } = notePackage([field('text', 'text')], {}, version);
      const records = numbers.map((number) => ({ key: number, values: { number, text: 'brought' } }));
      const more = records.length > 0 ? [['data/notes.json', { form: 'note', records }] as const] : [];
      return installedFrom(new Map<string, Json>([...files, ...more]));
    };
    await node.publish([brings('1.0.0', 'A', 'B')]);
    await node.publish([brings('1.1.0')]);
    const { database } = node.tenant;
    const taken = "SELECT record FROM gj_dropped WHERE state = 'taken'";
    expect(await database.all(taken)).toHaveLength(2);
    const own =
      'SELECT h.revision FROM gj_dropped d JOIN gj_history h ON h.revision = d.revision AND h.record = d.record';
    expect(await database.all(own)).toHaveLength(2);
    await node.close();
    const home = await mkdtemp(join(tmpdir(), 'guiju-dropped-'));
    const environment = {
      GUIJU_SECRET: '07'.repeat(32),
      GUIJU_HOME:
        under.name === 'sqlite' ? dirname(fileURLToPath(under.url.replace('sqlite:', 'file:'))) : home,
      ...(under.name === 'sqlite' ? {} : { DATABASE_URL: under.url }),
    };
    const { json } = await cli(['doctor', '--json'], { environment });
    const { findings } = json as unknown as { findings: readonly { code: string }[] };
    expect(findings.map(({ code }) => code)).not.toContain('doctor-revisions-ahead');
    await rm(home, { recursive: true });
  });
});
