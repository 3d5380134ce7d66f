import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { LinkedPlace } from '../../work/links/linked-place.ts';
import type { Prints } from '../../work/print/create-prints.ts';
import type { Failure } from './common/sender.ts';
import type { MailFile } from './mailbox.ts';
import { namedPrints, type PrintNames } from './named-prints.ts';

/** Prints of a record that go along with a message about it. */
export interface PrintWish extends PrintNames {
  /** Id of the message: however often it is tried, what goes along is made once. */
  readonly message: string;
}

export interface PrintFile extends MailFile {
  /** Name of its template. */
  readonly print: string;
  readonly place: LinkedPlace;
}

/** Makes the PDFs that go along; a failure where one of them cannot be made: none goes without what was promised. */
export type MakePrints = (call: Call, wish: PrintWish) => Promise<readonly PrintFile[] | Failure>;

interface PrintParts {
  readonly prints: Pick<Prints, 'print'>;
  readonly store: Pick<Store, 'setting'>;
}

/** Prints of messages that are tried again are kept so many at once. */
const kept = 64;

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
    const named = await namedPrints(store, call, wish);
    if ('code' in named) return named;
    const files: PrintFile[] = [];
    for (const { print, label, filename } of named) {
      try {
        const content = Buffer.from(await make(call, wish, print));
        const place = { form, record: record.id, print };
        files.push({ print, place, filename, content, contentType: 'application/pdf' });
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
