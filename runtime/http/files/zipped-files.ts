import { holdsFiles } from '../../../metadata/kinds/common/file-value.ts';
import { refusal } from '../../common/refusal.ts';
import { namingFields } from '../../storage/store/answer/answered-file.ts';
import type { ListQuery } from '../../storage/store/record/store.ts';
import { withinScope } from '../../work/sheets/export-file.ts';
import { PackedFiles } from '../../work/sheets/zip/packed-files.ts';
import { zipOfFiles } from '../../work/sheets/zip/zip-of-files.ts';
import type { Ask } from '../pipeline/ask.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { zipHeaders } from '../records/sheet-answers.ts';

const empty = refusal('zip-empty', 404);

const pageSize = 100;

/** How much one zip of the records of a list would have. */
export async function heldFiles(ask: Ask, asked: ListQuery) {
  const { records, files, size } = await filesOf(ask, asked);
  return { records, files: files.length, size };
}

/**
 * The files of the records of a list as one zip, which is made while it is read. All of them are known, and found to be
 * few enough, before the first byte goes.
 */
export async function zippedFiles(ask: Ask, asked: ListQuery) {
  const { host, call, form, requestId } = ask;
  const { records, files } = await filesOf(ask, asked);
  const detail = { format: 'zip', records, files: files.length, requestId };
  const target = `/api/forms/${form.name}/files.zip`;
  await host.audit.record({ action: 'export', actor: call.user, target, org: call.org, detail });
  const name = `${form.label[call.language]}-${call.now.localDate}.zip`;
  const raw = zipOfFiles(host.contents, { files, language: call.language });
  return { raw, unpacked: true as const, headers: zipHeaders(name) };
}

async function filesOf({ host, call, form, query: said }: Ask, asked: ListQuery): Promise<PackedFiles> {
  const problems = ['fields', 'limit', 'cursor', 'count']
    .filter((name) => said.has(name))
    .map((name) => ({ path: `/${name}`, code: 'unknown-parameter', params: { name } }));
  if (problems.length > 0) throw parametersWrong({}, problems);
  const { fields, title } = form;
  const holding = fields.filter((field) => holdsFiles(field) && call.rights.readable(form, field));
  if (holding.length === 0) throw empty();
  const beside = [...namingFields(form), ...(title ? [title] : [])];
  const shown = new Set([...holding, ...beside.filter((field) => call.rights.readable(form, field))]);
  const query = {
    ...withinScope({ ...asked, view: asked.view ?? 'manage' }),
    fields: [...shown].map(({ name }) => name),
    limit: pageSize,
  };
  const packed = new PackedFiles(form, call.language);
  let cursor: string | null | undefined;
  do {
    const page = await host.store.list(call, form, { ...query, ...(cursor ? { cursor } : {}) });
    for (const record of page.items) packed.add(record);
    cursor = page.next;
  } while (cursor);
  if (packed.files.length === 0) throw empty();
  return packed;
}
