import type { JsonObject } from '../../../metadata/common/json.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import { blocksOf, mostPrinted, type PrintSource } from '../../../metadata/print-source.ts';
import { counted } from '../../../metadata/words/counted.ts';
import { insideSentence } from '../../../metadata/words/inside-sentence.ts';
import type { PrintTree } from '../../../rules/paper/tree.ts';
import { layOut } from '../../../rules/print/lay-out.ts';
import type { BringPicture } from '../../../rules/print/pictures.ts';
import { type Call, callForLater } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import type { ListQuery, Store } from '../../storage/store/record/store.ts';
import type { Running, Work } from '../jobs/job.ts';
import type { SmallPictures } from '../pictures/small-pictures.ts';
import { withinScope } from '../sheets/export-file.ts';
import { createPrinter, type DrawnAs, type Printing } from './create-printer.ts';
import { picturesFor } from './pictures-for.ts';

interface PrintParts {
  readonly store: Store;
  readonly pictures: Pick<SmallPictures, 'printed'>;
  /** Time zone of an organisation, in which moments are written. */
  readonly zone: (org: string) => string;
  /** Records of one file. Default: as many as somebody holds in his hand. */
  readonly mostRecords?: number;
}

interface PrintOrder {
  /** Name of the template. */
  readonly name: string;
  readonly format: DrawnAs;
}

interface DrawOrder extends Pick<PrintOrder, 'format'> {
  readonly print: PrintSource;
}

interface Selection {
  readonly name: string;
  readonly query: Pick<ListQuery, 'view' | 'filter' | 'q' | 'sort'>;
}

/** Records on paper. */
export interface Prints {
  /** A record as its reader is answered it. */
  print(call: Call, form: Form, record: JsonObject, order: PrintOrder): Promise<Uint8Array<ArrayBuffer>>;
  /** The same by a template that stands in no package. */
  drawBy(call: Call, form: Form, record: JsonObject, order: DrawOrder): Promise<Uint8Array<ArrayBuffer>>;
  /** What is laid out already: of a template that nobody published. */
  draw(tree: PrintTree): Promise<Uint8Array<ArrayBuffer>>;
  /** The records of a list as one PDF: long work, whose outcome says `records`. */
  printing(call: Call, form: Form, selection: Selection): Work;
}

const printUnknown = refusal('print-unknown', 404);
const printTooMany = refusal('print-too-many', 422);
const printNothing = refusal('print-nothing', 422);

const pageSize = 50;
/** Organisations that are printed of one record. */
const mostHoldings = 1_000;

const jobReads = (read: number, total: number) => ({
  zh: `正在读取记录：${read} / ${total}`,
  en: `Reading records: ${read} of ${total}`,
});
const jobDraws = { zh: '记录已读完，正在生成 PDF', en: 'All records are read; creating the PDF' };
const jobPrinted = (records: number) => ({
  zh: `已把 ${records} 条记录打印成一个 PDF`,
  en: `${counted(records, 'record', 'records')} printed to one PDF`,
});

/** The templates of a form, in the order of packages. */
export function printsOf({ prints }: Model, form: Form): Model['prints'] {
  return prints.filter(({ content }) => content.form === form.id);
}

export function createPrints({ store, zone, pictures, mostRecords = mostPrinted }: PrintParts): Prints {
  // Quick work does not wait behind long work.
  const quick = createPrinter();
  const long = createPrinter();

  /** Read where the template shows who uses the record, with the sight of whoever prints it. */
  const holdingsOf = async (call: Call, form: Form, print: PrintSource, record: JsonObject) => {
    const { id } = record;
    const asks = form.sharing && [...blocksOf(print)].some(({ block }) => block.block === 'sharing');
    return asks && typeof id === 'string'
      ? (await store.holdings(call, form, id, { limit: mostHoldings })).items
      : undefined;
  };

  const laidOut = async (
    call: Call,
    form: Form,
    print: PrintSource,
    record: JsonObject,
    bring: (record: JsonObject) => BringPicture,
  ): Promise<PrintTree> => {
    const { served, user, org, now, language } = call;
    const at = served.orgs.get(org);
    const facts = {
      user: user.number,
      today: now.localDate,
      now: now.instant,
      ...(at && { org: at.number }),
    };
    const holdings = await holdingsOf(call, form, print, record);
    return layOut(
      {
        print,
        form,
        record,
        language,
        zone: zone(org),
        call: facts,
        user: user.name,
        org: at?.name ?? '',
        ...(holdings && { holdings }),
      },
      { target: (id) => served.model.formsById.get(id), picture: bring(record) },
    );
  };

  const drawn = (tree: PrintTree, format: DrawnAs) =>
    quick.use(async (printing) => {
      await printing.add(tree);
      return printing.draw(format);
    });

  /** Half of the work is reading, half is drawing; a record is done when it is drawn. */
  async function drawList(
    { call, form, print, query }: { call: Call; form: Form; print: PrintSource; query: ListQuery },
    printing: Printing,
    job: Running,
  ) {
    // What may not be read stays empty, as it does where one record is printed.
    const readable = form.fields.filter((field) => !field.hidden && call.rights.readable(form, field));
    const fields = readable.map(({ name }) => name);
    let [read, total] = [0, 0];
    let cursor: string | null | undefined;
    const bring = picturesFor({ store, pictures }, call, form);
    do {
      const page = await store.list(call, form, {
        ...query,
        fields,
        limit: pageSize,
        count: cursor === undefined,
        ...(cursor && { cursor }),
      });
      total = Math.max(total, page.total ?? 0);
      if (total > mostRecords) throw printTooMany({ limit: mostRecords });
      for (const record of page.items) await printing.add(await laidOut(call, form, print, record, bring));
      read += page.items.length;
      total = Math.max(total, read);
      if (total === 0) throw printNothing({});
      const message = jobReads(read, total);
      await job.report({ total, done: 0, share: read / total / 2, message });
      cursor = page.next;
    } while (cursor && read <= mostRecords);
    let reported = Promise.resolve();
    const bytes = await printing.draw('pdf', (drawn) => {
      const done = Math.floor(read * drawn);
      const reached = { total: read, done, share: (1 + drawn) / 2, message: jobDraws };
      reported = reported.then(() => job.report(reached));
      reported.catch(() => {});
    });
    await reported;
    await job.report({ total: read, done: read });
    return { bytes, records: read };
  }

  const drawBy: Prints['drawBy'] = async (call, form, record, { print, format }) =>
    drawn(await laidOut(call, form, print, record, picturesFor({ store, pictures }, call, form)), format);

  return {
    print: (call, form, record, { name, format }) =>
      drawBy(call, form, record, { print: namedPrint(call, form, name), format }),
    drawBy,
    draw: (tree) => drawn(tree, 'pdf'),
    printing: (call, form, { name, query }) => {
      const print = namedPrint(call, form, name);
      const { language } = call;
      const label = print.label[language];
      return {
        kind: 'export',
        name: {
          zh: `打印${form.label.zh}：${print.label.zh}`,
          en: `Print ${insideSentence(form.label.en)}: ${print.label.en}`,
        },
        form: form.name,
        details: { format: 'pdf', print: name },
        run: async (job) => {
          const later = callForLater(call);
          const asked = { call: later, form, print, query: withinScope(query, 'print') };
          const { bytes, records } = await long.use((printing) => drawList(asked, printing, job));
          const file = { name: `${label}-${call.now.localDate}.pdf`, type: 'application/pdf', bytes };
          return { message: jobPrinted(records), details: { records }, file };
        },
      };
    },
  };
}

/** The template of a form by its name; refuses one that there is not. */
export function namedPrint({ served }: Call, form: Form, name: string): PrintSource {
  const all = printsOf(served.model, form).map(({ content }) => content);
  const found = all.find((one) => one.name === name);
  if (found) return found;
  const near = nearNames(
    name,
    all.map((one) => one.name),
  );
  throw printUnknown({ print: name, near });
}
