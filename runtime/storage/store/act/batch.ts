import { append } from '../../../../metadata/common/append.ts';
import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { renderProblem } from '../../../common/messages/render-problem.ts';
import { Refusal, refusal } from '../../../common/refusal.ts';
import { withWarnings } from '../answer/with-warnings.ts';
import { carryOutEffects, type Outcome } from '../commit/group.ts';
import { writeAs } from '../commit/marked.ts';
import { plannedAlone, type WriteEvent } from '../commit/planned-write.ts';
import type { BatchItem, BatchResult, Store, Written } from '../record/store.ts';
import type { StoreParts } from '../save/parts.ts';
import { readEvents } from '../save/read-written.ts';
import type { Saved } from '../save/save.ts';
import { type Done, effectsOf } from './effects-of.ts';
import { NewRecords } from './new-records.ts';

/** All items in one transaction: each sees what those before it did, and one that is refused refuses them all. */
export async function batchAtOnce(
  parts: StoreParts,
  call: Call,
  form: Form,
  items: readonly BatchItem[],
): Promise<readonly BatchResult[]> {
  if (items.length === 0) return [];
  const planned = plannedAlone(call.served.revision, `batch ${form.id}`, async (tx, first) => {
    const done: Done[] = [];
    const events: WriteEvent[] = [];
    const failures: { readonly index: number; readonly refusal: Refusal }[] = [];
    const refused = (index: number, failure: unknown) => {
      if (!(failure instanceof Refusal)) throw failure;
      failures.push({ index, refusal: failure });
    };
    const hear = (index: number, outcome: Outcome<Saved>) => {
      if (!outcome.ok) return refused(index, outcome.failure);
      append(events, outcome.events);
      const { stored, warnings } = outcome.result;
      done.push({ status: 201, stored, warnings });
    };
    const fresh = new NewRecords({ parts, tx, call, form, hear });
    for (const [index, item] of items.entries()) {
      const revision = first + index;
      try {
        if (item.op === 'create') {
          await fresh.add(index, revision, item.body);
          continue;
        }
        await fresh.write();
        const effects = await effectsOf(parts, tx, { call, form, item, revision });
        await carryOutEffects(tx, effects);
        append(events, effects.events);
        done.push(effects.result);
      } catch (failure) {
        refused(index, failure);
      }
    }
    await fresh.write();
    if (failures.length > 0) throw refuseAll(failures.toSorted((a, b) => a.index - b.index));
    return { statements: [], inserts: [], events, result: done };
  });
  const mark = call.once?.next();
  const all = { ...planned, size: items.length };
  const done =
    mark?.written === undefined
      ? await writeAs(parts, call, all, mark)
      : await doneBefore(parts, form, items, mark.written);
  const stored = done.flatMap((one) => one.stored ?? []);
  const members = parts.answers.members(call.rights, form);
  const records = await parts.answers.many(parts.database, call, form, stored, { members });
  const byId = new Map(records.map((record) => [`${record.id} ${record.revision}`, record]));
  return done.map(({ status, stored: kept, warnings = [] }, index) => {
    const record = kept && byId.get(`${kept.id} ${kept.revision}`);
    return record ? { index, status, record: withWarnings(record, warnings, call) } : { index, status };
  });
}

/**
 * Reads the outcome of a batch that was written and whose answer was lost; an item that changed nothing has no record.
 */
async function doneBefore(
  parts: StoreParts,
  form: Form,
  items: readonly BatchItem[],
  first: number,
): Promise<readonly Done[]> {
  const events = await readEvents(parts, form, first, first + items.length - 1);
  const byRevision = new Map(events.map((event) => [event.revision, event]));
  return items.map(({ op }, index) => {
    if (op === 'delete') return { status: 204 };
    const stored = byRevision.get(first + index)?.stored;
    return { status: op === 'create' ? 201 : 200, ...(stored ? { stored } : {}) };
  });
}

/** Every item that cannot be, with its place. */
function refuseAll(failures: readonly { readonly index: number; readonly refusal: Refusal }[]): Refusal {
  const problems = failures.flatMap(({ index, refusal: one }): readonly Problem[] => {
    const path = `/items/${index}`;
    if (one.problems.length === 0) return [{ path, code: one.code, params: one.params }];
    return one.problems.map((problem) => ({ ...problem, path: `${path}/body${problem.path}` }));
  });
  const [first] = failures;
  const more: Record<string, Json> = { index: first?.index ?? 0, ...first?.refusal.more };
  return refusal('batch-failed', first?.refusal.status ?? 422)({ count: failures.length }, problems, more);
}

/** Each item for itself, side by side; those about one record one after the other. */
export async function batchOneByOne(
  store: Pick<Store, 'create' | 'patch' | 'put' | 'remove' | 'act'>,
  call: Call,
  form: Form,
  items: readonly BatchItem[],
): Promise<readonly BatchResult[]> {
  const last = new Map<string, Promise<unknown>>();
  return Promise.all(
    items.map(async (item, index): Promise<BatchResult> => {
      const id = item.op === 'create' ? undefined : item.id;
      const before = id === undefined ? undefined : last.get(id);
      const own = call.once ? { ...call, once: call.once.part(index) } : call;
      const mine = (before ?? Promise.resolve()).then(() => one(store, own, form, item, index));
      if (id !== undefined) last.set(id, mine);
      return mine;
    }),
  );
}

async function one(
  store: Pick<Store, 'create' | 'patch' | 'put' | 'remove' | 'act'>,
  call: Call,
  form: Form,
  item: BatchItem,
  index: number,
): Promise<BatchResult> {
  try {
    if (item.op === 'create') {
      const { record, warnings } = await store.create(call, form, item.body);
      return { index, status: 201, record: withWarnings(record, warnings, call) };
    }
    if (item.op === 'delete') {
      await store.remove(call, form, item.id, item.ifMatch);
      return { index, status: 204 };
    }
    const { record, warnings } = await written(item);
    return { index, status: 200, record: withWarnings(record, warnings, call) };
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    const { language, served, requestId } = call;
    const { status, body } = renderProblem(failure, language, served.model.messages, requestId);
    return { index, status, problem: body };
  }

  function written(item: Exclude<BatchItem, { readonly op: 'create' | 'delete' }>): Promise<Written> {
    if (item.op === 'act')
      return store.act(call, form, item.id, {
        action: item.action,
        params: item.body ?? {},
        ifMatch: item.ifMatch,
      });
    return 'body' in item
      ? store[item.op](call, form, item.id, item.body, item.ifMatch)
      : store.act(call, form, item.id, { action: item.op, params: {}, ifMatch: item.ifMatch });
  }
}
