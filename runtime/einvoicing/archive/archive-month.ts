import { xmlText } from '../../../metadata/common/xml.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import { counted } from '../../../metadata/words/counted.ts';
import { addDays, toInstant, toLocal } from '../../../rules/calendar.ts';
import {
  type ArchivedFormat,
  archivedFormats,
  csvRow,
  type IndexedFiles,
  indexElement,
  indexHead,
  indexRow,
  missingOf,
} from '../../../rules/einvoicing/archive/archive-index.ts';
import { eInvoiceSchema } from '../../../rules/einvoicing/e-invoice/e-invoice-schema.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { type Call, callForLater } from '../../call/call.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { ListedFile } from '../../work/archives/manifest.ts';
import { type ArchiveEntry, type ArchiveMade, writeArchive } from '../../work/archives/write-archive.ts';
import type { Running, Work } from '../../work/jobs/job.ts';
import { withinScope } from '../../work/sheets/export-file.ts';
import { type KnownForm, requireForm } from '../forms/forms.ts';

export interface ArchiveParts {
  readonly store: Pick<Store, 'list' | 'read' | 'fileOf'>;
  readonly contents: Pick<Contents, 'open'>;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
}

const pageSize = 50;
/** Bytes that are written down at once. */
const pieceSize = 512 * 1024;

const texts = {
  name: (org: string, month: string) => ({
    zh: `电子档案 ${org} ${month}`,
    en: `Electronic archive ${org} ${month}`,
  }),
  reads: (done: number, total: number) => ({
    zh: `正在打包发票：${done} / ${total}`,
    en: `Packing invoices: ${done} of ${total}`,
  }),
  done: (invoices: number, files: number) => ({
    zh: `已打包 ${invoices} 张发票的 ${files} 个文件`,
    en: `Packed ${counted(files, 'file', 'files')} of ${counted(invoices, 'invoice', 'invoices')}`,
  }),
  lacking: (invoices: number, files: number, lacking: number) => ({
    zh: `已打包 ${invoices} 张发票的 ${files} 个文件；${lacking} 张发票还缺文件，见索引最后一列，文件到齐后请重新打包`,
    en: `Packed ${counted(files, 'file', 'files')} of ${counted(invoices, 'invoice', 'invoices')}. ${counted(lacking, 'invoice still lacks', 'invoices still lack')} files, see the last column of the index: pack again once they are there`,
  }),
};

/**
 * The invoices that an organisation issued in a month, as one package: those that the caller may export, with the files
 * that there are; the index tells which are missing.
 */
export function archiveMonth(parts: ArchiveParts, asked: Call, month: string): Work {
  const form = requireForm(asked, 'invoice');
  const { language } = asked;
  const organisation = asked.served.orgs.get(asked.org);
  const name = texts.name(organisation?.name ?? '', month);
  return {
    kind: 'export',
    name,
    form: form.name,
    details: { month, organisation: organisation?.number ?? '' },
    async run(job) {
      const packing = new Packing(parts, callForLater(asked), form, month);
      let made: ArchiveMade | undefined;
      const about = { name: name[language], madeAt: asked.now.instant };
      const zip = writeArchive(packing.entries(job), about, (what) => {
        made = what;
      });
      await written(zip, job);
      const { invoices, files, lacking } = packing.counts;
      const fingerprint = made?.fingerprint ?? '';
      await job.report({ total: invoices, done: invoices });
      const message = lacking > 0 ? texts.lacking(invoices, files, lacking) : texts.done(invoices, files);
      const details = { invoices, files, lacking, fingerprint };
      return {
        message,
        details,
        file: { name: `${name[language]}.zip`.replace(/[\\/:*?"<>|]/g, '_'), type: 'application/zip' },
      };
    },
  };
}

/** In pieces of a size that databases like: a zip comes in crumbs. */
async function written(zip: ReadableStream<Uint8Array>, job: Running): Promise<void> {
  let [parts, size]: [Uint8Array[], number] = [[], 0];
  const flush = async () => {
    if (size > 0) await job.append?.(Buffer.concat(parts));
    [parts, size] = [[], 0];
  };
  for await (const part of zip) {
    parts.push(part);
    size += part.length;
    if (size >= pieceSize) await flush();
  }
  await flush();
}

class Packing {
  readonly counts = { invoices: 0, files: 0, lacking: 0 };
  readonly #parts: ArchiveParts;
  readonly #call: Call;
  readonly #form: KnownForm<'invoice'>;
  readonly #month: string;
  readonly #rows: string[] = [];
  readonly #elements: string[] = [];
  readonly #paths = new Set<string>();

  constructor(parts: ArchiveParts, call: Call, form: KnownForm<'invoice'>, month: string) {
    this.#parts = parts;
    this.#call = call;
    this.#form = form;
    this.#month = month;
  }

  async *entries(job: Running): AsyncGenerator<ArchiveEntry> {
    for await (const invoice of this.#invoices(job)) yield* this.#filesOf(invoice);
    const head = csvRow(indexHead);
    // A spreadsheet takes it for UTF-8 by its first three bytes.
    yield { path: 'index.csv', content: `\uFEFF${[head, ...this.#rows].join('\r\n')}\r\n` };
    const organisation = this.#call.served.orgs.get(this.#call.org);
    const about = `organisation="${xmlText(organisation?.number ?? '')}" name="${xmlText(organisation?.name ?? '')}" month="${this.#month}"`;
    yield {
      path: 'index.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?>\n<Archive ${about}>\n${this.#elements.join('\n')}\n</Archive>\n`,
    };
    yield { path: 'e-invoice.xsd', content: eInvoiceSchema };
  }

  async *#invoices(job: Running): AsyncGenerator<Wire<'invoice'>> {
    const query = withinScope({ view: 'manage', filter: this.#filter() });
    let cursor: string | null | undefined;
    let total = 0;
    do {
      const page = await this.#parts.store.list(this.#call, this.#form, {
        ...query,
        sort: ['issuedAt', 'id'],
        fields: this.#form.fields.map(({ name }) => name),
        limit: pageSize,
        count: cursor === undefined,
        ...(cursor && { cursor }),
      });
      total = Math.max(total, page.total ?? 0, this.counts.invoices + page.items.length);
      for (const invoice of page.items) {
        yield invoice as Wire<'invoice'>;
        this.counts.invoices += 1;
      }
      const { invoices: done } = this.counts;
      await job.report({ total, done, message: texts.reads(done, total) });
      cursor = page.next;
    } while (cursor);
  }

  /** The organisation’s own, issued in its month as its clocks have it. */
  #filter() {
    const zone = this.#parts.zone(this.#call.org);
    const first = `${this.#month}-01`;
    const next = `${addDays(first, 31).slice(0, 7)}-01`;
    return {
      all: [
        { fact: 'org', operator: 'equal', value: this.#call.org },
        { fact: 'issuedAt', operator: 'greaterThanOrEqual', value: toInstant(first, '00:00:00', zone) },
        { fact: 'issuedAt', operator: 'lessThan', value: toInstant(next, '00:00:00', zone) },
      ],
    } as const;
  }

  async *#filesOf(invoice: Wire<'invoice'>): AsyncGenerator<ArchiveEntry> {
    const packed: Record<ArchivedFormat, ListedFile | null> = { pdf: null, ofd: null, xml: null };
    for (const format of archivedFormats) {
      const [held] = filesIn(invoice[format] ?? null);
      const file =
        held && (await this.#parts.store.fileOf(this.#call, this.#form, invoice.id, held.id, 'export'));
      const content = file && (await this.#parts.contents.open(file.id));
      if (!file || !content) continue;
      yield {
        path: this.#pathOf(invoice, file.name),
        content: content.read(),
        packed: (what) => {
          packed[format] = what;
        },
      };
      this.counts.files += 1;
    }
    this.#index(invoice, packed);
  }

  /** In a folder of the invoice's number: files may be called alike. */
  #pathOf({ number, invoiceCode }: Wire<'invoice'>, name: string): string {
    const folder =
      [invoiceCode, number]
        .filter(Boolean)
        .join('-')
        .replace(/[^\w-]/g, '_') || 'invoice';
    for (let nth = 1; ; nth += 1) {
      const path = `files/${folder}${nth === 1 ? '' : `_${nth}`}/${name}`;
      if (this.#paths.has(path)) continue;
      this.#paths.add(path);
      return path;
    }
  }

  #index(invoice: Wire<'invoice'>, files: IndexedFiles): void {
    const { date, time } = toLocal(
      invoice.issuedAt ?? this.#call.now.instant,
      this.#parts.zone(this.#call.org),
    );
    const indexed = { invoice, about: this.#form, issuedAt: `${date} ${time.slice(0, 8)}`, files };
    this.#rows.push(csvRow(indexRow(indexed)));
    this.#elements.push(indexElement(indexed));
    if (missingOf(indexed).length > 0) this.counts.lacking += 1;
  }
}
