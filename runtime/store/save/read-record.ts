import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { readAsAnswered } from '../answer/read-as-answered.ts';
import type { View, WireRecord } from '../record/store.ts';
import { findToRead } from '../sight/find.ts';
import type { StoreParts } from './parts.ts';

/** Most records come straight from their row; only those with entries or personal copies are put together. */
export function readRecord(
  parts: StoreParts,
  asking: Call,
  form: Form,
  id: string,
  view: View,
): Promise<WireRecord> {
  const call: Call = { ...asking, view };
  const { database, copies, answers } = parts;
  const copied = view === 'use' && copies.any(database, call, form);
  return typeof copied === 'boolean' ? read(copied) : copied.then(read);

  function read(copied: boolean): Promise<WireRecord> {
    const layout = parts.layout(call, form);
    const rows = layout.entries.length === 0 && !copied ? answers.rows(call, layout) : null;
    return rows ? readAsAnswered(database, call, { layout, rows, id, view }) : readWhole(copied);
  }

  async function readWhole(copied: boolean): Promise<WireRecord> {
    const stored = await findToRead(database, call, parts.layout(call, form), id, view);
    const [seen = stored] = copied ? await copies.seen(database, call, form, [stored]) : [];
    return answers.one(database, call, form, seen);
  }
}
