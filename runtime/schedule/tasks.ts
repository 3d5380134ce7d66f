import { append } from '../../metadata/common/append.ts';
import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { Form } from '../../metadata/model.ts';
import { type Timed, type Timetable, timetableOf } from '../../rules/schedule/timetable.ts';
import type { Call } from '../call/call.ts';
import type { runsOf } from '../issuing/ask-run.ts';
import type { WireRecord } from '../store/record/store.ts';
import { platformCall, type ScheduleParts } from './schedule-parts.ts';

/** What is done by itself at certain times, by the clock of a zone. */
export interface Task {
  /** Names it among all that is scheduled. */
  readonly key: string;
  readonly form: keyof typeof runsOf;
  readonly id: string;
  readonly number: string;
  readonly name: string;
  /** The organisation whose record it is. */
  readonly org: string;
  /** Of a scheme: how far it takes documents. */
  readonly push: string;
  readonly timetable: Timetable;
  readonly zone: string;
}

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
  'push',
];

/** Everything that is enabled; a scheme goes by the clocks of those who may use it. */
export async function scheduledTasks(parts: ScheduleParts): Promise<readonly Task[]> {
  const call = platformCall(parts);
  const zones = zonesOf(call, parts.zone);
  const schemes = await enabled(parts, call, 'auto-issue-scheme');
  const tasks = await enabled(parts, call, 'automation-task');
  return [
    ...schemes.flatMap((one) => zones.map((zone) => taskOf('auto-issue-scheme', one, zone))),
    ...tasks.map((one) => taskOf('automation-task', one, parts.zone(orgOf(one)))),
  ];
}

async function enabled(
  { store }: ScheduleParts,
  call: Call,
  id: Task['form'],
): Promise<readonly WireRecord[]> {
  const form = call.served.model.formsById.get(id);
  if (!form) return [];
  return everyRecord(async (cursor) =>
    store.list(call, form, {
      view: 'manage',
      limit: 200,
      sort: ['id'],
      filter: { fact: 'enabled', operator: 'equal', value: true },
      fields: timedFields(form),
      ...(cursor === null ? {} : { cursor }),
    }),
  );
}

/** What a record says of itself and its times. */
export function timedFields(form: Form): readonly string[] {
  return members.filter((name) => form.byId.has(name) || name === 'org');
}

export async function everyRecord(
  page: (
    cursor: string | null,
  ) => Promise<{ readonly items: readonly WireRecord[]; readonly next: string | null }>,
): Promise<readonly WireRecord[]> {
  const all: WireRecord[] = [];
  for (let cursor: string | null = null; ; ) {
    const { items, next } = await page(cursor);
    append(all, items);
    if (next === null) return all;
    cursor = next;
  }
}

function taskOf(form: Task['form'], record: WireRecord, zone: string): Task {
  return {
    key: `${form} ${record.id} ${zone}`,
    form,
    id: record.id,
    zone,
    org: orgOf(record),
    number: String(record['number'] ?? ''),
    name: String(record['name'] ?? ''),
    push: String(record['push'] ?? ''),
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

function zonesOf({ served }: Call, zone: (org: string) => string): readonly string[] {
  const { orgs } = served;
  const zones = new Set<string>();
  const visit = (org: string): void => {
    zones.add(zone(org));
    for (const below of orgs.children(org)) visit(below);
  };
  visit(orgs.root);
  return [...zones];
}

export function requireForm({ served }: Call, id: string): Form {
  const form = served.model.formsById.get(id);
  if (!form) throw new Error(`the model has no form ${id}`);
  return form;
}
