import type { Problem } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { FormerState, RecordChange } from '../../../metadata/record-change.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { type Decision, ownerOf } from './decide-record.ts';
import { type CellProblem, placeProblem, type ReadRecord } from './read-record.ts';

type Done = 'created' | 'updated' | 'unchanged' | 'deleted';

export type Written =
  | {
      readonly ok: true;
      readonly did: Done;
      readonly warnings?: readonly Problem[];
      /** Absent: nothing was written. */
      readonly change?: RecordChange;
    }
  | {
      readonly ok: false;
      readonly would: Done;
      readonly problems: readonly CellProblem[];
      /** Told of it as well, should what it was refused for be put right. */
      readonly warnings?: readonly Problem[];
      /** What was written before something was refused. Absent: nothing was. */
      readonly change?: RecordChange;
    };

const intended = { create: 'created', change: 'updated', delete: 'deleted' } as const;

/** Carries out what was decided for one record; what the store refuses is shown at the cells it is about. */
export async function writeRecord(
  store: Store,
  call: Call,
  form: Form,
  record: ReadRecord,
  decision: Decision,
): Promise<Written> {
  const first = record.row ?? record.rows.flat()[0];
  if (decision.kind === 'same' || !first) return { ok: true, did: 'unchanged' };
  if (decision.kind === 'wrong') {
    const { problems, rest } = decision;
    // It will not be written: nothing of it stands in the way of others.
    const { together: _, ...alone } = call;
    const judged = rest && (await writeRecord(store, { ...alone, rehearsal: true }, form, record, rest));
    const others = judged?.ok === false ? besides(problems, judged.problems) : [];
    return { ok: false, would: 'unchanged', problems: [...problems, ...others] };
  }
  let change: RecordChange | undefined;
  const note = (made: RecordChange) => {
    change = made;
  };
  try {
    const written = await writeDecided({ store, call, form, note }, decision);
    return { ...written, ...(change && { change }) };
  } catch (error) {
    const [warnings, problems] = refused(error);
    const placed = problems.map((problem) => placeProblem(problem, decision.placed, first));
    const would = intended[decision.kind];
    return { ok: false, would, problems: placed, warnings, ...(change && { change }) };
  }
}

/**
 * Answers what is wrong in cells besides what is known. Checks do not count: they may have asked what is missing for
 * that.
 */
export function besides(known: readonly CellProblem[], all: readonly CellProblem[]): readonly CellProblem[] {
  const placeOf = ({ sheet, row, column }: CellProblem) => [sheet, row, column].join();
  const places = new Set(known.map(placeOf));
  return all.filter(
    (one) => one.column !== null && one.problem.code !== 'check-failed' && !places.has(placeOf(one)),
  );
}

interface WriteParts {
  readonly store: Store;
  readonly call: Call;
  readonly form: Form;
  /** Takes note of what is written so far: a record may be written in several steps. */
  note(change: RecordChange): void;
}

async function writeDecided(
  { store, call, form, note }: WriteParts,
  decision: Extract<Decision, { kind: 'create' | 'change' | 'delete' }>,
): Promise<Extract<Written, { ok: true }>> {
  if (decision.kind === 'create') {
    const { record, revision, warnings } = await store.create(
      callFor(call, decision.org),
      form,
      decision.body,
    );
    note({ record: record.id, before: null, after: revision });
    return { ok: true, did: 'created', warnings };
  }
  const { current } = decision;
  if (decision.kind === 'delete') {
    await store.remove(call, form, current.id, current.revision);
    note({ record: current.id, before: current.revision, after: null });
    return { ok: true, did: 'deleted' };
  }
  const { body, enabled, sharing } = decision;
  let { revision } = current;
  let warnings: readonly Problem[] = [];
  let former: FormerState = {};
  const acts = enabled !== undefined || sharing !== undefined;
  const wrote = (record: { readonly revision: number }) => {
    ({ revision } = record);
    if (revision !== current.revision)
      note({ record: current.id, before: current.revision, after: revision, ...former });
  };
  if (Object.keys(body).length > 0) {
    const own = form.kind === 'setting' ? callFor(call, ownerOf(current)) : call;
    const patched = await store.patch(own, form, current.id, body, revision);
    wrote(patched.record);
    ({ warnings } = patched);
  }
  const act = async (action: string, params: JsonObject, was: FormerState) => {
    const { record } = await store.act(call, form, current.id, { action, params, ifMatch: revision });
    former = { ...former, ...was };
    wrote(record);
  };
  if (sharing !== undefined && !call.rehearsal)
    await act('change-sharing', { sharing }, { sharing: String(current['sharing']) });
  if (enabled !== undefined && !call.rehearsal)
    await act(enabled ? 'enable' : 'disable', {}, { enabled: !enabled });
  return { ok: true, did: acts || revision !== current.revision ? 'updated' : 'unchanged', warnings };
}

/** Answers what only warns, and what refuses. */
function refused(error: unknown): readonly [readonly Problem[], readonly Problem[]] {
  // A failure that is nobody's mistake ends the whole import.
  if (!(error instanceof Refusal) || error.status >= 500) throw error;
  const { code, params, problems } = error;
  const all: readonly Problem[] = problems.length > 0 ? problems : [{ path: '', code, params }];
  const isWarning = ({ severity }: Problem) => severity === 'warning';
  return [all.filter(isWarning), all.filter((problem) => !isWarning(problem))];
}

/** The same caller for another organisation of his. */
function callFor(call: Call, org: string): Call {
  if (org === call.org) return call;
  const { served, rights, user, now, language, requestId, reason, rehearsal, together } = call;
  return {
    served,
    rights,
    user,
    org,
    now,
    language,
    requestId,
    ...(reason === undefined ? {} : { reason }),
    ...(rehearsal === undefined ? {} : { rehearsal }),
    ...(together && { together }),
  };
}
