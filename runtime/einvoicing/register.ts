import type { Domain } from '../domain.ts';
import { specialDocuments } from '../issuing/special-documents.ts';

/** Brings e-invoicing to the server. */
export const einvoicing: Domain = {
  specialForms: specialDocuments,
};
