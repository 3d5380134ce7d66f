import type { Label } from '../../../metadata/common/label.ts';
import { session } from '../../session/session.ts';

interface NamedThing {
  readonly of: 'field' | 'form' | 'option' | 'package' | 'prefix';
  /** Id of the form that gets it: to one of others the layer's own mark is put in front. */
  readonly form?: string;
}

/**
 * Asks for the names that things of these labels would get in files and calls: pinyin of the Chinese, or the English as
 * written.
 */
export async function proposedNames(
  labels: readonly Label[],
  { of, form }: NamedThing,
): Promise<readonly string[]> {
  const texts = labels.map(({ zh, en }) => (en !== '' && en !== zh && of !== 'option' ? en : zh));
  const body = { texts, of, ...(form === undefined || session.formById(form) === undefined ? {} : { form }) };
  return (await session.api.call('POST /api/design/names', { body })).names;
}

/** A name that none of these has. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let more = 2; taken.has(name); more++) name = `${wanted}${more}`;
  return name;
}
