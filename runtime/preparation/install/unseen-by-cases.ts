import { sameData } from '../../../metadata/common/same-data.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { FieldSet, Model } from '../../../metadata/model.ts';
import type { DifferenceRule } from '../../../metadata/property/difference.ts';
import type { Decision } from '../../../rules/decisions/decision.ts';
import type { WhatDiffers } from './tell-differences.ts';

/**
 * What no case can see: something new that nothing reads yet, since whatever would read it had become another, too; and
 * how things look. Texts are seen: remarks are made of labels.
 */
const unseen: ReadonlySet<DifferenceRule> = new Set([
  ...(['form-added', 'field-added', 'looks-changed'] as const),
  ...(['block-added', 'view-added'] as const),
  ...(['print-added', 'print-removed', 'print-changed'] as const),
  ...(['report-added', 'report-removed', 'report-changed'] as const),
  ...(['template-added', 'template-removed', 'template-changed'] as const),
]);

/** A publish, as far as it decides what cases come to. */
interface Publish extends WhatDiffers {
  readonly former: Model;
  readonly model: Model;
  /** Names of the packages that become others. */
  readonly changed: readonly string[];
  /** Those that are designed here. */
  readonly own: ReadonlySet<string>;
  readonly decisions: readonly Decision[];
}

/**
 * Whether every case is sure to come to the end that it comes to now: what nothing reads was added, in the customer's layer
 * or a package that is designed here. What is not sure is tried.
 */
export function isUnseenByCases(publish: Publish): boolean {
  const { former, model, changed, own, differences, moves, decisions } = publish;
  if (moves.length > 0 || changed.some((name) => name !== localPackage && !own.has(name))) return false;
  // Records that packages bring, and the cases themselves.
  if (!sameData(model.data, former.data) || !sameData(model.cases, former.cases)) return false;
  const read = new Set(decisions.flatMap(({ reads }) => [...(reads.rules ?? []), ...(reads.records ?? [])]));
  const asked = JSON.stringify(model.cases);
  return differences.every(({ difference: { rule, place } }) => {
    if (!unseen.has(rule)) return false;
    const [form = '', ...path] = place.split('/');
    if (rule === 'form-added') return !read.has(form) && !asked.includes(JSON.stringify(form));
    if (rule !== 'field-added') return true;
    const fields = path.flatMap((one) => one.split('.'));
    // One that comes back has values, and conditions that wait for it; a case may have named it already.
    const known = former.formsById.get(form);
    const before = fields
      .slice(0, -1)
      .reduce((shape, id) => shape?.byId.get(id)?.rows, known as FieldSet | undefined);
    const id = fields.at(-1) ?? '';
    return before !== undefined && !before.byId.has(id) && !asked.includes(JSON.stringify(id));
  });
}
