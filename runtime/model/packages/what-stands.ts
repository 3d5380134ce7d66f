import type { Connection } from '../../database/database.ts';

/** A publish, and which one it takes back: null where it is none that does. */
export interface Undoing {
  readonly revision: number;
  readonly undoes: number | null;
}

/** The publishes that may be taken back now. */
export interface MayUndo {
  /** The newest publish that holds and is no undo; null: nothing held before it. */
  readonly undo: number | null;
  /** The undos that may be taken back themselves, oldest first: what was published since stays beside what comes back. */
  readonly redo: readonly number[];
  /** Publishes in effect, oldest first; undos are none. */
  readonly holding: readonly number[];
}

/** Which of all publishes, oldest first, hold, and which undos do. */
export function whatStands(publishes: readonly Undoing[]): MayUndo {
  const undoes = new Map(publishes.map((each) => [each.revision, each.undoes]));
  let holding: readonly number[] = [];
  let undos: readonly number[] = [];
  for (const { revision, undoes: target } of publishes) {
    if (target === null) {
      holding = [...holding, revision];
      continue;
    }
    const back = undoes.get(target) ?? null;
    if (back === null) {
      holding = holding.filter((each) => each !== target);
      undos = [...undos, revision];
    } else {
      holding = [...holding, back];
      undos = undos.filter((each) => each !== target);
    }
  }
  return {
    undo: holding.length > 1 ? (holding.at(-1) ?? null) : null,
    redo: undos,
    holding,
  };
}

/** The publish that made last what a publish made: itself, or the newest redo of it. */
export function lastMade(publishes: readonly Undoing[], revision: number): number {
  const undoes = new Map(publishes.map((each) => [each.revision, each.undoes]));
  const redos = publishes.filter((each) => each.undoes !== null && undoes.get(each.undoes) === revision);
  return redos.at(-1)?.revision ?? revision;
}

/** All publishes, oldest first. */
export async function readUndoing(reader: Connection): Promise<readonly Undoing[]> {
  const rows = await reader.all<Undoing>(
    `SELECT DISTINCT p.revision, u.undoes FROM gj_publish p
     LEFT JOIN gj_undo u ON u.revision = p.revision ORDER BY p.revision`,
  );
  return rows.map(({ revision, undoes }) => ({
    revision: Number(revision),
    undoes: undoes === null ? null : Number(undoes),
  }));
}
