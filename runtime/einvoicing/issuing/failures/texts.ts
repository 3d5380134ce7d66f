import type { Label } from '../../../../metadata/common/label.ts';
import { einvoicing } from '../../../../rules/einvoicing/register.ts';
import { failureTexts, issuingMessages } from '../../messages/issuing.ts';

const said = { ...einvoicing.messages, ...einvoicing.texts, ...issuingMessages, ...failureTexts };

/** What invoices fail for, where nobody's call says which packages say it otherwise. */
export const texts: ReadonlyMap<string, Label> = new Map(Object.entries(said));
