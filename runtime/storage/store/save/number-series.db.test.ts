import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { seriesOf } from '../../../care/doctor/harmed-counters.ts';
import type { Connection } from '../../../database/database.ts';
import { storedPages } from '../../../model/publish/records/found-records.ts';
import { notePackage, openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { recordLayout } from '../record/layout.ts';
import { autoNumbers } from './auto-number.ts';

const label = (name: string) => ({ zh: name, en: name });
const when = (fact: string, operator: string, value: Json): JsonObject => ({ fact, operator, value });
const path = '/api/forms/note/records';

describeOnDatabases('numbers of several series', (database) => {
  let node: TestNode;
  let version = 0;
  const packageOf = (series: readonly JsonObject[]) => {
    version += 1;
    return notePackage(
      [
        {
          name: 'serial',
          kind: 'number',
          label: label('serial'),
          pattern: 'N{seq:3}',
          gapFree: true,
          series: series as Json,
        },
        { name: 'kind', kind: 'text', label: label('kind'), length: 20 },
        { name: 'amount', kind: 'integer', label: label('amount'), max: 1000 },
        { name: 'above', kind: 'reference', form: 'note', label: label('above') },
      ],
      {},
      `1.${version}.0`,
    );
  };
  const red = { name: 'red', when: when('kind', 'equal', 'red'), pattern: 'R{seq:3}' };
  const great = { name: 'great', when: when('amount', 'greaterThan', 100), pattern: 'G{seq:2}/{kind}' };
  const ofAbove = { name: 'below', when: when('above.kind', 'equal', 'red'), pattern: 'B{seq:2}' };
  let made = 0;
  const save = (body: JsonObject) => {
    made += 1;
    return node.ask('POST', path, { number: `n${made}`, ...body });
  };
  const serial = async (body: JsonObject) => {
    const answer = await save(body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body['serial'];
  };

  beforeAll(async () => {
    node = await openTestNode(database.url);
    await node.publish([packageOf([red, great, ofAbove])]);
  });
  afterAll(() => node.close());

  it('are given by the first whose condition is met, each counting by itself', async () => {
    const given: unknown[] = [];
    for (const body of [
      { kind: 'red', amount: 500 },
      { kind: 'x', amount: 500 },
      { kind: 'x' },
      { kind: 'red' },
      { kind: 'y', amount: 200 },
      { kind: 'x', amount: 300 },
      { kind: 'x', amount: 1 },
      { kind: 'x', above: { number: 'n1' } },
    ])
      given.push(await serial(body));
    expect(given).toEqual(['R001', 'G01/x', 'N001', 'R002', 'G01/y', 'G02/x', 'N002', 'B01']);
  });

  it('stay when the record later belongs to another one', async () => {
    const { body } = await save({ kind: 'red' });
    const headers = { 'if-match': `"${String(body['revision'])}"` };
    const changed = await node.ask('PATCH', `${path}/${String(body['id'])}`, { kind: 'x' }, headers);
    expect([body['serial'], changed.body['serial']]).toEqual(['R003', 'R003']);
  });

  it('have no gap after saves that were refused, and go with deleted records for good', async () => {
    const refused = await save({ kind: 'red', amount: 2000 });
    expect(refused.status).toBe(422);
    const again = await node.ask('POST', path, { number: 'n1', kind: 'red' });
    expect(again.status).toBeGreaterThanOrEqual(400);
    const { body } = await save({ kind: 'red' });
    expect(body['serial']).toBe('R004');
    const headers = { 'if-match': `"${String(body['revision'])}"` };
    expect((await node.ask('DELETE', `${path}/${String(body['id'])}`, undefined, headers)).status).toBe(204);
    expect(await serial({ kind: 'red' })).toBe('R005');
  });

  it('are all different and without a gap though many save at once, some of them in vain', async () => {
    const before = new Set(await serials());
    const bodies = Array.from({ length: 60 }, (_, at) => ({
      kind: at % 3 === 0 ? 'red' : 'z',
      amount: at % 5 === 0 ? 5000 : at % 2 === 0 ? 900 : 1,
    }));
    const answers = await Promise.all(bodies.map(save));
    const done = answers.filter(({ status }) => status === 201).map(({ body }) => String(body['serial']));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(12);
    expect(done).toHaveLength(48);
    expect(new Set(done).size).toBe(48);
    expect(done.filter((one) => before.has(one))).toEqual([]);
    const counts = Map.groupBy(done, (one) => one.replace(/\d+/, '#'));
    for (const [look, some] of counts) {
      const numbers = some.map((one) => Number(/\d+/.exec(one)?.[0])).toSorted((a, b) => a - b);
      const first = numbers[0] ?? 0;
      expect([look, numbers]).toEqual([look, numbers.map((_, at) => first + at)]);
    }
    expect([...counts.keys()].toSorted()).toEqual(['G#/z', 'N#', 'R#']);
  });

  it('go on counting when their pattern changes, and the doctor finds nothing wrong', async () => {
    const last = Math.max(
      ...(await serials()).filter((one) => one.startsWith('R')).map((one) => Number(one.slice(1))),
    );
    await node.publish([packageOf([{ ...red, pattern: 'RED-{seq:5}' }, great])]);
    expect(await serial({ kind: 'red' })).toBe(`RED-${String(last + 1).padStart(5, '0')}`);
    const { database: db, served } = node.tenant;
    const form = served().model.formsById.get('note') ?? expect.fail();
    const layout = recordLayout(form, served().table(form), db.dialect);
    const harms = async () => {
      const counters = seriesOf(db, layout);
      for await (const page of storedPages(db, layout)) counters.note(page);
      return (await counters.harms()).map(({ place }) => place);
    };
    expect(await harms()).toEqual([]);
    await db.run("UPDATE gj_sequence SET value = 0 WHERE form = 'note' AND scope LIKE '%red%'");
    expect(await harms()).toEqual([`note serial~red: 0 < ${last + 1}`]);
  });

  it('pass over what another series gave before, without a gap', async () => {
    const last = Math.max(
      ...(await serials()).filter((one) => /^N\d+$/.test(one)).map((one) => Number(one.slice(1))),
    );
    expect(last).toBeGreaterThan(10);
    await node.publish([packageOf([{ ...red, name: 'late', pattern: 'N{seq:3}' }])]);
    const next = (more: number) => `N${String(last + more).padStart(3, '0')}`;
    expect(await serial({ kind: 'red' })).toBe(next(1));
    expect(await serial({ kind: 'red' })).toBe(next(2));
    expect(await serial({ kind: 'x' })).toBe(next(3));
  });

  it('pass over thousands with few questions', async () => {
    const { database: db, served } = node.tenant;
    const form = served().model.formsById.get('note') ?? expect.fail();
    const [auto] = autoNumbers(recordLayout(form, served().table(form), db.dialect), db.dialect);
    let [count, asked] = [0, 0];
    const tx = {
      run: async (_: string, [by]: readonly unknown[]) => {
        count += Number(by);
        return { changes: 1 };
      },
      first: async () => ({ value: count }),
      all: async (_: string, numbers: readonly unknown[]) => {
        asked += 1;
        return numbers.filter((one) => Number(String(one).slice(1)) <= 5000).map((number) => ({ number }));
      },
    } as unknown as Connection;
    const series = { counter: '', scope: '', before: 'N', after: '', width: 3 };
    const keys = ['a', 'b'].map((id) => JSON.stringify([series, id]));
    const given = await auto?.source.read(tx, keys);
    expect([...(given?.values() ?? [])]).toEqual(['N5001', 'N5002']);
    expect(asked).toBeLessThan(20);
  });

  async function serials(): Promise<readonly string[]> {
    const { body } = await node.ask('GET', `${path}?fields=serial&limit=500`);
    return (body['items'] as JsonObject[]).map(({ serial: one }) => String(one));
  }
});
