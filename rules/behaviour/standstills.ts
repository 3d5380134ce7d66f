import { isEmptyValue } from '../../metadata/common/json.ts';
import { isSystemMember, systemMembers } from '../../metadata/system-members.ts';
import type { Compiled, Leaf, Wanted } from '../condition/compiled.ts';
import type { Fact } from '../condition/scope.ts';
import { canHold } from '../match/analysis/can-hold.ts';
import type { FieldRules, FormRules, ShapeRules, When } from './compile-form.ts';
import { FormIssues, type Place } from './form-issues.ts';
import { isGiven } from './inspect-fields.ts';

/**
 * Finds the parts of a form that stand still, as warnings: conditions that contradict themselves or that nothing could
 * fail, those that what the platform makes decides alone while a record is being made, checks that no new record passes,
 * fields that can never appear because they wait for each other, and fields that have to be filled in and cannot be.
 */
export function standstills(rules: FormRules, place: Place): FormIssues['found'] {
  const issues = new FormIssues(rules.form, place);
  for (const said of conditionsOf(rules)) if (!constantAlways(said, issues)) constantWhenNew(said, issues);
  for (const shape of shapesOf(rules.record)) {
    neverShown(rules, shape, issues);
    for (const field of shape.fields) neverFilled(rules, shape, field, issues);
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
      for (const property of ['visible', 'required', 'readonly'] as const)
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
  issues.warn(never ? 'condition-never-holds' : 'condition-always-holds', property, {}, part);
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
      const shown = shownBy(rules, shape, said);
      const blank = shown.flatMap(({ facts }) => facts.filter((fact) => isOf(fact, empty)));
      if (canHold([...held(shown), ...blank.map(isBlank)])) waiting.delete(said);
    }
  }
  const ids = new Set([...waiting].map(({ field }) => field.id));
  for (const said of waiting) {
    const { field } = said;
    const others = shownBy(rules, shape, said)
      .flatMap(({ facts }) => facts.filter((fact) => isOf(fact, ids)))
      .map(labelOf);
    const params = {
      field: { ...field.label },
      others: [...new Map(others.map((one) => [one.zh, one])).values()],
    };
    issues.warn('field-never-shown', `fields/${field.path}/visible`, params);
  }
}

/** Tells whether a field has a value only where somebody gives it one, and is shown by conditions. */
function isWaiting(rules: FormRules, shape: ShapeRules, said: FieldRules): boolean {
  const { field, visible, readonly } = said;
  if (field.dropped || field.inner || !isGiven(field) || readonly === true || visible === false) return false;
  return shownBy(rules, shape, said).length > 0 && !isSetByAction(rules, field.id);
}

/** Warns of a field that a new record has to have, and that can be changed in no record for which that is so. */
function neverFilled(rules: FormRules, shape: ShapeRules, said: FieldRules, issues: FormIssues): void {
  const { field, required, readonly } = said;
  if (required === false || !isCondition(readonly) || !isGiven(field) || field.dropped) return;
  if (!isEmptyValue(field.default ?? null) || field.carry || field.inner || isSetByAction(rules, field.id))
    return;
  const asked = [...(isCondition(required) ? [required] : []), ...shownBy(rules, shape, said)];
  const given = [...held(asked), ...beingMade([...asked, readonly])];
  if (!canHold(given) || canHold([...given, { node: readonly.node, holds: false }])) return;
  issues.warn('field-never-filled', `fields/${field.path}/readonly`, { field: { ...field.label } });
}

/** Every condition that has to hold for a field to be shown. */
function shownBy(rules: FormRules, shape: ShapeRules, { field, visible }: FieldRules): readonly Compiled[] {
  const whens: (When | undefined)[] = [visible];
  if (shape === rules.record)
    for (const tab of rules.form.layout.tabs)
      for (const group of tab.groups)
        if (group.fields.includes(field.id))
          whens.push(rules.layout.get(tab.name), rules.layout.get(`${tab.name}/${group.name}`));
  return whens.filter(isCondition);
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
