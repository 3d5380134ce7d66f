import type { Form, Model } from '../../metadata/model.ts';
import { orgTree } from '../../rules/sharing/org-tree.ts';
import type { Database } from '../database/database.ts';
import { claimsToCome } from '../publish/claims-to-come.ts';
import type { Served } from '../served.ts';
import { recordLayout } from '../store/layout.ts';
import { formTables } from '../tables/form-tables.ts';
import { type PhysicalColumn, readPhysical } from '../tables/state.ts';
import { createOrganisations } from '../tenant/organisations.ts';
import type { Vault } from '../vault.ts';
import { checkSecrets } from './check-secrets.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Whether records hang together: the control tree, what they refer to, what they claim, what they keep secret. */
export async function checkRecords(
  database: Database,
  model: Model,
  { vault, at }: { readonly vault: Vault | null; readonly at: number },
): Promise<readonly Finding[]> {
  const physical = await readPhysical(database);
  const table = formTables(model, physical);
  const organisations = createOrganisations(database.dialect);
  const form = model.formsById.get('organisation');
  if (form) await organisations.reload(database, table(form), 0);
  const served: Served = { model, revision: 0, orgs: form ? organisations.tree() : orgTree([], 0), table };
  const live = [...physical.live.values()];
  return [
    checkOrganisations(served),
    ...(await checkReferences(database, live, physical.tables)),
    ...(await checkClaims(database, served, at)),
    await checkSecrets(database, live, vault),
  ];
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

async function checkReferences(
  database: Database,
  live: readonly PhysicalColumn[],
  tables: ReadonlyMap<string, string>,
): Promise<readonly Finding[]> {
  const { quote } = database.dialect;
  const dangling: string[] = [];
  const count = async (path: string, sql: string) => {
    const row = await database.first<{ n: number }>(sql);
    if (Number(row?.n ?? 0) > 0) dangling.push(`${path}: ${Number(row?.n)}`);
  };
  for (const { path, table, name, kept } of live) {
    const target = kept.target === undefined ? undefined : tables.get(kept.target);
    if (kept.column.type !== 'id' || target === undefined) continue;
    const column = `r.${quote(name)}`;
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

async function checkClaims(database: Database, served: Served, at: number): Promise<readonly Finding[]> {
  let [records, wrong] = [0, 0];
  const forms: string[] = [];
  for (const form of served.model.formsById.values()) {
    if (form.unique.length === 0) continue;
    const found = await compareClaims(database, served, form, at);
    records += found.records;
    if (found.wrong === 0) continue;
    wrong += found.wrong;
    forms.push(form.name);
  }
  return [
    wrong === 0 ? ok('doctor-claims', { records }) : fail('doctor-claims-wrong', { count: wrong, forms }),
  ];
}

/** What is written down as claimed, against what every record claims. */
async function compareClaims({ dialect, ...database }: Database, served: Served, form: Form, at: number) {
  const rows = await database.all<{ hash: string; record: string }>(
    'SELECT hash, record FROM gj_claim WHERE form = ?',
    [form.id],
  );
  const written = new Map(rows.map(({ hash, record }) => [hash, record]));
  const rules = new Set(form.unique.map(({ name }) => name));
  const layout = recordLayout(form, served.table(form), dialect);
  const common = { reader: database, dialect, form, model: served.model, layout, served };
  const question = { ...common, rules, zone: 'UTC', at };
  let [records, wrong] = [0, 0];
  for await (const some of claimsToCome(question))
    for (const { record, claims } of some) {
      records += 1;
      for (const { hash } of claims) {
        if (written.get(hash) !== record.id) wrong += 1;
        written.delete(hash);
      }
    }
  return { records, wrong: wrong + written.size };
}
