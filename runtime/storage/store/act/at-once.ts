import { append } from '../../../../metadata/common/append.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { FormHolding } from '../../../../metadata/record-of.ts';
import type { Call } from '../../../call/call.ts';
import { platformRights } from '../../../call/system-call.ts';
import type { Connection } from '../../../database/connection.ts';
import { carryOutEffects, decided } from '../commit/group.ts';
import { writeAs } from '../commit/marked.ts';
import { type PlannedWrite, plannedAlone, type WriteEvent } from '../commit/planned-write.ts';
import { column } from '../record/layout.ts';
import { readStored } from '../record/records.ts';
import { recordUnknown } from '../record/refusals.ts';
import { takeRevisions } from '../record/revisions.ts';
import { copyRow, newRecord, type Stored, stamp } from '../record/stored.ts';
import type { TransactionScope } from '../record/transaction-scope.ts';
import type { StoreParts } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { planChange, planCreate, planNew, planUntouched } from '../write/plan-write.ts';

/**
 * Writes of any forms in one transaction and one commit, decided by what is there then. With a mark it is done once.
 */
export async function atOnce<T extends JsonObject>(
  parts: StoreParts,
  call: Call,
  work: (transaction: TransactionScope) => Promise<T>,
): Promise<T> {
  const mark = call.once?.next();
  if (mark?.written !== undefined) return JSON.parse(mark.answer ?? '{}') as T;
  const planned: PlannedWrite<T> = plannedAlone(call.served.revision, 'at once', async (tx, first) => {
    const { transaction, events } = handsOn(parts, call, tx, first);
    const result = await work(transaction);
    return { statements: [], inserts: [], events, result };
  });
  return writeAs(parts, call, planned, mark, JSON.stringify);
}

/** Hands in a transaction that is open, and what they wrote so far. */
export function handsOn(
  parts: StoreParts,
  caller: Call,
  tx: Connection,
  first: number,
): { readonly transaction: TransactionScope; readonly events: readonly WriteEvent[] } {
  const { once: _, rehearsal: __, ...asked } = caller;
  const call: Call = { ...asked, rights: platformRights, approved: true };
  const events: WriteEvent[] = [];
  let next: number | null = first;
  const revision = async () => {
    const taken = next ?? (await takeRevisions(tx, 1)).first;
    next = null;
    return taken;
  };
  const written = async <S>(_: FormHolding<S>, planned: PlannedWrite<Saved>) => {
    const effects = await decided(tx, planned, await revision());
    await carryOutEffects(tx, effects);
    append(events, effects.events);
    return effects.result.stored as Stored & S;
  };
  const find = async <S>(form: FormHolding<S>, id: string) =>
    (await readStored(tx, parts.layout(call, form), id)) as (Stored & S) | undefined;
  const transaction: TransactionScope = {
    tx,
    revision: first,
    find,
    async read(form, id) {
      const stored = await find(form, id);
      if (!stored) throw recordUnknown({ id });
      return stored;
    },
    async where<S>(form: FormHolding<S>, field: string, value: string) {
      const layout = parts.layout(call, form);
      const rows = await tx.all<{ id: string }>(
        `SELECT ${column(layout, 'id').name} AS id FROM ${layout.table} WHERE ${column(layout, field).name} = ?`,
        [value],
      );
      const found: (Stored & S)[] = [];
      for (const { id } of rows) found.push(await transaction.read(form, id));
      return found;
    },
    create: async (form, body, org = call.org) =>
      written(form, await planCreate(parts, tx, { ...call, org }, form, body)),
    async createAs(form, id, body) {
      const next = newRecord(call, form, id);
      return (await find(form, id)) ?? written(form, await planNew(parts, tx, { call, form, body, next }));
    },
    async patch<S>(
      form: FormHolding<S>,
      { id, revision: ifMatch }: Pick<Stored, 'id' | 'revision'>,
      body: JsonObject,
    ) {
      const planned = await planChange(parts, tx, { call, form, id, body, manner: 'merge', ifMatch });
      return 'unchanged' in planned ? (planned.unchanged as Stored & S) : written(form, planned);
    },
    async change(form, before, values, operation) {
      const after: Stored = { ...copyRow(before, form), ...values };
      stamp(call, after);
      return written(form, await planUntouched(parts, tx, { call, form, before, next: after, operation }));
    },
  };
  return { transaction, events };
}
