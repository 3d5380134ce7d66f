import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

describeOnDatabases('now', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    const zones = { KIRIBATI: 'Pacific/Kiritimati', SAMOA: 'Pacific/Pago_Pago' };
    for (const [number, timezone] of Object.entries(zones)) {
      const body = { number, name: number, parent: 'root', timezone };
      const { status } = await node.ask('POST', '/api/forms/organisation/records', body);
      if (status !== 201) throw new Error(`no organisation: ${status}`);
    }
  });
  afterAll(() => node.close());

  it('is one instant everywhere, and the day and time of the organisation of the call', async () => {
    const ask = async (org: string) => {
      const { body } = await node.ask('GET', `/api/now?org=${org}`);
      const { instant, localDate, localTime } = body as Record<string, string>;
      return Date.parse(`${localDate}T${localTime}Z`) - Math.floor(Date.parse(instant ?? '') / 1000) * 1000;
    };
    const hours = 3_600_000;
    expect([await ask('KIRIBATI'), await ask('SAMOA'), await ask('root')]).toEqual([
      14 * hours,
      -11 * hours,
      8 * hours,
    ]);
  });
});
