import { layeredField } from './base.ts';
import { type LayeredForm, placeOfForm } from './layered.ts';
import { attachmentsField } from './layout.ts';

/** Gives a form whose records may have attachments the field of that name; one that has such a field keeps it. */
export function addAttachments(form: LayeredForm): void {
  const { source, fields, places } = form;
  if (source.attachments !== true || fields.some(({ id }) => id === attachmentsField)) return;
  const field = {
    name: attachmentsField,
    kind: 'files',
    label: { zh: '附件', en: 'Attachments' },
  };
  fields.push(layeredField(field, '', placeOfForm(form, attachmentsField), places));
}
