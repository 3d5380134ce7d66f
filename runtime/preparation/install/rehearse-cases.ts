import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { withoutNotes } from '../../../metadata/design/version-notes.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import type { CaseResult } from '../cases/case-report.ts';
import { changedCases, failingNewly, type Rehearsal } from './rehearse-install.ts';

/** The cases of a model by what is stored here. */
export type TryStored = (model: Model) => Promise<readonly CaseResult[]>;

/**
 * Whether packages differ from those that are installed in their cases alone, in the version that this asks for, and in
 * its notes.
 */
export function isCasesAlone(before: readonly Installed[], given: readonly Installed[]): boolean {
  return given.every((one) => {
    const former = before.find(({ name }) => name === one.name);
    // The customer's layer is there before it says anything.
    if (!former && one.name === localPackage) return Object.keys(restOf(one)[0]).length === 0;
    return former !== undefined && sameData(restOf(one), restOf(former));
  });
}

function restOf({ files }: Installed): readonly [JsonObject, JsonObject] {
  const others = [...withoutNotes(files)].filter(
    ([path]) => path !== 'package.json' && !path.startsWith('cases/'),
  );
  const manifest = files.get('package.json') ?? {};
  return [Object.fromEntries(others), { ...(isObject(manifest) ? manifest : {}), version: null }];
}

/** Nothing else than cases becomes another, so they are tried where they are: no copy is made. */
export async function rehearseCases(tryStored: TryStored, former: Model, model: Model): Promise<Rehearsal> {
  const [before, after] = [await tryStored(former), await tryStored(model)];
  const changed = changedCases(before, after);
  return {
    over: 'records',
    before,
    after,
    changed,
    newlyFailing: failingNewly(changed),
    data: { created: 0, changed: 0, issues: [] },
    matches: [],
  };
}
