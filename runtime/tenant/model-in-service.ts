import type { Issue } from '../../metadata/common/issue.ts';
import type { LayeredForm } from '../../metadata/model/layers/layered.ts';
import type { Model } from '../../metadata/model.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';
import type { Served } from '../call/call.ts';
import type { Edition } from '../common/edition.ts';
import type { Database } from '../database/database.ts';
import { readInstalled } from '../model/packages/package-store.ts';
import { buildModel } from '../model/publish/build-model.ts';
import { formTables } from '../storage/tables/form-tables.ts';
import { readPhysical } from '../storage/tables/state.ts';

/** The installed packages do not compile with this server: a newer or older one wrote them. */
export class ModelBroken extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    const reasons = issues.slice(0, 5).map(({ package: owner, file, code }) => `${owner}/${file}: ${code}`);
    super(`the installed packages do not compile with this server: ${reasons.join('; ')}`);
    this.name = 'ModelBroken';
    this.issues = issues;
  }
}

/** The model this node serves, with its tables, of one publish; replaced as a whole. */
export interface ModelInService {
  readonly model: Model;
  readonly layers: ReadonlyMap<string, LayeredForm>;
  readonly revision: number;
  readonly table: Served['table'];
}

/** Loads and compiles the packages that the database holds now. Null: nothing was ever published. */
export async function loadModel(database: Database, edition: Edition): Promise<ModelInService | null> {
  for (;;) {
    const revision = await publishedRevision(database);
    if (revision === 0) return null;
    const installed = await readInstalled(database);
    const physical = await readPhysical(database);
    // A publish in between would mix two of them.
    if ((await publishedRevision(database)) !== revision) continue;
    const { model, layers, issues } = await buildModel(installed, edition);
    if (!model) throw new ModelBroken(issues);
    return { model, layers, revision, table: formTables(model, physical) };
  }
}

export async function publishedRevision(database: Database): Promise<number> {
  const row = await database.first<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
  return Number(row?.model ?? 0);
}

/** The state that is kept beside the model. */
type ReadBeside = Required<Pick<Served, 'parameters' | 'approvals'>>;

/** One frozen view of model, organisations, parameters and approvals, made anew when one of them is another. */
export function createServed(): (service: ModelInService, orgs: OrgTree, kept: ReadBeside) => Served {
  let current: Served | null = null;
  return ({ model, revision, table }, orgs, { parameters, approvals }) => {
    if (
      current?.model !== model ||
      current.revision !== revision ||
      current.orgs !== orgs ||
      current.parameters !== parameters ||
      current.approvals !== approvals
    )
      current = Object.freeze({ model, revision, orgs, parameters, approvals, table });
    return current;
  };
}
