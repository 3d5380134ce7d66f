import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import { printsOf } from '../../work/print/create-prints.ts';
import { invoiceFileName } from './common/invoice-file-name.ts';
import type { Failure } from './common/sender.ts';

/** Prints of a record that settings name. */
export interface PrintNames {
  readonly form: Form;
  readonly record: WireRecord;
  /** Names of templates as somebody typed them, with commas between. */
  readonly names: string | null | undefined;
}

/** A print, and what its file is called. */
export interface NamedPrint {
  /** Name of its template. */
  readonly print: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly filename: string;
}

/** Answers the names of templates in a text with commas between them, each once. */
export function printNames(said: string | null | undefined): readonly string[] {
  return [...new Set((said ?? '').split(/[\s,，、;；]+/).filter(Boolean))];
}

/** Finds them in the model; a failure where there is no such template. */
export async function namedPrints(
  store: Pick<Store, 'setting'>,
  call: Call,
  wish: PrintNames,
): Promise<readonly NamedPrint[] | Failure> {
  const names = printNames(wish.names);
  const found: NamedPrint[] = [];
  for (const name of names) {
    const label = printsOf(call.served.model, wish.form).find(({ content }) => content.name === name)?.content
      .label;
    if (!label) return { code: 'print-not-there', params: { print: name } };
    const base = await baseName(store, call, wish);
    const filename = names.length > 1 ? base.replace(/\.pdf$/, `_${label[call.language]}.pdf`) : base;
    found.push({ print: name, label, filename });
  }
  return found;
}

/** An invoice is called as the settings of its organisation say. */
async function baseName(
  store: Pick<Store, 'setting'>,
  call: Call,
  { form, record }: PrintNames,
): Promise<string> {
  if (form.id === 'invoice') return invoiceFileName(store, call, record, 'pdf');
  return `${String(record['number'] ?? record.id).replace(/[\\/:*?"<>|]/g, '_')}.pdf`;
}
