import { nearNames } from '../near-names.ts';
import { isSystemMember } from '../system-members.ts';
import { factNames, factsFrom } from './check-facts.ts';
import { checkFor } from './check-for.ts';
import type { Checking } from './checking.ts';
import { placeOfForm } from './layered.ts';

/** A match has a condition field over its facts, and orders and answers by fields that exist. */
export function checkMatch(checking: Checking): void {
  const { form, layered, forms, builder, broken, report } = checking;
  const { match } = form;
  if (!match) return;
  const at = (property: string, item?: string) => placeOfForm(layered, `match/${property}`, item);
  const facts = forms.get(match.facts);
  if (!facts && !broken.has(match.facts))
    report.error('unknown-form', at('facts'), {
      form: match.facts,
      near: nearNames(match.facts, forms.keys()),
    });
  if (match.entries !== undefined && !form.byId.get(match.entries)?.rows) {
    report.error('unknown-entries', at('entries'), { entries: match.entries });
    return;
  }
  const condition = builder.look(layered, '', match.condition);
  const about = condition?.kind.about;
  if (
    match.condition !== '' &&
    (condition?.kind.comparison(condition) !== 'none' ||
      about === undefined ||
      condition.props[about] !== match.facts)
  ) {
    const place =
      layered.source.match?.condition === undefined ? placeOfForm(layered, 'match') : at('condition');
    report.error('match-condition', place, { field: match.condition, form: match.facts });
  }
  checkFor(checking);
  const knows = factsFrom(checking, '');
  for (const [property, items] of [
    ['order', match.order],
    ['result', match.result],
  ] as const) {
    for (const [index, item] of items.entries()) {
      const said = layered.source.match?.[property]?.[index];
      const id = item.replace(/^-/, '');
      if (!knows(id))
        report.error('unknown-field', at(property, said), {
          field: id,
          near: nearNames(id, factNames(form)),
        });
    }
  }
  for (const path of match.fields ?? []) {
    const known = facts === undefined || isSystemMember(path) || factsOf(checking, match.facts, path);
    if (!known)
      report.error('unknown-field', at('fields', path), {
        field: path,
        near: nearNames(path, factNames(facts)),
      });
  }
}

function factsOf({ forms, builder, layered }: Checking, facts: string, path: string): boolean {
  const [first = '', second] = path.split('.');
  const found = builder.lookIn(layered, facts, first);
  if (!found || second === undefined) return found !== undefined;
  if (found.rows) return found.rows.byId.has(second);
  return forms.get(found.target ?? found.inner?.target ?? '')?.byId.has(second) === true;
}
