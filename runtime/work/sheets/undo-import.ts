import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { textOf } from '../../../metadata/common/read.ts';
import type { Form } from '../../../metadata/model.ts';
import type { RecordChange } from '../../../metadata/record-change.ts';
import { type Call, callForLater } from '../../call/call.ts';
import { asPlatform, platformForm } from '../../call/system-call.ts';
import { inEveryLanguage } from '../../common/messages/index.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import type { Work } from '../jobs/job.ts';
import { mostNamed, type PutBack, type PutBackStep, putBack, putBackOutcome } from '../jobs/put-back.ts';

const notUndone = refusal('job-not-undone', 409);

/**
 * Takes an import back: records that it made go, others become again what they were, unless somebody wrote them since. The
 * job of the import remembers those that did not, so that they can be tried again, and forgets the others.
 */
export function undoingImport(store: Store, caller: Call, imported: WireRecord): Work {
  const call = callForLater(inItsOrganisation(caller, imported));
  const { model } = call.served;
  const changes = changesOf(imported);
  const form = model.forms.get(textOf(imported['form']) ?? '');
  if (changes.length === 0 || !form) throw notUndone({ id: imported.id });
  return {
    kind: 'other',
    form: form.name,
    name: inEveryLanguage('sheet-job-undo', { form: { ...form.listLabel } }, model.messages),
    details: { undoes: imported.id },
    async run(job) {
      // Those that were written last may refer to those before them.
      const steps = changes.map(stepOf).reverse();
      let done: readonly PutBackStep[] = [];
      const report = (now: typeof done) => {
        done = now;
        return job.report({ total: steps.length, done: now.length });
      };
      // Cancelled half way, it has taken back what it has.
      try {
        const became = await putBack(store, call, form, steps, report);
        const names = await namesOf(store, call, form, became);
        return putBackOutcome(became, call, form, ({ record, does }) => ({
          record,
          does,
          ...(names.get(record) ?? { number: null, name: null }),
        }));
      } finally {
        await noteUndone(store, call, imported.id, { by: job.id, done });
      }
    },
  };
}

/** Whoever looks at the job later may have gone to another organisation. */
function inItsOrganisation(call: Call, { organisation }: WireRecord): Call {
  const id = isObject(organisation) ? textOf(organisation['id']) : null;
  return id !== null && call.served.orgs.get(id) ? { ...call, org: id } : call;
}

function changesOf({ details }: WireRecord): readonly RecordChange[] {
  const changes = isObject(details) ? details['changes'] : null;
  return Array.isArray(changes) ? changes.filter(isChange) : [];
}

function isChange(value: Json): value is Json & RecordChange {
  return isObject(value) && typeof value['record'] === 'string';
}

function stepOf({ record, before, after, ...former }: RecordChange): PutBackStep {
  const does = before === null ? 'later' : after === null ? 'again' : 'back';
  return { record, does, version: before ?? 0, ifMatch: after ?? 0, ...former };
}

interface Undone {
  /** Id of the job that took it back. */
  readonly by: string;
  readonly done: readonly PutBackStep[];
}

async function noteUndone(store: Store, caller: Call, id: string, undone: Undone): Promise<void> {
  const call = asPlatform(caller);
  const form = platformForm(call.served.model, 'job');
  const done = new Set(undone.done.map(({ record }) => record));
  if (done.size === 0) return;
  for (;;) {
    const job = await store.read(call, form, id, 'manage');
    const { changes: _, ...others }: JsonObject = isObject(job['details']) ? job['details'] : {};
    const left = changesOf(job).filter(({ record }) => !done.has(record));
    const details = {
      ...others,
      ...(left.length > 0 && { changes: left.map((one) => ({ ...one })) }),
      undone: undone.by,
    };
    try {
      await store.patch(call, form, id, { details }, job.revision);
      return;
    } catch (error) {
      if (!(error instanceof Refusal && error.status === 412)) throw error;
    }
  }
}

/** What those are called that stay as they are, as far as the caller reads it. */
async function namesOf(store: Store, call: Call, form: Form, { refused }: PutBack<PutBackStep>) {
  if (refused.length === 0) return new Map<string, JsonObject>();
  const names = [form.number, form.title].flatMap((field) => field?.name ?? []);
  const ids = refused.slice(0, mostNamed).map(([{ record }]) => record);
  const filter = { fact: 'id', operator: 'in', value: ids } as const;
  const { items } = await store.list(call, form, { view: 'manage', filter, fields: names, limit: mostNamed });
  const nameOf = (record: WireRecord, field: Form['number']) => (field ? textOf(record[field.name]) : null);
  return new Map<string, JsonObject>(
    items.map((record) => [
      record.id,
      { number: nameOf(record, form.number), name: nameOf(record, form.title) },
    ]),
  );
}
