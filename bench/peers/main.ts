import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { item } from '../http/hand-record.ts';
import { bare } from './bare.ts';
import { directus, directusPlain } from './directus.ts';
import { guiju } from './guiju.ts';
import { installed, installedWhole } from './npm.ts';
import { type Memory, memoryOf } from './process-tree.ts';
import { Running } from './running.ts';
import { expectImported, expectTheSame } from './same.ts';
import { strapi } from './strapi.ts';
import type { Made } from './system.ts';
import { acts, addField, median, once, type Turn, turn } from './turns.ts';

/**
 * `node bench/peers/main.ts [names, by commas] [rows]`: Guiju beside other systems that make tables and an API of
 * metadata, and beside a bare server: the same records, asked for in turns, in one run. What others are, npm brings into
 * a folder of their own, which `BENCH_HOME` keeps. `BENCH_SECONDS` of processors a turn, `BENCH_ROUNDS`, `BENCH_FORMS`, and
 * `BENCH_ONLY` for some of what is measured.
 */
const known: Readonly<Record<string, Made>> = {
  bare,
  guiju,
  directus,
  'directus-plain': directusPlain,
  strapi,
};
const [namesText = Object.keys(known).join(','), rowsText = '10000'] = process.argv.slice(2);
const rows = Number(rowsText);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 1);
const forms = Number(process.env['BENCH_FORMS'] ?? 500);
const only = process.env['BENCH_ONLY']?.split(',');
const kept = process.env['BENCH_HOME'];
const home = kept ?? mkdtempSync(join(tmpdir(), 'guiju-peers-'));
mkdirSync(home, { recursive: true });

const names = [...new Set(['bare', 'guiju', ...namesText.split(',')])];
const wants = (what: string) => !only || only.includes(what);
const say = (text: string) => process.stdout.write(`${text}\n`);
const load = () => loadavg()[0]?.toFixed(1);

async function open(name: string, nth: number): Promise<Running> {
  const make = known[name];
  if (!make) throw new Error(`${name} is none of ${Object.keys(known).join(', ')}`);
  const folder = join(home, name.replace(/-plain$/, ''));
  const data = join(folder, `data-${name}`);
  rmSync(data, { recursive: true, force: true });
  const running = new Running(make, { home: folder, data, port: 8_950 + nth });
  const { packages, prepare, begin } = running.system;
  if (await installed(folder, packages)) {
    await prepare?.();
    installedWhole(folder, packages);
  }
  await begin?.();
  await running.start();
  await running.system.makeTable(running.send);
  await fill(running);
  say(`${running.system.title}: ${rows} records`);
  return running;
}

async function fill(running: Running): Promise<void> {
  const { system, send, records } = running;
  for (; running.next < rows; ) {
    const from = running.next;
    running.next = Math.min(rows, from + 100);
    const items = Array.from({ length: running.next - from }, (_, nth) => item(from + nth));
    if (system.bulk) records.push(...system.many(await send(system.bulk(items))));
    else for (const one of items) records.push(system.one(await send(system.create(one))));
  }
}

/** What was measured: by what it is, by system, a turn a round. */
const seen = new Map<string, Map<string, Turn[]>>();

function note(what: string, { system }: Running, found: Turn): void {
  const bySystem = seen.get(what) ?? new Map<string, Turn[]>();
  seen.set(what, bySystem);
  bySystem.set(system.name, [...(bySystem.get(system.name) ?? []), found]);
}

/** Told where it happens; the rest is measured all the same, and the run ends as one that failed. */
function failed(where: string, error: unknown): void {
  say(`FAILED ${where}: ${String(error).slice(0, 2_000)}`);
  process.exitCode = 1;
}

/** One system after the other, another first each round. */
async function inTurns(
  all: readonly Running[],
  what: string,
  work: (one: Running, round: number) => Promise<Turn>,
) {
  if (!wants(what)) return;
  for (let round = 0; round < rounds; round += 1)
    for (let nth = 0; nth < all.length; nth += 1) {
      const one = all[(nth + round) % all.length] as Running;
      try {
        note(what, one, await work(one, round));
      } catch (error) {
        failed(`${one.system.title}, ${what}`, error);
        note(what, one, { rate: Number.NaN, processor: Number.NaN, clock: Number.NaN });
      }
    }
  const bySystem = [...(seen.get(what) ?? [])];
  const middle = bySystem.map(
    ([name, turns]) => `${name} ${number(median(turns.map((found) => found.processor)))}`,
  );
  say(`${what}, ms of processors: ${middle.join(', ')}; load ${load()}`);
}

const memories = new Map<string, Map<string, Memory>>();
function remember(when: string, all: readonly Running[]): void {
  memories.set(when, new Map(all.map(({ system, pid }) => [system.name, memoryOf(pid)])));
}

async function measure(all: readonly Running[]): Promise<void> {
  for (const one of all) await one.stop();
  await inTurns(all, 'start', async (one) => {
    const { clock, processor } = await one.start();
    await one.stop();
    return { rate: 1_000 / clock, clock, processor };
  });
  for (const one of all) await one.start();
  await sleep(8_000);
  remember('at rest', all);
  await expectTheSame(all).then(
    () => say('the same records are answered by all'),
    (error: unknown) => failed('what is answered', error),
  );
  for (const name of Object.keys(acts)) {
    const able = all.filter(({ system }) => name !== 'bulk' || system.bulk !== null);
    if (wants(name))
      for (const one of able)
        await turn(one, name, seconds / 2).catch((error: unknown) =>
          failed(`${one.system.title}, ${name}`, error),
        );
    await inTurns(able, name, (one) => turn(one, name, seconds));
  }
  let at = 5_000_000;
  await inTurns(
    all.filter(({ system }) => system.importRows !== null),
    'import',
    async (one) => {
      const items = Array.from({ length: 1_000 }, (_, nth) => item(at + nth));
      at += 1_000;
      const found = await once(one, async () => one.system.importRows?.(one.send, items));
      await expectImported(one, at - 1);
      return found;
    },
  );
  remember('after the load', all);
  await inTurns(all, 'field', (one, round) => addField(one, `more${round}`));
  await withForms(all.filter(({ system }) => system.makeForms !== null));
}

async function withForms(all: readonly Running[]): Promise<void> {
  if (!wants('forms')) return;
  for (const one of all)
    await formsOf(one).catch((error: unknown) => failed(`${one.system.title}, forms`, error));
  await sleep(8_000);
  remember('with forms', all);
}

async function formsOf(one: Running): Promise<void> {
  const { system, send, records } = one;
  note(
    'forms',
    one,
    await once(one, async () => {
      await system.makeForms?.(send, forms);
      if (system.restarts) {
        await one.stop();
        await one.start();
      }
      const [first] = records;
      if (first) await send(system.read(first));
    }),
  );
  await one.stop();
  const { clock, processor } = await one.start();
  note('start with forms', one, { rate: 1_000 / clock, clock, processor });
  say(`${system.title}: ${forms} forms`);
}

const number = (value: number) => {
  if (Number.isNaN(value)) return '–';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(value >= 10 ? 3 : 2);
};

/** A table of one member of turns: medians, and beside them how many times Guiju's and the bare server's. */
function table(all: readonly Running[], title: string, member: 'processor' | 'clock'): void {
  say(`\n${title}, median, (× Guiju, × bare)\n`);
  say(`| | ${all.map(({ system }) => system.title).join(' | ')} |`);
  say(`| --- |${all.map(() => ' --: |').join('')}`);
  for (const [what, bySystem] of seen) {
    const times = (name: string, other: string) => {
      const [own, its] = [bySystem.get(name) ?? [], bySystem.get(other) ?? []];
      return median(own.map((found, round) => found[member] / (its[round]?.[member] ?? Number.NaN)));
    };
    const cells = all.map(({ system: { name } }) => {
      const turns = bySystem.get(name);
      if (!turns) return '–';
      const value = number(median(turns.map((found) => found[member])));
      return `${value} (${number(times(name, 'guiju'))}, ${number(times(name, 'bare'))})`;
    });
    say(`| ${what} | ${cells.join(' | ')} |`);
  }
}

function report(all: readonly Running[]): void {
  table(all, 'Milliseconds of processors', 'processor');
  table(all, 'Milliseconds by the clock', 'clock');
  say('\nMemory of all processes, MB: RSS (PSS)\n');
  say(`| | ${all.map(({ system }) => system.title).join(' | ')} |`);
  say(`| --- |${all.map(() => ' --: |').join('')}`);
  for (const [when, bySystem] of memories) {
    const cell = ({ system: { name } }: Running) => {
      const found = bySystem.get(name);
      return found ? `${found.rss.toFixed(0)} (${found.pss.toFixed(0)})` : '–';
    };
    say(`| ${when} | ${all.map(cell).join(' | ')} |`);
  }
  say('');
  for (const { system } of all) say(`- ${system.title} (${system.licence}): ${system.says.join('; ')}.`);
  for (const one of all) if (one.settings()) say(`- SQLite of ${one.system.title}: ${one.settings()}`);
}

// Told to stop, it ends what it started as well.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
const all: Running[] = [];
try {
  const about = readFileSync('/proc/cpuinfo', 'utf8').match(/^model name\s*: (.*)$/m)?.[1] ?? 'unknown';
  say(
    `${new Date().toISOString()}, ${about}, load ${load()}, ${rows} rows, ${rounds} rounds of ${seconds} s`,
  );
  for (const [nth, name] of names.entries()) all.push(await open(name, nth));
  await measure(all);
  report(all);
} finally {
  for (const one of all) await one.stop();
  if (kept === undefined) rmSync(home, { recursive: true, force: true });
}
