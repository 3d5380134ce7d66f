import { append } from '../../../metadata/common/append.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { pointedText } from '../../../metadata/kinds/common/pointed.ts';
import { createListedHosts } from '../../access/egress/listed-hosts.ts';
import { tellUndecided } from '../../access/egress/targets-in-use.ts';
import type { Served } from '../../call/call.ts';
import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { readMarked } from '../../model/packages/dropped-records.ts';
import { storedConditions } from '../../model/publish/records/stored-conditions.ts';
import { recordLayout } from '../../storage/store/record/layout.ts';
import { type PhysicalColumn, readPhysical, readState } from '../../storage/tables/state.ts';
import { checkRoles } from './check-roles.ts';
import { checkSecrets } from './check-secrets.ts';
import { findHarms, type Searched } from './find-harms.ts';
import { each, type Finding, fail, ok, warn } from './finding.ts';
import { harmFindings, named } from './harm-findings.ts';
import { type ServedNow, servedNow } from './served-now.ts';

/**
 * Checks whether records hang together: the control tree, what they refer to, what history says, what they keep secret.
 */
export async function* checkRecords(searched: Searched): AsyncGenerator<Finding> {
  const { database, vault } = searched;
  const [physical] = await each('tables', async () => [await readPhysical(database)]);
  const [served] = await each('organisations', async () => [await servedNow(searched)]);
  for (const one of [physical, served]) if (one && 'code' in one) yield one;
  if (!physical || 'code' in physical || !served || 'code' in served) return;
  const live = [...physical.live.values()];
  yield checkOrganisations(served);
  const firm = live.filter(isFirm(served));
  yield* await each('references', () => checkReferences(database, firm, physical.tables));
  yield* await each('records', () => checkHarms(searched, served));
  yield* await each('conditions', () => checkConditions(database, served));
  yield* await each('dropped records', () => checkDropped(database));
  yield* await each('roles', () => checkRoles(database, served));
  yield* await each('allowed hosts', () => checkTargets(searched, served));
  yield* await each('secrets', async () => [await checkSecrets(database, live, vault)]);
}

/** Records that their packages bring no more and that were kept. */
async function checkDropped(database: Database): Promise<readonly Finding[]> {
  const { found } = await readState(database);
  const rows = found.has('gj_dropped') ? await readMarked(database) : [];
  if (rows.length === 0) return [];
  const first = rows.slice(0, named).map(({ package: owner, form, key }) => `${owner} ${form} ${key}`);
  return [ok('doctor-records-dropped', { count: rows.length, first })];
}

/** Hosts that records would have the server call and that no administrator allowed. */
async function checkTargets(
  { database, hosts, targets }: Searched,
  served: ServedNow,
): Promise<readonly Finding[]> {
  const { quote } = database.dialect;
  const listed = createListedHosts(hosts ?? [], quote);
  const waiting = await tellUndecided({ served, reader: database, quote, targets }, listed);
  return waiting ? [warn('doctor-hosts-not-listed', { ...waiting })] : [];
}

async function checkHarms(searched: Searched, served: ServedNow): Promise<readonly Finding[]> {
  const found = await harmFindings(findHarms(searched, served));
  return found.length > 0 ? found : [ok('doctor-records', { forms: served.model.formsById.size })];
}

function checkOrganisations({ orgs }: Served): Finding {
  const { problems, size } = orgs;
  return problems.length === 0
    ? ok('doctor-organisations', { count: size })
    : fail('doctor-organisations-wrong', {
        count: problems.length,
        first: problems
          .slice(0, 5)
          .map(({ code, params }) => `${code} ${Object.values(params ?? {}).join(' ')}`.trim()),
      });
}

/** Tells of columns whether the records that they point at have to be there. */
function isFirm({ model }: ServedNow): (column: PhysicalColumn) => boolean {
  const loose = [...model.formsById.values()].flatMap((form) =>
    form.fields.filter(({ props }) => props['loose'] === true).map(({ id }) => `${form.id}/${id}`),
  );
  const paths = new Set(loose);
  return ({ path }) => !paths.has(path);
}

async function checkReferences(
  database: Database,
  live: readonly PhysicalColumn[],
  tables: ReadonlyMap<string, string>,
): Promise<readonly Finding[]> {
  const { quote } = database.dialect;
  const dangling: string[] = [];
  const count = async (path: string, sql: string) => {
    // A table that is not what it should be is told elsewhere.
    const row = await database.first<{ n: number }>(sql).catch((error: unknown) => {
      if (DatabaseError.is(error, 'other')) return undefined;
      throw error;
    });
    if (Number(row?.n ?? 0) > 0) dangling.push(`${path}: ${Number(row?.n)}`);
  };
  for (const { path, table, name, kept } of live) {
    const column = `r.${quote(name)}`;
    for (const form of kept.targets ?? []) {
      const there = tables.get(form);
      const begins = `'${pointedText({ form, id: '' }).replaceAll("'", "''")}'`;
      const own = `SUBSTR(${column}, ${form.length + 2})`;
      const sql = `SELECT COUNT(*) AS n FROM ${quote(table)} r WHERE SUBSTR(${column}, 1, ${form.length + 1}) = ${begins}`;
      if (there !== undefined)
        await count(path, `${sql} AND NOT EXISTS (SELECT 1 FROM ${quote(there)} t WHERE t.id = ${own})`);
    }
    const target = kept.target === undefined ? undefined : tables.get(kept.target);
    if (kept.column.type !== 'id' || target === undefined) continue;
    await count(
      path,
      `SELECT COUNT(*) AS n FROM ${quote(table)} r WHERE ${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${quote(target)} t WHERE t.id = ${column})`,
    );
  }
  const forms = await database.all<{ form: string }>('SELECT DISTINCT target_form AS form FROM gj_link');
  for (const { form } of forms) {
    const target = tables.get(form);
    if (target === undefined) continue;
    await count(
      `* → ${form}`,
      `SELECT COUNT(*) AS n FROM gj_link l WHERE l.target_form = '${form.replaceAll("'", "''")}' AND NOT EXISTS (SELECT 1 FROM ${quote(target)} t WHERE t.id = l.target)`,
    );
  }
  return [
    dangling.length === 0
      ? ok('doctor-references')
      : warn('doctor-references-dangling', { count: dangling.length, first: dangling.slice(0, 10) }),
  ];
}

/** Checks whether the conditions that records keep can still be judged, and by what is there today. */
async function checkConditions(database: Database, served: Served): Promise<readonly Finding[]> {
  const { model, orgs } = served;
  const issues: Issue[] = [];
  for (const form of model.formsById.values()) {
    const layout = recordLayout(form, served.table(form), database.dialect);
    const asked = { reader: database, form, model, former: null, layout, orgs };
    append(issues, (await storedConditions(asked)).issues);
  }
  if (issues.length === 0) return [ok('doctor-conditions')];
  return issues.map(({ code, params }) => {
    const { count = 0, numbers = [], form = '', why = '' } = params;
    const shown: Readonly<Record<string, Json>> = { count, form, why, first: numbers };
    return warn(
      code === 'conditions-broken' ? 'doctor-conditions-broken' : 'doctor-conditions-outdated',
      shown,
    );
  });
}
