import type { Issue, Problem } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Label } from '../../../../metadata/common/label.ts';
import { loadPatterns, type Patterns } from '../../../../metadata/common/pattern.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import { compileCondition, usesPatterns } from '../../../../rules/condition/compile.ts';
import { outdatedIn } from '../../../../rules/condition/outdated.ts';
import { namedProblems } from '../../../../rules/condition/rename.ts';
import type { Scope } from '../../../../rules/condition/scope.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import { sentence } from '../../../common/messages/index.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Connection } from '../../../database/database.ts';
import type { RecordLayout } from '../../../storage/store/record/layout.ts';
import { ownFields } from '../../../storage/store/record/own-fields.ts';
import { rowsOf, type Stored, type StoredRow } from '../../../storage/store/record/stored.ts';
import type { Becoming } from './becoming.ts';
import { FoundRecords, onlyNames, storedCopies, storedPages } from './found-records.ts';
import type { Rewrite } from './rewrites.ts';

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
  /** Translates conditions whose fields are moved. Default: none is moved. */
  readonly becoming?: Becoming;
}

export interface StoredConditions {
  readonly issues: readonly Issue[];
  /** Those that are written anew. */
  readonly rewrites: readonly Rewrite[];
}

/** `stopped`: could be judged before; `broken`: could not even then; `outdated`: names what is left out. */
type Sort = 'stopped' | 'broken' | 'outdated';

const codes: Readonly<Record<Sort, string>> = {
  stopped: 'conditions-stopped',
  broken: 'conditions-broken',
  outdated: 'conditions-outdated',
};

/** Fields in which records of the form keep conditions about other forms. */
export function conditionFields(shape: FieldSet): readonly Field[] {
  return shape.fields.flatMap((field) => {
    if (field.dropped) return [];
    if (field.rows) return conditionFields(field.rows);
    return typeof field.props['facts'] === 'string' && field.kind.about === 'facts' ? [field] : [];
  });
}

/** Whether what conditions of this form are about is another thing than it was. */
export function asksOtherwise(form: Form, model: Model, former: Model): boolean {
  return conditionFields(form).some(({ props }) => {
    const [then, now] = [former, model].map((one) => one.formsById.get(String(props['facts'])));
    if (!then || !now || then.hash !== now.hash) return true;
    return now.fields.some(
      ({ target = '' }) => former.formsById.get(target)?.hash !== model.formsById.get(target)?.hash,
    );
  });
}

/**
 * Stored conditions that can no longer be judged, or name what is left out: counted, the first of them by number and
 * organisation.
 */
export async function storedConditions(question: ConditionsQuestion): Promise<StoredConditions> {
  const { reader, form, model, former, layout, orgs, becoming } = question;
  const fields = conditionFields(form);
  if (fields.length === 0) return { issues: [], rewrites: [] };
  const paths = new Set(fields.map(({ path }) => path));
  const pause = timeSlices();
  const found = new Map<
    string,
    { readonly field: Field; readonly sort: Sort; readonly why: Label; readonly records: FoundRecords }
  >();
  const rewrites: Rewrite[] = [];
  const written = new FoundRecords(form, orgs);
  let patterns: Patterns | undefined;
  const look = async (record: Stored, whose: Pick<Rewrite, 'org'> = {}) => {
    const changes: Rewrite['changes'][number][] = [];
    for (const { field, value, row } of valuesAt(form, record, paths)) {
      const next = (await becoming?.condition(String(field.props['facts']), value)) ?? value;
      if (next !== value) changes.push({ path: field.path, row, before: value, after: next });
      if (!patterns && usesPatterns(value)) patterns = await loadPatterns();
      const known = patterns ? { patterns } : {};
      const judged = judge(
        { value: next, before: value },
        { ...scopeOf(field, model), ...known },
        former && { ...scopeOf(field, former), ...known },
      );
      if (!judged) continue;
      const key = `${judged.sort} ${field.path}`;
      const one = found.get(key) ?? { ...judged, field, records: new FoundRecords(form, orgs) };
      one.records.note(record, { why: { ...judged.why } });
      found.set(key, one);
    }
    if (changes.length > 0) {
      rewrites.push({ id: record.id, revision: record.revision, changes, ...whose });
      written.note(record);
    }
    await pause();
  };
  for await (const page of storedPages(reader, layout)) for (const record of page) await look(record);
  const own = ownFields(form);
  // An organisation's own copy may ask something else than the original.
  if (fields.some(({ path }) => own.has(path.split('.', 1)[0] ?? '')))
    for await (const { original, content, org, revision } of storedCopies(reader, layout))
      await look({ ...onlyNames(form, original), ...content, org, revision }, { org });
  const about = { severity: 'warning', form: form.id, package: form.package } as const;
  const issues: Issue[] = [...found.values()].map(({ field, sort, why, records }) => ({
    ...about,
    code: codes[sort],
    pointer: `/fields/${field.path}`,
    params: { ...records.params(), label: { ...field.label }, why: { ...why } },
  }));
  if (rewrites.length > 0)
    issues.push({ ...about, code: 'conditions-rewritten', pointer: '/fields', params: written.params() });
  return { issues, rewrites };
}

function judge(
  { value, before: former }: { readonly value: Json; readonly before: Json },
  now: Scope,
  then: Scope | null,
): { readonly sort: Sort; readonly why: Label } | null {
  const compiled = compileCondition(value, now);
  if (!compiled.ok) {
    const stopped = then !== null && compileCondition(former, then).ok;
    return { sort: stopped ? 'stopped' : 'broken', why: inWords(namedProblems(compiled.problems, now)) };
  }
  const outdated = outdatedIn(compiled.value);
  if (outdated.length === 0) return null;
  if (then) {
    // A field that was left out earlier was told then; doctor and the analysis of rules go on telling it.
    const before = compileCondition(former, then);
    const known = new Set(before.ok ? outdatedIn(before.value).map(outdatedKey) : []);
    if (outdated.every((one) => known.has(outdatedKey(one)))) return null;
  }
  const labels = outdated.map(({ fact, options }) => ({ fact: fact.labels.at(-1), options }));
  const said = (language: 'zh' | 'en') =>
    labels.map(({ fact, options }) => [fact?.[language] ?? '', ...options].join(' ')).join(', ');
  return { sort: 'outdated', why: { zh: said('zh'), en: said('en') } };
}

function outdatedKey({ fact, options }: ReturnType<typeof outdatedIn>[number]): string {
  return [fact.path, ...options].join(' ');
}

function scopeOf(field: Field, model: Model): Scope {
  const shape = model.formsById.get(String(field.props['facts']));
  const none: FieldSet = { fields: [], byId: new Map(), byName: new Map(), entries: [] };
  return { shape: shape ?? none, target: (id) => model.formsById.get(id), kept: true };
}

function inWords([first]: readonly Problem[]): Label {
  const said = (language: 'zh' | 'en') =>
    first ? sentence(first.code, first.params ?? {}, language, new Map()) : '';
  return { zh: said('zh'), en: said('en') };
}

function* valuesAt(
  shape: FieldSet,
  row: Stored | StoredRow,
  paths: ReadonlySet<string>,
  at: string | null = null,
): Generator<{ readonly field: Field; readonly value: Json; readonly row: string | null }> {
  for (const field of shape.fields) {
    const value = row[field.id];
    if (value === null || value === undefined) continue;
    if (paths.has(field.path)) yield { field, value, row: at };
    else if (field.rows)
      for (const inner of rowsOf(value)) yield* valuesAt(field.rows, inner, paths, inner.id);
  }
}
