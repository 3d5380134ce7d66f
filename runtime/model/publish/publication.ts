import { createHash } from 'node:crypto';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { Compiled } from '../../../metadata/model/compile.ts';
import type { Model } from '../../../metadata/model.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Plan } from '../../storage/tables/plan.ts';
import type { Installed } from '../packages/package-store.ts';
import type { ClaimChange } from './records/claim-changes.ts';
import type { Rewrites } from './records/rewrites.ts';

/** A change of the metadata as planned: what it would be, and what it would do. Frozen data. */
export interface Publication {
  /** Revision of the model it was planned on. */
  readonly base: number;
  /** Packages that are new or other than before. */
  readonly changed: readonly Installed[];
  /** Packages that hold no more, with all that they had as left out. */
  readonly leaving: readonly Installed[];
  readonly compiled: Compiled;
  /** Absent when the packages do not compile. */
  readonly tables?: Plan;
  /** Changes in the claims of records that are there. */
  readonly claims: readonly ClaimChange[];
  /** Stored conditions and kept lists that follow what they ask. */
  readonly rewrites: readonly Rewrites[];
  readonly issues: readonly Issue[];
  /** The hash of all of this: a publish carries out what was seen. Absent when it cannot be carried out. */
  readonly hash?: string;
}

/** A publication that can be carried out. */
export interface Publishable extends Publication {
  readonly compiled: Compiled & { readonly model: Model };
  readonly tables: Plan;
  readonly hash: string;
}

export function isPublishable(publication: Publication): publication is Publishable {
  return publication.hash !== undefined;
}

export async function publicationHash(
  base: number,
  model: Model,
  { changed, leaving = [] }: Partial<Pick<Publication, 'leaving'>> & Pick<Publication, 'changed'>,
  tables: Plan,
): Promise<string> {
  const { breathe } = createSlices();
  const whole = createHash('sha256').update(JSON.stringify([base, model.hash, tables.hash]));
  for (const { name } of leaving) whole.update(JSON.stringify([name]));
  for (const { name, version, files } of changed) {
    whole.update(JSON.stringify([name, version, files.size]));
    for (const file of files) {
      whole.update(JSON.stringify(file));
      await breathe();
    }
  }
  return whole.digest('hex');
}
