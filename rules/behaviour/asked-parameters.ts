import { isList } from '../../metadata/kinds/common/reading.ts';
import type { Field, Form } from '../../metadata/model.ts';
import type { RecordChecks } from '../../metadata/record-check.ts';
import type { ParameterText } from '../decisions/parameter-text.ts';

/** Texts of parameters by `type/key`, for a page that judges as the server does. */
export type ParameterTexts = Readonly<Record<string, string>>;

/** Returns the texts of the parameters that a form's checks and panels read. `keysOf`: the keys a type knows. */
export function askedParameters(
  form: Form,
  checks: RecordChecks,
  keysOf: (type: string) => readonly string[],
  parameter: ParameterText,
): ParameterTexts {
  const named = form.fields.flatMap(namedBy).map((name) => name.split(/\/(.*)/));
  const ofChecks = form.checks
    .flatMap(({ run }) => checks.get(run)?.parameters ?? [])
    .flatMap((type) => keysOf(type).map((key) => [type, key]));
  return Object.fromEntries(
    [...named, ...ofChecks].flatMap(([type = '', key = '']) => {
      const text = parameter(type, key);
      return text === null ? [] : [[`${type}/${key}`, text] as const];
    }),
  );
}

/** Makes the door of a page: a parameter that is not among the texts is not set. */
export function textDoor(texts: ParameterTexts): ParameterText {
  return (type, key) => texts[`${type}/${key}`] ?? null;
}

function namedBy({ props, rows }: Field): readonly string[] {
  return [
    ...[props['optIn'], props['optOut']].flatMap((found) => (isList(found) ? found.map(String) : [])),
    ...(rows?.fields ?? []).flatMap(namedBy),
  ];
}
