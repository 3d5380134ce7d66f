import type { Json } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { moveClashes, moveOrganisation } from '../../../rules/sharing/move-organisation.ts';
import { type OrgTree, orgTree } from '../../../rules/sharing/org-tree.ts';
import type { SharedRecord } from '../../../rules/sharing/strategy.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import { decided } from '../commit/decided.ts';
import type { Draft } from '../commit/draft.ts';
import { byCount, padded } from '../record/in-list.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import { maySee } from '../record/may-see.ts';
import { readOrgs } from '../record/read-orgs.ts';
import { contentWrong, moveClash } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts } from '../save/parts.ts';
import type { Save, Saved } from '../save/save.ts';
import { gatherWorld } from '../save/sharing-world.ts';
import { assignToNewcomer, autoAssigned } from './auto-assign.ts';

/** Told of one move; more may be in the way. */
const mostTold = 20;

/**
 * The write of an organisation, with what it means for who uses what: a new one is given what it gets by itself,
 * and one that moves must not come to see two records with one number.
 */
export function withUsers(
  parts: StoreParts,
  draft: Draft<Saved>,
  { call, layout, before, next }: Save,
): Draft<Saved> {
  requireOneRoot(call, next);
  if (call.rehearsal) return draft;
  const moved = before !== null && before['parent'] !== next['parent'];
  const given = before === null && autoAssigned(call).length > 0;
  if (!moved && !given) return draft;
  return {
    ...draft,
    async alone(tx, first) {
      if (moved) await requireNoClash(parts, tx, call, layout, before, next);
      const effects = await decided(tx, draft, first);
      if (!given) return effects;
      const { stored } = effects.result;
      const tree = orgTree(await readOrgs(tx, layout, stored), first);
      const events = await assignToNewcomer(parts, tx, call, stored.id, tree);
      return { ...effects, events: [...effects.events, ...events] };
    },
  };
}

/** The group is one tree: whoever stood beside the root would share with nobody. */
function requireOneRoot({ served: { orgs } }: Call, next: Stored): void {
  if (orgs.root === '' || orgs.root === next.id || (next['parent'] ?? null) !== null) return;
  const params = { number: next['number'] ?? null, root: orgs.get(orgs.root)?.name ?? null };
  throw contentWrong({ count: 1 }, [{ path: '/parent', code: 'organisation-second-root', params }]);
}

async function requireNoClash(
  parts: StoreParts,
  tx: Connection,
  call: Call,
  layout: RecordLayout,
  before: Stored,
  next: Stored,
): Promise<void> {
  const orgs = await readOrgs(tx, layout, before);
  const to = typeof next['parent'] === 'string' ? next['parent'] : '';
  const moving = moveOrganisation(orgs, next.id, to, orgTree(orgs, 0), 0);
  // Loops and parents that are not there are told elsewhere, each with its place.
  if (!moving.ok || moving.move.gained.length === 0) return;
  const { tree, gained } = moving.move;
  const clashes: Record<string, Json>[] = [];
  let count = 0;
  for (const form of call.served.model.formsById.values()) {
    if (!form.sharing?.allowed.includes('scope') || !form.number) continue;
    for (const clash of await clashesOf(parts, tx, call, form, tree, gained)) {
      count += 1;
      if (clashes.length < mostTold) clashes.push(clash);
    }
  }
  if (count === 0) return;
  const number = String(next['number'] ?? '');
  const parent = tree.get(to)?.number ?? to;
  const problems = clashes.map((params) => ({ path: '/parent', code: 'organisation-move-clash', params }));
  throw moveClash({ number, parent, count }, problems, { clashes });
}

/** Records above that the organisations would newly see beside one with the same number; named to those who may read them. */
async function clashesOf(
  parts: StoreParts,
  tx: Connection,
  call: Call,
  form: Form,
  tree: OrgTree,
  gained: readonly string[],
): Promise<readonly Record<string, Json>[]> {
  const layout = parts.layout(call, form);
  const records = await sharedAbove(tx, layout, gained);
  const world = await gatherWorld(tx, tree, layout, records);
  const byId = new Map(records.map((record) => [record.id, record]));
  return moveClashes(records, world).flatMap(({ record: id, refused: { params } }) => {
    const record = byId.get(id);
    if (!record) return [];
    const other = world.namesakes(record).find((one) => one.id === params['other']);
    const told = (one: SharedRecord | undefined) => (one && maySee(call, form, one) ? one.id : null);
    const org = tree.get(String(params['org']))?.number ?? null;
    return [
      {
        form: { ...form.label },
        name: form.name,
        org,
        number: record.number ?? null,
        record: told(record),
        other: told(other),
      },
    ];
  });
}

/** Records of these organisations that go down the tree and are not the only ones with their number. */
async function sharedAbove(
  tx: Connection,
  layout: RecordLayout,
  gained: readonly string[],
): Promise<readonly SharedRecord[]> {
  const name = (id: string) => column(layout, id).name;
  const number = name(layout.form.number?.id ?? 'number');
  const sql = byCount(
    (marks) =>
      `SELECT t.${name('id')} AS id, t.${name('org')} AS org, t.${name('sharing')} AS sharing, t.${number} AS number FROM ${layout.table} t WHERE t.${name('sharing')} = ? AND t.${name('org')} IN (${marks}) AND EXISTS (SELECT 1 FROM ${layout.table} n WHERE n.${number} = t.${number} AND n.${name('id')} <> t.${name('id')})`,
  );
  return tx.all<SharedRecord & { readonly number: string | null }>(sql(gained.length), [
    'scope',
    ...padded(gained),
  ]);
}
