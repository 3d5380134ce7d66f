import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { textIn } from '../../decisions/given.ts';
import { joined } from '../../decisions/separator.ts';
import { shownText } from '../../decisions/shown.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';

export interface FileNameQuestion {
  /** Members of the invoice, in this order. */
  readonly fileNameFields?: readonly string[];
  readonly fileNameSeparator?: string;
  readonly invoice: JsonObject;
  readonly format: string;
  /** The fields of an invoice, so that options are written as people know them. Default: as they are kept. */
  readonly about?: FieldSet | undefined;
}

/** The characters that no file system takes. */
const forbidden = /[\\/:*?"<>|]/g;

/** Names the file as which an invoice is downloaded; an empty member leaves no second separator. */
export function fileName(
  { fileNameFields = ['number'], fileNameSeparator = '_', invoice, format, about }: FileNameQuestion,
  level?: TraceLevel,
): Decided<{ readonly name: string }> {
  const trace = new Trace(level);
  const parts = fileNameFields.map((member) => shownText(invoice, member, { about }));
  const named = joined(parts, fileNameSeparator) || textIn(invoice, 'number');
  const name = `${withoutControls(named).replace(forbidden, '_')}.${format}`;
  trace.step('file-named', { after: { name }, params: { fields: [...fileNameFields] } });
  return trace.decided({ name });
}

function withoutControls(text: string): string {
  return [...text].filter((character) => character >= ' ' && character !== '\u007f').join('');
}
