import type {
  PendingInvoice,
  PendingInvoiceFreights,
  PendingInvoiceTravellers,
  RealEstate,
} from '../forms/forms.ts';

/** Rows of a document of which there is one at least, and the starred members of each. */
type Transport =
  | { readonly entries: 'travellers'; readonly starred: readonly (keyof PendingInvoiceTravellers & string)[] }
  | { readonly entries: 'freights'; readonly starred: readonly (keyof PendingInvoiceFreights & string)[] };

interface SpecialBusiness {
  /** Members of the real estate without which it is not issued: the starred ones of its form. Default: it has none. */
  readonly estate?: readonly (keyof RealEstate & string)[];
  /** Members of the document that are elements beside those of the real estate, in their order. Default: none. */
  readonly own?: readonly (keyof PendingInvoice & string)[];
  /** Default: nothing is transported. */
  readonly transport?: Transport;
  /** Whether each line names a vehicle. Default: no. */
  readonly vehicles?: true;
  /** The beginning of the codes that fit it. Default: any. */
  readonly codes?: string;
}

type Kind = NonNullable<PendingInvoice['specialKind']>;

/** What belongs to invoices of a special business and is asked of them; of others nothing is. */
const businesses: Readonly<Record<Kind, SpecialBusiness>> = {
  sale: { estate: ['address'], own: ['crossCity', 'checkedPrice', 'actualGross'], codes: '5' },
  rental: {
    estate: ['address', 'certificateNo', 'areaUnit'],
    own: ['leaseFrom', 'leaseTo', 'crossCity'],
    codes: '3040502',
  },
  construction: {
    estate: ['address', 'landVatProjectNo', 'projectName'],
    own: ['crossCity', 'crossRegionNo'],
    codes: '305',
  },
  'passenger-transport': {
    transport: { entries: 'travellers', starred: ['day', 'placeFrom', 'placeTo', 'vehicleKind'] },
    codes: '301',
  },
  'goods-transport': {
    transport: {
      entries: 'freights',
      starred: ['shippedFrom', 'shippedTo', 'transportKind', 'plateNo', 'goods'],
    },
    codes: '301',
  },
  'motor-vehicle': { vehicles: true },
};

/** Of documents that name none, too. */
export function specialBusiness(kind: PendingInvoice['specialKind'] | undefined): SpecialBusiness {
  return (kind && businesses[kind]) || {};
}

/** Every member of a header that says something of a special business. */
export const specialMembers = [
  ...['specialKind', 'realEstate', 'leaseFrom', 'leaseTo', 'crossCity', 'crossRegionNo', 'checkedPrice'],
  ...['actualGross', 'travellers', 'freights'],
] as const satisfies readonly (keyof PendingInvoice & string)[];
