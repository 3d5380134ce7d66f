import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Model } from '../../../../metadata/model.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import { refusal } from '../../../common/refusal.ts';
import type { Connection, Dialect } from '../../../database/database.ts';
import type { WriteEvent } from '../../../storage/store/commit/planned-write.ts';
import { withNote } from '../../../storage/store/commit/sharing-note.ts';
import { differences } from '../../../storage/store/record/changed-paths.ts';
import { type EntriesLayout, type RecordLayout, recordLayout } from '../../../storage/store/record/layout.ts';
import { readEntries } from '../../../storage/store/record/records.ts';
import { rowsOf, type Stored } from '../../../storage/store/record/stored.ts';
import { formTables } from '../../../storage/tables/form-tables.ts';
import { readPhysical } from '../../../storage/tables/state.ts';

/** Conditions that a record keeps, and what stands there in their place when the values they ask have moved. */
export interface Rewrite {
  readonly id: string;
  /** The organisation in whose own copy it stands. Default: it stands in the record itself. */
  readonly org?: string;
  /** Of the record or copy that was looked at. */
  readonly revision: number;
  readonly changes: readonly {
    /** By ids. */
    readonly path: string;
    /** Id of the row it stands in; null: in the record itself. */
    readonly row: string | null;
    readonly before: Json;
    readonly after: Json;
  }[];
}

export interface Rewrites {
  /** Id of the form whose records keep them. */
  readonly form: string;
  /** The revision up to which its records were looked at. */
  readonly seen: number;
  /** None: the plan only goes by what they say. */
  readonly items: readonly Rewrite[];
}

export interface RewriteOptions {
  readonly model: Model;
  readonly orgs: OrgTree;
  /** Of the publish; each record takes the next. */
  readonly revision: number;
  readonly at: number;
  readonly actor: WriteEvent['actor'];
  readonly reason: string | null;
}

export const overtaken = refusal('publish-overtaken', 409);

/**
 * Writes stored conditions as the plan said, each record a version of its own. Inside the transaction that switches;
 * where somebody wrote such a record since the plan looked, the plan is no longer what would be done.
 */
export async function rewriteStored(
  tx: Connection,
  dialect: Dialect,
  rewrites: readonly Rewrites[],
  { model, revision, at, actor, reason }: RewriteOptions,
): Promise<readonly WriteEvent[]> {
  if (rewrites.length === 0) return [];
  const table = formTables(model, await readPhysical(tx));
  const events: WriteEvent[] = [];
  const instant = new Date(at).toISOString();
  for (const { form: id, seen, items } of rewrites) {
    const form = model.formsById.get(id);
    if (!form) continue;
    const later = 'SELECT COUNT(*) AS n FROM gj_history WHERE form = ? AND revision > ?';
    const row = await tx.first<{ n: number }>(later, [id, seen]);
    if (Number(row?.n ?? 0) > 0) throw overtaken();
    const layout = recordLayout(form, table(form), dialect);
    for (const item of items) {
      const found = await tx.first(layout.byRecordId, [item.id]);
      const stored = found && layout.decode(found);
      if (stored && item.org !== undefined) {
        const next = revision + events.length + 1;
        const known = await copyOf(tx, id, item);
        if (known?.revision !== item.revision) throw overtaken();
        const after = put(known.content, item) as JsonObject;
        await tx.run(
          'UPDATE gj_overlay SET content = ?, revision = ? WHERE form = ? AND record = ? AND org = ?',
          [JSON.stringify(after), next, id, item.id, item.org],
        );
        const note = { copy: { org: item.org, before: known.content, after } };
        events.push({
          revision: next,
          form: id,
          record: item.id,
          operation: 'change-copy',
          at: instant,
          actor,
          reason,
          org: item.org,
          stored: withNote(stored, note),
          before: null,
          changed: item.changes.map(({ path }) => path.split('.', 1)[0] ?? ''),
        });
        continue;
      }
      if (stored?.revision !== item.revision) throw overtaken();
      if (layout.entries.length > 0) await readEntries(tx, layout, [stored]);
      const made = { modifiedAt: instant, modifiedBy: actor.id, revision: revision + events.length + 1 };
      const next: Stored = { ...(put(stored, item) as Stored), ...made };
      await tx.run(layout.update, layout.updateCells(next, item.revision));
      await writeRows(tx, dialect, layout, item);
      await followOrigin(tx, id, item);
      events.push({
        revision: next.revision,
        form: id,
        record: item.id,
        operation: 'update',
        at: instant,
        actor,
        reason,
        org: stored.org === '' ? null : stored.org,
        stored: next,
        before: null,
        changed: differences(form, stored, next).map(({ path }) => path.join('.')),
      });
    }
  }
  return events;
}

async function copyOf(tx: Connection, form: string, { id, org = '' }: Rewrite) {
  const row = await tx.first<{ content: string; revision: number }>(
    'SELECT content, revision FROM gj_overlay WHERE form = ? AND record = ? AND org = ?',
    [form, id, org],
  );
  return row && { content: JSON.parse(row.content) as JsonObject, revision: Number(row.revision) };
}

/** The record with its new conditions, in the rows they stand in. */
function put(part: Json, { changes }: Rewrite): Json {
  const within = (node: Json, path: readonly string[], row: string | null, value: Json): Json => {
    if (!isObject(node)) return node;
    const [first = '', ...rest] = path;
    if (rest.length === 0) return row === null || node['id'] === row ? { ...node, [first]: value } : node;
    return {
      ...node,
      [first]: rowsOf(node[first]).map((one) => within(one, rest, row, value)),
    };
  };
  return changes.reduce<Json>(
    (node, { path, row, after }) => within(node, path.split('.'), row, after),
    part,
  );
}

async function writeRows(
  tx: Connection,
  dialect: Dialect,
  layout: RecordLayout,
  { changes }: Rewrite,
): Promise<void> {
  for (const { path, row, after } of changes) {
    if (row === null) continue;
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let own: EntriesLayout | undefined;
    for (const step of steps) own = (own ?? layout).entries.find(({ field }) => field === step);
    const into = own?.byId.get(last);
    if (!own || !into) continue;
    const sql = `UPDATE ${own.table} SET ${into.name} = ${dialect.placeholder(into.column)} WHERE id = ?`;
    await tx.run(sql, [dialect.encode(into.column, after), row]);
  }
}

/**
 * Follows a rewrite in the shipped values: a field that was left as shipped is so still, and the next version may
 * change it.
 */
async function followOrigin(tx: Connection, form: string, { id, changes }: Rewrite): Promise<void> {
  const row = await tx.first<{ shipped: string }>(
    'SELECT shipped FROM gj_origin WHERE form = ? AND record = ?',
    [form, id],
  );
  if (!row) return;
  const shipped = JSON.parse(row.shipped) as { readonly stored?: Json };
  const stored = changes.reduce(
    (node, { before, after }) => replaced(node, before, after),
    shipped.stored ?? null,
  );
  await tx.run('UPDATE gj_origin SET shipped = ? WHERE form = ? AND record = ?', [
    JSON.stringify({ ...shipped, stored }),
    form,
    id,
  ]);
}

function replaced(node: Json, before: Json, after: Json): Json {
  if (isDeepStrictEqual(node, before)) return after;
  if (Array.isArray(node)) return node.map((one: Json) => replaced(one, before, after));
  if (!isObject(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([name, one]) => [name, replaced(one, before, after)]));
}
