import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { differences, type GoldenCase, readGolden } from '../../../rules/einvoicing/golden.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { askings, masters, withPhones } from './golden-asked.suite.ts';

interface Described {
  readonly name: string;
  readonly reads: { readonly forms: readonly { readonly name: string }[] };
}

/** One server serves all cases: the configuration of each is tried as a trial, and taken back. */
describe('the worked cases, asked over HTTP', () => {
  let node: TestNode;
  let reads: ReadonlyMap<string, readonly string[]>;
  beforeAll(async () => {
    node = await openTestNode('', { packages: ['platform', 'basis', 'invoicing'] });
    for (const [form, record] of masters) {
      const { status, body } = await node.ask('POST', `/api/forms/${form}/records`, {
        sharing: 'global',
        ...record,
      });
      if (status !== 201) throw new Error(JSON.stringify(body));
    }
    const { body } = await node.ask('GET', '/api/decisions');
    reads = new Map(
      (body['items'] as unknown as readonly Described[]).map(({ name, reads: { forms } }) => [
        name,
        forms.map((one) => one.name),
      ]),
    );
  });
  afterAll(() => node.close());

  for (const [file, { ask, compared }] of Object.entries(askings)) {
    const { cases } = withPhones(readGolden<{ cases: GoldenCase<JsonObject, Json>[] }>(file));
    it.each(
      cases
        .filter((one) => !JSON.stringify(one).includes('别名'))
        .map((one) => [`${file}: ${one.name}`, one] as const),
    )('%s', async (_n, { input, expect: expected }) => {
      const { name, input: asked, body: own, at, records = {}, parameters = [] } = ask(input);
      const trial = {
        records,
        only: [...(reads.get(name) ?? [])].filter((form) => !(form === 'tax-category' && !records[form])),
        parameters,
      };
      const { status, body } = await node.ask('POST', `/api/decisions/${name}`, {
        ...(own ?? { input: asked }),
        ...(at ? { at } : {}),
        trial: trial as unknown as Json,
      });
      if (status !== 200) throw new Error(JSON.stringify(body).slice(0, 600));
      const issues = body['issues'] as readonly JsonObject[];
      expect(
        differences(
          compared(
            body['result'] as JsonObject,
            issues.map(({ code }) => String(code)),
            issues,
          ),
          expected,
        ),
      ).toEqual([]);
    });
  }
});
