import type { Field } from '../../../metadata/field.ts';
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
