import type { Problem } from '../../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { type TakesByCapability, takesOf } from '../../../call/form-actions.ts';
import { renderProblem } from '../../../common/messages/render-problem.ts';
import { Refusal } from '../../../common/refusal.ts';
import { withWarnings } from '../answer/with-warnings.ts';
import type { BatchItem, BatchResult, Store, WireRecord, Written } from '../record/store.ts';
import { requireBody } from './require-body.ts';
import { withReason } from './with-reason.ts';

interface Picked {
  readonly id: string;
  readonly ifMatch?: number | undefined;
}

/** An action that somebody asked for, and the record, or those that were picked together. */
export interface Doing {
  readonly call: Call;
  readonly form: Form;
  readonly action: string;
  readonly records: readonly Picked[];
  readonly params: JsonObject;
}
/** The same of one of them. */
export type DoingOne = Omit<Doing, 'records'> & Picked;

/** The reasons why an action was not done, by the ids of the records for which it was not. */
export type Undone = ReadonlyMap<string, Refusal>;

/** What was warned of where an action was done, by the ids of the records. */
export type Warned = ReadonlyMap<string, readonly Problem[]>;

interface Acted {
  readonly undone: Undone;
  /** Default: nothing was. */
  readonly warned?: Warned;
}

/** An action that is more than one write of its record: it reaches other records, or other systems. */
export type Act =
  /**
   * Judges by itself whether it may be done. Throws where nothing of it was done; afterwards its records are read anew.
   */
  | { readonly together: (doing: Doing) => Promise<Acted> }
  /**
   * Is part of no batch, and is done to a record that was found to allow it. Answers what was written because of it.
   */
  | { readonly alone: (doing: DoingAlone) => Promise<Written | undefined> };

export interface DoingAlone {
  readonly call: Call;
  readonly form: Form;
  readonly record: WireRecord;
}
type Together = Extract<Act, { readonly together: unknown }>;

/** Does something to all of the records or to none. */
export function whole(act: (doing: Doing) => Promise<unknown>): Act {
  return wholeWarning(async (doing) => {
    await act(doing);
    return new Map();
  });
}

/** The same of what may warn of some of them. */
export function wholeWarning(act: (doing: Doing) => Promise<Warned>): Act {
  return { together: async (doing) => ({ undone: new Map(), warned: await act(doing) }) };
}

/** Does something record by record: what keeps one of them keeps no other one. */
export function each(act: (doing: DoingOne) => Promise<unknown>): Act {
  return {
    together: async ({ records, ...doing }) => {
      const undone = new Map<string, Refusal>();
      for (const { id, ifMatch } of records) {
        const refused = await refusalOf(() => act({ ...doing, id, ifMatch }));
        if (refused) undone.set(id, refused);
      }
      const [first] = undone.values();
      if (first && undone.size === records.length) throw first;
      return { undone };
    },
  };
}

/** The store, whose actions do what these say, by capability; all others are writes of their records. */
export function acting(
  store: Store,
  acts: () => Readonly<Record<string, Act>>,
  domains: Parameters<typeof takesOf>[0],
): Store {
  const takes = takesOf(domains);
  const actOf = (form: Form, name: string): Act | undefined => {
    const declared = declaredOf(form, name);
    return declared && acts()[declared.capability];
  };
  const togetherOf = (form: Form, item: BatchItem | undefined): Together | undefined => {
    const act = item?.op === 'act' ? actOf(form, item.action) : undefined;
    return act && 'together' in act ? act : undefined;
  };
  return {
    ...store,
    async act(caller, form, id, asked) {
      const act = actOf(form, asked.action);
      if (!act) return store.act(caller, form, id, asked);
      const { action, params, ifMatch } = asked;
      requireBody(takes, form, action, params);
      const call = withReason(caller, declaredOf(form, action), params);
      if ('alone' in act) {
        await store.toAct(call, form, id, { action, ifMatch });
        const record = await store.read(call, form, id, 'manage');
        const written = call.rehearsal ? undefined : await act.alone({ call, form, record });
        return written ?? unwritten(record);
      }
      let warned: Warned | undefined;
      if (call.rehearsal) await store.toAct(call, form, id, { action, ifMatch });
      else ({ warned } = await act.together({ call, form, action, records: [{ id, ifMatch }], params }));
      return unwritten(await store.read(call, form, id, 'manage'), warned?.get(id));
    },
    async batch(call, form, items, atomic) {
      if (atomic || !items.some((item) => togetherOf(form, item)))
        return store.batch(call, form, items, atomic);
      return batchOfActs(store, { call, form, items, takes, togetherOf });
    },
  };
}

function declaredOf(form: Form, name: string) {
  return form.actions.find((action) => action.name === name);
}

function unwritten(record: WireRecord, warnings: readonly Problem[] = []): Written {
  return { record, revision: record.revision, warnings, created: false };
}

interface BatchOfActs {
  readonly call: Call;
  readonly form: Form;
  readonly items: readonly BatchItem[];
  readonly takes: TakesByCapability;
  readonly togetherOf: (form: Form, item: BatchItem | undefined) => Together | undefined;
}

/** Records that one action was asked for go through it together, as they may be merged; all others by themselves. */
async function batchOfActs(
  store: Store,
  { call, form, items, takes, togetherOf }: BatchOfActs,
): Promise<readonly BatchResult[]> {
  const results = new Map<number, BatchResult>();
  const groups = Map.groupBy([...items.entries()], ([, item]) =>
    item.op === 'act' && togetherOf(form, item) ? JSON.stringify([item.action, item.body ?? {}]) : '',
  );
  for (const group of groups.values()) {
    const [, first] = group[0] ?? [];
    const act = togetherOf(form, first);
    if (!act || first?.op !== 'act') {
      const plain = await store.batch(
        call,
        form,
        group.map(([, item]) => item),
        false,
      );
      for (const [at, one] of plain.entries()) {
        const index = group[at]?.[0] ?? at;
        results.set(index, { ...one, index });
      }
      continue;
    }
    const { action, body: params = {} } = first;
    const unfit = await refusalOf(async () => requireBody(takes, form, action, params));
    const ready: (readonly [index: number, id: string, ifMatch: number | undefined])[] = [];
    for (const [index, item] of group) {
      if (item.op === 'create') continue;
      const failed =
        unfit ?? (await refusalOf(() => store.toAct(call, form, item.id, { action, ifMatch: item.ifMatch })));
      if (failed) results.set(index, problemOf(call, index, failed));
      else ready.push([index, item.id, item.ifMatch]);
    }
    const records = ready.map(([, id, ifMatch]) => ({ id, ifMatch }));
    let acted: Acted | undefined;
    const failed = await refusalOf(async () => {
      if (records.length === 0) return;
      const reasoned = withReason(call, declaredOf(form, action), params);
      acted = await act.together({ call: reasoned, form, action, records, params });
    });
    for (const [index, id] of ready) {
      const refused = failed ?? acted?.undone.get(id);
      if (refused) {
        results.set(index, problemOf(call, index, refused));
        continue;
      }
      const record = await store.read(call, form, id, 'manage');
      const warnings = acted?.warned?.get(id) ?? [];
      results.set(index, { index, status: 200, record: withWarnings(record, warnings, call) });
    }
  }
  return items.map((_, index) => results.get(index) ?? { index, status: 200 });
}

async function refusalOf(work: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await work();
    return null;
  } catch (failure) {
    if (failure instanceof Refusal) return failure;
    throw failure;
  }
}

function problemOf({ language, served, requestId }: Call, index: number, failure: Refusal): BatchResult {
  const { status, body } = renderProblem(failure, language, served.model.messages, requestId);
  return { index, status, problem: body };
}
