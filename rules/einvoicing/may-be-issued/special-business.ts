import type { RealEstate } from '../forms/forms.ts';

interface SpecialBusiness {
  /** Members of the real estate without which it is not issued: the starred ones of its form. */
  readonly elements: readonly (keyof RealEstate & string)[];
  /** The beginning of the codes that fit it. */
  readonly codes: string;
}

/** What is asked of invoices of a special business; of others nothing is. */
export const specialBusinesses: Readonly<Record<string, SpecialBusiness>> = {
  sale: { elements: ['address'], codes: '5' },
  rental: { elements: ['address', 'certificateNo', 'areaUnit'], codes: '3040502' },
  construction: { elements: ['address', 'landVatProjectNo', 'projectName'], codes: '305' },
};
