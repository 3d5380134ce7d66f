import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { isLong, momentOf } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { freeLeases, momentsOf, runToItsEnd } from '../../database/killed.suite.ts';
import { notePackage, openTestNode } from '../../server/test-node.suite.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';
import type { Installed } from '../packages/package-store.ts';
import { filesOf, workAndDie } from './killed-work.suite.ts';
import { installedFrom } from './publisher.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const state = (...values: readonly string[]) =>
  field('state', 'choice', { options: values.map((value) => ({ value, label: label(value) })) });
/** One form a round, on one database, and all of them published at once: each for itself would take minutes. */
function packageOf(
  round: number,
  fields: readonly JsonObject[],
  form: JsonObject,
  version: string,
  further: Readonly<Record<string, Json>> = {},
): Installed {
  const name = `note${round}`;
  const { files } = notePackage(fields, { ...form, name }, version);
  const manifest = { ...(files.get('package.json') as JsonObject), name: `notes${round}` };
  return installedFrom(
    new Map<string, Json>([
      ['package.json', manifest],
      [`forms/${name}.json`, files.get('forms/note.json') ?? null],
      ...Object.entries(further),
    ]),
  );
}
/** Conditions about its own records, in a record and in its rows. */
const asking = (round: number) => {
  const asks = field('asks', 'condition', { facts: `note${round}` });
  return [asks, field('cells', 'entries', { fields: [asks] })];
};
const old = { fact: 'state', operator: 'equal', value: 'old' };
const before = (round: number) =>
  packageOf(
    round,
    [
      field('code', 'text', { length: 30 }),
      field('size', 'text', { length: 20 }),
      state('old', 'kept'),
      ...asking(round),
    ],
    {},
    '1.0.0',
  );
/**
 * A column is reshaped, values become references, conditions and a kept list follow them and a rule begins to hold;
 * every kind of change of tables is killed in runtime/tables.
 */
const after = (round: number) =>
  packageOf(
    round,
    [
      field('code', 'text', { length: 30 }),
      field('size', 'integer'),
      field('colour', 'text', { length: 20 }),
      field('state', 'reference', { form: 'organisation' }),
      ...asking(round),
    ],
    { unique: [{ name: 'one-code', fields: ['code'] }], list: { columns: ['number'], sort: ['-colour'] } },
    '2.0.0',
    {
      'migrations/2.json': {
        to: '2.0.0',
        steps: [
          { step: 'values', form: `note${round}`, field: 'state', values: { old: 'root' } },
          { step: 'reference', form: `note${round}`, field: 'state', values: { kept: null } },
        ],
      },
    },
  );

/** Publishes in a process of its own, which kills itself at the given moment. */
const publishAndDie = (url: string, given: Installed, dieAt: number) =>
  workAndDie(
    { url, dieAt },
    `await tenant.publisher.publish([packageOf(${filesOf(given)})], { actor: { id: 'a', name: 'A' }, reason: 'kill ${dieAt}' });`,
  );

/** More than a publish has moments; the test says when they become too few. */
const rounds = isLong ? 32 : 6;

describeOnDatabases('a publish, killed', (under) => {
  it('reaches its planned end with the next start, from any moment', {
    timeout: isLong ? 900_000 : 300_000,
  }, async () => {
    const moments: string[] = [];
    let node = await openTestNode(under.url);
    await node.publish(Array.from({ length: rounds }, (_, round) => before(round)));
    for (let survived = false; !survived; ) {
      const round = moments.length;
      const records = `/api/forms/note${round}/records`;
      for (const number of ['1', '2', '3'])
        await node.ask('POST', records, {
          number,
          code: `c${number}`,
          size: number,
          state: number === '2' ? 'kept' : 'old',
          asks: number === '1' ? old : null,
          cells: number === '3' ? [{}, { asks: old }] : [],
        });
      const list = { name: `list ${round}`, owner: 'admin', form: `note${round}`, config: { filter: old } };
      expect((await node.ask('POST', '/api/forms/saved-view/records', list)).status).toBe(201);
      await node.close();

      const { killed, output } = await runToItsEnd(publishAndDie(under.url, after(round), momentOf(round)));
      survived = !killed;
      moments.push(output);
      // The lease of the dead one holds for some seconds; waiting for it once is enough.
      if (output !== 'before the switch') await freeLeases(under.url);
      node = await openTestNode(under.url);
      const { model } = node.tenant.served();
      expect(model.forms.get(`note${round}`)?.byName.get('size')?.kind.name, output).toBe('integer');
      expect((await planTables(node.tenant.database, model)).changes, output).toEqual([]);
      const { body } = await node.ask('GET', `${records}?sort=number`);
      expect(body['items'], output).toMatchObject([
        { size: 1, state: { number: 'root' }, asks: { value: 'root' } },
        { size: 2, state: null },
        { size: 3, state: { number: 'root' } },
      ]);
      const { body: rows } = await node.ask(
        'GET',
        `${records}/${(body['items'] as JsonObject[])[2]?.['id']}`,
      );
      expect(rows['cells'], output).toMatchObject([{ asks: null }, { asks: { value: 'root' } }]);
      const { body: views } = await node.ask('GET', `/api/me/views?form=note${round}`);
      expect(views['items'], output).toMatchObject([{ config: { filter: { value: 'root' } } }]);
      const taken = await node.ask('POST', records, { number: '4', code: 'c2' });
      expect([taken.status, output]).toEqual([409, output]);
      expect((await node.ask('POST', records, { number: '4', code: 'c4' })).status).toBe(201);
      const found = await node.tenant.database.all('SELECT revision FROM gj_history WHERE reason = ?', [
        `kill ${momentOf(round)}`,
      ]);
      // The publish, the two records whose conditions followed, and the list.
      expect(found, output).toHaveLength(4);
    }
    await node.close();
    if (isLong)
      expect(moments).toEqual(
        expect.arrayContaining(['begun', 'remembered', 'before the switch', 'switched']),
      );
    expect(momentsOf(moments)).toBeGreaterThan(10);
    expect(moments.length).toBeLessThan(rounds);
  });
});
