import type { Label } from '../../../../metadata/common/label.ts';
import { einvoicing } from '../../../../rules/einvoicing/register.ts';
import { failureTexts, issuingMessages } from '../../messages/issuing.ts';
import { outgoingTexts } from '../../messages/outgoing.ts';

const said = {
  ...einvoicing.messages,
  ...einvoicing.texts,
  ...issuingMessages,
  ...failureTexts,
  ...outgoingTexts,
};

/** The sentences for failures of invoices and services, where no call tells which packages say them otherwise. */
export const texts: ReadonlyMap<string, Label> = new Map(Object.entries(said));
