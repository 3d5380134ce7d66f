import type { NodeDayRow } from '../../../migrations/rows/node-tables.ts';
import { type RecentTraffic, slotLength, type TrafficSlot } from '../../common/recent-traffic.ts';
import type { Connection, Database } from '../../database/database.ts';

/** A slot of the last day of a server, whichever of its processes it was. */
export interface DaySlot extends Omit<TrafficSlot, 'at'> {
  /** Milliseconds since 1970. */
  readonly began: number;
}

/** The last day of this server, beyond its processes. */
export interface NodeDay {
  /** Writes down what is new of it, and forgets what was before. */
  keep(): Promise<void>;
  /** The oldest first. */
  slots(reader: Connection): Promise<readonly DaySlot[]>;
}

interface NodeDayParts {
  readonly database: Database;
  readonly recent: Pick<RecentTraffic, 'slots'>;
  /** This process, and how people call the server, whichever process it is. */
  readonly node: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const day = 24 * 3_600_000;
const keys = ['node', 'slot'];
const others = ['name', 'began', 'requests', 'failed', 'milliseconds', 'memory'];
const columns = [...keys, ...others];

export function keepNodeDay({ database, recent, node, name, clock }: NodeDayParts): NodeDay {
  /** Requests of the slots that were written down, by their places. */
  const written = new Map<number, number>();
  /** A slot begins once, wherever the clock is put meanwhile. */
  const began = new Map<number, number>();
  const upsert = database.dialect.upsert('gj_node_day', columns, keys, others);

  function beganAt(slot: number): number {
    const known = began.get(slot) ?? Math.round(clock() - performance.now() + slot * slotLength);
    began.set(slot, known);
    return known;
  }

  return {
    async keep() {
      for (const { at, requests, failed, milliseconds, memory } of recent.slots()) {
        if (written.get(at) === requests) continue;
        const row = [node, at, name, beganAt(at), requests, failed, Math.round(milliseconds), memory];
        await database.beat(upsert, row);
        written.set(at, requests);
      }
      const since = clock() - day - slotLength;
      await database.beat('DELETE FROM gj_node_day WHERE began < ?', [since]);
      for (const [slot, at] of began)
        if (at < since) {
          began.delete(slot);
          written.delete(slot);
        }
    },
    async slots(reader) {
      const former = await reader.all<NodeDayRow>(
        'SELECT * FROM gj_node_day WHERE name = ? AND node <> ? AND began >= ?',
        [name, node, clock() - day],
      );
      const before = former.map((row) => ({
        began: Number(row.began),
        requests: Number(row.requests),
        failed: Number(row.failed),
        milliseconds: Number(row.milliseconds),
        memory: Number(row.memory),
      }));
      const own = recent.slots().map(({ at, ...slot }) => ({ ...slot, began: beganAt(at) }));
      return [...before, ...own].sort((a, b) => a.began - b.began);
    },
  };
}
