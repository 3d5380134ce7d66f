import type { JsonObject } from '../../../metadata/common/json.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import { cutStack, type KnownBill, type PageCode } from '../../../rules/imaging/stack/cut-stack.ts';
import { type Call, callForLater } from '../../call/call.ts';
import { requireUse } from '../../storage/store/record/access.ts';
import { derivedId } from '../../storage/store/record/derived-id.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import type { Work } from '../../work/jobs/job.ts';
import { billForm } from '../bills/bill-form.ts';
import { questionOf } from '../bills/question-of.ts';
import { stackRead } from '../bills/refusals.ts';
import type { ScanLook, ScannedPage } from '../scans/protocol.ts';
import { bytesOf, keepPicture } from './page-picture.ts';
import { placeBehind } from './places.ts';
import { ownRecord, type StationFiles, stationForm } from './station-parts.ts';
import { type UploadGate, uploadGate } from './upload-gate.ts';

/**
 * Reads a stack page by page: each becomes a record of its own in one commit, with its picture, its codes and the bill
 * that it goes to. A page has an id that says which of which stack it is, so that a stack that is read again after a
 * crash brings no page twice.
 */
export async function readingStack(parts: StationFiles, asking: Call, id: string): Promise<Work> {
  const [stacks, pages] = [stationForm(asking, 'scan-stack'), stationForm(asking, 'scan-page')];
  const stack = await ownRecord(parts, asking, stacks, id);
  requireUse(asking, pages, 'create');
  if (typeof stack['readAt'] === 'string') throw stackRead({ number: String(stack['number'] ?? '') });
  const [file] = filesIn(stack['file']);
  return {
    kind: 'import',
    name: { zh: `读取扫描件 ${file?.name ?? ''}`, en: `Read scan ${file?.name ?? ''}` },
    form: pages.name,
    details: { stack: id },
    async run(job) {
      const call = callForLater(asking);
      const open = file ? await parts.contents.open(file.id) : null;
      if (!file || !open) throw new Error(`the file of the stack ${id} is gone`);
      const reading = new Reading(parts, call, {
        stack: id,
        name: file.name,
        gate: await uploadGate(parts, call),
      });
      const count = await parts.scans.read(
        await bytesOf(open),
        await lookOf(parts, call),
        async (scanned) => {
          for (let at = 0; at < scanned.pages; at += 1) {
            await reading.bring(at, await scanned.read(at));
            await job.report({ total: scanned.pages, done: at + 1, counts: { created: at + 1 } });
          }
          return scanned.pages;
        },
      );
      await parts.store.atOnce<JsonObject>(call, async (transaction) => {
        const now = await transaction.read(stacks, id);
        await transaction.change(stacks, now, { pages: count, readAt: call.now.instant }, 'read');
        return {};
      });
      return { counts: { created: count }, details: { pages: count } };
    },
  };
}

interface OfStack {
  readonly stack: string;
  /** Of its file. */
  readonly name: string;
  readonly gate: UploadGate;
}

/** The pages of a stack so far, and the bills whose codes are on them. */
class Reading {
  readonly #parts: StationFiles;
  readonly #call: Call;
  readonly #of: OfStack;
  readonly #codes: (readonly PageCode[])[] = [];
  readonly #bills = new Map<string, KnownBill>();

  constructor(parts: StationFiles, call: Call, of: OfStack) {
    this.#parts = parts;
    this.#call = call;
    this.#of = of;
  }

  async bring(at: number, { bytes, type, codes }: ScannedPage): Promise<void> {
    const call = this.#call;
    const form = stationForm(call, 'scan-page');
    const { stack, name } = this.#of;
    const picture = { name: nameOf(name, at, type), bytes };
    const image = await keepPicture(this.#parts.contents, call, form, picture);
    this.#codes.push(codes);
    await this.#parts.store.atOnce<JsonObject>(call, async (transaction) => {
      for (const { text } of codes) await this.#know(transaction, text);
      const placed = cutStack(this.#codes, this.#bills).at(-1);
      const bill = placed?.bill ?? null;
      const why = placed?.why === 'bill-refused' ? (placed.named?.refused ?? null) : (placed?.why ?? null);
      await transaction.createAs(form, derivedId(`scanned ${stack} ${at}`), {
        stack: { id: stack },
        page: at + 1,
        image: { id: image },
        codes: codes.map(({ text }) => text.replaceAll('\n', ' ')).join('\n') || null,
        cover: placed?.isCover ?? false,
        ...(bill === null
          ? { state: 'waiting', why }
          : { state: 'assigned', bill: { id: bill }, place: await placeBehind(transaction, form, bill) }),
      });
      return {};
    });
  }

  /** What is known of a bill stays so for the stack: its pages are not parted by what happens meanwhile. */
  async #know(transaction: TransactionScope, code: string): Promise<void> {
    if (this.#bills.has(code)) return;
    const [bill] = await transaction.where(billForm(this.#call), 'code', code);
    if (bill) this.#bills.set(code, { id: bill.id, refused: await this.#of.gate(bill) });
  }
}

function nameOf(file: string, at: number, type: ScannedPage['type']): string {
  const base = file.replace(/\.[^.]{1,5}$/u, '');
  return `${[...base].slice(0, 150).join('')}-${at + 1}.${type === 'jpeg' ? 'jpg' : type}`;
}

/** How pages are kept, as the settings of all imaging say. */
async function lookOf({ mode }: StationFiles, call: Call): Promise<ScanLook> {
  const { result } = await mode(call, questionOf({}));
  const { resolution, colour } = result.scan;
  return { dpi: resolution, colour: colour === 'grey' || colour === 'black-white' ? colour : 'colour' };
}
