import type { Label } from '../../metadata/label.ts';
import { session } from '../session/session.ts';

interface Among {
  /** Id of the form that gets it. Default: a form is named. */
  readonly form?: string;
  /** Path of the entries, or of the field whose options are named. Default: the form itself. */
  readonly in?: string;
}

/** How things of these labels would be called in files and calls: pinyin of Chinese, with the layer's own prefix. */
export async function proposedNames(labels: readonly Label[], among: Among = {}): Promise<readonly string[]> {
  const body = { labels: labels.map(({ zh, en }) => ({ zh, en })), ...among };
  const { names } = await session.api.post<{ names: string[] }>('/api/design/names', body as never);
  return names;
}

/** A name that none of these has. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let more = 2; taken.has(name); more++) name = `${wanted}${more}`;
  return name;
}
