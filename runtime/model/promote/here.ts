import type { Json } from '../../../metadata/common/json.ts';
import type { LayerFiles } from '../../../metadata/merge/merge-layers.ts';
import type { Call } from '../../call/call.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { formIn, isContent, membersIn, recordsOf, valuesFile } from './promoted-files.ts';
import { type FoundRecord, tellRecords } from './tell-records.ts';
import { tellValues } from './tell-values.ts';
import { TravellingFiles } from './travelling-files.ts';

/** Records and values that a package carries from elsewhere. */
export interface Promoted {
  readonly name: string;
  /** The files it carried when it was brought here last; empty: never. */
  readonly base: LayerFiles;
  readonly theirs: LayerFiles;
}

/** The same records and values as they stand here. */
export interface Here {
  readonly ours: LayerFiles;
  /** By form and key. */
  readonly found: ReadonlyMap<string, ReadonlyMap<string, FoundRecord>>;
}

interface Telling {
  readonly store: Pick<Store, 'list' | 'read' | 'holdings'>;
  readonly contents: Contents;
}

export async function hereOf(
  { store, contents }: Telling,
  call: Call,
  { base, theirs }: Promoted,
): Promise<Here> {
  const ours = new Map<string, Json>();
  const found = new Map<string, ReadonlyMap<string, FoundRecord>>();
  for (const path of theirs.keys()) {
    if (!isContent(path)) continue;
    const sides = [base.get(path), theirs.get(path)];
    if (path === valuesFile) {
      const only = new Set(sides.flatMap((content) => Object.keys(membersIn(content, 'values'))));
      ours.set(path, { values: await tellValues(call, only) });
      continue;
    }
    const id = formIn(sides[1] ?? sides[0]);
    const form = call.served.model.formsById.get(id);
    if (!form) continue;
    const only = new Set(sides.flatMap((content) => [...recordsOf(content).keys()]));
    const own = await tellRecords(form, { store, files: new TravellingFiles(contents), call, only });
    found.set(id, own);
    const records = [...own].map(([key, { wire: _wire, ...record }]) => [key, record]);
    ours.set(path, { form: id, records: Object.fromEntries(records) as Json });
  }
  return { ours, found };
}
