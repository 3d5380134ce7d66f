import { uses } from './index.ts';
import type { SharedRecord, World } from './strategy.ts';
import { refused, type Verdict } from './verdict.ts';

/**
 * An organisation that would see two records with one number, or null. Looks only at organisations two audiences
 * must share if they share any: creators and holders. Two subtrees meet only when one holds the other's creator,
 * and an assigned audience is its creator and holders, so 100,000 organisations cost no more than ten.
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
  return new Set([a.org, b.org, ...world.holders(a.id).keys(), ...world.holders(b.id).keys()]);
}
