import type { Issue } from '../../metadata/issue.ts';
import type { Model } from '../../metadata/model.ts';
import { parameterForm } from '../../metadata/names.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';
import { createSlices } from '../breaks.ts';
import type { Database } from '../database/database.ts';
import type { Installed } from '../packages/package-store.ts';
import { recordLayout } from '../store/record/layout.ts';
import { formTables } from '../tables/form-tables.ts';
import { readPhysical } from '../tables/state.ts';
import { becoming } from './becoming.ts';
import { type ClaimChange, claimChanges } from './claim-changes.ts';
import { claimClashes } from './claims-to-come.ts';
import { newDemands } from './demands.ts';
import { keptLayout } from './kept-layout.ts';
import { loosenedRecords } from './loosened-records.ts';
import { namesChanged } from './names-changed.ts';
import { readersLeft } from './readers-left.ts';
import type { Rewrites } from './rewrites.ts';
import { asksOtherwise, type StoredConditions, storedConditions } from './stored-conditions.ts';
import { definesOtherwise, storedParameters } from './stored-parameters.ts';
import { storedViews, viewForm } from './stored-views.ts';
import { tryDemands } from './try-demands.ts';
import { unfilledFields } from './unfilled-fields.ts';

export interface JudgeOptions {
  /** Revision of the model in use. */
  readonly base: number;
  readonly orgs: OrgTree;
  readonly zone: string;
  readonly at: number;
  /** All that will be installed. */
  readonly installed: readonly Installed[];
}

export interface Judgement {
  readonly claims: readonly ClaimChange[];
  readonly issues: readonly Issue[];
  readonly rewrites: readonly Rewrites[];
}

export const nothing: Judgement = { claims: [], issues: [], rewrites: [] };

/**
 * What a new model means for the records there are: what they do not fulfil of it, values that clash under its rules,
 * fields nobody has filled, conditions it stops, values of parameters it has no room for.
 */
export async function judgeRecords(
  database: Database,
  former: Model,
  model: Model,
  { base, orgs, zone, at, installed }: JudgeOptions,
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
    issues.push(...found);
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
    const layout = keptLayout(form, known, physical, dialect);
    if (!layout) continue;
    const common = { reader: database, dialect, form, model, layout, served, zone, at };
    if (demands.length > 0) issues.push(...(await tryDemands({ ...common, demands })));
    if (added.length > 0) issues.push(...(await claimClashes({ ...common, rules: new Set(added) })));
    const asked = { reader: database, form, model, former, layout, orgs, becoming: became };
    if (conditions) noted(form.id, await storedConditions(asked));
  }
  for (const form of model.formsById.values()) {
    const known = former.formsById.get(form.id);
    if (!known || known.hash === form.hash) continue;
    const table = served.table(known);
    issues.push(...(await unfilledFields(database, known, form, table.name)));
    const layout = recordLayout(known, table, dialect);
    issues.push(...(await loosenedRecords({ reader: database, known, form, layout, orgs })));
  }
  const views = model.formsById.get(viewForm);
  const kept = views && keptLayout(views, former.formsById.get(viewForm), physical, dialect);
  const asked = { reader: database, model, former, orgs, becoming: became };
  if (kept) noted(viewForm, await storedViews({ ...asked, layout: kept }));
  const values = former.formsById.get(parameterForm);
  if (values && definesOtherwise(former, model)) {
    // Nothing is rewritten; but what is set from here on has not been looked at.
    rewrites.push({ form: parameterForm, seen: Number(row?.value ?? 0), items: [] });
    const layout = recordLayout(values, served.table(values), dialect);
    issues.push(...(await storedParameters({ reader: database, former, model, layout, orgs, installed })));
    issues.push(...(await readersLeft({ reader: database, dialect, served, model })));
  }
  return { claims, issues, rewrites };
}
