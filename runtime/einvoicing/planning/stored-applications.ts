import { append } from '../../../metadata/common/append.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import type { PlanAsked } from '../../../rules/einvoicing/contract/plan-asked.ts';
import type { PlannedApplication } from '../../../rules/einvoicing/contract/planned.ts';
import { remainingOf } from '../../../rules/einvoicing/plan/remaining.ts';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import { callInService } from '../../effective/decisions/under-design.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';

const tooMany = refusal('decision-too-many', 422);
const nothingAsked = refusal('decision-nothing-asked', 422);

interface Reading {
  readonly store: Store;
  /** An application as decisions take it; refuses what is wrong with it, below the path. */
  readonly read: (application: JsonObject, path: string) => Promise<JsonObject>;
  /** Lets others in between two of them. Default: nobody waits. */
  readonly pause?: () => void | Promise<void>;
}

export interface ReadApplications {
  readonly applications: readonly JsonObject[];
  readonly documents: readonly PlannedApplication[];
}

interface Page extends ReadApplications {
  /** As they were sent, or as reads answer them: what is still to be issued. */
  readonly records: readonly JsonObject[];
}

export const applicationForm = 'invoice-application';
const pageSize = 100;

/** Applications that were sent or are stored, as far as the caller may read them; at most so many. */
export async function readApplications(
  reading: Reading,
  call: Call,
  asked: PlanAsked,
  most: number,
): Promise<ReadApplications> {
  const applications: JsonObject[] = [];
  const documents: PlannedApplication[] = [];
  for await (const page of applicationPages(reading, call, asked)) {
    if (applications.length + page.applications.length > most) throw tooMany({ most });
    append(applications, page.applications);
    append(documents, page.documents);
  }
  return { applications, documents };
}

/**
 * Reads the same page by page, in the order asked. Stored applications are read by the model in service, whatever is
 * tried.
 */
export async function* applicationPages(
  { store, read, pause }: Reading,
  asking: Call,
  { applications, ids, filter }: PlanAsked,
): AsyncGenerator<Page> {
  const call = callInService(asking);
  const of = formOf(call);
  const number = of.number?.name ?? 'number';
  const page = async (records: readonly JsonObject[], path: (at: number) => string): Promise<Page> => {
    const taken: JsonObject[] = [];
    for (const [at, one] of records.entries()) {
      taken.push(await read(one, path(at)));
      await pause?.();
    }
    return { records, applications: taken, documents: records.map((one) => documentOf(one, number)) };
  };
  if (applications) {
    for (let from = 0; from < applications.length; from += pageSize)
      yield await page(applications.slice(from, from + pageSize), (at) => `/applications/${from + at}`);
    return;
  }
  if (ids) {
    for (let from = 0; from < ids.length; from += pageSize) {
      const records: WireRecord[] = [];
      for (const id of ids.slice(from, from + pageSize)) records.push(await store.read(call, of, id));
      yield await page(records.map(remainingOf), (at) => `/ids/${from + at}`);
    }
    return;
  }
  if (filter === undefined) throw nothingAsked();
  const fields = [
    ...of.fields.filter((field) => !field.hidden && call.rights.readable(of, field)).map((one) => one.name),
    ...['org', 'modifiedAt'],
  ];
  for (let cursor: string | undefined; ; ) {
    const found = await store.list(call, of, {
      fields,
      limit: pageSize,
      ...(asksAll(filter) ? {} : { filter }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield await page(found.items.map(remainingOf), () => '/filter');
    if (found.next === null) return;
    cursor = found.next;
  }
}

/** One that is stored, as the caller may read it. */
export async function storedApplication(store: Store, call: Call, id: string): Promise<WireRecord> {
  const own = callInService(call);
  return store.read(own, formOf(own), id);
}

function documentOf(record: JsonObject, number: string): PlannedApplication {
  const { id, revision } = record;
  return {
    id: typeof id === 'string' ? id : null,
    number: String(record[number] ?? ''),
    revision: typeof revision === 'number' ? revision : null,
  };
}

function formOf({ served }: Call): Form {
  const found = served.model.formsById.get(applicationForm);
  if (!found) throw nothingAsked();
  return found;
}

/** `{}` asks for all there are. */
export function asksAll(filter: Condition): boolean {
  return Object.keys(filter).length === 0;
}
