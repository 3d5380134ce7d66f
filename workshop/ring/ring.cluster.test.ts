import { appendFileSync, cpSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRing, type Ring } from './ring.ts';
import { runRing } from './run-ring.ts';

const minutes = Number(process.env['GUIJU_RING_MINUTES'] ?? 60);
const seed = Number(process.env['GUIJU_RING_SEED'] ?? Math.trunc(Math.random() * 0x7fff_ffff));
const nodes = Number(process.env['GUIJU_RING_NODES'] ?? 2);
/** Where a run leaves what it did and saw. */
const book = process.env['GUIJU_RING_BOOK'] ?? 'node_modules/.cache/ring';

const lasts = (2 * minutes + 60) * 60_000;

describe(`${nodes} servers on three members of a Galera, ${minutes} minutes of trouble`, () => {
  let ring: Ring;
  const began = performance.now();
  mkdirSync(book, { recursive: true });
  const log = join(book, `${seed}.log`);
  const say = (line: string) => {
    const text = `${((performance.now() - began) / 1_000).toFixed(1).padStart(8)} ${line}\n`;
    appendFileSync(log, text);
    process.stdout.write(text);
  };
  beforeAll(async () => {
    say(`this run is repeated by GUIJU_RING_SEED=${seed} GUIJU_RING_MINUTES=${minutes} npm run test:cluster`);
    ring = await openRing(nodes);
    say(`members, servers and their logs are in ${ring.members.folder}`);
  }, 900_000);
  afterAll(async () => {
    if (!ring) return;
    const { folder } = ring.members;
    for (const name of globSync(['*.log', '*/error.log'], { cwd: folder }))
      cpSync(join(folder, name), join(book, String(seed), name), { recursive: true });
    await ring.end();
  });

  it('break no promise', { timeout: lasts }, async () => {
    const outcome = await runRing(ring, { seed, length: minutes * 60_000, say });
    const { faults, differing, unlike, died, harmed, upgraded, troubles, calls, history } = outcome;
    const { writes, reads, feeds, answers, effects, versions } = history;
    for (const line of [...troubles, ...calls]) say(line);
    say(
      `${writes.length} writes, ${reads.length} reads, ${versions.length} versions, ${answers.length} answers of several`,
    );
    say(`${feeds.map(({ heard }) => heard.length).join(', ')} heard by watchers; ${effects.length} effects`);
    writeFileSync(join(book, `${seed}.json`), JSON.stringify(history));
    for (const { promise, said } of faults) say(`${promise}: ${said}`);
    say(`became a later version: ${upgraded.join(', ')}`);
    const broken = { faults: faults.slice(0, 20), differing, unlike, died, harmed };
    expect(broken).toEqual({ faults: [], differing: [], unlike: [], died: [], harmed: [] });
  });
});
