import type { Issue, Problem } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import type { Label } from '../../metadata/label.ts';
import type { Field, Form, Model, Shape } from '../../metadata/model.ts';
import { loadPatterns, type Patterns } from '../../metadata/pattern.ts';
import { compileCondition, usesPatterns } from '../../rules/condition/compile.ts';
import { outdatedIn } from '../../rules/condition/outdated.ts';
import type { Scope } from '../../rules/condition/scope.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';
import { breaks } from '../breaks.ts';
import type { Connection } from '../database/database.ts';
import { sentence } from '../messages/index.ts';
import type { RecordLayout } from '../store/record/layout.ts';
import { rowsOf, type Stored, type StoredRow } from '../store/record/stored.ts';
import { FoundRecords } from './found-records.ts';
import { storedPages } from './stored-pages.ts';

export interface ConditionsQuestion {
  readonly reader: Connection;
  /** The form whose records keep conditions, as it will be. */
  readonly form: Form;
  readonly model: Model;
  /** The model in service. Null: nothing is about to change. */
  readonly former: Model | null;
  /** How its records are kept at this moment. */
  readonly layout: RecordLayout;
  readonly orgs: OrgTree;
}

/** `stopped`: could be judged before; `broken`: could not even then; `outdated`: names what is left out. */
type Sort = 'stopped' | 'broken' | 'outdated';

const codes: Readonly<Record<Sort, string>> = {
  stopped: 'conditions-stopped',
  broken: 'conditions-broken',
  outdated: 'conditions-outdated',
};

/** Fields in which records of the form keep conditions about other forms. */
function conditionFields(shape: Shape): readonly Field[] {
  return shape.fields.flatMap((field) => {
    if (field.dropped) return [];
    if (field.rows) return conditionFields(field.rows);
    return typeof field.props['facts'] === 'string' && field.kind.about === 'facts' ? [field] : [];
  });
}

/** Whether what conditions of this form are about is another thing than it was. */
export function asksAnew(form: Form, model: Model, former: Model): boolean {
  return conditionFields(form).some(({ props }) => {
    const [then, now] = [former, model].map((one) => one.formsById.get(String(props['facts'])));
    if (!then || !now || then.hash !== now.hash) return true;
    return now.fields.some(
      ({ target = '' }) => former.formsById.get(target)?.hash !== model.formsById.get(target)?.hash,
    );
  });
}

/** Stored conditions that can no longer be judged, or name what is left out: counted, the first of them by number and organisation. */
export async function storedConditions(question: ConditionsQuestion): Promise<readonly Issue[]> {
  const { reader, form, model, former, layout, orgs } = question;
  const fields = conditionFields(form);
  if (fields.length === 0) return [];
  const paths = new Set(fields.map(({ path }) => path));
  const pause = breaks();
  const found = new Map<
    string,
    { readonly field: Field; readonly sort: Sort; readonly why: Label; readonly records: FoundRecords }
  >();
  let patterns: Patterns | undefined;
  for await (const page of storedPages(reader, layout)) {
    for (const record of page) {
      for (const { field, value } of valuesAt(form, record, paths)) {
        if (!patterns && usesPatterns(value)) patterns = await loadPatterns();
        const known = patterns ? { patterns } : {};
        const told = judge(
          value,
          { ...scopeOf(field, model), ...known },
          former && { ...scopeOf(field, former), ...known },
        );
        if (!told) continue;
        const key = `${told.sort} ${field.path}`;
        const one = found.get(key) ?? { ...told, field, records: new FoundRecords(form, orgs) };
        one.records.note(record, { why: { ...told.why } });
        found.set(key, one);
      }
      await pause();
    }
  }
  return [...found.values()].map(({ field, sort, why, records }) => ({
    code: codes[sort],
    severity: 'warning',
    form: form.id,
    package: form.package,
    pointer: `/fields/${field.path}`,
    params: { ...records.params(), label: { ...field.label }, why: { ...why } },
  }));
}

function judge(
  value: Json,
  now: Scope,
  then: Scope | null,
): { readonly sort: Sort; readonly why: Label } | null {
  const compiled = compileCondition(value, now);
  if (!compiled.ok) {
    const stopped = then !== null && compileCondition(value, then).ok;
    return { sort: stopped ? 'stopped' : 'broken', why: inWords(compiled.problems) };
  }
  const outdated = outdatedIn(compiled.value);
  if (outdated.length === 0) return null;
  if (then) {
    // What was left out earlier was told then; doctor and the analysis of rules go on telling it.
    const before = compileCondition(value, then);
    const known = new Set(before.ok ? outdatedIn(before.value).map(nameOf) : []);
    if (outdated.every((one) => known.has(nameOf(one)))) return null;
  }
  const labels = outdated.map(({ fact, options }) => ({ fact: fact.labels.at(-1), options }));
  const said = (language: 'zh' | 'en') =>
    labels.map(({ fact, options }) => [fact?.[language] ?? '', ...options].join(' ')).join(', ');
  return { sort: 'outdated', why: { zh: said('zh'), en: said('en') } };
}

function nameOf({ fact, options }: ReturnType<typeof outdatedIn>[number]): string {
  return [fact.path, ...options].join(' ');
}

function scopeOf(field: Field, model: Model): Scope {
  const shape = model.formsById.get(String(field.props['facts']));
  const none: Shape = { fields: [], byId: new Map(), byName: new Map(), entries: [] };
  return { shape: shape ?? none, target: (id) => model.formsById.get(id), kept: true };
}

function inWords([first]: readonly Problem[]): Label {
  const said = (language: 'zh' | 'en') =>
    first ? sentence(first.code, first.params ?? {}, language, new Map()) : '';
  return { zh: said('zh'), en: said('en') };
}

function* valuesAt(
  shape: Shape,
  row: Stored | StoredRow,
  paths: ReadonlySet<string>,
): Generator<{ readonly field: Field; readonly value: Json }> {
  for (const field of shape.fields) {
    const value = row[field.id];
    if (value === null || value === undefined) continue;
    if (paths.has(field.path)) yield { field, value };
    else if (field.rows) for (const inner of rowsOf(value)) yield* valuesAt(field.rows, inner, paths);
  }
}
