import type { Issue } from '../../../metadata/common/issue.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Edition } from '../../common/edition.ts';
import type { Installed } from '../packages/package-store.ts';
import { buildModel } from './build-model.ts';

const folder = 'templates/';
/** Where a template stands while it is judged as a form; no form that somebody wrote has such a file. */
const asForm = 'forms/templates.';

/** Answers what is wrong with the templates of packages, as it would be with a form begun from each, all at once. */
export async function judgeTemplates(
  packages: readonly Installed[],
  others: readonly Installed[],
  edition: Edition,
): Promise<readonly Issue[]> {
  const paths = packages.flatMap(({ files }) => [...files.keys()]);
  if (paths.every((path) => !path.startsWith(folder))) return [];
  // A form that is begun is called as somebody likes, and never as one that is there.
  let begun = 0;
  const asBegun = (content: Json): Json => {
    if (!isObject(content)) return content;
    const { id: _, ...form } = content;
    begun += 1;
    return { ...form, name: `begun-${begun}` };
  };
  const judged = packages.map((one) => ({
    ...one,
    files: new Map(
      [...one.files].map(([path, content]) =>
        path.startsWith(folder)
          ? [`${asForm}${path.slice(folder.length)}`, asBegun(content)]
          : [path, content],
      ),
    ),
  }));
  const { issues } = await buildModel([...others, ...judged], edition);
  return issues.flatMap((issue) =>
    issue.file?.startsWith(asForm) ? [{ ...issue, file: `${folder}${issue.file.slice(asForm.length)}` }] : [],
  );
}
