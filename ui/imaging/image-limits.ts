import type { ImagingRoutes } from '../../rules/imaging/contract.ts';
import type { FileLimits } from '../record/editor/file-limits.ts';
import type { RecordEditor } from '../record/editor/record-editor.ts';
import { session } from '../session/session.ts';

/** What images of a bill may be. The settings of the organisation one works for are asked: of others nobody is told. */
export async function imageLimits({ base }: RecordEditor): Promise<FileLimits | null> {
  const org = base?.['org'] as { readonly id?: string } | undefined;
  if (org?.id !== undefined && org.id !== session.org?.id) return null;
  const { types, largest } = await session.api.with<ImagingRoutes>().call('GET /api/imaging/limits');
  return { images: { ...(types && { types }), ...(largest && { largest }) } };
}
