import type { DesignStep } from './design-step.ts';

/** What stands in the log of a design: only ever added to, so that nobody's line is lost and all see the same. */
export interface LogEntry {
  /** 1, 2, 3 … without gaps. */
  readonly n: number;
  /** Id and name of whoever did it. */
  readonly by: { readonly id: string; readonly name: string };
  /** When, as an instant. */
  readonly at: string;
  readonly does: LogAction;
}

export type LogAction =
  | { readonly do: 'take'; readonly step: DesignStep }
  | { readonly do: 'undo' | 'redo'; readonly of: number }
  /** A moment one can come back to. */
  | { readonly do: 'point'; readonly name: string }
  /** All that was taken after an entry counts no more; can be undone like a step. */
  | { readonly do: 'return'; readonly to: number };

/** A step that counts, with who took it. */
export interface TakenStep extends Omit<LogEntry, 'does'> {
  readonly step: DesignStep;
}

/** The steps that count, in order: those that were not undone, or redone since, and not returned from. */
export function stepsOf(log: readonly LogEntry[]): readonly TakenStep[] {
  const active = activeEntries(log);
  return log.flatMap(({ does, ...entry }) =>
    does.do === 'take' && active.has(entry.n) ? [{ ...entry, step: does.step }] : [],
  );
}

/** Numbers of steps and returns that hold. */
export function activeEntries(log: readonly LogEntry[]): ReadonlySet<number> {
  const active = new Set<number>();
  const left = new Map<number, readonly number[]>();
  for (const { n, does } of log) {
    if (does.do === 'take') active.add(n);
    if (does.do === 'return') leave(n, (one) => one > does.to);
    if (does.do === 'undo' && active.delete(does.of))
      for (const one of left.get(does.of) ?? []) active.add(one);
    if (does.do === 'redo') {
      const again = left.get(does.of);
      if (again) leave(does.of, (one) => again.includes(one));
      else active.add(does.of);
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

/** What an undo of this person would take back: the last thing he did that holds. */
export function undoable(log: readonly LogEntry[], user: string): LogEntry | undefined {
  const active = activeEntries(log);
  return log.findLast(({ n, by, does }) => active.has(n) && by.id === user && does.do !== 'point');
}

/** What a redo of this person would bring back: what he undid last, where he did nothing else since. */
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
