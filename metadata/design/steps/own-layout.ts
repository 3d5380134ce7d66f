import type { Json } from '../../common/json.ts';
import type { LayeredForm } from '../../model/layers/layered.ts';
import { completeLayout, proposedLayout } from '../../model/layers/layout.ts';
import type { LayoutSource } from '../../source.ts';
import type { Editing } from './editing.ts';

/** The layout of one's own form, written down where the form left it to the platform. */
export function layoutOf(editing: Editing, file: string): undefined {
  if (editing.read({ file, at: ['layout'] }) !== undefined) return;
  const source = editing.source()?.forms.find((one) => one.file === file)?.content;
  if (!source) return;
  const fields = source.fields.map(({ id, name, label, fields: rows }) => ({
    id: id ?? name,
    label,
    rows: rows !== undefined,
  }));
  editing.write({ file, at: ['layout'] }, proposedLayout(fields) as Json);
}

/** As it is shown: with the fields that nobody placed. */
export function layoutShown({ source, fields }: LayeredForm): LayoutSource {
  const shown = fields.map((field) => ({
    id: field.id,
    label: field.source.label,
    hidden: field.source.hidden ?? false,
    rows: field.fields.length > 0 ? field.fields : undefined,
  }));
  return completeLayout(source.layout, shown);
}
