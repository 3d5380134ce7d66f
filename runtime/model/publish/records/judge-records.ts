import { append } from '../../../../metadata/common/append.ts';
import { numberOfRole, otherRoles } from '../../../../metadata/common/field-roles.ts';
import type { Issue } from '../../../../metadata/common/issue.ts';
import { formerValuesOf } from '../../../../metadata/former-values.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import { changeSetForm, parameterForm } from '../../../../metadata/names.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import { createSlices } from '../../../common/time-slices.ts';
import type { Database } from '../../../database/database.ts';
import { recordLayout } from '../../../storage/store/record/layout.ts';
import { formTables } from '../../../storage/tables/form-tables.ts';
import { readPhysical } from '../../../storage/tables/state.ts';
import type { Installed } from '../../packages/package-store.ts';
import { becoming } from './becoming.ts';
import { type ClaimChange, claimChanges } from './claim-changes.ts';
import { claimClashes } from './claims-to-come.ts';
import { newDemands } from './demands.ts';
import { loosenedRecords } from './loosened-records.ts';
import { parametersInSets } from './parameters-in-sets.ts';
import { physicalLayout } from './physical-layout.ts';
import { readersLeft } from './readers-left.ts';
import { remadeIn } from './remake-records.ts';
import type { Rewrites } from './rewrites.ts';
import { splitActions } from './split-actions.ts';
import { asksOtherwise, type StoredConditions, storedConditions } from './stored-conditions.ts';
import { definesOtherwise, storedParameters } from './stored-parameters.ts';
import { storedViews, viewForm } from './stored-views.ts';
import { tryDemands } from './try-demands.ts';
import { unfilledFields } from './unfilled-fields.ts';
import { unknownRoles } from './unknown-roles.ts';
import { unsavedRecords } from './unsaved-records.ts';
import { withheldValues } from './withheld-values.ts';

interface JudgeOptions {
  /** Revision of the model in use. */
  readonly base: number;
  readonly orgs: OrgTree;
  readonly zone: string;
  readonly at: number;
  /** All that will be installed. */
  readonly installed: readonly Installed[];
  /** Opens a sealed value; null: it is only carried here, and judged where its key is. */
  readonly open: (sealed: string) => string | null;
}

interface Judgement {
  readonly claims: readonly ClaimChange[];
  readonly issues: readonly Issue[];
  readonly rewrites: readonly Rewrites[];
}

export const nothing: Judgement = { claims: [], issues: [], rewrites: [] };

/**
 * Judges the records there are by a new model: demands they do not fulfil, values that clash under its rules, fields
 * nobody has filled, conditions it stops, values of parameters it has no room for.
 */
export async function judgeRecords(
  database: Database,
  former: Model,
  model: Model,
  { base, orgs, zone, at, installed, open }: JudgeOptions,
): Promise<Judgement> {
  const { dialect } = database;
  const physical = await readPhysical(database);
  const served = { model: former, revision: base, orgs, table: formTables(former, physical) };
  const { breathe } = createSlices();
  const claims = claimChanges(former, model);
  const became = becoming(former, model);
  const row = await database.first<{ value: number }>('SELECT value FROM gj_revision WHERE id = 1');
  const rewrites: Rewrites[] = [];
  const noted = (form: string, { issues: found, rewrites: items }: StoredConditions) => {
    append(issues, found);
    if (items.length > 0) rewrites.push({ form, seen: Number(row?.value ?? 0), items });
  };
  const issues: Issue[] = [...namesChanged(former, model)];
  for (const form of model.formsById.values()) {
    const known = former.formsById.get(form.id);
    await breathe();
    const added = claims.find((one) => one.form === form.id)?.added ?? [];
    const demands = known && known.hash !== form.hash ? newDemands(known, form, former, model) : [];
    const conditions = known !== undefined && asksOtherwise(form, model, former);
    if (added.length === 0 && demands.length === 0 && !conditions) continue;
    const layout = physicalLayout(form, known, physical, dialect);
    if (!layout) continue;
    const common = { reader: database, dialect, form, model, layout, served, zone, at };
    if (demands.length > 0) append(issues, await tryDemands({ ...common, demands }));
    if (added.length > 0) append(issues, await claimClashes({ ...common, rules: new Set(added) }));
    const asked = { reader: database, form, model, former, layout, orgs, becoming: became };
    if (conditions) noted(form.id, await storedConditions(asked));
  }
  for (const form of model.formsById.values()) {
    const known = former.formsById.get(form.id);
    if (!known || known.hash === form.hash) continue;
    const table = served.table(known);
    const layout = recordLayout(known, table, dialect);
    const unfilled = await unfilledFields(database, known, form, table.name);
    const physically =
      remadeIn(unfilled).length > 0 ? physicalLayout(form, known, physical, dialect) : undefined;
    const common = { reader: database, dialect, form, model, served, zone, at };
    const unsaved = physically ? await unsavedRecords({ ...common, layout: physically, demands: [] }) : [];
    append(
      issues,
      unfilled.flatMap((issue) => withoutUnsaved(issue, unsaved)),
    );
    append(issues, unsaved);
    append(issues, await loosenedRecords({ reader: database, known, form, layout, orgs }));
  }
  const roles = former.formsById.get('role');
  if (roles) {
    const layout = recordLayout(roles, served.table(roles), dialect);
    append(issues, await unknownRoles({ reader: database, former, model, layout }));
    append(issues, await splitActions({ reader: database, former, model, layout }));
    append(issues, await withheldValues({ reader: database, former, model, layout }));
  }
  const views = model.formsById.get(viewForm);
  const kept = views && physicalLayout(views, former.formsById.get(viewForm), physical, dialect);
  const asked = { reader: database, model, former, orgs, becoming: became };
  if (kept) noted(viewForm, await storedViews({ ...asked, layout: kept }));
  const values = former.formsById.get(parameterForm);
  if (values && definesOtherwise(former, model)) {
    // Nothing is rewritten; but what is set from here on has not been looked at.
    rewrites.push({ form: parameterForm, seen: Number(row?.value ?? 0), items: [] });
    const layout = recordLayout(values, served.table(values), dialect);
    const narrowed = { reader: database, former, model, orgs, installed, open };
    append(issues, await storedParameters({ ...narrowed, layout }));
    const sets = former.formsById.get(changeSetForm);
    const kept = sets && recordLayout(sets, served.table(sets), dialect);
    if (kept) append(issues, await parametersInSets({ ...narrowed, layout: kept }));
    append(issues, await readersLeft({ reader: database, dialect, served, model }));
  }
  return { claims, issues, rewrites };
}

/** Warns callers of the API: finds forms and fields that are called otherwise or not at all any more. */
function namesChanged(former: Model, model: Model): readonly Issue[] {
  const found: Issue[] = [];
  for (const before of former.formsById.values()) {
    const form = model.formsById.get(before.id);
    if (!form) {
      const params = { name: before.name, label: { ...before.label } };
      found.push({
        code: 'form-left-out',
        severity: 'warning',
        package: before.package,
        pointer: '',
        params,
      });
      continue;
    }
    const note = about(form, found);
    if (form.name !== before.name) note('form-renamed', '/name', { from: before.name, to: form.name });
    if (form.hash !== before.hash) compare(before, form, note);
  }
  return found;
}

type Note = (code: string, pointer: string, params: Issue['params']) => void;

function about(form: Form, found: Issue[]): Note {
  return (code, pointer, params) =>
    found.push({
      code,
      severity: 'warning',
      form: form.id,
      package: form.package,
      pointer,
      params: { form: { ...form.label }, name: form.name, ...params },
    });
}

function compare(former: FieldSet, shape: FieldSet, note: Note): void {
  for (const field of shape.fields) if (!former.byId.has(field.id)) rolesOtherwise({}, field, note);
  for (const before of former.fields) {
    if (before.dropped) continue;
    const field = shape.byId.get(before.id);
    const pointer = `/fields/${before.path}`;
    const params = { field: { ...before.label }, path: before.path };
    if (!field || field.dropped) note('field-left-out', pointer, { ...params, from: before.name });
    else {
      if (field.name !== before.name)
        note('field-renamed', `${pointer}/name`, { ...params, from: before.name, to: field.name });
      optionsGone(before, field, note);
      rolesOtherwise(before, field, note);
      if (before.rows && field.rows) compare(before.rows, field.rows, note);
    }
  }
}

/** Roles that come to see or change more of a field than before, or less. */
function rolesOtherwise(before: Pick<Field, 'roles'>, field: Field, note: Note): void {
  const [was = {}, is = {}] = [before.roles, field.roles];
  for (const role of Object.keys({ ...was, ...is })) {
    const [from, to] = [was[role], is[role]];
    if (from === to) continue;
    const called = role === otherRoles ? { zh: '其他所有角色', en: 'all other roles' } : numberOfRole(role);
    const params = { field: { ...field.label }, path: field.path, role: called };
    note(to === undefined ? 'role-says-itself' : `role-${to}`, `/fields/${field.path}/roles/${role}`, params);
  }
}

function optionsGone(before: Field, field: Field, note: Note): void {
  const { options, label, path, kind } = field;
  if (kind.offers || !before.options || !options) return;
  const offered = new Set(options.map(({ value }) => value));
  const gone = before.options.filter(({ value }) => !offered.has(value)).map(({ value }) => value);
  const meaning = formerValuesOf(field) ?? {};
  for (const [code, some] of [
    ['options-translated', gone.filter((value) => Object.hasOwn(meaning, value))],
    ['options-left-out', gone.filter((value) => !Object.hasOwn(meaning, value))],
  ] as const)
    if (some.length > 0) note(code, `/fields/${path}`, { field: { ...label }, path, options: some });
}

/** Records that cannot be saved are told apart: they are not counted among those that will be computed. */
function withoutUnsaved(issue: Issue, unsaved: readonly Issue[]): readonly Issue[] {
  if (issue.params['remade'] === undefined) return [issue];
  const lost = unsaved.find(({ code }) => code === 'records-not-remade')?.params['originals'] ?? 0;
  const records = Number(issue.params['records']) - Number(lost);
  return records > 0 ? [{ ...issue, params: { ...issue.params, records } }] : [];
}
