import { isObject } from '../../../metadata/common/json.ts';
import type { Application } from '../forms/documents.ts';

/** Name of the user who made a document; null: it was not stored yet, or is made of several. */
export function authorOf(document: Application): string | null {
  const author = (document as { readonly createdBy?: unknown }).createdBy;
  return isObject(author) && typeof author['name'] === 'string' ? author['name'] : null;
}
