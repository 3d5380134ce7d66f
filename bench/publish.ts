import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { manyForms } from '../metadata/model/many-forms.suite.ts';
import { installedFrom } from '../runtime/model/publish/publisher.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import { watchHolds } from './holds.ts';

/**
 * `node bench/publish.ts [forms] [rounds]`: another label for one form among the standard packages and as many more:
 * plan and apply over HTTP, against the first publish of all of them in the same run; the thread's processor time for
 * each, and how long it was held at most by that; and how long the switch took, from the beginning of its transaction
 * until the new
 * label was answered over HTTP. What sends and asks is made ready before and shares the thread, so it is in all of it.
 */
const count = Number(process.argv[2] ?? 292);
const rounds = Number(process.argv[3] ?? 5);
const home = mkdtempSync(join(tmpdir(), 'guiju-publish-'));
let switchBegan = 0;
const node = await openTestNode(`sqlite://${join(home, 'guiju.db')}`, {
  packages: ['platform', 'basis', 'invoicing', 'imaging'],
  onMoment: (moment) => {
    if (moment === 'before the switch') switchBegan = performance.now();
  },
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

const whole = watchHolds();
const began = performance.now();
await node.publish([installedFrom(packageOf(0, { zh: '起初', en: 'First' }))]);
const first = performance.now() - began;
const firstUsed = whole.stop().used;

const utf8 = new TextEncoder();
const json = { 'content-type': 'application/json' };
async function send(path: string, body: Uint8Array<ArrayBuffer>): Promise<JsonObject> {
  const response = await node.raw('POST', path, body, json);
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  return JSON.parse(text) as JsonObject;
}

/** Waits until this label is answered; answers the milliseconds since the switch began. */
async function answered(label: string): Promise<number> {
  for (;;) {
    const response = await node.raw('GET', '/api/forms/form-7');
    if ((await response.text()).includes(label)) return performance.now() - switchBegan;
    await sleep(2);
  }
}

const times: number[] = [];
const switches: number[] = [];
const plans: number[] = [];
const used: number[] = [];
let longest = 0;
for (let version = 1; version <= rounds; version++) {
  const label = `Label no. ${version}`;
  const files = Object.fromEntries(packageOf(version, { zh: `标签${version}`, en: label }));
  const text = JSON.stringify({ packages: [{ files }] });
  const body = utf8.encode(text);
  // The work left over by the first publish, and modules that Node loads for the first request, do not count.
  await node.raw('GET', '/api/forms/form-7');
  await sleep(2_000);
  const holds = watchHolds();
  const since = performance.now();
  const plan = await send('/api/model/plan', body);
  plans.push(performance.now() - since);
  const apply = utf8.encode(`${text.slice(0, -1)},"hash":${JSON.stringify(plan['hash'])}}`);
  const [, switched] = await Promise.all([send('/api/model/apply', apply), answered(label)]);
  times.push(performance.now() - since);
  switches.push(switched);
  // The work that follows a new model, beside other work, counts too.
  await sleep(1_000);
  const held = holds.stop();
  used.push(held.used);
  longest = Math.max(longest, held.longest);
}
const middle = (all: number[]) => Math.round(all.sort((a, b) => a - b)[all.length >> 1] ?? 0);
console.log(
  JSON.stringify({
    forms: node.tenant.served().model.forms.size,
    firstMs: Math.round(first),
    planMs: middle(plans),
    labelMs: middle(times),
    ratio: Number((middle(times) / first).toFixed(2)),
    switchMs: middle(switches),
    longestSwitchMs: Math.round(Math.max(...switches)),
    firstUsedMs: Math.round(firstUsed),
    labelUsedMs: middle(used),
    heldMs: Math.round(longest),
  }),
);
await node.close();
rmSync(home, { recursive: true, force: true });
