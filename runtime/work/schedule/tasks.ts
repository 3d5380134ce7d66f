import { append } from '../../../metadata/common/append.ts';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { type Timed, timetableOf } from '../../../rules/schedule/timetable.ts';
import type { Call } from '../../call/call.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { platformCall, type ScheduleParts } from './schedule-parts.ts';
import type { ScheduledForm, Task } from './scheduled-form.ts';

const members = [
  'frequency',
  'monthDays',
  'weekDays',
  'window',
  'everyMinutes',
  'time',
  'number',
  'name',
  'org',
];

/** Everything that is enabled. */
export async function scheduledTasks(
  parts: ScheduleParts,
  forms: readonly ScheduledForm[],
): Promise<readonly Task[]> {
  const call = platformCall(parts);
  const zones = [...parts.zones()];
  const tasks: Task[] = [];
  for (const scheduled of forms)
    for (const one of await enabled(parts, call, scheduled))
      for (const zone of scheduled.clocks === 'all' ? zones : [parts.zone(orgOf(one))])
        tasks.push(taskOf(scheduled.form, one, zone));
  return tasks;
}

async function enabled(
  { store }: ScheduleParts,
  call: Call,
  { form: id, fields = [] }: ScheduledForm,
): Promise<readonly WireRecord[]> {
  const form = call.served.model.formsById.get(id);
  if (!form) return [];
  return everyRecord(async (cursor) =>
    store.list(call, form, {
      view: 'manage',
      limit: 200,
      sort: ['id'],
      filter: { fact: 'enabled', operator: 'equal', value: true },
      fields: [...timedFields(form), ...fields],
      ...(cursor === null ? {} : { cursor }),
    }),
  );
}

/** Answers the members in which a record says its name and its times. */
export function timedFields(form: Form): readonly string[] {
  return members.filter((name) => form.byId.has(name) || name === 'org');
}

export async function everyRecord<R extends WireRecord>(
  page: (cursor: string | null) => Promise<{ readonly items: readonly R[]; readonly next: string | null }>,
): Promise<readonly R[]> {
  const all: R[] = [];
  for (let cursor: string | null = null; ; ) {
    const { items, next } = await page(cursor);
    append(all, items);
    if (next === null) return all;
    cursor = next;
  }
}

function taskOf(form: string, record: WireRecord, zone: string): Task {
  return {
    key: `${form} ${record.id} ${zone}`,
    form,
    id: record.id,
    zone,
    org: orgOf(record),
    number: String(record['number'] ?? ''),
    name: String(record['name'] ?? ''),
    record,
    timetable: timetableOf(record as Timed),
  };
}

export function orgOf(record: JsonObject): string {
  return idIn(record['org']) ?? '';
}

/** Id of what a reference points at. */
export function idIn(reference: unknown): string | null {
  const id = isObject(reference as JsonObject) ? (reference as JsonObject)['id'] : reference;
  return typeof id === 'string' ? id : null;
}

export function requireForm({ served }: Call, id: string): Form {
  const form = served.model.formsById.get(id);
  if (!form) throw new Error(`the model has no form ${id}`);
  return form;
}
