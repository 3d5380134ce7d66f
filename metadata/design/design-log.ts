import { goesOn } from './goes-on.ts';
import type { DesignStep } from './steps/design-step.ts';

/**
 * An entry in the log of a design: the log is only ever added to, so that nobody's line is lost and all see the same.
 * What somebody types into a box comes as several entries, as he types, and is one step: it is undone and told as one.
 */
export type LogEntry = {
  /** 1, 2, 3 … without gaps. */
  readonly n: number;
  /** Id and name of whoever did it. */
  readonly by: { readonly id: string; readonly name: string };
  /** The instant at which it was done. */
  readonly at: string;
  readonly does: LogAction;
};

export type LogAction =
  | { readonly do: 'take'; readonly step: DesignStep }
  | { readonly do: 'undo' | 'redo'; readonly of: number }
  /** A moment one can come back to. */
  | { readonly do: 'point'; readonly name: string }
  /** The steps that were taken after an entry count no more; can be undone like a step. */
  | { readonly do: 'return'; readonly to: number };

/** A step that counts, with who took it. */
export type TakenStep = Omit<LogEntry, 'does'> & {
  readonly step: DesignStep;
};

/** The steps that count, in order: those that were not undone, or redone since, and not returned from. */
export function stepsOf(log: readonly LogEntry[]): readonly TakenStep[] {
  const active = activeEntries(log);
  return log.flatMap(({ does, ...entry }) =>
    does.do === 'take' && active.has(entry.n) ? [{ ...entry, step: does.step }] : [],
  );
}

/** Numbers of steps and returns that hold. */
function activeEntries(log: readonly LogEntry[]): ReadonlySet<number> {
  const active = new Set<number>();
  const left = new Map<number, readonly number[]>();
  const undone = new Map<number, readonly number[]>();
  const began = beginnings(log, (before, step) => goesOn(before, step) || areTogether(before, step));
  for (const { n, does } of log) {
    if (does.do === 'take') active.add(n);
    if (does.do === 'return') leave(n, (one) => one > does.to);
    if (does.do === 'undo' && active.has(does.of)) {
      const gone = [...active].filter((one) => began.get(one) === began.get(does.of));
      for (const one of gone) active.delete(one);
      undone.set(does.of, gone);
      for (const one of left.get(does.of) ?? []) active.add(one);
    }
    if (does.do === 'redo') {
      const again = left.get(does.of);
      if (again) leave(does.of, (one) => again.includes(one));
      else for (const one of undone.get(does.of) ?? []) active.add(one);
    }
  }
  return active;

  function leave(n: number, leaves: (one: number) => boolean): void {
    const gone = [...active].filter(leaves);
    for (const one of gone) active.delete(one);
    left.set(n, gone);
    active.add(n);
  }
}

/** Tells whether somebody took two steps as one change. */
function areTogether(before: DesignStep, step: DesignStep): boolean {
  return step.together !== undefined && step.together === before.together;
}

/** By the number of each entry that of the one with which its step, or whatever else it is, began. */
function beginnings(
  log: readonly LogEntry[],
  isOneWith: (before: DesignStep, step: DesignStep) => boolean,
): ReadonlyMap<number, number> {
  const began = new Map<number, number>();
  const last = new Map<string, LogEntry>();
  for (const entry of log) {
    const { n, by, does } = entry;
    const before = last.get(by.id);
    const isMore = does.do === 'take' && before?.does.do === 'take' && isOneWith(before.does.step, does.step);
    began.set(n, isMore ? (began.get(before.n) ?? before.n) : n);
    // Nobody's step reaches over a moment that one can come back to.
    if (does.do === 'point' || does.do === 'return') last.clear();
    last.set(by.id, entry);
  }
  return began;
}

/** Returns what was done and marked, in order, each step once: with what it came to, and whether it counts. */
export function historyOf(log: readonly LogEntry[]): readonly (LogEntry & { readonly isActive: boolean })[] {
  const active = activeEntries(log);
  const began = beginnings(log, goesOn);
  const shown = new Map<number, LogEntry>();
  for (const entry of log) {
    const { n, does } = entry;
    if (does.do !== 'take' && does.do !== 'point') continue;
    const key = began.get(n) ?? n;
    if (active.has(n) || !active.has(shown.get(key)?.n ?? 0)) shown.set(key, entry);
  }
  return [...shown.values()]
    .sort((a, b) => a.n - b.n)
    .map((entry) => ({ ...entry, isActive: active.has(entry.n) }));
}

/** Returns the steps of people that count, in order: each step once, with what it came to. */
export function wholeSteps(log: readonly LogEntry[]): readonly DesignStep[] {
  return historyOf(log).flatMap(({ does, isActive }) => (isActive && does.do === 'take' ? [does.step] : []));
}

/** Finds the entry that an undo of this person would take back: the last thing he did that holds. */
export function undoable(log: readonly LogEntry[], user: string): LogEntry | undefined {
  const active = activeEntries(log);
  return log.findLast(({ n, by, does }) => active.has(n) && by.id === user && does.do !== 'point');
}

/** Finds the entry that a redo of this person would bring back: what he undid last, where he did nothing else since. */
export function redoable(log: readonly LogEntry[], user: string): LogEntry | undefined {
  const open: number[] = [];
  for (const { by, does } of log) {
    if (by.id !== user) continue;
    if (does.do === 'undo') open.push(does.of);
    else if (does.do === 'redo') open.splice(open.lastIndexOf(does.of), 1);
    else if (does.do !== 'point') open.length = 0;
  }
  const last = open.at(-1);
  return last === undefined ? undefined : log.find(({ n }) => n === last);
}
