import type { Json } from '../../metadata/common/json.ts';
import { strategy, uses } from './index.ts';
import { isByTree } from './reach.ts';
import type { SharedRecord, World } from './strategy.ts';
import { usersOf } from './users-of.ts';

/** Null is yes; a refusal is a code of `messages` with its params. Organisations and records appear as ids. */
export type Verdict = Refused | null;

export interface Refused {
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;
}

export function refused(code: string, params: Readonly<Record<string, Json>> = {}): Refused {
  return { code, params };
}

/**
 * An organisation that would see two records with one number, or null. Looks only at organisations two audiences
 * must share if they share any: creators and holders. Two subtrees meet only when one holds the other's creator,
 * and an assigned audience is its creator and holders, so 100,000 organisations cost no more than ten. Of an
 * audience on one level of the tree nobody stands for the others: all of it is looked at.
 */
export function clash(record: SharedRecord, world: World): Verdict {
  for (const other of world.namesakes(record)) {
    for (const org of anchors(record, other, world)) {
      if (uses(record, org, world) && uses(other, org, world)) return clashing(record, org, other);
    }
  }
  return null;
}

/** The same for one organisation that does not see the record yet. */
export function clashFor(record: SharedRecord, org: string, world: World): Verdict {
  const other = world.namesakes(record).find((namesake) => uses(namesake, org, world));
  return other ? clashing(record, org, other) : null;
}

/** `other` is an id: name the record only to those who may read it. */
export function clashing(record: SharedRecord, org: string, other: SharedRecord): Verdict {
  return refused('sharing-number-clash', { org, number: record.number ?? null, other: other.id });
}

function anchors(a: SharedRecord, b: SharedRecord, world: World): Set<string> {
  return new Set([a, b].flatMap((record) => [...enoughUsers(record, world)]));
}

/** Of those who use a record, enough to find whom two records have in common. */
function enoughUsers(record: SharedRecord, world: World): Iterable<string> {
  const { reach } = strategy(record.sharing);
  const holders = world.holders(record.id);
  if (isByTree(reach) && reach.down !== 'any') return usersOf(record, holders, world.tree);
  return [record.org, ...holders.keys()];
}
