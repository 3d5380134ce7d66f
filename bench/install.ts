import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { manyForms } from '../metadata/model/many-forms.suite.ts';
import { installedFrom } from '../runtime/model/publish/publisher.ts';
import { readable } from '../runtime/preparation/install/read-given.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import { watchHolds } from './holds.ts';

/**
 * `node bench/install.ts`: the plan of an upgrade of 100 and of 500 forms, of which every third says something else
 * and every second was changed by the customer: from the files until the plan is described, with its questions; how long the
 * thread was held at most. And the standard packages into an empty database, from opening it until they are served.
 */
const label = (text: string) => ({ zh: text, en: text });

function version(count: number, number: number): ReadonlyMap<string, Json> {
  const files = structuredClone(manyForms(count)['many']) as Record<string, Record<string, Json>>;
  Object.assign(files['package.json'] ?? {}, {
    version: `${number}.0.0`,
    peerDependencies: { platform: '*' },
  });
  if (number > 1)
    for (let at = 0; at < count; at += 3) {
      const form = files[`forms/form-${at}.json`] as { fields: JsonObject[]; label: Json };
      form.label = label(`Form ${at}, version ${number}`);
      form.fields = form.fields.map((field) =>
        field['name'] === 'field1' ? { ...field, label: label(`field1, version ${number}`) } : field,
      );
    }
  return new Map(Object.entries(files));
}

function local(count: number): ReadonlyMap<string, Json> {
  const files: [string, Json][] = [];
  for (let at = 0; at < count; at += 2)
    files.push([
      `extensions/form-${at}.json`,
      {
        extends: `form-${at}`,
        set: {
          'fields/field1/label': label('mine'),
          'fields/state/options/01/label': label('mine'),
          'list/columns': { remove: ['other'] },
        },
      },
    ]);
  const guiju = { prefix: 'local', label: label('local') };
  return new Map<string, Json>([['package.json', { name: 'local', version: '1.0.0', guiju }], ...files]);
}

let missed = 0;
function report(what: string, value: number, most: number, more = ''): void {
  if (value > most) missed += 1;
  process.stdout.write(
    `${what}: ${value.toFixed(0)} ms (at most ${most})${more}${value > most ? ' MISSED' : ''}\n`,
  );
}

const home = mkdtempSync(join(tmpdir(), 'guiju-install-'));
for (const [count, most] of [
  [100, 1_000],
  [500, 4_000],
] as const) {
  const node = await openTestNode(`sqlite://${join(home, `${count}.db`)}`);
  await node.publish([installedFrom(version(count, 1)), installedFrom(local(count))]);
  const call = node.tenant.systemCall();
  const texts = [...version(count, 2)].map(([path, content]) => [path, JSON.stringify(content)] as const);
  const holds = watchHolds();
  const began = performance.now();
  const files = new Map(texts.map(([path, text]) => [path, JSON.parse(text) as Json]));
  const plan = await node.node.installer.plan(call, readable([installedFrom(files)], []), { take: 'ours' });
  const took = performance.now() - began;
  const { longest, used } = holds.stop();
  const questions = plan.questions.length;
  if (plan.hash === null || questions === 0) throw new Error(JSON.stringify(plan.issues));
  report(
    `plan of an upgrade, ${count} forms`,
    took,
    most,
    `, ${questions} questions, ${used.toFixed(0)} ms of its processor time, thread held ${longest.toFixed(0)} ms`,
  );
  await node.close();
}
const began = performance.now();
const node = await openTestNode(`sqlite://${join(home, 'standard.db')}`, {
  packages: ['platform', 'basis', 'invoicing', 'imaging'],
});
report('standard packages into an empty database, SQLite', performance.now() - began, 3_000);
await node.close();
rmSync(home, { recursive: true });
process.exitCode = missed > 0 ? 1 : 0;
