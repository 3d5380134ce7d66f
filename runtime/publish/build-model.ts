import type { Issue } from '../../metadata/issue.ts';
import { type Compiled, compile } from '../../metadata/model/compile.ts';
import { loadPatterns } from '../../metadata/pattern.ts';
import { readSourceFiles } from '../../metadata/source-files.ts';
import { checkBehaviour } from '../../rules/behaviour/check-behaviour.ts';
import type { Installed } from '../packages/package-store.ts';

/** Packages → model: their layout, their structure, then every condition in them; all issues in one list. */
export async function buildModel(installed: readonly Installed[], server: string): Promise<Compiled> {
  const read = installed.map(({ name, files }) => ({ name, ...readSourceFiles(files) }));
  const issues: Issue[] = read.flatMap(({ name, issues: found }) =>
    found.map((issue) => ({ ...issue, package: issue.package ?? name })),
  );
  const compiled = compile(
    read.flatMap(({ source }) => (source ? [source] : [])),
    { server },
  );
  issues.push(...compiled.issues);
  const { model, layers } = compiled;
  if (model) {
    const known = { target: (id: string) => model.formsById.get(id), ...(await patternsFor(installed)) };
    for (const form of model.forms.values()) issues.push(...checkBehaviour(form, known, layers.get(form.id)));
  }
  const failed = issues.some(({ severity }) => severity === 'error');
  return model && !failed ? { model, issues, layers } : { issues, layers };
}

/** The pattern library is large: loaded only where a package matches by pattern. */
async function patternsFor(installed: readonly Installed[]) {
  const asked = installed.some(({ files }) => JSON.stringify([...files.values()]).includes('"matches"'));
  return asked ? { patterns: await loadPatterns() } : {};
}
