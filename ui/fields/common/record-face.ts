import { nothing } from 'lit';
import type { DirectiveResult } from 'lit/directive.js';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import { type FaceSize, face } from '../../kit/base/face.ts';
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

/** The face of a record that is at hand. */
export function recordFace(
  form: Faced,
  record: JsonObject,
  size?: FaceSize,
): DirectiveResult | typeof nothing {
  const address = faceOf(form, record);
  return address === undefined ? nothing : face(address, size);
}
