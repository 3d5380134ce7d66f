import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import type { WriteEvent } from '../commit/planned-write.ts';
import { noteOf } from '../commit/sharing-note.ts';
import { fitStored } from '../record/fit-stored.ts';
import { byCount, padded } from '../record/insert.ts';
import { ownFields } from '../record/own-fields.ts';
import type { Stored } from '../record/stored.ts';

/** An organisation's own copy of a record: the fields it owns. */
export interface Copy {
  /** By field ids, as stored. */
  readonly content: JsonObject;
  readonly revision: number;
}

/**
 * Personalised copies: the using organisation sees its own values in place of the original's. Which organisations
 * have any is kept in memory, so that those without pay nothing.
 */
export interface Copies {
  /** Whether the organisation of the call may have copies of the form's records; no is certain. */
  any(reader: Connection, call: Call, form: Form): boolean | Promise<boolean>;
  /** Of these records, those it has. */
  read(
    reader: Connection,
    call: Call,
    form: Form,
    records: readonly string[],
  ): Promise<ReadonlyMap<string, Copy>>;
  /** Records as the organisation of the call sees them. */
  seen(reader: Connection, call: Call, form: Form, records: readonly Stored[]): Promise<readonly Stored[]>;
  /** One record with what a copy says. */
  apply(form: Form, stored: Stored, copy: Copy, org: string): Stored;
  written(events: readonly WriteEvent[]): void;
}

const ofOrg = byCount(
  (marks) =>
    `SELECT record, content, revision FROM gj_overlay WHERE form = ? AND org = ? AND record IN (${marks})`,
);
const atOnce = 256;

/** No field can be called so: the record is as an organisation's copy says. */
const mark = '$personalised';

export function isPersonalised(stored: Readonly<Record<string, Json>>): boolean {
  return stored[mark] === true;
}

export function createCopies(zone: (org: string) => string): Copies {
  const having = new Set<string>();
  let loading: Promise<void> | undefined;
  let loaded = false;

  async function load(reader: Connection): Promise<void> {
    const rows = await reader.all<{ form: string; org: string }>('SELECT DISTINCT form, org FROM gj_overlay');
    for (const { form, org } of rows) having.add(`${form} ${org}`);
    loaded = true;
  }

  const copies: Copies = {
    any(reader, { org }, form) {
      if (ownFields(form).size === 0) return false;
      if (loaded) return having.has(`${form.id} ${org}`);
      loading ??= load(reader).finally(() => {
        loading = undefined;
      });
      return loading.then(() => having.has(`${form.id} ${org}`));
    },
    async read(reader, { org }, form, records) {
      const found = new Map<string, Copy>();
      for (let from = 0; from < records.length; from += atOnce) {
        const some = records.slice(from, from + atOnce);
        const rows = await reader.all<{ record: string; content: string; revision: number | bigint }>(
          ofOrg(some.length),
          [form.id, org, ...padded(some)],
        );
        for (const { record, content, revision } of rows)
          found.set(record, { content: JSON.parse(content) as JsonObject, revision: Number(revision) });
      }
      return found;
    },
    async seen(reader, call, form, records) {
      const any = copies.any(reader, call, form);
      if (!(typeof any === 'boolean' ? any : await any) || records.length === 0) return records;
      const own = await copies.read(
        reader,
        call,
        form,
        records.map(({ id }) => id),
      );
      if (own.size === 0) return records;
      return records.map((stored) => {
        const copy = own.get(stored.id);
        return copy ? copies.apply(form, stored, copy, call.org) : stored;
      });
    },
    apply(form, stored, { content, revision }, org) {
      const own = ownFields(form);
      const moved = new Set(
        (form.moves ?? []).flatMap(({ from, into }) => (into.every((id) => own.has(id)) ? from : [])),
      );
      const kept = Object.entries(content).filter(
        ([id]) => own.has(id) || moved.has(id) || form.byId.get(id)?.kind.derived,
      );
      const { row } = fitStored(form, { id: stored.id, ...Object.fromEntries(kept) }, zone(org));
      return { ...stored, ...row, revision: Math.max(stored.revision, revision), [mark]: true };
    },
    written(events) {
      for (const { form, operation, stored } of events) {
        const { copy, copies: back = [] } = noteOf(stored) ?? {};
        for (const { org } of copy ? [copy] : back) having.add(`${form} ${org}`);
        // The writer of a copy did not say whose it is: all are read again.
        if (operation === 'personalise' && !copy) loaded = false;
      }
    },
  };
  return copies;
}
