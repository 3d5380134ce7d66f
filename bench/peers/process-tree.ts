import { readdirSync, readFileSync } from 'node:fs';

/** A process with all that it started and that still run. */
function treeOf(root: number): readonly number[] {
  const below = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const parent = Number(statOf(pid)?.[1] ?? Number.NaN);
    if (Number.isNaN(parent)) continue;
    const beside = below.get(parent);
    if (beside) beside.push(pid);
    else below.set(parent, [pid]);
  }
  const all = [root];
  for (const pid of all) all.push(...(below.get(pid) ?? []));
  return all;
}

/** The fields behind the name of the program, from its state on. */
function statOf(pid: number): readonly string[] | null {
  if (Number.isNaN(pid)) return null;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** Answers how long a tree has worked, children that ended included, in milliseconds, by ticks of ten. */
export function processorTimeOf(root: number): number {
  let ticks = 0;
  for (const pid of treeOf(root)) {
    const stat = statOf(pid);
    for (const field of [11, 12, 13, 14]) ticks += Number(stat?.[field] ?? 0);
  }
  return ticks * 10;
}

export interface Memory {
  /** In MB, as the programs see it: what two of them share counts twice. */
  readonly rss: number;
  /** In MB, with what they share divided among them. */
  readonly pss: number;
}

export function memoryOf(root: number): Memory {
  let [rss, pss] = [0, 0];
  for (const pid of treeOf(root)) {
    const text = rollupOf(pid);
    rss += Number(/^Rss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
    pss += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
  }
  return { rss, pss };
}

function rollupOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  } catch {
    return '';
  }
}
