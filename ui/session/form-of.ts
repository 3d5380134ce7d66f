import type { Place } from './router.ts';
import type { FormOutline, Session } from './session.ts';

/** Pages of a platform form's records, by the first part of their address: the form's id. */
const formOfPages: Readonly<Record<string, string>> = { roles: 'role', users: 'user' };

/** The form a page belongs to: its list and records, where its rules are tried and its records shared, its own pages. */
export function formOf({ parts }: Place, session: Session): FormOutline | undefined {
  const [first = '', second = ''] = parts;
  if (['forms', 'match', 'sharing', 'deleted'].includes(first)) return session.form(second);
  const id = second === '' ? undefined : formOfPages[first];
  return id === undefined ? undefined : session.formById(id);
}
