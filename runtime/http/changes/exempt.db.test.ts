import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { codes, type Office, openOffice, packageOfSamples, put } from './office.suite.ts';

describeOnDatabases('what is written without anybody’s approval', (under) => {
  let office: Office;

  beforeAll(async () => {
    office = await openOffice(under.url);
    await office.hire('boss', [['paper', 'approve']], [['pen', ['read', 'approve-changes']]]);
  });
  afterAll(() => office.close());

  const exempted = async () => {
    await office.node.node.settle();
    const { body } = await office.ask('admin', 'GET', '/api/audit?action=approval-exempt');
    return (body['items'] as JsonObject[]).map(({ target, actor, detail }) => {
      const { operation, by, count = 1 } = detail as JsonObject;
      return `${String((actor as JsonObject)['number'])} ${String(target)} ${String(operation)} by ${String(by)} ×${String(count)}`;
    });
  };
  const pen = (number: string, name: string) => ({ key: number, values: { number, name } });
  const penNames = async () => {
    const { body } = await office.ask('admin', 'GET', '/api/forms/pen/records?org=root&sort=number');
    return (body['items'] as JsonObject[]).map(({ name }) => name);
  };

  it('is what a package brings, and the audit trail says which one wrote it, and how often', async () => {
    const { node } = office;
    await node.publish([packageOfSamples('1.1.0', [pen('P1', 'a')])]);
    expect([await penNames(), await exempted()]).toEqual([['a'], []]);
    await office.settings({ approvalForms: [{ form: 'pen' }], approvalTypes: [{ type: 'paper' }] });
    const more = [pen('P1', 'b'), pen('P2', 'c'), pen('P3', 'd')];
    await node.publish([packageOfSamples('1.2.0', more)]);
    expect(await penNames()).toEqual(['b', 'c', 'd']);
    expect((await exempted()).sort()).toEqual([
      'system /api/forms/pen create by office ×2',
      'system /api/forms/pen update by office ×1',
    ]);
  });

  it('is nothing of what was approved, and nothing that nobody has to agree to', async () => {
    const before = await exempted();
    const { sets } = office;
    const set = await sets.make('admin', {
      items: [
        { action: 'create', form: 'pen', body: { number: 'P9', name: 'z' } },
        put('paper.size', 'CITY', 9),
      ],
    });
    const proposed = (await sets.step('admin', set, 'propose')).body as typeof set;
    const approved = (await sets.step('boss', proposed, 'approve')).body as typeof set;
    expect(codes(await sets.step('admin', approved, 'publish'))).toBe('published 200');
    await office.create('box', { number: 'B1', name: 'x' });
    expect(await exempted()).toEqual(before);
  });
});
