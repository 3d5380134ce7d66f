import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '../metadata/json.ts';
import { manyForms } from '../metadata/model/many-forms.suite.ts';
import { installedFrom } from '../runtime/publish/publisher.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';

/**
 * `node bench/publish.ts [forms]`: another label for one form among the standard packages and as many more: plan and
 * apply over HTTP, against the first publish of all of them in the same run; and how long the thread was held at most,
 * by its own processor time.
 */
const count = Number(process.argv[2] ?? 292);
const home = mkdtempSync(join(tmpdir(), 'guiju-publish-'));
const node = await openTestNode(`sqlite://${join(home, 'guiju.db')}`, {
  packages: ['platform', 'basis', 'invoicing', 'imaging'],
});

function packageOf(version: number, label: JsonObject): ReadonlyMap<string, Json> {
  const files = structuredClone(manyForms(count)['many']) as Record<string, Record<string, Json>>;
  Object.assign(files['package.json'] ?? {}, {
    version: `1.${version}.0`,
    peerDependencies: { platform: '*' },
  });
  Object.assign(files['forms/form-7.json'] ?? {}, { label });
  return new Map(Object.entries(files));
}

const used = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
let longest = 0;
let last = used();
let watching = true;
const watch = () => {
  const now = used();
  longest = Math.max(longest, now - last);
  last = now;
  if (watching) setImmediate(watch);
};

const began = performance.now();
await node.publish([installedFrom(packageOf(0, { zh: '起初', en: 'First' }))]);
const first = performance.now() - began;
last = used();
setImmediate(watch);
const times: number[] = [];
for (let version = 1; version <= 5; version++) {
  const files = Object.fromEntries(packageOf(version, { zh: `标签${version}`, en: `Label ${version}` }));
  const body = { packages: [{ files }] };
  const since = performance.now();
  const plan = await node.ask('POST', '/api/model/plan', body);
  const done = await node.ask('POST', '/api/model/apply', { ...body, hash: plan.body['hash'] ?? null });
  if (done.status !== 200) throw new Error(JSON.stringify(done.body));
  times.push(performance.now() - since);
}
watching = false;
const middle = times.sort((a, b) => a - b)[2] ?? 0;
console.log(
  JSON.stringify({
    forms: node.tenant.served().model.forms.size,
    firstMs: Math.round(first),
    labelMs: Math.round(middle),
    ratio: Number((middle / first).toFixed(2)),
    heldMs: Math.round(longest),
  }),
);
await node.close();
rmSync(home, { recursive: true, force: true });
