import { append } from '../../../metadata/common/append.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Model } from '../../../metadata/model.ts';
import { refusal } from '../../common/refusal.ts';
import type { Database } from '../../database/database.ts';
import { readPhysical } from '../../storage/tables/state.ts';
import { type Installed, readInstalled } from '../packages/package-store.ts';
import { dataLeft } from './data-left.ts';
import { hiddenValues } from './hidden-values.ts';
import type { Publication } from './publication.ts';
import { viewForm } from './records/stored-views.ts';

/** The publish that takes a package out of service. */
export interface Uninstall {
  readonly given: readonly Installed[];
  readonly leaving: readonly string[];
  /** Names what hangs on it, and what stands in the way. */
  readonly notes: (publication: Publication) => Promise<readonly Issue[]>;
}

const unknown = refusal('package-unknown', 404);
const kept = refusal('package-kept', 409);
/** Everything else stands on it. */
const platform = 'platform';

/** A package is taken out: its data is archived and hidden, and comes back with it. */
export async function uninstallOf(
  database: Database,
  name: string,
  running: (revision: number) => Model | undefined,
): Promise<Uninstall> {
  const installed = await readInstalled(database);
  if (!installed.some((one) => one.name === name)) throw unknown({ package: name });
  if (name === platform) throw kept({ package: name });
  return {
    given: [],
    leaving: [name],
    async notes({ base, compiled, changed }) {
      const now = running(base);
      const found: Issue[] = neededBy(now, name);
      const files = setAsideOf(installed, changed);
      if (files.length > 0) found.push(issue('local-set-aside', name, { files }));
      const { model } = compiled;
      if (!now || !model) return found;
      const physical = await readPhysical(database);
      append(found, await hiddenValues(database, physical, now, model));
      append(found, await dataLeft(database, now, model));
      const views = await viewsOf(database, physical.live.get(`${viewForm}/form`), formsOf(now, name));
      if (views > 0) found.push(issue('views-hidden', name, { count: views }));
      return found;
    },
  };
}

/** Files of the customer's own layer that go, or of which a part goes. */
function setAsideOf(installed: readonly Installed[], changed: readonly Installed[]): readonly string[] {
  const [was, is] = [installed, changed].map((all) => all.find((one) => one.name === localPackage));
  if (!was || !is) return [];
  return [...was.files].flatMap(([path, content]) =>
    path === 'package.json' || sameData(content, is.files.get(path)) ? [] : [path],
  );
}

function formsOf(model: Model, name: string): ReadonlySet<string> {
  return new Set([...model.formsById.values()].filter((form) => form.package === name).map(({ id }) => id));
}

function neededBy(model: Model | undefined, name: string): Issue[] {
  return (model?.packages ?? [])
    .filter((one) => one.name !== localPackage && one.peerDependencies?.[name] !== undefined)
    .map((one) => ({
      ...issue('package-needed', name, {
        package: name,
        by: one.name,
        version: one.version,
        range: one.peerDependencies?.[name] ?? '*',
      }),
      severity: 'error',
    }));
}

function issue(code: string, name: string, params: Issue['params']): Issue {
  return { code, severity: 'warning', package: name, pointer: '', params };
}

/** Lists that people keep of forms that go. */
async function viewsOf(
  database: Database,
  column: { readonly table: string; readonly name: string } | undefined,
  forms: ReadonlySet<string>,
): Promise<number> {
  if (!column || forms.size === 0) return 0;
  const { quote } = database.dialect;
  const row = await database.first<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${quote(column.table)} WHERE ${quote(column.name)} IN (${[...forms].map(() => '?').join(', ')})`,
    [...forms],
  );
  return Number(row?.n ?? 0);
}
