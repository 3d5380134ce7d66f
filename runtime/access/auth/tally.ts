import type { JsonObject } from '../../../metadata/common/json.ts';
import type { AuditEntry, Counting } from './audit-entry.ts';

export interface TallyParts {
  clock(): number;
  /** Answers the entry's id. */
  write(entry: AuditEntry): Promise<string>;
  rewrite(id: string, detail: JsonObject): Promise<void>;
  failed(error: unknown): void;
}

interface Counted {
  readonly entry: AuditEntry;
  readonly group: string;
  readonly begun: number;
  readonly id: Promise<string>;
  count: number;
  until: number;
  written: number;
}

/** Milliseconds that one entry counts for. */
const span = 3600_000;
/** Entries of one group in that time. */
const mostOfGroup = 20;
const manyKeys = 10_000;
/** Counts are written down this often, in milliseconds. */
const pace = 1000;

/** Keeps counts of what happens again and again, so that thousands of it cost one row. */
export function createTally(parts: TallyParts): Counting {
  const counted = new Map<string, Counted>();
  const groups = new Map<string, number>();
  const dirty = new Set<Counted>();
  let timer: NodeJS.Timeout | undefined;
  let settling = Promise.resolve();

  function forget(key: string, { group }: Counted): void {
    counted.delete(key);
    const left = (groups.get(group) ?? 1) - 1;
    if (left > 0) groups.set(group, left);
    else groups.delete(group);
  }

  /** Finds the count of a key that still goes on; one that is over is forgotten, and nobody adds to it. */
  function current(key: string): Counted | undefined {
    const known = counted.get(key);
    if (!known || parts.clock() - known.begun < span) return known;
    forget(key, known);
    return undefined;
  }

  function begin(key: string, group: string, entry: AuditEntry): Promise<void> {
    if (counted.size >= manyKeys)
      for (const [old, one] of counted.entries().take(manyKeys / 10)) forget(old, one);
    const now = parts.clock();
    const one: Counted = {
      entry,
      group,
      begun: now,
      id: parts.write(entry),
      count: 1,
      until: now,
      written: 1,
    };
    counted.set(key, one);
    groups.set(group, (groups.get(group) ?? 0) + 1);
    return one.id.then(
      () => undefined,
      (error: unknown) => {
        if (counted.get(key) === one) forget(key, one);
        throw error;
      },
    );
  }

  /** Whoever settles waits for what another began to write, too. */
  function settle(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const due = [...dirty];
    dirty.clear();
    settling = settling.then(() => writeDown(due));
    return settling;
  }

  async function writeDown(due: readonly Counted[]): Promise<void> {
    for (const one of due) {
      const { count, until } = one;
      if (count === one.written) continue;
      one.written = count;
      await one.id
        .then((id) => parts.rewrite(id, { ...one.entry.detail, count, until: new Date(until).toISOString() }))
        .catch(parts.failed);
    }
  }

  return {
    count({ key, group, most = mostOfGroup, entry, rest }) {
      let known = current(key);
      let at = key;
      if (!known && (groups.get(group) ?? 0) >= most) {
        at = `${group}\n…`;
        known = current(at);
      }
      if (!known) return begin(at, group, at === key ? entry : rest);
      known.count += 1;
      known.until = parts.clock();
      dirty.add(known);
      timer ??= setTimeout(() => void settle(), pace).unref();
      return Promise.resolve();
    },
    end(key) {
      const known = counted.get(key);
      if (known) forget(key, known);
    },
    settle,
  };
}
