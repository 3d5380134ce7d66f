import type { Label } from '../../../metadata/common/label.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Edition } from '../../common/edition.ts';
import { casesIn } from './placed-case.ts';

/** Tells what the cases of a model are about: forms of rules, and decisions, those with most cases first. */
export function aboutCases(
  model: Model,
  domains: Edition['domains'],
): readonly { readonly label: Label; readonly count: number }[] {
  const decisions = new Map(
    domains.flatMap((one) => one.decisions.map(({ name, label }) => [name, label] as const)),
  );
  const named = (name: string): Label =>
    model.formsById.get(name)?.label ?? decisions.get(name) ?? { zh: name, en: name };
  return [...Map.groupBy(casesIn(model), ({ form, decision }) => form ?? decision ?? '')]
    .map(([name, cases]) => ({ label: { ...named(name) }, count: cases.length }))
    .sort((a, b) => b.count - a.count);
}
