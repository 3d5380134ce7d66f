import type { Json } from '../../../../metadata/common/json.ts';
import type { Label } from '../../../../metadata/common/label.ts';
import { formerValuesOf } from '../../../../metadata/former-values.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import type { RecordChecks } from '../../../../metadata/record-check.ts';
import { factsIn } from './claim-changes.ts';
import { hasDefault } from './unfilled-fields.ts';

/** Something a form asks of its records, as a plan tells of those that do not fulfil it. */
export interface Demand {
  /** `required lines.rate`, `rule total`: what breaks it is known by the same. */
  readonly key: string;
  readonly sort: 'required' | 'empty' | 'value' | 'pick' | 'fits' | 'shown' | 'rule' | 'twins';
  /** JSON Pointer into the form. */
  readonly pointer: string;
  /** Of the field, or what the rule says. */
  readonly label: Label;
  /** The field it is about. */
  readonly field?: Field;
}

/**
 * Finds demands of a form that it did not make before, or made of other values: those alone are tried on stored
 * records.
 */
export function newDemands(former: Form, form: Form, before: Model, after: Model): readonly Demand[] {
  if (former.hash === form.hash) return [];
  const known = new Set(demandsOf(former, before).map(({ key, said }) => `${key} ${said}`));
  const had = fieldsIn(former);
  return demandsOf(form, after).filter(({ key, said, sort, field }) => {
    // A field that is new has no values to be wrong.
    if (!ofNewFields.has(sort) && !had.has(field?.path ?? '')) return false;
    return !known.has(`${key} ${said}`);
  });
}

const ofNewFields: ReadonlySet<Demand['sort']> = new Set(['required', 'empty', 'rule', 'twins']);

interface Said extends Demand {
  /** All that decides it. */
  readonly said: string;
}

/** Everything a form asks of its records. */
export function demandsOf(form: Form, model: Pick<Model, 'formsById' | 'recordChecks'>): readonly Said[] {
  const kinds = kindsIn(form, model);
  return [...ofShape(form, form, kinds), ...ofRules(form, model.recordChecks, kinds)];
}

function* ofShape(form: Form, shape: FieldSet, kinds: Kinds): Generator<Said> {
  for (const field of shape.fields) {
    if (field.dropped) continue;
    yield* ofField(form, field, kinds);
    if (field.rows) yield* ofShape(form, field.rows, kinds);
  }
}

function* ofField(form: Form, field: Field, kinds: Kinds): Generator<Said> {
  const { kind, path, label, props, options, required, optionsFilter } = field;
  const demand = (sort: Demand['sort'], property: string, ...said: readonly unknown[]): Said => ({
    key: `${sort} ${path}`,
    sort,
    label,
    field,
    pointer: `/fields/${path}${property}`,
    said: JSON.stringify(said),
  });
  if (required !== false)
    yield demand('required', '/required', required, shownBy(form, field), kinds(required, field.visible));
  const hidden = field.visible === false;
  if (required === false && !kind.derived && !hidden && isSaidByDefault(field))
    yield demand('empty', '/default', field.default);
  const given = !field.rows && !field.inner && !kind.derived && !kind.secret && field.target === undefined;
  if (given) {
    const stated = Object.entries(props).filter(([name]) => name !== 'pick' && name !== 'forced');
    const values = kind.offers ? [] : options?.map(({ value }) => value);
    yield demand('value', '', kind.name, stated, values ?? null);
  }
  if (optionsFilter)
    yield demand('pick', '/optionsFilter', optionsFilter, shownBy(form, field), kinds(optionsFilter));
  const shown = shownBy(form, field);
  if (!kind.derived && field.visible !== false && asksAnything(shown))
    yield demand('shown', '/visible', shown, kinds(shown));
  if (kind.fits && (props['pick'] || props['forced']))
    yield demand('fits', '', props['pick'], props['forced']);
}

function* ofRules(form: Form, checks: RecordChecks, kinds: Kinds): Generator<Said> {
  for (const [at, rule] of form.rules.entries()) {
    if (rule.severity === 'warning') continue;
    const { name, when, check, each, message } = rule;
    yield {
      key: `rule ${name}`,
      sort: 'rule',
      label: message,
      pointer: `/rules/${at}`,
      said: JSON.stringify([when ?? null, check, each ?? null, kinds(when, check)]),
    };
  }
  for (const [at, { run }] of form.checks.entries()) {
    const check = checks.get(run);
    if (check?.severity === 'warning') continue;
    yield {
      key: `rule ${run}`,
      sort: 'rule',
      label: check?.label ?? form.label,
      pointer: `/checks/${at}`,
      said: run,
    };
  }
  for (const [at, rule] of form.unique.entries()) {
    if (rule.within !== 'record' && rule.across === undefined) continue;
    const { name, fields, where, across, message, emptyCounts } = rule;
    yield {
      key: `twins ${name}`,
      sort: 'twins',
      label: message ?? form.label,
      pointer: `/unique/${at}`,
      said: JSON.stringify([fields, where ?? null, across ?? null, kinds(where), emptyCounts ?? false]),
    };
  }
}

/** A yes or no that begins as one of them: an empty one is neither, and no condition on either finds it. */
function isSaidByDefault(field: Field): boolean {
  return field.kind.comparison(field) === 'boolean' && hasDefault(field);
}

/** By what a field is shown: nobody has to fill in what is not. */
function shownBy(form: Form, { path, visible }: Field): Json {
  const [first] = path.split('.');
  const groups = form.layout.tabs.flatMap((tab) =>
    tab.groups
      .filter(({ fields }) => fields.includes(first ?? ''))
      .map((group) => [tab.visible ?? true, group.visible ?? true]),
  );
  return [visible, groups];
}

function asksAnything(shown: Json): boolean {
  return JSON.stringify(shown).includes('"fact"');
}

/** Answers how the fields are kept that conditions ask, so that the same words may mean something else. */
type Kinds = (...conditions: readonly unknown[]) => readonly Json[];

function kindsIn(form: Form, model: Pick<Model, 'formsById'>): Kinds {
  const named = (shape: FieldSet, ids: ReadonlySet<string>, deep: boolean): readonly Json[] =>
    shape.fields
      .filter(({ id }) => ids.has(id))
      .flatMap((field): readonly Json[] => {
        const target = model.formsById.get(field.target ?? '');
        const beyond = deep && target ? named(target, ids, false) : [];
        const inner = field.rows ? named(field.rows, ids, deep) : [];
        const values = formerValuesOf(field);
        const former = values ? [values] : [];
        return [[field.path, field.kind.name, ...former, ...inner, ...beyond]];
      });
  return (...conditions) => {
    const facts = conditions.flatMap((one) => factsIn(one));
    if (facts.length === 0) return [];
    return named(form, new Set(facts.flatMap((fact) => fact.split('.'))), true);
  };
}

function fieldsIn(shape: FieldSet, found = new Set<string>()): ReadonlySet<string> {
  for (const { path, rows } of shape.fields) {
    found.add(path);
    if (rows) fieldsIn(rows, found);
  }
  return found;
}
