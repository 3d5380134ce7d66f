import type { Language } from '../../metadata/label.ts';
import { platformUser, platformUserIn } from '../auth/system-call.ts';
import type { Connection } from '../database/database.ts';
import type { Served } from '../served.ts';
import type { WriteEvent } from './draft.ts';
import { padded } from './in-list.ts';
import type { Layouts } from './layouts.ts';

/** A reference as it is answered: shared by all answers, so frozen. */
interface RecordLabel {
  readonly [member: string]: string | null;
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
}

/** Ids whose labels are missing, by form id. */
export type Wanted = Map<string, Set<string>>;

export function want(wanted: Wanted, form: string, id: string): void {
  const ids = wanted.get(form);
  if (ids) ids.add(id);
  else wanted.set(form, new Set([id]));
}

/**
 * Numbers and names of records that others point at, kept in memory: what this node writes is known at once,
 * what others write when `written` is told of it. Nobody's rights are asked: who may read a record may read
 * what it is made out to.
 */
export interface Labels {
  /** `language` matters to the platform itself alone, which is no record. Default: zh. */
  peek(form: string, id: string, language?: Language): RecordLabel | undefined;
  load(reader: Connection, served: Served, wanted: Wanted): Promise<void>;
  written(events: readonly WriteEvent[]): void;
}

/** A form's labels beyond this are forgotten, all at once. */
const most = 50_000;
const atOnce = 256;

export function createLabels(layouts: Layouts): Labels {
  const byForm = new Map<string, Map<string, RecordLabel>>();
  /** Counts the writes of a form, so that what was read before one is not kept after it. */
  const writes = new Map<string, number>();

  function labelsOf(form: string): Map<string, RecordLabel> {
    let labels = byForm.get(form);
    if (!labels) {
      labels = new Map();
      byForm.set(form, labels);
    }
    return labels;
  }

  return {
    peek: (form, id, language = 'zh') =>
      id === platformUser.id && form === 'user' ? platformUserIn[language] : byForm.get(form)?.get(id),
    async load(reader, served, wanted) {
      for (const [formId, ids] of wanted) {
        const form = served.model.formsById.get(formId);
        const labels = labelsOf(formId);
        if (labels.size > most) labels.clear();
        if (!form) {
          for (const id of ids) labels.set(id, unknown(id));
          continue;
        }
        const source = layouts.of(served, form).labels;
        const before = writes.get(formId);
        const found = new Map<string, RecordLabel>();
        const asked = [...ids];
        for (let from = 0; from < asked.length; from += atOnce) {
          const some = asked.slice(from, from + atOnce);
          const rows = await reader.all(source.sql(some.length), padded(some));
          for (const row of rows) {
            const id = String(row['id']);
            found.set(id, Object.freeze({ id, ...source.label(row) }));
          }
        }
        const current = writes.get(formId) === before;
        for (const id of asked) if (current || !labels.has(id)) labels.set(id, found.get(id) ?? unknown(id));
      }
    },
    written(events) {
      for (const { form, record } of events) {
        writes.set(form, (writes.get(form) ?? 0) + 1);
        byForm.get(form)?.delete(record);
      }
    },
  };
}

function unknown(id: string): RecordLabel {
  return Object.freeze({ id, number: null, name: null });
}
