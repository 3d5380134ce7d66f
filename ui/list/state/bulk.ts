import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { askedIn, type Confirmation } from '../../model/asked.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { recordsById } from '../../model/records-by-id.ts';
import { ApiProblem } from '../../session/api.ts';
import { ownInbox } from '../../session/inbox.ts';
import { session } from '../../session/session.ts';

/** One thing done to many records. */
export type BulkAction =
  | { readonly op: 'enable' | 'disable' | 'delete' }
  | { readonly op: 'patch'; readonly body: JsonObject }
  | { readonly op: 'act'; readonly action: string; readonly body?: JsonObject };

/** The outcome for one record. */
export interface BulkLine {
  readonly record: ListedRecord;
  /** Null: done. */
  readonly wrong: string | null;
  /** Of the record after it. */
  readonly revision: number | null;
  /** The question to be answered before the action is done. Default: none. */
  readonly asked?: Confirmation;
}

/** Small enough for progress to be seen, large enough to be quick. */
const portion = 100;

/** Does it to each by itself: what does not succeed for one does not stop the others. */
export async function doToMany(
  form: string,
  records: readonly ListedRecord[],
  action: BulkAction,
  progress: (done: number) => void,
): Promise<readonly BulkLine[]> {
  const lines: BulkLine[] = [];
  for (let from = 0; from < records.length; from += portion) {
    const part = records.slice(from, from + portion);
    lines.push(...(await portionOf(form, part, action)));
    progress(lines.length);
  }
  // What they waited for may have been this.
  void ownInbox.refresh(true);
  return lines;
}

async function portionOf(
  form: string,
  records: readonly ListedRecord[],
  action: BulkAction,
): Promise<readonly BulkLine[]> {
  const items = records.map(({ id, revision }) => ({ id, ifMatch: revision, ...action }));
  try {
    const answer = await session.api.call('POST /api/forms/:form/batch', {
      path: { form },
      body: { items, atomic: false },
    });
    const byIndex = new Map(answer.items.map((item) => [item.index, item]));
    return records.map((record, index) => {
      const item = byIndex.get(index);
      const done = item !== undefined && item.status < 300;
      return {
        record,
        wrong: done ? null : sentence(item?.problem),
        revision: item?.record?.revision ?? null,
        ...askedOf(item?.problem),
      };
    });
  } catch (failure) {
    if (!(failure instanceof ApiProblem)) throw failure;
    return records.map((record) => ({ record, wrong: sentence(failure.body), revision: null }));
  }
}

function askedOf(problem: JsonObject | undefined): Pick<BulkLine, 'asked'> {
  const asked = askedIn(problem);
  return asked ? { asked } : {};
}

function sentence(problem: JsonObject | undefined): string {
  const errors = (problem?.['errors'] ?? []) as readonly { readonly message?: string }[];
  const found = errors.map(({ message }) => message ?? '').filter(Boolean);
  return found.length > 0 ? found.join(' ') : String(problem?.['detail'] ?? problem?.['title'] ?? '');
}

/** Deleted records come back as they were; answers how many did not. */
export async function restoreAll(form: string, lines: readonly BulkLine[]): Promise<number> {
  const waiting = lines.filter(({ wrong }) => wrong === null);
  let failed = 0;
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { id, revision } = one.record;
      await session.api
        .call('POST /api/forms/:form/records/:id/history/:revision/restore', {
          path: { form, id, revision: String(revision) },
          ifMatch: 0,
        })
        .catch(() => {
          failed += 1;
        });
    }
  };
  await Promise.all([next(), next(), next(), next()]);
  return failed;
}

/** Values of a field before it is changed in many records, by id of the record. */
export async function valuesBefore(
  form: string,
  records: readonly ListedRecord[],
  field: string,
): Promise<ReadonlyMap<string, Json>> {
  const ids = records.map(({ id }) => id);
  const found = await recordsById(form, ids, { view: 'manage', fields: field });
  return new Map([...found].map(([id, record]) => [id, record[field] ?? null]));
}

/** Each record gets its own value back, unless somebody changed it meanwhile; answers how many did not. */
export async function putBack(
  form: string,
  lines: readonly BulkLine[],
  field: string,
  before: ReadonlyMap<string, Json>,
): Promise<number> {
  const items = lines
    .filter(({ wrong, record }) => wrong === null && before.has(record.id))
    .map(
      ({ record, revision }) =>
        ({
          op: 'patch',
          id: record.id,
          ...(revision !== null && { ifMatch: revision }),
          body: { [field]: before.get(record.id) ?? null },
        }) as const,
    );
  let failed = 0;
  for (let from = 0; from < items.length; from += portion) {
    const part = items.slice(from, from + portion);
    const answer = await session.api.call('POST /api/forms/:form/batch', {
      path: { form },
      body: { items: part, atomic: false },
    });
    failed += answer.items.filter(({ status }) => status >= 300).length;
  }
  return failed;
}
