import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { session } from './session.ts';

/** Documents on their way from their list to the match tester or the lab: more than an address can hold. */
interface Handed {
  /** Id of their form. */
  readonly form: string;
  readonly ids: readonly string[];
}

const key = 'guiju.handed-documents';

/** Of this tab, until others are handed on. */
export function handDocuments(form: string, ids: readonly string[]): void {
  sessionStorage.setItem(key, JSON.stringify({ form, ids } satisfies Handed));
}

export function handedDocuments(form: string): readonly string[] {
  const handed = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Handed | null;
  return handed?.form === form ? handed.ids : [];
}

/** Forms whose rules ask documents of this form, as far as one may try them. */
export function rulesAbout(form: string): readonly FormOutline[] {
  return session.forms.filter(({ facts, actions }) => facts === form && actions.includes('match'));
}
