import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import type { DesignStep } from '../metadata/design/steps/design-step.ts';
import { openTestNode, type TestNode } from '../runtime/server/test-node.suite.ts';
import { wordsOf } from './tutorial.ts';

const pages = ['docs/manual/design.en.md', 'docs/manual/design.zh.md'] as const;
const [english = [], chinese = []] = pages.map((page) =>
  readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('curl ')),
);

const home = mkdtempSync(join(tmpdir(), 'guiju-manual-'));
let node: TestNode;
beforeAll(async () => {
  node = await openTestNode(`sqlite://${join(home, 'guiju.db')}`, { packages: ['platform', 'basis'] });
}, 60_000);
afterAll(async () => {
  await node.close();
  rmSync(home, { recursive: true, force: true });
});

it('the page on designing shows calls that work, from the first step to its undo', async () => {
  expect(chinese).toEqual(english);
  expect(english.length).toBeGreaterThan(5);
  let design = '';
  let hash = '';
  for (const line of english) {
    const whole = line.replaceAll(/'?\$DESIGN'?/g, design).replaceAll(/'?\$HASH'?/g, hash);
    const words = wordsOf(whole);
    const path = (words.find((word) => word.startsWith('localhost:8787')) ?? '').slice(
      'localhost:8787'.length,
    );
    const at = words.indexOf('-d');
    const body = at < 0 ? undefined : (JSON.parse(words[at + 1] ?? '') as Json);
    const answer = await node.ask(body === undefined ? 'GET' : 'POST', path, body);
    expect([line, answer.status < 300], JSON.stringify(answer.body)).toEqual([line, true]);
    if (path.endsWith('/drafts')) design = String(answer.body['id']);
    if (path.endsWith('/plan')) hash = String(answer.body['hash']);
    if (path.startsWith('/api/publishes?'))
      expect(answer.body).toMatchObject({
        items: [{ says: [{ message: '计量单位：新增字段“渠道”' }], offers: 'undo' }],
      });
  }
  const { fields } = (await node.ask('GET', '/api/forms/unit')).body;
  expect(JSON.stringify(fields)).not.toContain('local_channel');
});

it('what the documentation of the API gives as an example of designing is taken as it is', async () => {
  const { components } = (await node.ask('GET', '/openapi.json')).body;
  const { schemas } = components as {
    readonly schemas: Readonly<Record<string, { examples?: readonly Json[] }>>;
  };
  const { body } = await node.ask('POST', '/api/design/drafts', { name: 'Examples' });
  const one = `/api/design/drafts/${String(body['id'])}`;
  const calls: Readonly<Record<string, string>> = {
    DesignSteps: `${one}/steps`,
    DesignPoint: `${one}/points`,
    DesignReturn: `${one}/return`,
    DesignNames: '/api/design/names',
  };
  for (const [name, path] of Object.entries(calls))
    for (const example of schemas[name]?.examples ?? [null]) {
      const answer = await node.ask('POST', path, example as JsonObject);
      expect([name, answer.status], JSON.stringify(answer.body)).toEqual([name, 200]);
    }
});

it('shows each sort of step by an example that is taken, one after another, and comes to a plan', async () => {
  const [first = [], second = []] = pages.map((page) =>
    (/```jsonl\n([\s\S]*?)```/.exec(readFileSync(page, 'utf8'))?.[1] ?? '').trim().split('\n'),
  );
  expect(second).toEqual(first);
  const steps = first.map((line) => JSON.parse(line) as DesignStep);
  const document = JSON.stringify((await node.ask('GET', '/openapi.json')).body);
  const [, sorts = '[]'] = /"enum":(\["set","reset"[^\]]*\])/.exec(document) ?? [];
  expect(new Set(steps.map((step) => step.do))).toEqual(new Set(JSON.parse(sorts)));
  const { body } = await node.ask('POST', '/api/design/drafts', { name: 'Each step' });
  const id = String(body['id']);
  for (const [seen, step] of steps.entries()) {
    const sent = { seen, steps: [step as unknown as Json] };
    const { status, body: answer } = await node.ask('POST', `/api/design/drafts/${id}/steps`, sent);
    expect([step, status], JSON.stringify(answer)).toEqual([step, 200]);
  }
  const plan = (await node.ask('POST', '/api/design/plan', { design: id })).body;
  const errors = (plan['issues'] as JsonObject[]).filter(({ severity }) => severity === 'error');
  expect([errors, plan['hash']]).toEqual([[], expect.any(String)]);
});
