import type { Issue } from '../../metadata/common/issue.ts';
import type { Condition } from '../../metadata/condition.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { seriesOf } from '../../metadata/kinds/number.ts';
import type { Form } from '../../metadata/model.ts';
import type { Conditional, LockSource, RuleSource, UniqueSource } from '../../metadata/source.ts';
import { compileCondition } from '../condition/compile.ts';
import type { Compiled } from '../condition/compiled.ts';
import { type Fact, resolveFact, type Scope, targetOf } from '../condition/scope.ts';
import { aboutOf } from './about.ts';
import { checkDefault, factOf } from './check-default.ts';
import {
  type ConditionPlace,
  entriesAt,
  type FormContext,
  pathOf,
  pickPlace,
  placeAt,
  scopeOf,
} from './condition-place.ts';
import { defaultStep, orderSteps, type Step, stepOf } from './derive.ts';
import { FormIssues, type Place } from './form-issues.ts';
import { missingFor } from './record-checks.ts';

export type When = boolean | Compiled;

export interface FieldRules {
  readonly field: Field;
  readonly visible: When;
  readonly required: When;
  readonly readonly: When;
  /** Whether it goes on being what its default's formula gives, as long as nobody gave it another value. */
  readonly follows: When;
  readonly optionsFilter?: Compiled;
  /** Of what a condition field's value may ask. */
  readonly asks?: Scope;
  /** The fields its value is about, where the kind has something to say of them. */
  readonly about?: FieldSet;
  /** The fact that tells of which form its record is. */
  readonly chosenBy?: Fact;
}

/** The record or the rows of an entries field, with what holds for their fields. */
export interface ShapeRules {
  /** Entries to go down; none for the record. */
  readonly entries: readonly Field[];
  readonly fields: readonly FieldRules[];
  readonly rows: readonly ShapeRules[];
}

export interface CheckRule {
  readonly source: RuleSource;
  readonly entries: readonly Field[];
  readonly when?: Compiled;
  readonly check: Compiled;
}

export interface UniqueRule {
  readonly source: UniqueSource;
  readonly entries: readonly Field[];
  readonly fields: readonly Field[];
  readonly where?: Compiled;
}

/** A form whose every condition was compiled. */
export interface FormRules {
  readonly form: Form;
  readonly known: FormContext;
  readonly record: ShapeRules;
  readonly checks: readonly CheckRule[];
  readonly unique: readonly UniqueRule[];
  readonly presetWhere?: Compiled;
  readonly locks: readonly { readonly source: LockSource; readonly when: When }[];
  /** By name of tab, and of group as `tab/group`. */
  readonly layout: ReadonlyMap<string, When>;
  /** Groups that are folded away at first, as `tab/group`. */
  readonly folded: ReadonlyMap<string, When>;
  readonly actions: ReadonlyMap<string, When>;
  /** What stands among the fields, by name. */
  readonly blocks: ReadonlyMap<string, When>;
  /** The derivations of fields, in an order in which nothing is read before it is made. */
  readonly steps: readonly Step[];
  /** Fields that follow the formulas of their defaults, of the record and of each kind of its rows. */
  readonly followers: readonly Followers[];
  /** The derivations that fill in fields which stay editable, by path of the field. */
  readonly carried: ReadonlyMap<string, Step>;
  /** The series of number fields that are chosen by a condition, by id of the field. */
  readonly series: ReadonlyMap<string, readonly { readonly name: string; readonly when: Compiled }[]>;
  /** The defaults that are formulas, by path of the field. */
  readonly defaults: ReadonlyMap<string, Step>;
  /** Paths of references whose records behaviour wants to see. */
  readonly references: ReadonlySet<string>;
  /** Ids of the settings that conditions ask. */
  readonly settings: ReadonlySet<string>;
  /** Whether formulas go by the days on which the organisation works. */
  readonly byCalendar: boolean;
}

/** Fields beside each other that follow the formulas of their defaults. */
export interface Followers {
  readonly entries: readonly Field[];
  /** In the order in which they are made. */
  readonly steps: readonly Step[];
}

export interface CompiledForm {
  readonly rules: FormRules;
  readonly issues: readonly Issue[];
}

/**
 * Compiles all conditions of a form. One that does not compile is an issue, and is left out: a check or key with it, a
 * filter, and what is said of being visible, required or readonly.
 */
export function compileForm(form: Form, known: FormContext, place: Place = () => ({})): CompiledForm {
  const issues = new FormIssues(form, place);
  const work: Work = { form, known, issues, references: new Set(), settings: new Set() };
  const record = compileShape(form, [], work);
  const rules = form.rules.flatMap((source) => compileCheck(source, work) ?? []);
  for (const source of form.checks) {
    const check = known.checks.get(source.run);
    if (!check) issues.report('unknown-check', 'checks', { check: source.run }, source);
    else
      for (const field of missingFor(check, form)) issues.report('rule-field', 'checks', { field }, source);
  }
  const unique = form.unique.flatMap((source) => compileUnique(source, work) ?? []);
  const { steps, cycles } = orderSteps(stepsOf(record, work));
  for (const { path, label } of cycles)
    work.issues.report('derived-cycle', `fields/${path}`, { field: path, label: { ...label } });
  const where =
    form.preset?.where && take(work, form.preset.where, placeAt(work.form, [], work.known), 'preset/where');
  const compiled: FormRules = {
    form,
    known,
    record,
    checks: rules,
    unique,
    ...(where ? { presetWhere: where } : {}),
    locks: form.locks.map((source, at) => ({
      source,
      when: whenOf(source.when, work, {
        place: placeAt(form, [], known),
        property: `locks/${at}/when`,
        otherwise: false,
        part: source,
      }),
    })),
    layout: compileLayout(work),
    folded: compileFolded(work),
    actions: new Map(
      form.actions.map((action) => [
        action.name,
        whenOf(action.when ?? true, work, {
          place: placeAt(work.form, [], work.known),
          property: `actions/${action.name}/when`,
          otherwise: true,
          part: action,
        }),
      ]),
    ),
    blocks: new Map(
      form.blocks.map((block) => [
        block.name,
        whenOf(block.visible ?? true, work, {
          place: placeAt(form, [], known),
          property: `blocks/${block.name}/visible`,
          otherwise: true,
          part: block,
        }),
      ]),
    ),
    steps,
    carried: new Map(
      steps.filter((step) => step.refresh === 'whenPicked').map((step) => [step.field.path, step]),
    ),
    followers: followersOf(steps),
    series: compileSeries(work),
    defaults: new Map(
      steps
        .filter(({ refresh }) => refresh === 'whenMade' || refresh === 'whileUntouched')
        .map((step) => [step.field.path, step]),
    ),
    references: work.references,
    settings: work.settings,
    byCalendar: steps.some((step) => step.byCalendar),
  };
  return { rules: compiled, issues: work.issues.found };
}

interface Work {
  readonly form: Form;
  readonly known: FormContext;
  readonly issues: FormIssues;
  readonly references: Set<string>;
  readonly settings: Set<string>;
}

function compileShape(shape: FieldSet, entries: readonly Field[], work: Work): ShapeRules {
  const place = placeAt(work.form, entries, work.known);
  return {
    entries,
    fields: shape.fields.map((field) => compileField(field, entries, place, work)),
    rows: shape.entries.flatMap((field) =>
      field.rows ? [compileShape(field.rows, [...entries, field], work)] : [],
    ),
  };
}

function compileField(
  field: Field,
  entries: readonly Field[],
  place: ConditionPlace,
  work: Work,
): FieldRules {
  // A field that its package left out asks nothing, and nothing is made of it any more.
  if (field.dropped) return { field, visible: false, required: false, readonly: false, follows: false };
  const at = `fields/${field.path}`;
  const filter =
    field.optionsFilter &&
    take(work, field.optionsFilter, pickPlace(work.form, field, entries, work.known), `${at}/optionsFilter`);
  const asked = field.props['facts'];
  const shape = typeof asked === 'string' ? work.known.target(asked) : undefined;
  if (filter && targetOf(field) !== undefined) work.references.add(field.path);
  const asks = shape && scopeOf(shape, work.known);
  const about = aboutOf(field, (form) => work.known.target(form));
  if (about) checkFitting(field, about, at, work);
  const chooser = field.targets && field.props['formField'];
  const chosenBy = typeof chooser === 'string' ? resolveFact(chooser, place.scope) : undefined;
  checkDefault(field, place, work);
  if (asks && field.default !== undefined && !factOf(field.default)) {
    take(work, field.default as Condition, { scope: asks, own: undefined, row: [] }, `${at}/default`);
  }
  return {
    field,
    visible: whenOf(field.visible, work, { place, property: `${at}/visible`, otherwise: true }),
    required: whenOf(field.required, work, { place, property: `${at}/required`, otherwise: false }),
    readonly: whenOf(field.readonly, work, { place, property: `${at}/readonly`, otherwise: false }),
    follows: whenOf(field.follows ?? false, work, { place, property: `${at}/follows`, otherwise: false }),
    ...(filter ? { optionsFilter: filter } : {}),
    ...(asks ? { asks } : {}),
    ...(about ? { about } : {}),
    ...(chosenBy ? { chosenBy } : {}),
  };
}

/** Checks a field's own values by the fields they are about: its default fits, and fields that it names are there. */
function checkFitting(field: Field, about: FieldSet, at: string, { issues }: Work): void {
  for (const property of ['default', 'forced', 'pick']) {
    const stated = property === 'default' ? field.default : field.props[property];
    if (stated === undefined) continue;
    for (const problem of field.kind.fits?.(stated, field, about) ?? []) {
      if (property === 'default' || problem.code === 'unknown-field')
        issues.take(problem, `${at}/${property}`);
    }
  }
}

function compileCheck(source: RuleSource, work: Work): readonly CheckRule[] | undefined {
  const entries = entriesAt(work.form, source.each);
  if (!entries)
    return work.issues.report('rule-each', `rules/${source.name}/each`, { each: source.each ?? '' }, source);
  const place = placeAt(work.form, entries, work.known);
  for (const path of source.fields) {
    const found = path.startsWith('parent.')
      ? work.form.byId.has(path.slice(7))
      : place.scope.shape.byId.has(path);
    if (!found) work.issues.report('rule-field', `rules/${source.name}/fields`, { field: path }, source);
  }
  const when = source.when && take(work, source.when, place, `rules/${source.name}/when`, source);
  const check = take(work, source.check, place, `rules/${source.name}/check`, source);
  const whole = check && (when || !source.when);
  return whole ? [{ source, entries, check, ...(when ? { when } : {}) }] : undefined;
}

function compileUnique(source: UniqueSource, work: Work): readonly UniqueRule[] | undefined {
  const at = `unique/${source.name}`;
  const entries = entriesAt(work.form, source.across);
  if (!entries)
    return work.issues.report('unique-across', `${at}/across`, { across: source.across ?? '' }, source);
  const shape = entries.at(-1)?.rows ?? work.form;
  const fields = source.fields.flatMap((id) => {
    const field = shape.byId.get(id);
    if (!field) work.issues.report('unique-field', `${at}/fields`, { field: id }, source);
    return field ? [field] : [];
  });
  const where =
    source.where && take(work, source.where, placeAt(work.form, entries, work.known), `${at}/where`, source);
  if (source.where && !where) return undefined;
  return [{ source, entries, fields, ...(where ? { where } : {}) }];
}

function compileLayout(work: Work): ReadonlyMap<string, When> {
  const place = placeAt(work.form, [], work.known);
  const whens = new Map<string, When>();
  for (const tab of work.form.layout.tabs) {
    const at = `layout/tabs/${tab.name}`;
    whens.set(
      tab.name,
      whenOf(tab.visible ?? true, work, { place, property: `${at}/visible`, otherwise: true, part: tab }),
    );
    for (const group of tab.groups) {
      const property = `${at}/groups/${group.name}/visible`;
      whens.set(
        `${tab.name}/${group.name}`,
        whenOf(group.visible ?? true, work, { place, property, otherwise: true, part: group }),
      );
    }
  }
  return whens;
}

function compileFolded(work: Work): ReadonlyMap<string, When> {
  const place = placeAt(work.form, [], work.known);
  return new Map(
    work.form.layout.tabs.flatMap((tab) =>
      tab.groups.flatMap((group) => {
        if (group.folded === undefined) return [];
        const property = `layout/tabs/${tab.name}/groups/${group.name}/folded`;
        const when = whenOf(group.folded, work, { place, property, otherwise: false, part: group });
        return [[`${tab.name}/${group.name}`, when] as const];
      }),
    ),
  );
}

function stepsOf(shape: ShapeRules, work: Work): readonly Step[] {
  const place = placeAt(work.form, shape.entries, work.known);
  const own = shape.fields.flatMap(({ field, follows }) => {
    if (field.dropped) return [];
    const begins = defaultStep(field, shape.entries, place);
    const following = begins && follows !== false ? { refresh: 'whileUntouched' as const, follows } : {};
    const steps = [
      ...[stepOf(field, shape.entries, place) ?? []].flat(),
      ...(begins ? [{ ...begins, ...following }] : []),
    ];
    for (const { references, unknown, settings = [] } of steps) {
      for (const path of references) work.references.add(path);
      for (const id of settings) work.settings.add(id);
      for (const operand of unknown)
        work.issues.report('derived-operand', `fields/${field.path}`, { operand, field: field.path });
    }
    return steps;
  });
  return [...own, ...shape.rows.flatMap((rows) => stepsOf(rows, work))];
}

function followersOf(steps: readonly Step[]): readonly Followers[] {
  const following = steps.filter(({ refresh }) => refresh === 'whileUntouched');
  const groups = Map.groupBy(following, ({ entries }) => entries.at(-1)?.path ?? '');
  return [...groups.values()].map((some) => ({ entries: some[0]?.entries ?? [], steps: some }));
}

function compileSeries(work: Work): FormRules['series'] {
  const place = placeAt(work.form, [], work.known);
  return new Map(
    work.form.fields.flatMap((field) => {
      if (field.dropped || field.props['pattern'] === undefined || !field.kind.derived) return [];
      const all = seriesOf(field).flatMap(({ name, when: said }, at) => {
        const when = take(work, said, place, `fields/${field.path}/series/${at}/when`);
        return when ? [{ name, when }] : [];
      });
      return all.length > 0 ? [[field.id, all] as const] : [];
    }),
  );
}

/** A condition of a form, by the property that states it. */
interface ConditionPart {
  readonly place: ConditionPlace;
  readonly property: string;
  /** The verdict where the condition does not compile. */
  readonly otherwise: boolean;
  readonly part?: object;
}

function whenOf(said: Conditional, work: Work, { place, property, otherwise, part }: ConditionPart): When {
  if (typeof said === 'boolean') return said;
  return take(work, said, place, property, part) ?? otherwise;
}

function take(
  work: Work,
  condition: Condition,
  place: ConditionPlace,
  property: string,
  part?: object,
): Compiled | undefined {
  const compiled = compileCondition(condition, place.scope);
  if (!compiled.ok) {
    for (const problem of compiled.problems) work.issues.take(problem, property, part);
    return undefined;
  }
  for (const fact of compiled.value.facts) {
    if (fact.setting !== undefined) work.settings.add(fact.setting);
    const path = fact.via || fact.points ? pathOf(fact, place) : undefined;
    if (path !== undefined) work.references.add(path);
  }
  return compiled.value;
}
