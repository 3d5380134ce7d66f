import { isObject, type Json } from '../common/json.ts';
import type { LayerFiles } from './apply-step.ts';
import { textAt } from './ship-places.ts';

/** Members of fields, extensions and matches that name a form. */
const naming: ReadonlySet<string> = new Set(['form', 'extends', 'facts']);

/**
 * Ids of forms that files speak of: those they extend, those that fields of theirs point at, and those of records,
 * cases, prints and reports.
 */
export function formsNamedIn(files: LayerFiles): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [path, content] of files) {
    if (/^(?:forms|extensions)\//.test(path)) collect(content, found);
    if (/^(?:data|cases|prints|reports)\//.test(path)) found.add(textAt(content, 'form'));
  }
  return found;
}

function collect(content: Json, found: Set<string>): void {
  if (Array.isArray(content)) for (const one of content) collect(one, found);
  if (!isObject(content)) return;
  for (const [member, value] of Object.entries(content))
    if (naming.has(member) && typeof value === 'string') found.add(value);
    else collect(value, found);
}
