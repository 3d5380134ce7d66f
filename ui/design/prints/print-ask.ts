import type { PrintSource } from '../../../metadata/print-source.ts';
import type { FormModel } from '../../model/form-model.ts';

/** Where something of a template is written, by members. */
export type Said = readonly (string | number)[];

/** What editors of a template are handed: what there is, and how a place in it becomes another. */
export interface PrintAsk {
  readonly form: FormModel;
  readonly print: PrintSource;
  put(path: Said, value: unknown, typing?: boolean): void;
}
