import type { Issue } from '../../metadata/issue.ts';
import type { Model } from '../../metadata/model.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';
import type { Database } from '../database/database.ts';
import { formTables } from '../tables/form-tables.ts';
import { readPhysical } from '../tables/state.ts';
import { type ClaimChange, claimChanges } from './claim-changes.ts';
import { claimClashes } from './claim-clashes.ts';
import { keptLayout } from './kept-layout.ts';
import { unfilledFields } from './unfilled-fields.ts';

export interface JudgeOptions {
  /** Revision of the model in use. */
  readonly base: number;
  readonly orgs: OrgTree;
  readonly zone: string;
  readonly at: number;
}

export interface Judgement {
  readonly claims: readonly ClaimChange[];
  readonly issues: readonly Issue[];
}

export const nothing: Judgement = { claims: [], issues: [] };

/** What a new model means for the records there are: values that clash under its rules, fields nobody has filled. */
export async function judgeRecords(
  database: Database,
  former: Model,
  model: Model,
  { base, orgs, zone, at }: JudgeOptions,
): Promise<Judgement> {
  const { dialect } = database;
  const physical = await readPhysical(database);
  const served = { model: former, revision: base, orgs, table: formTables(former, physical) };
  const claims = claimChanges(former, model);
  const issues: Issue[] = [];
  for (const { form: id, anew } of claims) {
    const form = model.formsById.get(id);
    const layout = form && keptLayout(form, former.formsById.get(id), physical, dialect);
    if (!form || !layout || anew.length === 0) continue;
    const common = { reader: database, dialect, form, model, layout, served };
    issues.push(...(await claimClashes({ ...common, rules: new Set(anew), zone, at })));
  }
  for (const form of model.formsById.values()) {
    const known = former.formsById.get(form.id);
    if (known) issues.push(...(await unfilledFields(database, known, form, served.table(known).name)));
  }
  return { claims, issues };
}
