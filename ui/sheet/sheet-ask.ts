import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import type { ControlAsk } from '../fields/common/ui-kind.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import type { Offers } from './model/sheet-choices.ts';
import type { Flaw } from './model/sheet-edits.ts';
import type { CellState } from './model/sheet-marks.ts';
import type { SheetModel } from './model/sheet-model.ts';
import { flawOf } from './model/sheet-texts.ts';

/** A cell over which a control opens. */
export interface Opened {
  readonly row: number;
  readonly field: Field;
  /** The text typed before its control was there. */
  readonly typed: string;
}

/** Answers the data for the control of a kind that opens over a cell. */
export function askOver(
  { row, field }: Opened,
  model: SheetModel,
  cell: {
    readonly form: FormModel;
    readonly record: JsonObject;
    readonly state: CellState;
    readonly problem: string;
    readonly offers: Offers | undefined;
    /** The record with other rows; undefined: these are rows of a row. */
    readonly unsaved: ControlAsk['unsaved'];
  },
): ControlAsk {
  const { form, record, state, problem, unsaved } = cell;
  const col = model.columns.indexOf(field);
  const put = (value: Json, flaw: Flaw | null = null) =>
    col < 0 ? model.putNamed(row, field, value, flaw) : model.put(row, col, value, flaw);
  return {
    field: model.fieldIn(row, field),
    form,
    value: model.state.rows[row]?.[field.name] ?? null,
    around: record,
    id: 'control',
    label: say(field.label),
    readonly: state.readonly,
    required: state.required,
    invalid: problem !== '',
    ...(problem ? { problem } : {}),
    ...typedBefore(flawOf(model.state, row, field.name)),
    ...cell.offers,
    ...(unsaved
      ? { unsaved: (value) => ({ ...unsaved(withCell(model.state.rows, row, field, value)), row: row + 1 }) }
      : {}),
    change: (value) => put(value),
    flaw: (sentence, text = '') => {
      if (sentence !== null) put(null, { text, sentence });
      else if (flawOf(model.state, row, field.name)) put(null);
    },
  };
}

function withCell(
  rows: readonly JsonObject[],
  row: number,
  { name }: Field,
  value: Json,
): readonly JsonObject[] {
  // A value written into the empty row below the last begins a new row.
  return row < rows.length
    ? rows.map((one, at) => (at === row ? { ...one, [name]: value } : one))
    : [...rows, { [name]: value }];
}

function typedBefore(flaw: Flaw | null): Pick<ControlAsk, 'typed'> {
  return flaw && flaw.text !== '' ? { typed: flaw.text } : {};
}
