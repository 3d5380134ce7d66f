import type { Label } from '../../metadata/common/label.ts';
import type { Patterns } from '../../metadata/common/pattern.ts';
import type { OperatorName } from '../../metadata/condition.ts';
import type { Comparison, Field, FieldSet, TargetForm, ValuePart } from '../../metadata/field.ts';
import { keepsOthers } from '../../metadata/kinds/common/option.ts';
import { asPart, partOf } from '../../metadata/kinds/common/parts-of.ts';
import { formsOf, severalOf } from '../../metadata/kinds/common/pointed.ts';
import { sharedField } from '../../metadata/kinds/common/shared-field.ts';
import type { Form } from '../../metadata/model.ts';
import type { OptionSource } from '../../metadata/source.ts';
import type { FilterMember } from './filter.ts';
import { type CallMember, callFacts, type KnownFact, operatorsOf, systemFacts } from './system-facts.ts';
import { isPointing } from './value.ts';

/** The facts that a condition may ask for. */
export interface Scope {
  /** The fields that bare ids name: of a form, a row, or in an options filter of what can be picked. */
  readonly shape: FieldSet;
  /** Of `parent.x`. Default: there is no parent. */
  readonly parent?: FieldSet;
  /** Of `row.x`: the row in which an options filter stands. Default: there is no row. */
  readonly row?: FieldSet;
  /** The form with an id, for `ref.x`. Default: no hops. */
  readonly target?: (form: string) => FieldSet | undefined;
  /** The setting with an id, for `$setting.<form>.x`. Default: no settings are asked. */
  readonly setting?: (form: string) => Form | undefined;
  /** The parameter with a path, `$param.<type>.<key>`. Default: none is asked. */
  readonly param?: (path: string) => Field | undefined;
  /**
   * Whether records are judged while they are made, so that `$new` tells something. Default: no, and `$new` is unknown.
   */
  readonly making?: boolean;
  /** Default: `matches` is refused; see `usesPatterns`. */
  readonly patterns?: Patterns;
  /** The condition was checked before it was kept: an option that is no more fails its leaf alone. Default: no. */
  readonly kept?: boolean;
}

/** A line of entries, whichever it is. */
export interface Line {
  /** The entries, as they are outside. */
  readonly fact: Fact;
  /** The line that has these entries. */
  readonly upper?: Line;
}

/** A fact that can be asked for, with everything that judging, wording and filtering need. */
export interface Fact {
  /** As written, by ids. */
  readonly path: string;
  readonly root: 'record' | 'parent' | 'row' | 'call' | 'setting' | 'line';
  /** The line, where the root is one, and the fact as it is outside of it. */
  readonly line?: { readonly of: Line; readonly whole: Fact };
  /** Id of the form, where the root is a setting; the whole path, where that is a parameter. */
  readonly setting?: string;
  /** Entries (and sub-entries) to go down, from the root. */
  readonly entries: readonly Field[];
  /** Reference to go through. */
  readonly via?: Field;
  readonly member: FilterMember | { readonly call: CallMember } | { readonly rows: Field };
  /** The part of the member's value that is meant; the member is the field as it would be if it had that alone. */
  readonly part?: ValuePart;
  readonly comparison: Comparison;
  /** Of a list's elements. */
  readonly elements?: 'text' | 'reference';
  /** References, and lists of them: the forms they may point at, each with its field called `number`. */
  readonly points?: readonly { readonly form: string; readonly number: string }[];
  readonly operators: readonly OperatorName[];
  /** From the outside in. */
  readonly labels: readonly Label[];
  readonly options?: readonly OptionSource[];
  /** Options it had once. */
  readonly formerOptions?: readonly OptionSource[];
  /** Values may stand in records that were never options. */
  readonly keepsOthers?: true;
  /** Text: what whole values are called that are codes; others may stand there as well. */
  readonly titles?: readonly OptionSource[];
  /** A field on its way was left out by its package: nobody fills it in any more. */
  readonly dropped?: true;
}

/** Undefined: nothing is called so. Own members of known shapes only: `constructor` finds nothing. */
export function resolveFact(path: string, scope: Scope): Fact | undefined {
  if (isCallMember(path)) {
    if (path === '$new' && !scope.making) return undefined;
    return known(path, 'call', { call: path }, callFacts[path]);
  }
  const [first = '', ...rest] = path.split('.');
  if (first === '$setting') return ofSetting(path, rest, scope);
  if (first === '$param') return ofParam(path, scope);
  if (first === 'parent' && scope.parent && rest.length > 0)
    return walk(path, 'parent', scope.parent, rest, scope);
  if (first === 'row' && scope.row && rest.length > 0) return walk(path, 'row', scope.row, rest, scope);
  return walk(path, 'record', scope.shape, [first, ...rest], scope);
}

/** A plain field of the document that the organisation has; what it points at is not at hand. */
function ofSetting(path: string, [id = '', field = '', ...more]: readonly string[], scope: Scope) {
  const form = scope.setting?.(id);
  if (!form?.byId.has(field) || more.length > 0) return undefined;
  const found = member(scope, {
    path,
    root: 'setting',
    entries: [],
    shape: form,
    id: field,
    trail: [form.label],
  });
  if (!found || pointsAtRecords(found)) return undefined;
  return { ...found, setting: id };
}

/** What the organisation reads of a parameter: as if it stood alone in a setting. */
function ofParam(path: string, scope: Scope): Fact | undefined {
  const field = scope.param?.(path);
  if (!field) return undefined;
  const shape = { fields: [field], byId: new Map([[field.id, field]]), byName: new Map(), entries: [] };
  const found = member(scope, { path, root: 'setting', entries: [], shape, id: field.id, trail: [] });
  return found && { ...found, setting: path };
}

function walk(
  path: string,
  root: 'record' | 'parent' | 'row',
  start: FieldSet,
  segments: readonly string[],
  scope: Scope,
): Fact | undefined {
  const entries: Field[] = [];
  let shape = start;
  let rest = segments;
  for (;;) {
    const [id = '', ...below] = rest;
    const field = shape.byId.get(id);
    if (!field || field.rows === undefined) break;
    if (below.length === 0) return ofRows(path, root, entries, field);
    entries.push(field);
    shape = field.rows;
    rest = below;
  }
  const [id = '', hop, part, ...more] = rest;
  if (more.length > 0) return undefined;
  const trail = entries.map((field) => field.label);
  if (hop === undefined) return member(scope, { path, root, entries, shape, id, trail });
  const via = shape.byId.get(id);
  const own = via && partOf(via, hop);
  if (own)
    return part === undefined
      ? member(scope, { path, root, entries, shape, id, trail, part: own })
      : undefined;
  const several = via && severalOf(via);
  const target = via && targetOf(via);
  const beyond = several
    ? sharedShape(several, hop, scope)
    : target === undefined || via?.kind.comparison(via) !== 'reference'
      ? undefined
      : scope.target?.(target);
  if (!via || !beyond) return undefined;
  const there = { path, root, entries, shape: beyond, id: hop, trail: [...trail, via.label] };
  const field = beyond.byId.get(hop);
  const asked = part === undefined ? undefined : field && partOf(field, part);
  if (part !== undefined && !asked) return undefined;
  const found = member(scope, asked ? { ...there, part: asked } : there);
  return found && { ...found, via, ...(via.dropped ? { dropped: true } : {}) };
}

/** The one field that all these forms share, as if it were a form; undefined: one lacks it, or is not known. */
function sharedShape(targets: readonly TargetForm[], id: string, scope: Scope): FieldSet | undefined {
  const found = targets.flatMap((form) => scope.target?.(form.id)?.byId.get(id) ?? []);
  const field = found.length === targets.length ? sharedField(found) : undefined;
  if (!field) return undefined;
  return {
    fields: [field],
    byId: new Map([[id, field]]),
    byName: new Map([[field.name, field]]),
    entries: [],
  };
}

/** The place where a fact ends: a member of a shape, and the way to it. */
interface MemberPlace {
  readonly path: string;
  readonly root: Fact['root'];
  readonly entries: readonly Field[];
  readonly shape: FieldSet;
  readonly id: string;
  /** Labels along the way. */
  readonly trail: readonly Label[];
  /** The part of its value. Default: all of it. */
  readonly part?: ValuePart;
}

function member(scope: Scope, place: MemberPlace): Fact | undefined {
  const { path, root, entries, shape, id, part } = place;
  const whole = shape.byId.get(id);
  const field = whole && part ? asPart(whole, part) : whole;
  const trail = whole && part ? [...place.trail, whole.label] : place.trail;
  if (!field) {
    if (!isSystemMember(id) || !hasMember(shape, id)) return undefined;
    const fact = known(path, root, { system: id }, systemFacts[id]);
    return { ...fact, entries, labels: [...trail, ...fact.labels] };
  }
  if (field.rows !== undefined) return undefined;
  const comparison = field.kind.comparison(field);
  const options = field.options ?? field.inner?.options;
  const formerOptions = field.formerOptions ?? field.inner?.formerOptions;
  const { titles } = field.inner ?? field;
  const dropped = field.dropped || entries.some((outer) => outer.dropped);
  const form = targetOf(field);
  const points = formsOf(field).flatMap((one) => {
    const number = scope.target?.(one)?.byName.get('number')?.id;
    return number === undefined ? [] : [{ form: one, number }];
  });
  return {
    path,
    root,
    entries,
    member: { field },
    ...(part ? { part } : {}),
    comparison,
    ...(comparison === 'list' ? { elements: form === undefined ? 'text' : 'reference' } : {}),
    ...(points.length > 0 ? { points } : {}),
    operators: field.kind.operators(field),
    labels: [...trail, field.label],
    ...(options ? { options } : {}),
    ...(formerOptions ? { formerOptions } : {}),
    ...(keepsOthers(field.inner ?? field) ? { keepsOthers: true as const } : {}),
    ...(titles ? { titles } : {}),
    ...(dropped ? { dropped } : {}),
  };
}

/** The entries field itself: how many rows there are, and whether there are any. */
function ofRows(path: string, root: Fact['root'], entries: readonly Field[], field: Field): Fact {
  const labels = [...entries.map((outer) => outer.label), field.label];
  return {
    path,
    root,
    entries: [...entries, field],
    member: { rows: field },
    comparison: 'none',
    operators: ['isEmpty', 'isNotEmpty'],
    labels,
    ...([...entries, field].some(({ dropped }) => dropped) ? { dropped: true } : {}),
  };
}

function known(path: string, root: Fact['root'], named: Fact['member'], fact: KnownFact): Fact {
  return {
    path,
    root,
    entries: [],
    member: named,
    comparison: fact.comparison,
    operators: operatorsOf(fact.comparison),
    labels: [fact.label],
    ...(fact.options ? { options: fact.options } : {}),
  };
}

/** The same fact as it is for one line; undefined: it is on other lines, which nothing ties to this one. */
export function onLine(fact: Fact, line: Line | undefined): Fact | undefined {
  if (!line || fact.entries.length === 0) return fact;
  for (let of: Line | undefined = line; of; of = of.upper) {
    const above = of.fact.entries.length;
    const within = of.fact.root === fact.root && of.fact.entries.every((one, at) => one === fact.entries[at]);
    if (!within) continue;
    const below = fact.entries.slice(above);
    const elsewhere = below.length > 0 ? of !== line : 'rows' in fact.member;
    if (elsewhere) return undefined;
    const labels = fact.labels.slice(above);
    return { ...fact, root: 'line', line: { of, whole: fact }, entries: below, labels };
  }
  return undefined;
}

/** Tells whether values of the fact, or their elements, are records. */
export function pointsAtRecords({ comparison, elements }: Pick<Fact, 'comparison' | 'elements'>): boolean {
  return isPointing(comparison) || elements === 'reference';
}

export function targetOf(field: Field): string | undefined {
  return field.target ?? field.inner?.target;
}

function isCallMember(path: string): path is CallMember {
  return Object.hasOwn(callFacts, path);
}

function isSystemMember(id: string): id is keyof typeof systemFacts {
  return Object.hasOwn(systemFacts, id);
}

/** Only forms have them, rows have none. */
function hasMember(shape: FieldSet, id: string): boolean {
  if (!('validity' in shape)) return false;
  return id.startsWith('valid') ? shape.validity === true : true;
}
