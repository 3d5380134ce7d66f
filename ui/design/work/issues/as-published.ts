import type { Issue } from '../../../../metadata/common/issue.ts';
import { isObject, type JsonObject } from '../../../../metadata/common/json.ts';
import type { LayerFiles } from '../../../../metadata/design/apply-step.ts';
import { sharingNeeded } from '../../../../metadata/model/sharing-needed.ts';
import type { PackageSource } from '../../../../metadata/source.ts';

/** A new master that does not say who sees its records is not published, so it is asked where it is made. */
export function asPublished(
  issue: Issue,
  layers: ReadonlyMap<string, LayerFiles>,
  published: Iterable<PackageSource>,
): Issue {
  if (issue.code !== 'sharing-unsaid') return issue;
  const form = layers.get(issue.package ?? '')?.get(issue.file ?? '');
  if (!isObject(form ?? null)) return issue;
  const { kind, id, name } = form as JsonObject;
  if (kind !== 'master') return issue;
  for (const { forms } of published)
    if (forms.some(({ content }) => (content.id ?? content.name) === (id ?? name))) return issue;
  return sharingNeeded(String(name ?? ''), issue);
}
