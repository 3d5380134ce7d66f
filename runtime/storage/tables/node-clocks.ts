import type { Database } from '../../database/database.ts';
import { nodeSilence } from './nodes.ts';

/** A node that works with a member of the database whose clock may be another one. */
export interface NodeClock {
  readonly id: string;
  /** How people call it. */
  readonly name: string;
  /** Milliseconds that the clock of the member here is ahead of that node's; below zero, behind it. */
  readonly ahead: number;
}

/**
 * Knows how the clocks of other nodes' members differ from that of the member here. A heartbeat says what time it was
 * there; seen when it is new, it is as old as it took to get here and the clocks are apart. That time only adds: of
 * several heartbeats the smallest difference is nearest to the truth.
 */
export interface NodeClocks {
  /** To be called more often than heartbeats come, and not in step with them. */
  look(): Promise<void>;
  /** Of nodes that live, once enough of their heartbeats were seen. */
  clocks(): readonly NodeClock[];
  /** Whether a heartbeat was found that may be an old one, or of a member whose clock is apart. */
  inDoubt(): boolean;
  /** Milliseconds that the newest commit is later than the clock here says. */
  commitsAhead(): number;
}

interface Heard {
  readonly name: string;
  beat: number;
  /** Of the last beats: the time here when it was seen, less what it says. */
  readonly differences: number[];
  /** When it was heard last. */
  at: number;
}

const kept = 8;
const day = 86_400_000;
/** Heartbeats come every two seconds, and take a moment. */
const usual = 2_500;

/** `own`: the node that asks. `enough`: heartbeats of a node that say how its clock is. Default: 3. */
export function createNodeClocks(database: Database, own: string, enough = 3): NodeClocks {
  const heard = new Map<string, Heard>();
  let commitsAhead = 0;
  let inDoubt = false;

  return {
    async look() {
      const { now } = database.dialect;
      const rows = await database.all<{ node: string; name: string | null; beat: number; now: number }>(
        `SELECT id AS node, name, last_seen AS beat, ${now} AS now FROM gj_node WHERE id <> ? AND last_seen > ${now} - ?`,
        [own, day],
      );
      const nodes = new Set(rows.map(({ node }) => node));
      for (const node of heard.keys()) if (!nodes.has(node)) heard.delete(node);
      inDoubt = false;
      for (const row of rows) {
        const [beat, difference] = [Number(row.beat), Number(row.now) - Number(row.beat)];
        const known = heard.get(row.node) ?? {
          name: row.name ?? row.node,
          beat,
          differences: [],
          at: performance.now(),
        };
        heard.set(row.node, known);
        if (known.beat !== beat) {
          Object.assign(known, { beat, at: performance.now() });
          known.differences.push(difference);
          if (known.differences.length > kept) known.differences.shift();
        }
        inDoubt ||= known.differences.length === 0 && (difference < 0 || difference > usual);
      }
      const newest = await database.first<{ ahead: number | null }>(
        `SELECT MAX(at) - ${now} AS ahead FROM gj_commit`,
      );
      commitsAhead = Math.max(0, Number(newest?.ahead ?? 0));
    },
    clocks: () =>
      [...heard].flatMap(([id, { name, differences, at }]) =>
        differences.length < enough || performance.now() - at > nodeSilence
          ? []
          : [{ id, name, ahead: differences.reduce((least, one) => Math.min(least, one)) }],
      ),
    inDoubt: () => inDoubt,
    commitsAhead: () => commitsAhead,
  };
}
