import type { Issue } from '../../../metadata/common/issue.ts';
import { isObject } from '../../../metadata/common/json.ts';
import { leansAbove } from '../../../metadata/model/checks/leans-above.ts';
import { sameFormLabels } from '../../../metadata/model/checks/same-form-labels.ts';
import { sameLabels } from '../../../metadata/model/checks/same-labels.ts';
import { unfitData } from '../../../metadata/model/checks/unfit-data.ts';
import { ownAlone, sharingNeeded } from '../../../metadata/model/sharing-needed.ts';
import type { DroppedSource, SharingSource } from '../../../metadata/source.ts';
import type { Edition } from '../../common/edition.ts';
import type { Installed } from '../packages/package-store.ts';
import { buildModel } from './build-model.ts';
import { judgeTemplates } from './judge-templates.ts';

interface Meant {
  readonly given: readonly Installed[];
  /** New masters that would be open to everybody without anybody having said so. */
  readonly issues: readonly Issue[];
}

interface Judged {
  readonly compiled: Awaited<ReturnType<typeof buildModel>>;
  readonly issues: readonly Issue[];
}

/**
 * Gives new forms that say nothing of sharing their meaning. It is remembered with their package, so that they mean the
 * same ever after; forms that were there before keep what they had.
 */
export function withMeantSharing(given: readonly Installed[], before: readonly Installed[]): Meant {
  const known = new Map(before.flatMap((one) => formsOf(one).map((form) => [form.id, form] as const)));
  const issues: Issue[] = [];
  const next = given.map((one) => {
    const meant: DroppedSource[] = [];
    for (const { id, name, kind, file, sharing } of formsOf(one)) {
      if (sharing !== undefined || (kind !== 'master' && kind !== 'document')) continue;
      const former = known.get(id);
      // A form that says no more how it is shared is shared as it was.
      if (former && isObject(former.sharing))
        meant.push({ form: id, path: 'sharing', meant: former.sharing as SharingSource });
      else if (!former && kind === 'document') meant.push({ form: id, path: 'sharing', meant: ownAlone });
      else if (!former) issues.push(sharingNeeded(name, { package: one.name, file, pointer: '' }));
    }
    return meant.length > 0 ? { ...one, dropped: [...(one.dropped ?? []), ...meant] } : one;
  });
  return { given: next, issues };
}

/** Judges packages that are not installed yet, beside `others`, as a plan does. */
export async function judgeNew(
  packages: readonly Installed[],
  others: readonly Installed[],
  edition: Edition,
): Promise<Judged> {
  const { given, issues: asked } = withMeantSharing(packages, []);
  const compiled = await buildModel([...others, ...given], edition);
  const ofTemplates = compiled.model ? await judgeTemplates(given, others, edition) : [];
  const names = new Set(given.map(({ name }) => name));
  const { model, layers } = compiled;
  const isNew = (name: string) => names.has(name);
  const own = model
    ? [sameLabels, sameFormLabels, leansAbove, unfitData].flatMap((find) => find(model, layers, isNew))
    : [];
  return { compiled, issues: [...asked, ...notAsked(compiled.issues, asked), ...own, ...ofTemplates] };
}

/** Leaves out warnings of a compile about forms that are asked already to say who sees their records. */
export function notAsked(compiled: readonly Issue[], asked: readonly Issue[]): readonly Issue[] {
  return compiled.filter(
    (issue) => issue.code !== 'sharing-unsaid' || asked.every(({ file }) => file !== issue.file),
  );
}

function formsOf({ files }: Installed) {
  return [...files].flatMap(([file, form]) => {
    if (!file.startsWith('forms/') || !isObject(form)) return [];
    const name = String(form['name']);
    return [{ id: String(form['id'] ?? name), name, file, kind: form['kind'], sharing: form['sharing'] }];
  });
}
