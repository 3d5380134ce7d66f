import { type FormOutline, session } from './session.ts';

const most = 12;
const name = 'recent-forms';

function read(): readonly string[] {
  const kept = session.own.read(name);
  return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
}

/** Somebody opened a form: it is first now. */
export function remember(form: FormOutline): void {
  session.own.write(name, [form.id, ...read().filter((id) => id !== form.id)].slice(0, most));
}

/** The forms this person opened last, newest first, as far as they are still there. */
export function recentForms(): readonly FormOutline[] {
  return read().flatMap((id) => session.formById(id) ?? []);
}
