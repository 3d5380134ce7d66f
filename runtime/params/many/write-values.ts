import type { Problem } from '../../../metadata/common/issue.ts';
import { mostAtOnce, type ValueOutcome } from '../../../metadata/contract/params/many.ts';
import type { Call } from '../../call/call.ts';
import { parameterRights } from '../../call/system-call.ts';
import { inBatches } from '../../common/in-batches.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { BatchItem, Store } from '../../storage/store/record/store.ts';
import { formOfValues } from '../set-parameter.ts';
import type { PlannedValue } from './plan-values.ts';

/**
 * Makes the writes, as many a commit as there may be; each commit wholly or not at all. Problems are at `/<index>`;
 * a refusal after a first commit says how many were written.
 */
export async function writeValues(
  store: Store,
  call: Call,
  writes: readonly PlannedValue[],
): Promise<readonly ValueOutcome[]> {
  const form = formOfValues(call);
  if (writes.some(({ address }) => address.param.danger)) await call.confirmed?.();
  const writing = { ...call, rights: parameterRights };
  const outcomes: ValueOutcome[] = [];
  for (const some of inBatches(writes, mostAtOnce)) {
    const results = await store
      .batch(writing, form, some.map(itemOf), true)
      .catch((error: unknown) =>
        Promise.reject(partly(replaced(error, some), some, [outcomes.length, writes.length])),
      );
    for (const [at, { record }] of results.entries()) {
      const { index, was, is } = some[at] as PlannedValue;
      const outcome = is ? (was ? 'changed' : 'set') : 'unset';
      outcomes.push({ index, outcome, ...(record && { id: record.id, revision: record.revision }) });
    }
  }
  return outcomes;
}

function itemOf({ was, is }: PlannedValue): BatchItem {
  const seen = was && { id: was.id, ifMatch: was.written?.revision ?? 0 };
  if (!is) return { op: 'delete', id: was?.id ?? '', ifMatch: seen?.ifMatch ?? 0 };
  const body = {
    type: is.type,
    address: is.key,
    organisation: is.org === null ? null : { id: is.org },
    content: { value: is.value, raw: is.raw },
    from: is.validFrom,
    until: is.validTo,
    locked: is.locked,
  };
  return seen ? { op: 'put', ...seen, body } : { op: 'create', body };
}

/** A refusal of commits after others: what was written stays, so it says how much that is. */
function partly(
  error: unknown,
  [first]: readonly PlannedValue[],
  [written, all]: readonly [number, number],
): unknown {
  if (!(error instanceof Refusal) || written === 0) return error;
  const { code, params, status } = error;
  const own = [{ path: `/${first?.index ?? 0}`, code, params }];
  const problems = error.problems.length > 0 ? error.problems : own;
  return refusal('params-partly-written', status)({ written, left: all - written }, problems);
}

/** Tells the store's problems with its items of those that were sent. */
function replaced(error: unknown, writes: readonly PlannedValue[]): unknown {
  if (!(error instanceof Refusal) || error.code !== 'batch-failed') return error;
  const problems = error.problems.map((problem): Problem => {
    const [, at = '0', rest = ''] = /^\/items\/(\d+)(?:\/body)?(.*)$/.exec(problem.path) ?? [];
    return { ...problem, path: `/${writes[Number(at)]?.index ?? 0}${rest}` };
  });
  return new Refusal({ code: error.code, status: error.status }, error.params, problems, {});
}
