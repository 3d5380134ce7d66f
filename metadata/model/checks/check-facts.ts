import { isObject, type Json } from '../../common/json.ts';
import { nearNames } from '../../common/near-names.ts';
import type { Condition, Leaf } from '../../condition.ts';
import type { FieldSet } from '../../field.ts';
import { upperOf } from '../../field-of-path.ts';
import { partOf } from '../../kinds/common/parts-of.ts';
import { callFacts } from '../../names.ts';
import type { Conditional } from '../../source.ts';
import { isSystemMember } from '../../system-members.ts';
import { type Place, pointed } from '../layers/report.ts';
import type { Checking } from './checking.ts';

/** Tells whether a fact is known from where a condition stands. */
export type Knows = (fact: string) => boolean;

/** Answers the facts that may be meant by one there is none of. */
export type Near = (fact: string) => readonly string[];

/** Of the form itself, and through what it points at. */
function nearFact({ builder, form, layered }: Checking, fact: string): readonly string[] {
  const near = nearNames(fact, factNames(form));
  return near.length > 0 ? near : builder.near(layered, '', fact);
}

/** Of what can be picked there. */
export function nearOfPick(checking: Checking, target: string | undefined): Near {
  const picked = checking.forms.get(target ?? '');
  const offered = picked ? factNames(picked) : ['value', ...callFacts];
  const names = [...offered];
  return (fact) => {
    const near = nearNames(fact, names);
    return near.length > 0 ? near : nearFact(checking, fact).map((own) => `parent.${own}`);
  };
}

/** Every fact of a condition is known. Whether operators fit is judged with the condition core. */
export function checkFacts(
  condition: Condition,
  place: Place,
  knows: Knows,
  checking: Checking,
  near: Near = (fact) => nearFact(checking, fact),
): void {
  const { broken, report } = checking;
  for (const { pointer, fact } of factsOf(condition, '')) {
    // A form that was left out takes its facts with it; its own flaws are reported already.
    if (knows(fact) || (broken.size > 0 && fact.includes('.'))) continue;
    report.error('unknown-fact', pointed(place, pointer), { fact, near: near(fact) });
  }
}

export function checkConditional(said: Conditional, place: Place, knows: Knows, checking: Checking): void {
  if (typeof said === 'object') checkFacts(said, place, knows, checking);
}

/** From the rows at `upper`; '' is the record. `row.x` is the upper row of sub-entries. */
export function factsFrom(checking: Checking, upper: string): Knows {
  const { builder, layered } = checking;
  return (fact) => {
    if (callFacts.has(fact) || asksOrg(checking, fact) || builder.look(layered, upper, fact)) return true;
    if (fact.startsWith('row.') && upper.includes('.')) {
      return factsFrom(checking, upperOf(upper))(fact.slice('row.'.length));
    }
    const cut = fact.lastIndexOf('.');
    const [before, member] = [fact.slice(0, Math.max(0, cut)), fact.slice(cut + 1)];
    const whole = before === '' ? undefined : builder.look(layered, upper, before);
    if (whole && partOf(whole, member)) return true;
    if (!isSystemMember(member)) return false;
    if (before === '') return upper === '' && hasMember(checking, member);
    if (before === 'parent' && upper !== '') return hasMember(checking, member);
    const pointing = builder.look(layered, upper, before);
    return pointing?.target !== undefined || pointing?.inner?.target !== undefined;
  };
}

/** Tests facts of a pick: fields of records, or `value` of options; `parent.x` is this record, `row.x` this row. */
export function factsOfPick(checking: Checking, upper: string, target: string | undefined): Knows {
  const { builder, layered } = checking;
  const [record, row] = [factsFrom(checking, ''), factsFrom(checking, upper)];
  return (fact) => {
    if (callFacts.has(fact)) return true;
    if (fact.startsWith('parent.')) return record(fact.slice('parent.'.length));
    if (fact.startsWith('row.')) return row(fact.slice('row.'.length));
    if (target === undefined) return fact === 'value';
    if (checking.broken.has(target)) return true;
    if (isSystemMember(fact)) return true;
    const [first = '', ...rest] = fact.split('.');
    const found = builder.lookIn(layered, target, first);
    if (!found || rest.length === 0) return found !== undefined;
    const beyond = found.target ?? found.inner?.target;
    if (rest.length === 1 && partOf(found, rest[0] ?? '')) return true;
    return (
      beyond !== undefined &&
      rest.length === 1 &&
      builder.lookIn(layered, beyond, rest[0] ?? '') !== undefined
    );
  };
}

/**
 * `$setting.other-settings.delivery`: a field of the one document that the record's organisation has; or a parameter of it,
 * `$param.shop.rate`.
 */
function asksOrg({ builder, layered, forms, broken }: Checking, fact: string): boolean {
  if (builder.paramIn(layered, fact)) return true;
  const [root, form = '', field = '', ...more] = fact.split('.');
  if (root !== '$setting' || more.length > 0) return false;
  if (broken.has(form)) return true;
  return forms.get(form)?.kind === 'setting' && builder.lookIn(layered, form, field) !== undefined;
}

function hasMember({ form }: Checking, member: string): boolean {
  return form.validity || !member.startsWith('valid');
}

/** Facts as conditions of a form's records name them: `amount`, `lines.amount`, and `amount` on a line. */
export function* factNames(shape: FieldSet, upper = ''): Generator<string> {
  for (const { id, rows } of shape.fields) {
    yield id;
    if (upper !== '') yield `${upper}.${id}`;
    if (rows) yield* factNames(rows, upper === '' ? id : `${upper}.${id}`);
  }
  if (upper === '') yield* callFacts;
}

/** Every fact of a condition, with the place it is named at. */
export function* factsOf(
  condition: Condition,
  pointer: string,
): Generator<{ pointer: string; fact: string }> {
  if ('all' in condition) yield* each(condition.all, `${pointer}/all`);
  else if ('any' in condition) yield* each(condition.any, `${pointer}/any`);
  else if ('not' in condition) yield* factsOf(condition.not, `${pointer}/not`);
  else if ('some' in condition) {
    yield { pointer: `${pointer}/some`, fact: condition.some };
    yield* factsOf(condition.where, `${pointer}/where`);
  } else yield* ofLeaf(condition, pointer);
}

function* each(
  conditions: readonly Condition[],
  pointer: string,
): Generator<{ pointer: string; fact: string }> {
  for (const [index, one] of conditions.entries()) yield* factsOf(one, `${pointer}/${index}`);
}

function* ofLeaf(leaf: Leaf, pointer: string): Generator<{ pointer: string; fact: string }> {
  yield { pointer: `${pointer}/fact`, fact: leaf.fact };
  const other: Json | undefined = isObject(leaf.value) ? leaf.value['fact'] : undefined;
  if (typeof other === 'string') yield { pointer: `${pointer}/value/fact`, fact: other };
}
