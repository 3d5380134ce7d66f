import { isEmptyValue } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import { isSystemMember, systemMembers } from '../../metadata/system-members.ts';
import type { Compiled, Leaf, Wanted } from '../condition/compiled.ts';
import type { Fact } from '../condition/scope.ts';
import { canHold } from '../match/analysis/can-hold.ts';
import { clashOf, type Stated } from './clash.ts';
import type { FieldRules, FormRules, ShapeRules, When } from './compile-form.ts';
import { FormIssues, type Place } from './form-issues.ts';
import { isGiven } from './inspect-fields.ts';

/**
 * Finds the parts of a form that stand still, as warnings: conditions that contradict themselves or that nothing could
 * fail, those that what the platform makes decides alone while a record is being made, checks that no new record passes,
 * fields that can never appear because they wait for each other, those that are never shown where they are required, and
 * fields that have to be filled in and cannot be.
 */
export function standstills(rules: FormRules, place: Place): FormIssues['found'] {
  const issues = new FormIssues(rules.form, place);
  for (const said of conditionsOf(rules)) if (!constantAlways(said, issues)) constantWhenNew(said, issues);
  for (const shape of shapesOf(rules.record)) {
    neverShown(rules, shape, issues);
    for (const field of shape.fields) {
      neverAsked(rules, shape, field, issues);
      neverFilled(rules, shape, field, issues);
    }
  }
  return issues.found;
}

interface Said {
  readonly when: When | undefined;
  readonly property: string;
  readonly part?: object;
  /** Name of the check that it is. Default: it is none. */
  readonly check?: string;
}

function* conditionsOf(rules: FormRules): Generator<Said> {
  for (const { fields } of shapesOf(rules.record))
    for (const { field, ...said } of fields)
      for (const property of ['visible', 'required', 'readonly', 'follows'] as const)
        yield { when: said[property], property: `fields/${field.path}/${property}` };
  for (const tab of rules.form.layout.tabs) {
    const at = `layout/tabs/${tab.name}`;
    yield { when: rules.layout.get(tab.name), property: `${at}/visible`, part: tab };
    for (const group of tab.groups)
      yield {
        when: rules.layout.get(`${tab.name}/${group.name}`),
        property: `${at}/groups/${group.name}/visible`,
        part: group,
      };
  }
  for (const block of rules.form.blocks)
    yield { when: rules.blocks.get(block.name), property: `blocks/${block.name}/visible`, part: block };
  for (const { source, when, check } of rules.checks) {
    const at = `rules/${source.name}`;
    // A check that has a condition of its own is not asked of records that are being made where that never holds.
    if (!when || canHold([{ node: when.node, holds: true }, ...beingMade([when])]))
      yield { when: check, property: `${at}/check`, part: source, check: source.name };
    yield { when, property: `${at}/when`, part: source };
  }
}

function* shapesOf(shape: ShapeRules): Generator<ShapeRules> {
  yield shape;
  for (const rows of shape.rows) yield* shapesOf(rows);
}

/** Warns of conditions that contradict themselves, and of those that nothing could fail. Answers whether it is one. */
function constantAlways({ when, property, part }: Said, issues: FormIssues): boolean {
  if (!isCondition(when) || when.facts.length === 0) return false;
  const never = !canHold([{ node: when.node, holds: true }]);
  if (!never && canHold([{ node: when.node, holds: false }])) return false;
  if (never)
    issues.warn(
      'condition-never-holds',
      property,
      { parts: clashOf([{ when }]).map((one) => ({ ...one })) },
      part,
    );
  else issues.warn('condition-always-holds', property, {}, part);
  return true;
}

/** Warns of conditions that new records decide alike, as they lack members; whoever means such records says `$new`. */
function constantWhenNew({ when, property, part, check }: Said, issues: FormIssues): void {
  if (!isCondition(when)) return;
  const asked = when.facts.filter(isMade);
  const [first] = asked;
  if (!first) return;
  const known = beingMade([when]);
  const never = !canHold([{ node: when.node, holds: true }, ...known]);
  if (check !== undefined && never) {
    issues.warn('check-never-passed', property, { rule: check, member: labelOf(first) }, part);
    return;
  }
  const always = !canHold([{ node: when.node, holds: false }, ...known]);
  const isSaid = when.facts.some(isNewFact);
  if (!isSaid && (never || always))
    issues.warn(never ? 'never-when-new' : 'always-when-new', property, { member: labelOf(first) }, part);
}

/** Fields that are shown only when others are filled in which wait for them in turn. */
function neverShown(rules: FormRules, shape: ShapeRules, issues: FormIssues): void {
  const waiting = new Set(shape.fields.filter((said) => isWaiting(rules, shape, said)));
  for (let before = -1; before !== waiting.size; ) {
    before = waiting.size;
    const empty = new Set([...waiting].map(({ field }) => field.id));
    for (const said of waiting) {
      const shown = shownBy(rules, shape, said).map(({ when }) => when);
      const blank = shown.flatMap(({ facts }) => facts.filter((fact) => isOf(fact, empty)));
      if (canHold([...held(shown), ...blank.map(isBlank)])) waiting.delete(said);
    }
  }
  const awaited = new Map(
    [...waiting].map((said) => [said.field.id, awaitedBy(rules, shape, said, waiting)]),
  );
  for (const { field, ...said } of waiting) {
    const parts = clashOf(shownBy(rules, shape, { field, ...said }));
    const { id } = field;
    const all = awaited.get(id) ?? new Set();
    const back = new Set([...reachedFrom(id, awaited)].filter((one) => reachedFrom(one, awaited).has(id)));
    const others = [...(back.size > 0 ? back : all)].filter((one) => one !== id);
    const code = parts.length > 0 ? 'field-contradicted' : codeOf(back.has(id), others.length, all.size);
    const params = {
      field: { ...field.label },
      others: others.map((one) => quoted(shape.fields.find((other) => other.field.id === one)?.field.label)),
      parts: parts.map((one) => ({ ...one })),
    };
    issues.warn(code, `fields/${field.path}/visible`, params);
  }
}

/** A field that waits for itself, for one that waits for it, in a circle with several; or for what never comes. */
function codeOf(isInCircle: boolean, others: number, awaited: number): string {
  if (!isInCircle) return 'field-waits-in-vain';
  if (others === 0) return 'field-waits-for-itself';
  return others > 1 || awaited > 1 ? 'field-waits-in-circle' : 'field-never-shown';
}

/** Ids of the fields of those that wait, without whose values a field is not shown. */
function awaitedBy(
  rules: FormRules,
  shape: ShapeRules,
  said: FieldRules,
  waiting: ReadonlySet<FieldRules>,
): ReadonlySet<string> {
  const shown = shownBy(rules, shape, said).map(({ when }) => when);
  const ids = [...waiting].map(({ field }) => field.id);
  return new Set(
    ids.filter((id) => shown.some(({ facts }) => facts.some((fact) => isOf(fact, new Set([id]))))),
  );
}

/** Ids that are come to from one, by whatever it waits for. */
function reachedFrom(id: string, awaited: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const open = [...(awaited.get(id) ?? [])]; open.length > 0; ) {
    const next = open.pop() ?? '';
    if (reached.has(next)) continue;
    reached.add(next);
    for (const one of awaited.get(next) ?? []) open.push(one);
  }
  return reached;
}

/** Tells whether a field has a value only where somebody gives it one, and is shown by conditions. */
function isWaiting(rules: FormRules, shape: ShapeRules, said: FieldRules): boolean {
  const { field, visible, readonly } = said;
  if (field.dropped || field.inner || !isGiven(field) || readonly === true || visible === false) return false;
  return shownBy(rules, shape, said).length > 0 && !isSetByAction(rules, field.id);
}

/** Warns of a field that is never shown where it is required: nobody is ever asked for it. */
function neverAsked(rules: FormRules, shape: ShapeRules, said: FieldRules, issues: FormIssues): void {
  const { field, required } = said;
  if (!isCondition(required) || field.dropped || field.inner) return;
  const shown = shownBy(rules, shape, said);
  const conditions = shown.map(({ when }) => when);
  // What contradicts itself alone is told as that.
  if (!canHold(held([required])) || !canHold(held(conditions)) || canHold(held([required, ...conditions])))
    return;
  const parts = clashOf([{ when: required }, ...shown]).map((one) => ({ ...one }));
  issues.warn('field-never-asked', `fields/${field.path}/required`, { field: { ...field.label }, parts });
}

/** Warns of a field that a new record has to have, and that can be changed in no record for which that is so. */
function neverFilled(rules: FormRules, shape: ShapeRules, said: FieldRules, issues: FormIssues): void {
  const { field, required, readonly } = said;
  if (required === false || !isCondition(readonly) || !isGiven(field) || field.dropped) return;
  if (!isEmptyValue(field.default ?? null) || field.carry || field.inner || isSetByAction(rules, field.id))
    return;
  const shown = shownBy(rules, shape, said).map(({ when }) => when);
  const asked = [...(isCondition(required) ? [required] : []), ...shown];
  const given = [...held(asked), ...beingMade([...asked, readonly])];
  if (!canHold(given) || canHold([...given, { node: readonly.node, holds: false }])) return;
  issues.warn('field-never-filled', `fields/${field.path}/readonly`, { field: { ...field.label } });
}

/** Every condition that has to hold for a field to be shown. */
function shownBy(rules: FormRules, shape: ShapeRules, { field, visible }: FieldRules): readonly Stated[] {
  const whens: { readonly when: When | undefined; readonly by?: Label }[] = [{ when: visible }];
  if (shape === rules.record)
    for (const tab of rules.form.layout.tabs)
      for (const group of tab.groups)
        if (group.fields.includes(field.id))
          whens.push(
            { when: rules.layout.get(tab.name), by: ofPart(parts.tab, tab.label) },
            { when: rules.layout.get(`${tab.name}/${group.name}`), by: ofPart(parts.group, group.label) },
          );
  return whens.flatMap(({ when, by }) => (isCondition(when) ? [{ when, ...(by && { by }) }] : []));
}

const parts = {
  tab: { zh: '页签', en: 'tab' },
  group: { zh: '分组', en: 'group' },
} as const;

/** Tells behind a condition which part of the form states it. */
function ofPart(part: Label, label: Label | undefined): Label {
  const named = quoted(label);
  return label
    ? { zh: `（${part.zh}${named.zh}）`, en: ` (${part.en} ${named.en})` }
    : { zh: `（${part.zh}）`, en: ` (${part.en})` };
}

function quoted(label: Label | undefined) {
  return { zh: `“${label?.zh ?? ''}”`, en: `“${label?.en ?? ''}”` };
}

function isSetByAction({ form }: FormRules, id: string): boolean {
  return form.actions.some(({ params }) => JSON.stringify(params ?? null).includes(JSON.stringify(id)));
}

function isCondition(when: When | undefined): when is Compiled {
  return typeof when === 'object';
}

function held(conditions: readonly Compiled[]): readonly Wanted[] {
  return conditions.map(({ node }) => ({ node, holds: true }));
}

/** Returns the literals that hold while a record is being made: members that the platform makes are empty. */
function beingMade(conditions: readonly Compiled[]): readonly Wanted[] {
  const facts = conditions.flatMap((one) => one.facts);
  return [...facts.filter(isMade).map(isBlank), ...facts.filter(isNewFact).map(isTrue)];
}

function isMade({ root, via, member }: Fact): boolean {
  if (via || (root !== 'record' && root !== 'parent') || !('system' in member)) return false;
  const { system } = member;
  return system !== 'org' && isSystemMember(system) && systemMembers[system].made;
}

function isNewFact({ path }: Fact): boolean {
  return path === '$new';
}

/** A fact beside the field, or behind a reference that stands beside it. */
function isOf({ root, entries, via, member }: Fact, ids: ReadonlySet<string>): boolean {
  if (root !== 'record' || entries.length > 0) return false;
  const id = via?.id ?? ('field' in member ? member.field.id : undefined);
  return id !== undefined && ids.has(id);
}

const isBlank = (fact: Fact): Wanted => ({ node: leaf(fact, 'isEmpty', []), holds: true });
const isTrue = (fact: Fact): Wanted => ({ node: leaf(fact, 'equal', [true]), holds: true });

function leaf(fact: Fact, operator: Leaf['operator'], values: readonly [] | readonly [boolean]): Leaf {
  return { type: 'leaf', pointer: '', fact, operator, comparison: fact.comparison, operand: { values } };
}

function labelOf({ via, labels }: Fact) {
  const label = via?.label ?? labels.at(-1);
  return { zh: label?.zh ?? '', en: label?.en ?? '' };
}
