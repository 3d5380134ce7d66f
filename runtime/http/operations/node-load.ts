import { textOf } from '../../../metadata/common/read.ts';
import { nodes } from '../../../metadata/contract/nodes/calls.ts';
import type { Call } from '../../call/call.ts';
import { asPlatform } from '../../call/system-call.ts';
import type { Connection, Dialect } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import type { SlowStatements } from '../../database/slow-statements.ts';
import { createLayouts, type Layouts } from '../../storage/store/record/layouts.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** A form whose records wait to be worked on, and how one of them says that it does. */
export interface Queue {
  /** Id of the form. */
  readonly form: string;
  readonly field: string;
  readonly waiting: readonly string[];
}

interface LoadParts {
  readonly queues: readonly Queue[];
  readonly slow: Pick<SlowStatements, 'known'>;
  readonly store: Pick<Store, 'list'>;
  readonly dialect: Dialect;
}

/** Jobs of people wait on the platform itself. */
const jobs: Queue = { form: 'job', field: 'status', waiting: ['waiting', 'running'] };
/** Milliseconds for which records are not counted again: of a form of millions that takes a moment. */
const lasting = 600_000;
const mostForms = 10;
const mostStatements = 20;

interface Counted {
  readonly at: number;
  readonly model: Call['served']['model'];
  readonly forms: readonly { readonly form: string; readonly records: number }[];
}

/** What of this installation has much to do: what waits, what is slow, and what is large. */
export function loadEndpoints({ queues, slow, store, dialect }: LoadParts): readonly Endpoint[] {
  const layouts = createLayouts(dialect);
  let counted: Counted | null = null;
  return [
    serveCall(nodes.load, async ({ ask: { host, reader, call: asked } }) => {
      const call = asPlatform(asked);
      const { model } = call.served;
      if (counted?.model !== model || host.clock() - counted.at >= lasting)
        counted = { at: host.clock(), model, forms: await largest(reader, call, layouts) };
      const waiting = await Promise.all([jobs, ...queues].map((queue) => waitingIn(store, call, queue)));
      return {
        body: {
          queues: waiting.flatMap((one) => one ?? []),
          statements: slow
            .known()
            .slice(0, mostStatements)
            .map(({ longest, milliseconds, last, ...one }) => ({
              ...one,
              longest: Math.round(longest),
              milliseconds: Math.round(milliseconds),
              last: new Date(last).toISOString(),
            })),
          forms: counted.forms,
          countedAt: new Date(counted.at).toISOString(),
        },
      };
    }),
  ];
}

/** Null: the form is not here. */
async function waitingIn(store: Pick<Store, 'list'>, call: Call, { form: id, field, waiting }: Queue) {
  const form = call.served.model.formsById.get(id);
  if (!form) return null;
  const { items, total, totalAtLeast } = await store.list(call, form, {
    view: 'manage',
    filter: { fact: field, operator: 'in', value: [...waiting] },
    sort: ['createdAt', 'id'],
    limit: 1,
    count: true,
  });
  return {
    form: form.name,
    waiting: total ?? 0,
    more: totalAtLeast === true,
    since: textOf(items[0]?.['createdAt']) ?? null,
  };
}

/** The forms with the most records; one that cannot be counted in time is left out. */
async function largest(reader: Connection, { served }: Call, layouts: Layouts): Promise<Counted['forms']> {
  const forms: { readonly form: string; readonly records: number }[] = [];
  for (const form of served.model.formsById.values()) {
    const row = await reader
      .first<{ readonly n: number | bigint }>(`SELECT COUNT(*) AS n FROM ${layouts.of(served, form).table}`)
      .catch((error: unknown) => {
        if (DatabaseError.is(error, 'read-too-long')) return undefined;
        throw error;
      });
    if (row && Number(row.n) > 0) forms.push({ form: form.name, records: Number(row.n) });
  }
  return forms.toSorted((a, b) => b.records - a.records).slice(0, mostForms);
}
