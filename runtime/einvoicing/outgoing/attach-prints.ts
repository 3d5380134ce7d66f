import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import { type Prints, printsOf } from '../../work/print/create-prints.ts';
import { invoiceFileName } from './common/invoice-file-name.ts';
import type { Failure } from './common/sender.ts';
import type { MailFile } from './mailbox.ts';

/** Prints of a record that go along with a message about it. */
export interface PrintWish {
  readonly form: Form;
  readonly record: WireRecord;
  /** Names of templates as somebody typed them, with commas between. */
  readonly names: string | null | undefined;
  /** Id of the message: however often it is tried, what goes along is made once. */
  readonly message: string;
}

export interface PrintFile extends MailFile {
  /** Name of its template. */
  readonly print: string;
}

/** Makes the PDFs that go along; a failure where one of them cannot be made: none goes without what was promised. */
export type MakePrints = (call: Call, wish: PrintWish) => Promise<readonly PrintFile[] | Failure>;

interface PrintParts {
  readonly prints: Pick<Prints, 'print'>;
  readonly store: Pick<Store, 'setting'>;
}

/** Prints of messages that are tried again are kept so many at once. */
const kept = 64;

/** Answers the names of templates in a text with commas between them, each once. */
export function printNames(said: string | null | undefined): readonly string[] {
  return [...new Set((said ?? '').split(/[\s,，、;；]+/).filter(Boolean))];
}

export function printMaker({ prints, store }: PrintParts): MakePrints {
  const made = new BoundedMap<string, Uint8Array<ArrayBuffer>>(kept);

  async function make(call: Call, { form, record, message }: PrintWish, name: string) {
    const key = [message, form.id, record.id, record.revision, name].join(' ');
    const known = made.get(key);
    if (known) return known;
    const bytes = await prints.print(call, form, record, { name, format: 'pdf' });
    made.set(key, bytes);
    return bytes;
  }

  return async (call, wish) => {
    const { form, record } = wish;
    const names = printNames(wish.names);
    const files: PrintFile[] = [];
    for (const name of names) {
      const label = printsOf(call.served.model, form).find(({ content }) => content.name === name)?.content
        .label;
      if (!label) return { code: 'print-not-there', params: { print: name } };
      try {
        const bytes = await make(call, wish, name);
        const base = await baseName(store, call, wish);
        const filename = names.length > 1 ? base.replace(/\.pdf$/, `_${label[call.language]}.pdf`) : base;
        files.push({ print: name, filename, content: Buffer.from(bytes), contentType: 'application/pdf' });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return {
          code: 'print-not-made',
          params: { print: { ...label }, number: String(record['number'] ?? '') },
        };
      }
    }
    return files;
  };
}

/** An invoice is called as the settings of its organisation say. */
async function baseName(
  store: Pick<Store, 'setting'>,
  call: Call,
  { form, record }: PrintWish,
): Promise<string> {
  if (form.id === 'invoice') return invoiceFileName(store, call, record, 'pdf');
  return `${String(record['number'] ?? record.id).replace(/[\\/:*?"<>|]/g, '_')}.pdf`;
}
