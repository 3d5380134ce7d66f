import { pointerSegments } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Field, FieldSet, Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { problemLabel } from '../../common/messages/render-problem.ts';
import type { Refusal } from '../../common/refusal.ts';

/** The first reason why a record could not be saved, after the name of the field that it is about. */
export function whyRefused({ problems, code, params }: Refusal, form: Form, { served }: Call): Label {
  const [first] = problems;
  const why = problemLabel(first ?? { code, params }, served.model.messages);
  const field = first && fieldNamed(form, pointerSegments(first.path));
  return field ? { zh: `${field.label.zh}：${why.zh}`, en: `${field.label.en}: ${why.en}` } : why;
}

/** The field at the end of a pointer by names: of a row, too. */
function fieldNamed(
  { byName }: Pick<FieldSet, 'byName'>,
  [name = '', _at, ...rest]: readonly string[],
): Field | undefined {
  const field = byName.get(name);
  return (field?.rows && fieldNamed(field.rows, rest)) ?? field;
}
