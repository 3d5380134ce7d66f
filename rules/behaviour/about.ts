import type { Field } from '../../metadata/field.ts';
import type { FieldSet, Form } from '../../metadata/model.ts';

/** The fields that a field's value is about, where its kind has something to say of them. */
export function aboutOf(
  { kind, props }: Field,
  target: (form: string) => Form | FieldSet | undefined,
): FieldSet | undefined {
  if (!kind.fits || kind.about === undefined) return undefined;
  const form = target(String(props[kind.about]));
  const entries = props['entries'];
  return entries === undefined ? form : form?.byId.get(String(entries))?.rows;
}
