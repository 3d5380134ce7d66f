import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../../http/house.suite.ts';

const items = '/api/forms/item/records';

describeOnDatabases('a write', (under) => {
  let house: House;
  let as: string;
  beforeAll(async () => {
    house = await openHouse(under.url);
    as = await house.signIn('admin');
  });
  afterAll(() => house.close());

  it('whose record is changed by others each time its write is planned gives up in the end', async () => {
    const made = await house.ask('POST', items, { as, body: { number: 'HOT' } });
    const id = String(made.at('/id'));
    const { database } = house.host;
    const { transaction } = database;
    let faster = 0;
    Object.assign(database, {
      transaction: async (work: Parameters<typeof transaction>[0]) => {
        faster += 1;
        await database.run('UPDATE item SET revision = revision + 1 WHERE id = ?', [id]);
        try {
          return await transaction.call(database, work);
        } finally {
          // Thinking it through again, it finds the version it knows, as if all the others had failed in the end.
          await database.run('UPDATE item SET revision = revision - 1 WHERE id = ?', [id]);
        }
      },
    });
    const body = {
      atomic: false,
      items: [{ op: 'patch', id, ifMatch: Number(made.at('/revision')), body: { name: 'x' } }],
    };
    const answer = await house.ask('POST', '/api/forms/item/batch', { as, body });
    Object.assign(database, { transaction });
    expect([answer.at('/items/0/status'), answer.at('/items/0/problem/code')], answer.text).toEqual([
      503,
      'too-busy',
    ]);
    expect(faster).toBeGreaterThan(10);
    const after = await house.ask('POST', '/api/forms/item/batch', { as, body });
    expect(after.at('/items/0/status')).toBe(200);
  });
});
