import type { Label } from '../../metadata/common/label.ts';
import type { Compiled, Node } from '../condition/compiled.ts';
import { describe } from '../condition/describe.ts';
import { canHold } from '../match/analysis/can-hold.ts';

/** A condition that has to hold, with what states it where that is somewhere else: a group, a tab. */
export interface Stated {
  readonly when: Compiled;
  readonly by?: Label;
}

/** More parts are told as they are: leaving out one after the other takes time. */
const mostParts = 40;

/**
 * The fewest parts of conditions that cannot hold together, as people read them: “Amount > 5”, “Amount < 2” (group
 * “Sums”). Empty: all of them can hold.
 */
export function clashOf(stated: readonly Stated[]): readonly Label[] {
  let parts = stated.flatMap(({ when, by }) => partsOf(when.node).map((node) => ({ when, node, by })));
  const canAll = (all: typeof parts) => canHold(all.map(({ node }) => ({ node, holds: true })));
  if (canAll(parts)) return [];
  if (parts.length <= mostParts)
    for (const part of parts) {
      const rest = parts.filter((one) => one !== part);
      if (!canAll(rest)) parts = rest;
    }
  const says = (language: 'zh' | 'en') =>
    parts.map(
      ({ when, node, by }) => `“${inside(describe({ ...when, node }, language))}”${by?.[language] ?? ''}`,
    );
  const english = says('en');
  return says('zh').map((zh, at) => ({ zh, en: english[at] ?? '' }));
}

/** Quotation marks as they stand inside others. */
const inside = (text: string) => text.replaceAll('“', '‘').replaceAll('”', '’');

function partsOf(node: Node): readonly Node[] {
  return node.type === 'all' ? node.nodes.flatMap(partsOf) : [node];
}
