import { ApiProblem } from '../session/api.ts';
import { download } from '../session/download.ts';
import { session } from '../session/session.ts';

/** Records of one zip: an address has its limits. */
const together = 100;

/** The files of records as a zip, several where there are many; what cannot be is told before anything is sent. */
export async function downloadFiles(form: string, ids: readonly string[]): Promise<void> {
  let none: ApiProblem | undefined;
  let isAny = false;
  for (let from = 0; from < ids.length; from += together) {
    const value = ids.slice(from, from + together);
    const query = { view: 'manage', filter: JSON.stringify({ fact: 'id', operator: 'in', value }) } as const;
    try {
      await session.api.call('GET /api/forms/:form/files', { path: { form }, query });
      download(session.api.url(`/api/forms/${form}/files.zip`, query));
      isAny = true;
    } catch (failure) {
      if (!(failure instanceof ApiProblem) || failure.code !== 'zip-empty') throw failure;
      none = failure;
    }
  }
  if (!isAny && none) throw none;
}
