import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { type FileValue, filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { BillReview, ImagingRoutes } from '../../../rules/imaging/contract.ts';
import type { PlacedFile } from '../../files/placed-file.ts';
import { session } from '../../session/session.ts';

const imagingApi = session.api.with<ImagingRoutes>();
const form = 'image-bill';

export type Bill = Wire<'image-bill'>;
export type Mark = NonNullable<Bill['marks']>[number];
/** With its number among all of its bill. */
export type NumberedMark = Pick<Mark, 'left' | 'top' | 'width' | 'height' | 'reason'> & {
  /** Of its file, from 1. Default: the only one. */
  readonly page?: Mark['page'];
  readonly number: number;
};

/** A bill as who approves it sees it. */
export interface Reviewed {
  readonly bill: Bill;
  readonly review: BillReview;
}

/** A picture that is looked at, and whether it still counts. */
export interface Picture extends FileValue {
  readonly of: 'cover' | 'images' | 'sentBack';
}

export async function readReview(id: string, signal: AbortSignal): Promise<Reviewed> {
  const [bill, review] = await Promise.all([
    session.api.call('GET /api/forms/:form/records/:id', {
      path: { form, id },
      query: { view: 'manage' },
      signal,
    }) as Promise<Bill>,
    imagingApi.call('GET /api/imaging/bills/:id/review', { path: { id }, signal }),
  ]);
  return { bill, review };
}

/** What there is to be looked at: its images, those that were sent back, and its cover. */
export function picturesOf({ bill, review }: Reviewed): readonly Picture[] {
  const of = (name: Picture['of'], value: unknown) =>
    filesIn((value ?? undefined) as Json | undefined).map((file) => ({ ...file, of: name }));
  const images = review.showsImages ? [...of('images', bill.images), ...of('sentBack', bill.sentBack)] : [];
  return [...images, ...of('cover', bill.cover)];
}

/** A file of a bill as it is looked at. */
export function placedIn({ id }: Pick<Bill, 'id'>, { of: _, ...file }: Picture): PlacedFile {
  return { ...file, record: { form, id } };
}

/** Those on the images that count now; the others are on images that were sent back. */
export function marksOnImages({ images, marks }: Bill): readonly Mark[] {
  const ids = new Set(filesIn((images ?? undefined) as Json | undefined).map(({ id }) => id));
  return (marks ?? []).filter(({ file }) => ids.has(file ?? ''));
}

/** The marks of a file, each with its number among all of its bill. */
export function marksOf({ marks }: Pick<Bill, 'marks'>, id: string): readonly NumberedMark[] {
  return (marks ?? []).map((mark, at) => ({ ...mark, number: at + 1 })).filter(({ file }) => file === id);
}

/** Adds a mark to those of a bill, or takes one away; the others stay. */
export async function writeMark(bill: Bill, mark: JsonObject): Promise<void> {
  await session.api.call('PATCH /api/forms/:form/records/:id', {
    path: { form, id: bill.id },
    body: { marks: [mark] },
    ifMatch: bill.revision,
  });
}

export async function decide(bill: Bill, action: string, why: string): Promise<void> {
  await session.api.call('POST /api/forms/:form/records/:id/actions/:action', {
    path: { form, id: bill.id, action },
    body: why.trim() === '' ? {} : { why },
    ifMatch: bill.revision,
  });
}
