import { createHash } from 'node:crypto';
import type { Form } from '../../../metadata/model.ts';

/** The id of an organisation's one document, known before there is one: a UUID of version 8 made of both. */
export function settingId(form: Form, org: string): string {
  const hash = createHash('sha256').update(`setting ${form.id} ${org}`).digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
