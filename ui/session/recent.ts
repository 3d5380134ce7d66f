import { isObject } from '../../metadata/common/json.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { session } from './session.ts';

const mostForms = 12;
const formsName = 'recent-forms';

function readForms(): readonly string[] {
  const kept = session.own.read(formsName);
  return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
}

/** Puts a form that somebody opened first among the recent ones. */
export function remember(form: FormOutline): void {
  session.own.write(formsName, [form.id, ...readForms().filter((id) => id !== form.id)].slice(0, mostForms));
}

/** The forms this person opened last, newest first, as far as they are still there. */
export function recentForms(): readonly FormOutline[] {
  return readForms().flatMap((id) => session.formById(id) ?? []);
}

/** A record that was looked at, by what it was called then. */
interface RecentRecord {
  readonly form: FormOutline;
  readonly record: string;
  readonly text: string;
}

const most = 20;
const longest = 80;
const name = 'recent-records';

/** Puts a record that somebody looks at first among the recent ones. */
export function rememberRecord({ form, record, text }: RecentRecord): void {
  const others = read().filter((one) => one.record !== record);
  const kept = [{ form: form.id, record, text: text.slice(0, longest) }, ...others].slice(0, most);
  session.own.write(name, kept);
}

/** The records this person looked at last, newest first, of forms that are still there. */
export function recentRecords(): readonly RecentRecord[] {
  return read().flatMap(({ form: id, record, text }) => {
    const form = session.formById(id);
    return form ? [{ form, record, text }] : [];
  });
}

function read(): readonly { readonly form: string; readonly record: string; readonly text: string }[] {
  const kept = session.own.read(name);
  if (!Array.isArray(kept)) return [];
  return kept.filter(
    (one) => isObject(one) && ['form', 'record', 'text'].every((member) => typeof one[member] === 'string'),
  ) as never;
}
