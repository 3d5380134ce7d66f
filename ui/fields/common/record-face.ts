import { html, nothing } from 'lit';
import type { DirectiveResult } from 'lit/directive.js';
import { keyed } from 'lit/directives/keyed.js';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { FormModel } from '../../model/form-model.ts';

type Faced = Pick<FormModel, 'name' | 'picture' | 'byId'>;

/** Name of the field whose picture is the face of a record, as far as the reader is told of it. */
export function faceField({ picture, byId }: Pick<Faced, 'picture' | 'byId'>): string | undefined {
  return picture ? byId.get(picture)?.name : undefined;
}

/** The address of a record's face; undefined: it has none, or is not saved yet. */
export function faceOf(form: Faced, record: JsonObject): string | undefined {
  const [file] = filesIn(record[faceField(form) ?? '']);
  const { id } = record;
  return file && typeof id === 'string'
    ? `/api/forms/${form.name}/records/${id}/files/${file.id}?as=small`
    : undefined;
}

const sizes = { small: 'var(--gj-size-20)', large: 'var(--gj-size-34)' } as const;

/**
 * The face of a record beside what it is called, which says it in words; what nobody can draw is nothing. Its looks are
 * its own, as it stands in many roots.
 */
export function recordFace(
  form: Faced,
  record: JsonObject,
  size: keyof typeof sizes = 'small',
): DirectiveResult | typeof nothing {
  const address = faceOf(form, record);
  if (address === undefined) return nothing;
  const edge = sizes[size];
  // Of its own for each address: a place of a list in which one could not be drawn draws the next.
  return keyed(
    address,
    html`<img class="face" alt="" src=${address} loading="lazy" decoding="async" draggable="false"
      style="width:${edge};height:${edge};border-radius:var(--gj-radius);object-fit:cover;vertical-align:middle;margin-inline-end:var(--gj-1)"
      @error=${(event: Event) => {
        (event.target as HTMLElement).hidden = true;
      }} />`,
  );
}
