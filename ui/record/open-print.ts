import { language } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import type { RecordEditor } from './editor/record-editor.ts';

/** Opens a record on paper beside the page, in the language of the page: the browser shows it and prints it. */
export function openPrint({ form, base }: RecordEditor, print: string): void {
  const path = `/api/forms/${form.name}/records/${String(base?.id ?? '')}/prints/${print}`;
  window.open(session.api.url(path, { view: 'use,manage', language: language() }), '_blank', 'noopener');
}
