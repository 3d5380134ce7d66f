import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { kindWords } from '../../../metadata/kinds/words.ts';
import type { FieldState } from '../../../rules/behaviour/behaviour.ts';
import type { FormModel } from '../../model/form-model.ts';
import { RecordEditor } from '../../record/editor/record-editor.ts';

/**
 * A record that nobody fills in, by which a page draws its form: all that may be shown is, whatever conditions say, and
 * what is always asked for has its mark.
 */
export class DesignedRecord extends RecordEditor {
  constructor(form: FormModel) {
    super({ outline: { name: form.name, kind: 'master' }, record: 'new' });
    this.form = form;
    this.edited = exampleRows(form);
  }

  override get isDesigned(): boolean {
    return true;
  }

  override state(field: Field): FieldState & { readonly fixed: boolean } {
    const { hidden, required, readonly, kind } = field;
    const isMade = kind.derived && kind.typed?.(field) !== true;
    return {
      visible: !hidden,
      required: required === true,
      readonly: readonly === true || isMade,
      fixed: false,
    };
  }
}

/** Of each of the entries a row, so that one sees what stands in their columns, and the rows of a row. */
function exampleRows(shape: FieldSet): JsonObject {
  return Object.fromEntries(
    shape.fields.flatMap(({ name, rows }) =>
      rows ? [[name, [{ id: 'example', ...exampleRow(rows) }]]] : [],
    ),
  );
}

function exampleRow(rows: FieldSet): JsonObject {
  const own = rows.fields.flatMap((field) => {
    const value = exampleOf(field);
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return { ...Object.fromEntries(own), ...exampleRows(rows) };
}

/** What may stand in a field, where its kind or its options say it. */
function exampleOf({ options, kind, rows, target }: Field): Json | undefined {
  const option = options?.find(({ hidden }) => !hidden);
  if (option) return option.value;
  return rows || target !== undefined ? undefined : kindWords[kind.name]?.example;
}
