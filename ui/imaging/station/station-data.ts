import type { Condition } from '../../../metadata/condition.ts';
import type { WireRecord } from '../../../metadata/contract/records/record.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { ImagingRoutes } from '../../../rules/imaging/contract.ts';
import { labelsOf } from '../../model/labels-of.ts';
import type { RouteAnswer } from '../../session/route.ts';
import { session } from '../../session/session.ts';

/** Makes the calls that imaging brings. */
export const imagingApi = session.api.with<ImagingRoutes>();

/** Names of the forms of the station. */
export const stationForms = { page: 'scan-page', stack: 'scan-stack', bill: 'image-bill' } as const;

/** A page that was scanned and is not with its bill yet. */
export interface StationPage {
  readonly id: string;
  readonly revision: number;
  /** Of its picture. */
  readonly name: string;
  readonly image: string;
  readonly codes: readonly string[];
  readonly isCover: boolean;
  /** Id of its bill; null: it waits in the basket. */
  readonly bill: string | null;
  /** Why it waits, in words. */
  readonly why: string;
}

/** A bill that waits for images, or has pages here. */
export interface StationBill {
  readonly id: string;
  readonly number: string;
  readonly billNumber: string;
  readonly billType: string;
  readonly code: string;
  /** Whether its images can come now; else it went on meanwhile. */
  readonly waits: boolean;
  /** The reason for which it was sent back; null: it was not. */
  readonly asked: {
    readonly what: string;
    readonly by: string;
    readonly at: string;
    readonly why: string;
  } | null;
}

/** All that lies at the station: pages in the order in which they are shown, and bills. */
export interface Station {
  readonly pages: readonly StationPage[];
  readonly bills: readonly StationBill[];
}

const pageFields = ['image', 'codes', 'cover', 'bill', 'place', 'why', 'stack', 'page'];
const billFields = [
  ...['number', 'billNumber', 'billType', 'code', 'stage'],
  ...['asked', 'askedBy', 'askedAt', 'askedWhy'],
];

export async function readStation(signal: AbortSignal): Promise<Station> {
  const [pages, waiting, whys, asks] = await Promise.all([
    listOf<Wire<'scan-page'>>(
      stationForms.page,
      pageFields,
      { fact: 'state', operator: 'in', value: ['waiting', 'assigned'] },
      signal,
    ),
    listOf<Wire<'image-bill'>>(
      stationForms.bill,
      billFields,
      { fact: 'stage', operator: 'equal', value: 'upload' },
      signal,
    ),
    labelsOf(stationForms.page, 'why'),
    labelsOf(stationForms.bill, 'asked'),
  ]);
  const known = new Set(waiting.map(({ id }) => id));
  const named = [...new Set(pages.flatMap(({ bill }) => bill?.id ?? []))].filter((id) => !known.has(id));
  const others =
    named.length === 0
      ? []
      : await listOf<Wire<'image-bill'>>(
          stationForms.bill,
          billFields,
          { fact: 'id', operator: 'in', value: named },
          signal,
        );
  const bills = [...waiting, ...others].map((bill) => stationBill(bill, asks));
  const order = new Map(bills.map(({ id }, at) => [id, at]));
  const rank = ({ bill }: Wire<'scan-page'>) => (bill ? (order.get(bill.id) ?? bills.length) : -1);
  const shown = pages.toSorted(
    (a, b) => rank(a) - rank(b) || (a.bill ? Number(a.place) - Number(b.place) : 0),
  );
  return { pages: shown.map((page) => stationPage(page, whys)), bills };
}

/** Those of the organisation that one works for, oldest first. */
async function listOf<W extends WireRecord>(
  form: string,
  fields: readonly string[],
  which: Condition,
  signal: AbortSignal,
): Promise<readonly W[]> {
  const { org } = session;
  const own: Condition = org ? { fact: 'org', operator: 'equal', value: org.id } : which;
  const found: W[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = {
      view: 'manage',
      limit: 500,
      sort: 'number',
      fields: fields.join(','),
      filter: JSON.stringify({ all: [which, own] }),
      ...(cursor && { cursor }),
    } as const;
    const page: RouteAnswer<'GET /api/forms/:form/records'> = await session.api.call(
      'GET /api/forms/:form/records',
      { path: { form }, query, signal },
    );
    found.push(...(page.items as readonly W[]));
    cursor = page.next;
  }
  return found;
}

function stationPage(
  page: Wire<'scan-page'>,
  words: (value: string | null | undefined) => string,
): StationPage {
  const [image] = filesIn(page['image'] ?? null);
  return {
    id: page.id,
    revision: page.revision,
    name: image?.name ?? '',
    image: image?.id ?? '',
    codes: page.codes?.split('\n') ?? [],
    isCover: page.cover === true,
    bill: page.bill?.id ?? null,
    why: words(page.why),
  };
}

function stationBill(
  bill: Wire<'image-bill'>,
  words: (value: string | null | undefined) => string,
): StationBill {
  const { id, asked } = bill;
  return {
    id,
    number: bill.number ?? '',
    billNumber: bill.billNumber ?? '',
    billType: bill.billType ?? '',
    code: bill.code ?? '',
    waits: bill.stage === 'upload',
    asked: asked
      ? { what: words(asked), by: bill.askedBy?.name ?? '', at: bill.askedAt ?? '', why: bill.askedWhy ?? '' }
      : null,
  };
}

/** Address of the picture of a page, or of a small one. */
export function pictureOf({ id, image }: StationPage, as: 'inline' | 'small' = 'inline'): string {
  return session.api.url(`/api/forms/${stationForms.page}/records/${id}/files/${image}`, { as });
}
