import { item } from '../http/hand-record.ts';
import { processorTimeOf } from './process-tree.ts';
import type { Running } from './running.ts';
import { asked } from './same.ts';
import type { Known, Wanted } from './system.ts';

/** What was seen of a system in one turn. */
export interface Turn {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds of processors for each answer, what follows it included. */
  readonly processor: number;
  /** Milliseconds of the answer in the middle. */
  readonly clock: number;
}

/** Does a thing once; answers false where there is nothing left to do it with. */
type Act = (running: Running, nth: number) => Promise<boolean>;

async function list({ system, send, records }: Running, wanted: Wanted | undefined): Promise<boolean> {
  if (wanted) await send(system.list(wanted));
  return wanted !== undefined && records.length > 0;
}

const pick = (records: readonly Known[], nth: number) => records[(nth * 7919) % records.length];

/** How many records a bulk has. */
const many = 100;

export const acts: Readonly<Record<string, Act>> = {
  read: async ({ system, send, records }, nth) => {
    const known = pick(records, nth);
    if (known) await send(system.read(known));
    return known !== undefined;
  },
  list: (running, nth) => list(running, asked['list']?.(nth, running.records.length)),
  filter: (running, nth) => list(running, asked['filter']?.(nth, running.records.length)),
  sort: (running, nth) => list(running, asked['sort']?.(nth, running.records.length)),
  search: (running, nth) => list(running, asked['search']?.(nth, running.records.length)),
  /** Each record waits for its own answer, by which its revision is known. */
  update: async ({ system, send, records }, nth) => {
    const known = records.shift();
    if (!known) return false;
    const change = { amount: `${(nth % 9_000) + 1}.25`, remark: `改为第 ${nth} 次` };
    records.push(system.one(await send(system.update(known, change))));
    return true;
  },
  create: async (running) => {
    const { system, send, made } = running;
    const own = item(running.next++);
    made.push(system.one(await send(system.create(own))));
    return true;
  },
  remove: async ({ system, send, made }) => {
    const known = made.pop();
    if (known) await send(system.remove(known));
    return known !== undefined;
  },
  bulk: async (running) => {
    const { system, send, made } = running;
    const items = Array.from({ length: many }, () => item(running.next++));
    if (!system.bulk) return false;
    made.push(...system.many(await send(system.bulk(items))));
    return true;
  },
};

/**
 * Asks on eight connections, each its next question when the last was answered, until the system worked for so many
 * seconds of processors: on a machine that others keep busy, seconds of the clock would tell little of a slow turn.
 */
export async function turn(running: Running, name: string, seconds: number): Promise<Turn> {
  const act = acts[name] as Act;
  const connections = name === 'bulk' ? 1 : 8;
  const took: number[] = [];
  const before = processorTimeOf(running.pid);
  const began = performance.now();
  let nth = 0;
  let isOver = false;
  const watch = setInterval(() => {
    isOver = processorTimeOf(running.pid) - before >= seconds * 1_000;
  }, 200);
  const work = async () => {
    while (!isOver) {
      const since = performance.now();
      nth += 1;
      if (!(await act(running, nth))) return;
      took.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  const elapsed = performance.now() - began;
  clearInterval(watch);
  await running.rest();
  const processor = processorTimeOf(running.pid) - before;
  if (took.length === 0) return { rate: Number.NaN, processor: Number.NaN, clock: Number.NaN };
  return { rate: (took.length * 1_000) / elapsed, processor: processor / took.length, clock: median(took) };
}

export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** One thing that is done once a round, with all that follows it. */
export async function once(running: Running, work: () => Promise<void>): Promise<Turn> {
  const before = running.pid === 0 ? 0 : processorTimeOf(running.pid);
  const began = performance.now();
  await work();
  const clock = performance.now() - began;
  await running.rest();
  return { rate: 1_000 / clock, processor: processorTimeOf(running.pid) - before, clock };
}

/** Makes a field more, and waits until a record keeps it; a start is in it where it takes one. */
export async function addField(running: Running, name: string): Promise<Turn> {
  const { system, send, records } = running;
  const began = performance.now();
  const before = processorTimeOf(running.pid);
  await system.addField(send, name);
  let used = 0;
  if (system.restarts) {
    await running.stop();
    await running.start();
  } else used = before;
  const known = records.shift();
  if (!known) throw new Error('no record');
  const answer = await send(system.update(known, { [name]: 'measured' }));
  if (!JSON.stringify(answer).includes('measured'))
    throw new Error(`${system.title} did not keep ${name}: ${JSON.stringify(answer).slice(0, 500)}`);
  records.push(system.one(answer));
  const clock = performance.now() - began;
  await running.rest();
  return { rate: 1_000 / clock, processor: processorTimeOf(running.pid) - used, clock };
}
