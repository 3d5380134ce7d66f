import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { Call } from '../../call/call.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { pageLanded } from '../bills/refusals.ts';
import { bytesOf, keepPicture } from './page-picture.ts';
import { ownRecord, type StationFiles, stationForm } from './station-parts.ts';

/** Turns a page to the right: it gets a picture of its own, and history has the one before. */
export async function turnPage(
  parts: StationFiles,
  call: Call,
  id: string,
  degrees: number,
): Promise<WireRecord> {
  const form = stationForm(call, 'scan-page');
  const { store, contents, scans } = parts;
  const page = await ownRecord(parts, call, form, id);
  if (page['state'] === 'landed') throw pageLanded({ number: String(page['number'] ?? '') });
  const [file] = filesIn(page['image']);
  const open = file ? await contents.open(file.id) : null;
  if (!file || !open) throw new Error(`the picture of the page ${id} is gone`);
  const bytes = await scans.turn(await bytesOf(open), degrees);
  const image = await keepPicture(contents, call, form, { name: file.name, bytes });
  const { record } = await store.patch(call, form, id, { image: { id: image } }, page.revision);
  return record;
}
