import { nearNames } from '../../common/near-names.ts';
import type { Comparison, Field } from '../../field.ts';
import type { MatchFor } from '../../model.ts';
import type { MatchForSource } from '../../property/match.ts';
import { isSystemMember } from '../../system-members.ts';
import { isVirtual } from '../../virtual.ts';
import { placeOfForm } from '../layers/layered.ts';
import { type Place, pointed } from '../layers/report.ts';
import { factNames, factsFrom } from './check-facts.ts';
import type { Checking } from './checking.ts';

/** Checks whom rules say they are for: fields that exist, each compared with one thing that can be the same. */
function checkFor(checking: Checking): void {
  const { form, layered, report } = checking;
  const { match } = form;
  const place = placeOfForm(layered, 'match/for');
  const known = new Set<string>();
  for (const [index, one] of (match?.for ?? []).entries()) {
    const said = layered.source.match?.for?.[index];
    const at = pointed(place, `/${index}`);
    if (!said) continue;
    checkOne(checking, one, said, at);
    if (said.question === undefined) continue;
    if (known.has(said.question)) report.error('match-for-twice', at, { question: said.question });
    known.add(said.question);
  }
  if (match?.within === 'required' && match.entries === undefined)
    report.error('match-within-rows', placeOfForm(layered, 'match/within'));
}

function checkOne(checking: Checking, one: MatchFor, said: MatchForSource, at: Place): void {
  const { builder, form, layered, report } = checking;
  const place = (member: string) => pointed(at, `/${member}`);
  const field = builder.look(layered, '', one.field);
  checkKept(checking, field, place('field'));
  if (!field) {
    const near = nearNames(said.field, factNames(form));
    report.error('unknown-field', place('field'), { field: said.field, near });
    return;
  }
  const ways = [said.fact, said.question, said.organisation].filter((way) => way !== undefined);
  const ofQuestion = said.label !== undefined || said.required !== undefined;
  if (ways.length !== 1 || (ofQuestion && said.question === undefined)) report.error('match-for-what', at);
  const { comparison, target } = elementsOf(field);
  if (!comparable.has(comparison))
    report.error('match-for-kind', place('field'), { field: said.field, kind: field.kind.name });
  if (said.organisation !== undefined && target !== organisation)
    report.error('match-for-organisation', place('field'), { field: said.field });
  if (said.fact !== undefined) checkFact(checking, field, said.fact, place('fact'));
  const unless = said.unless === undefined ? undefined : builder.look(layered, '', said.unless);
  checkKept(checking, unless, place('unless'));
  if (said.unless !== undefined && unless?.kind.comparison(unless) !== 'boolean')
    report.error('match-for-unless', place('unless'), { field: said.unless });
}

const organisation = 'organisation';

const comparable: ReadonlySet<Comparison> = new Set(['text', 'boolean', 'reference', 'number', 'date']);

function checkFact(checking: Checking, field: Field, id: string, place: Place): void {
  const { builder, form, forms, layered, report } = checking;
  const facts = forms.get(form.match?.facts ?? '');
  const fact = builder.lookIn(layered, form.match?.facts ?? '', id);
  if (!facts) return;
  if (!fact) {
    report.error('unknown-field', place, { field: id, near: nearNames(id, factNames(facts)) });
    return;
  }
  checkKept(checking, fact, place);
  const [own, other] = [elementsOf(field), elementsOf(fact)];
  if (own.comparison !== other.comparison || own.target !== other.target) {
    report.error('match-for-differs', place, { field: field.id, fact: id });
    return;
  }
  const known = new Set(optionsOf(fact)?.map(({ value }) => value));
  const others = (optionsOf(field) ?? []).flatMap(({ value }) => (known.has(value) ? [] : [value]));
  if (known.size > 0 && others.length > 0)
    report.error('match-for-options', place, { field: field.id, fact: id, options: others });
}

/** Returns how a single value of the field compares, and the form that it is a record of. */
function elementsOf(field: Field) {
  const comparison = field.kind.comparison(field);
  const target = field.target ?? field.inner?.target;
  const elements: Comparison = target === undefined ? 'text' : 'reference';
  return { comparison: comparison === 'list' ? elements : comparison, target };
}

function optionsOf(field: Field) {
  return field.options ?? field.inner?.options;
}

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
      checkKept(checking, builder.look(layered, '', id), at(property, said));
      if (!knows(id))
        report.error('unknown-field', at(property, said), {
          field: id,
          near: nearNames(id, factNames(form)),
        });
    }
  }
  for (const path of match.fields ?? []) {
    const known = facts === undefined || isSystemMember(path) || factsOf(checking, match.facts, path);
    checkKept(checking, factOf(checking, match.facts, path), at('fields', path));
    if (!known)
      report.error('unknown-field', at('fields', path), {
        field: path,
        near: nearNames(path, factNames(facts)),
      });
  }
}

/** Rules are chosen by what is stored: of what is computed when it is read they would find nothing. */
function checkKept({ report }: Checking, field: Field | undefined, place: Place): void {
  if (field && isVirtual(field))
    report.error('field-virtual', place, { field: field.id, label: { ...field.label } });
}

/** The field of the facts at the beginning of a path, or that of its rows. */
function factOf({ builder, layered }: Checking, facts: string, path: string): Field | undefined {
  const [first = '', second = ''] = path.split('.');
  const found = builder.lookIn(layered, facts, first);
  return found?.rows?.byId.get(second) ?? found;
}

function factsOf({ forms, builder, layered }: Checking, facts: string, path: string): boolean {
  const [first = '', second] = path.split('.');
  const found = builder.lookIn(layered, facts, first);
  if (!found || second === undefined) return found !== undefined;
  if (found.rows) return found.rows.byId.has(second);
  return forms.get(found.target ?? found.inner?.target ?? '')?.byId.has(second) === true;
}
