import type { Problem } from '../../metadata/common/issue.ts';
import { type JsonObject, pointerTo } from '../../metadata/common/json.ts';
import { fieldOfPath } from '../../metadata/field-of-path.ts';
import type { Form } from '../../metadata/model.ts';
import type { CheckFinding, RecordCheck, RecordChecks } from '../../metadata/record-check.ts';
import type { ParameterText } from '../decisions/parameter-text.ts';
import type { Only } from './record-parts.ts';

/** Lists the paths of fields that a check reads and the form has not. */
export function missingFor({ reads }: RecordCheck, form: Form): readonly string[] {
  return reads.filter((path) => fieldOfPath(form, path) === undefined);
}

/** Finds the problems that the form's computed checks see in a record; with `only`, in no rows but those named. */
export function computedProblems(
  form: Form,
  known: RecordChecks,
  record: JsonObject,
  parameter: ParameterText = () => null,
  only?: Only,
): readonly Problem[] {
  return form.checks
    .flatMap(({ run }) => known.get(run) ?? [])
    .filter((check) => missingFor(check, form).length === 0)
    .flatMap((check) =>
      check
        .find(record, parameter)
        .filter(({ field, row }) => !only || row === undefined || only.get(entriesOf(field))?.has(row))
        .map((found) => problemOf(form, check, found)),
    );
}

const entriesOf = (path: string) => path.split('.').slice(0, -1).join('.');

function problemOf(form: Form, { name: rule, severity }: RecordCheck, found: CheckFinding): Problem {
  const { code, params, field: at, row } = found;
  const entries = form.byId.get(entriesOf(at))?.name ?? entriesOf(at);
  const name = fieldOfPath(form, at)?.name ?? at;
  const path = row === undefined ? pointerTo(name) : pointerTo(entries, row, name);
  return { path, code, params: { rule, fields: [path], ...params }, ...(severity && { severity }) };
}
