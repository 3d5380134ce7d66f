import type { Model } from '../../../metadata/model.ts';
import type { Edition } from '../../common/edition.ts';
import type { Database } from '../../database/database.ts';
import { type Installed, readInstalled } from '../../model/packages/package-store.ts';
import { signedWith } from '../../model/packages/signature.ts';
import { readTrustedKeys } from '../../model/packages/trusted-keys.ts';
import { waitingUpgrades } from '../../model/packages/waiting-upgrades.ts';
import { buildModel } from '../../model/publish/build-model.ts';
import { keyInWords } from '../../storage/indexes/index-key.ts';
import { readLearned } from '../../storage/indexes/learned-rows.ts';
import { recordLayout } from '../../storage/store/record/layout.ts';
import { desired } from '../../storage/tables/desired.ts';
import { formTables } from '../../storage/tables/form-tables.ts';
import { readNodes } from '../../storage/tables/nodes.ts';
import { mostIndexes } from '../../storage/tables/plan-indexes.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';
import { readPhysical, readState } from '../../storage/tables/state.ts';
import { type Finding, fail, ok, warn } from './finding.ts';
import { harmedRevision } from './harmed-counters.ts';

const shown = 10;
/** Milliseconds people waited from which on it is worth a word. */
const worth = 100;

/**
 * Tells which indexes lists laid for themselves, which they wait for, and which the model wants and no table has room
 * for.
 */
export async function checkIndexes(database: Database, model: Model): Promise<readonly Finding[]> {
  const { physical, found } = await readState(database);
  // A server that never started here has not made it yet.
  const rows = found.has('gj_learned') ? await readLearned(database) : [];
  const table = formTables(model, physical);
  const words = rows.flatMap((row) => {
    const form = model.formsById.get(row.form);
    if (!form) return [];
    const layout = recordLayout(form, table(form), database.dialect);
    const known = row.key.split(',').every((part) => layout.byId.has(part.replace('-', '')));
    return known ? [{ row, says: `${form.name}: ${keyInWords(layout, row.key)}` }] : [];
  });
  const finding = (list: typeof words) => ({
    count: list.length,
    first: list.slice(0, shown).map(({ says }) => says),
  });
  const laid = words.filter(({ row }) => row.laidAt !== null);
  const waiting = words.filter(({ row }) => row.laidAt === null && row.cost >= worth);
  const leftOut = desired(model).flatMap(({ path, indexes }) => {
    const names = indexes.slice(mostIndexes).map(({ columns }) => columns.map(({ id }) => id).join('+'));
    return names.length > 0 ? [`${path} (${names.join(', ')})`] : [];
  });
  return [
    ...(laid.length > 0 ? [ok('doctor-indexes-learned', finding(laid))] : []),
    ...(waiting.length > 0 ? [warn('doctor-indexes-waiting', finding(waiting))] : []),
    ...(leftOut.length > 0
      ? [ok('doctor-indexes-left-out', { count: leftOut.length, first: leftOut.slice(0, shown) })]
      : []),
  ];
}

interface ModelCheck {
  readonly findings: readonly Finding[];
  /** Absent: nothing was published, or it does not compile. */
  readonly model?: Model;
}

/** Checks whether the installed packages compile, and whether the tables are what the model wants. */
export async function checkModel(
  database: Database,
  edition: Edition,
  standard: readonly string[],
): Promise<ModelCheck> {
  const row = await database.first<{ model: number }>('SELECT model FROM gj_revision');
  if (Number(row?.model ?? 0) === 0) {
    const [lost] = await harmedRevision(database);
    if (!lost) return { findings: [warn('doctor-nothing-published')] };
    return {
      findings: [fail(lost.code, { count: 1, first: [lost.place] }), warn('doctor-repairable', { count: 1 })],
    };
  }
  const installed = await readInstalled(database);
  const { model, issues } = await buildModel(installed, edition);
  const unfinished = [...(await checkUnfinished(database)), ...(await checkNodes(database))];
  if (!model) {
    const first = issues
      .filter(({ severity }) => severity === 'error')
      .slice(0, 5)
      .map(({ package: owner, file, code }) => `${owner ?? ''}/${file ?? ''}: ${code}`);
    return { findings: [fail('doctor-packages-broken', { count: issues.length, first }), ...unfinished] };
  }
  const packages = installed.map(({ name, version }) => `${name} ${version}`);
  const newer = waitingUpgrades(installed, standard).map(({ name, from, to }) =>
    from === null ? `${name} ${to}` : `${name} ${from} → ${to}`,
  );
  return {
    model,
    findings: [
      ok('doctor-packages', { packages, forms: model.formsById.size }),
      ...(newer.length > 0 ? [warn('doctor-upgrades', { packages: newer })] : []),
      ...(await checkSignatures(database, installed)),
      ...unfinished,
      ...(await checkTables(database, model)),
      ...(await checkIndexes(database, model)),
    ],
  };
}

/** Packages go on working though the key they were signed with is believed no longer. */
async function checkSignatures(
  database: Database,
  installed: readonly Installed[],
): Promise<readonly Finding[]> {
  // Databases from before there were signatures have no table of keys.
  if (!installed.some((one) => signedWith(one) !== undefined)) return [];
  const trusted = await readTrustedKeys(database);
  const revoked = new Set(trusted.filter((row) => row.revoked_at !== null).map((row) => row.public_key));
  const packages = installed
    .filter((one) => revoked.has(signedWith(one) ?? ''))
    .map(({ name, version }) => `${name} ${version}`);
  return packages.length > 0 ? [warn('doctor-keys-revoked', { packages })] : [];
}

async function checkUnfinished(database: Database): Promise<readonly Finding[]> {
  const running = await database.all<{ id: string }>(`SELECT id FROM gj_plan WHERE state = 'running'`);
  return [running.length > 0 ? warn('doctor-publish-unfinished') : ok('doctor-publish')];
}

/** Servers that live, by the names that people know them by, and those of them that do not follow. */
async function checkNodes(database: Database): Promise<readonly Finding[]> {
  const { found } = await readState(database);
  if (!found.get('gj_node')?.columns.has('name')) return [];
  const nodes = (await readNodes(database, database.dialect)).filter(({ isSilent }) => !isSilent);
  const row = await database.first<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
  const behind = nodes.filter(({ model }) => model < Number(row?.model ?? 0));
  return [
    ...(nodes.length > 0 ? [ok('doctor-servers', { servers: nodes.map(({ name }) => name) })] : []),
    ...(behind.length > 0
      ? [warn('doctor-servers-behind', { servers: behind.map(({ name }) => name) })]
      : []),
  ];
}

async function checkTables(database: Database, model: Model): Promise<readonly Finding[]> {
  const { changes, issues, hidden } = await planTables(database, model);
  const { columns } = await readPhysical(database);
  const leaving = columns
    .filter(({ state }) => state !== 'live')
    .map(({ table, name }) => `${table}.${name}`);
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  return [
    changes.length + errors > 0
      ? fail('doctor-tables-differ', {
          count: changes.length + errors,
          first: changes.slice(0, 5).map(({ kind, table }) => `${kind} ${table}`),
        })
      : ok('doctor-tables'),
    ...(leaving.length > 0
      ? [warn('doctor-columns-leaving', { count: leaving.length, first: leaving.slice(0, 5) })]
      : []),
    ...(hidden.length > 0 ? [ok('doctor-hidden', { count: hidden.length, first: hidden.slice(0, 5) })] : []),
  ];
}
