import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freshDatabase } from '../../workshop/services/databases.ts';
import { fillOurs, startOurs } from './ours.ts';

/**
 * `node bench/http/main.ts [sqlite|mariadb] [rows] [seconds] [rounds]`: ours against a server by hand on the
 * same driver, in turns, so that whatever else the machine does meets both. Needs wrk (Debian: wrk).
 */
const [database = 'sqlite', rowsText = '100000', secondsText = '5', roundsText = '3'] = process.argv.slice(2);
const rows = Number(rowsText);
const modes = ['read', 'list', 'insert', 'update'] as const;
const promised = { read: 0.6, list: 0.9, insert: 0.6, update: 0.6 };
const home = mkdtempSync(join(tmpdir(), 'guiju-bench-'));
const children: ChildProcess[] = [];

async function main(): Promise<number> {
  const onMariadb = database === 'mariadb';
  const own = onMariadb ? await freshDatabase('mariadb') : null;
  const hands = onMariadb ? await freshDatabase('mariadb') : null;
  try {
    const ours = await startOurs(home, 8971, own?.url);
    children.push(ours.process);
    say(`filling ${rows} rows through the API …`);
    await fillOurs(ours, rows);
    const oursIds = join(home, 'ours.ids');
    writeFileSync(oursIds, await ours.ids(Math.min(rows, 20_000)));
    const handIds = join(home, 'hand.ids');
    const line = (_: unknown, at: number) =>
      `00000000-0000-7000-8000-${String(at).padStart(12, '0')} ${at + 1}`;
    writeFileSync(handIds, `${Array.from({ length: Math.min(rows, 20_000) }, line).join('\n')}\n`);
    const script = fileURLToPath(new URL('./hand-main.ts', import.meta.url));
    const place = hands?.url ?? join(home, 'hand.db');
    children.push(
      spawn(process.execPath, [script, place, String(rows), '8972', JSON.stringify(ours.known)], {
        stdio: 'inherit',
      }),
    );
    await untilUp('http://127.0.0.1:8972/items?status=open');
    const targets = {
      ours: {
        url: ours.base,
        path: '/api/forms/bench-item/records',
        ids: oursIds,
        token: ours.token,
        pid: ours.process.pid ?? 0,
      },
      hand: {
        url: 'http://127.0.0.1:8972',
        path: '/items',
        ids: handIds,
        token: '-',
        pid: children.at(-1)?.pid ?? 0,
      },
    };
    return measure(targets);
  } finally {
    for (const child of children) child.kill('SIGTERM');
    await sleep(500);
    await own?.drop();
    await hands?.drop();
    rmSync(home, { recursive: true, force: true });
  }
}

interface Target {
  readonly url: string;
  readonly path: string;
  readonly ids: string;
  readonly token: string;
  /** Of the server. */
  readonly pid: number;
}

function measure(targets: { readonly ours: Target; readonly hand: Target }): number {
  let missed = 0;
  say(
    `\n${database}, ${rows} rows, 32 connections, ${secondsText} s a turn, ${roundsText} rounds, median of each`,
  );
  say('| | by hand /s | ours /s | ratio | by hand µs | ours µs | ratio of processor time | promised |');
  say('| --- | --: | --: | --: | --: | --: | --: | --: |');
  for (const mode of modes) {
    const turns: { readonly hand: Turn; readonly ours: Turn }[] = [];
    // Once for warmth: what runs for months is not measured in its first seconds.
    for (const target of [targets.hand, targets.ours]) load(part(target, 0), mode, '0w');
    for (let round = 1; round <= Number(roundsText); round++) {
      const hand = load(part(targets.hand, round), mode, `${round}h`);
      const ours = load(part(targets.ours, round), mode, `${round}o`);
      turns.push({ hand, ours });
    }
    const middle = (of: (turn: (typeof turns)[number]) => number) => median(turns.map(of));
    const ratio = middle(({ hand, ours }) => ours.rate / hand.rate);
    const processor = middle(({ hand, ours }) => hand.micros / ours.micros);
    // The promise goes by the clock; processor time says how much of a miss is the machine's.
    if (ratio < promised[mode]) missed += 1;
    const cells = [
      mode,
      ...[
        middle(({ hand }) => hand.rate).toFixed(0),
        middle(({ ours }) => ours.rate).toFixed(0),
        ratio.toFixed(2),
      ],
      ...[middle(({ hand }) => hand.micros).toFixed(0), middle(({ ours }) => ours.micros).toFixed(0)],
      ...[processor.toFixed(2), promised[mode]],
    ];
    say(`| ${cells.join(' | ')} |`);
  }
  return missed === 0 ? 0 : 1;
}

/** Each round has records of its own, whose revisions are as they were written down. */
function part(target: Target, round: number): Target {
  const lines = readFileSync(target.ids, 'utf8').trimEnd().split('\n');
  const own = lines.filter((_, at) => at % (Number(roundsText) + 1) === round);
  const ids = `${target.ids}.${round}`;
  writeFileSync(ids, `${own.join('\n')}\n`);
  return { ...target, ids };
}

interface Turn {
  /** Answers a second. */
  readonly rate: number;
  /** Processor time of the server for each answer, in microseconds. */
  readonly micros: number;
}

function load({ url, path, ids, token, pid }: Target, mode: string, salt: string): Turn {
  const script = fileURLToPath(new URL('./load.lua', import.meta.url));
  const salted = String(
    Number.parseInt(`${Date.now() % 100_000}${salt.charCodeAt(0)}${salt.charCodeAt(1)}`, 10),
  );
  const args = ['-t1', '-c32', `-d${secondsText}s`, '-s', script, url, '--', mode, path, ids, token, salted];
  const before = processorTime(pid);
  const text = execFileSync('wrk', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const failed = Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0);
  if (failed > 0) say(`${mode}: ${failed} answers were no success`);
  const spent = processorTime(pid) - before;
  const answers = Number(/(\d+) requests in/.exec(text)?.[1] ?? 1);
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1] ?? 0), micros: spent / answers };
}

/** In microseconds; ticks of Linux are hundredths of a second. */
function processorTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await sleep(200);
  }
  throw new Error(`nothing answers at ${url}`);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.exitCode = await main();
