import { type FormOutline, type Session, session } from './session.ts';

const most = 12;

function key({ who }: Session): string {
  return `guiju.recent.${who?.user.id ?? ''}`;
}

function read(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(session)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** Somebody opened a form: it is first now. */
export function remember(form: FormOutline): void {
  const ids = [form.id, ...read().filter((id) => id !== form.id)].slice(0, most);
  try {
    localStorage.setItem(key(session), JSON.stringify(ids));
  } catch {
    // A browser that keeps nothing works all the same.
  }
}

/** The forms this person opened last in this browser, newest first, as far as they are still there. */
export function recentForms(): readonly FormOutline[] {
  return read().flatMap((id) => session.formById(id) ?? []);
}
