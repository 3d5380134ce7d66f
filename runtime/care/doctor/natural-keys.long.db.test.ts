import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { checkModel } from './check-model.ts';

const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: { zh: name, en: name },
  ...more,
});
const fields = [
  field('title', 'text', { length: 60 }),
  field('long', 'text', { length: 2000 }),
  field('price', 'decimal', { precision: 12, scale: 4 }),
  field('day', 'date'),
  field('moment', 'datetime'),
  field('pick', 'choice', { options: [{ value: 'a', label: { zh: '甲', en: 'A' } }] }),
  field('flag', 'boolean'),
  field('whole', 'integer'),
  field('holder', 'reference', { form: 'organisation' }),
];
const keys = [
  ...fields.map(({ name }) => [String(name)]),
  ['title', 'pick'],
  ['holder', 'day', 'title'],
  ['title', 'number'],
  [],
];

describeOnDatabases('a form whose records are found by', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url);
  });
  afterAll(() => node.close());

  describe.each([...keys.entries()])('%#', (at, key) => {
    it(`${key.join(' and ') || 'nothing'} has tables that doctor finds as they should be`, async () => {
      const list = { columns: ['number', 'title'], sort: ['title'] };
      await node.publish([notePackage(fields, { key, list }, `1.${at}.0`)]);
      const { findings } = await checkModel(node.tenant.database, standardEdition('0.0.0'), []);
      expect(findings.filter(({ status }) => status === 'fail')).toEqual([]);
      expect(findings).toContainEqual(expect.objectContaining({ code: 'doctor-tables' }));
    });
  });
});
