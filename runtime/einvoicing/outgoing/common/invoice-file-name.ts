import type { JsonObject } from '../../../../metadata/common/json.ts';
import { fileName } from '../../../../rules/einvoicing/file-name/file-name.ts';
import type { Call } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { knownForm } from '../../forms/forms.ts';

/** The name of a file of an invoice, as the organisation's settings say. */
export async function invoiceFileName(
  store: Pick<Store, 'setting'>,
  call: Call,
  invoice: JsonObject,
  format: string,
): Promise<string> {
  const about = knownForm(call, 'invoice');
  const form = knownForm(call, 'other-settings');
  const settings = form && (await store.setting(call, form));
  const { fileNameFields, fileNameSeparator } = settings ?? {};
  return fileName(
    {
      ...(fileNameFields ? { fileNameFields } : {}),
      ...(fileNameSeparator ? { fileNameSeparator } : {}),
      invoice,
      about,
      format,
    },
    'none',
  ).result.name;
}
