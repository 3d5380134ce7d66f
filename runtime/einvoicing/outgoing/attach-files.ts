import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { together } from '../../storage/contents/byte-streams.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { FileFormat } from '../channels/channel.ts';
import type { MailFile } from './mailbox.ts';

/** The files that an invoice has taken in these formats, as they are attached; what is not there is not. */
export async function attachedFiles(
  contents: Pick<Contents, 'open'>,
  form: Form,
  invoice: Wire<'invoice'>,
  formats: readonly FileFormat[],
): Promise<readonly MailFile[]> {
  const files: MailFile[] = [];
  for (const { id, name, type } of formats.flatMap((format) => filesIn(invoice[format] ?? null))) {
    const open = await contents.open(id);
    if (!open) continue;
    const content = Buffer.from(await together(open.read()));
    const place = { form, record: invoice.id, file: id };
    files.push({ filename: name, content, contentType: fileType(type).media, place });
  }
  return files;
}
