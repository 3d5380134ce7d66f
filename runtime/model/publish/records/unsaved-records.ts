import type { Issue } from '../../../../metadata/common/issue.ts';
import { FoundRecords } from './found-records.ts';
import { beginSample, countAll } from './sampled-records.ts';
import { brokenRecords, type DemandsQuestion, fieldAt } from './try-demands.ts';
import { hasDefault } from './unfilled-fields.ts';

/**
 * Names the records that are to be computed anew and that nobody can save as they are. Of many some are tried, and how
 * many: the job that computes them tries all, and lists what it could not save.
 */
export async function unsavedRecords(question: DemandsQuestion): Promise<readonly Issue[]> {
  const { form, served, reader, layout } = question;
  const found = new FoundRecords(form, served.orgs);
  const sample = beginSample();
  let originals = 0;
  for await (const { record, copy, problems } of brokenRecords({ ...question, saving: true, sample })) {
    // What is left empty may be given its default before, which the plan offers beside.
    const [first] = problems.filter(({ code, path }) => {
      const field = code === 'required' ? fieldAt(form, path) : undefined;
      return !field || !hasDefault(field);
    });
    if (!first) continue;
    found.note(record, { path: first.path, code: first.code });
    if (!copy) originals += 1;
  }
  const about = { severity: 'warning', form: form.id, package: form.package, pointer: '/fields' } as const;
  const issues: Issue[] = [];
  const params = { ...found.params(), originals, remade: form.id };
  if (found.count > 0) issues.push({ code: 'records-not-remade', ...about, params });
  if (sample.isPart) {
    const records = await countAll(reader, layout);
    const tried = { form: { ...form.label }, name: form.name, records, tried: sample.looked };
    issues.push({ code: 'records-not-tried', ...about, params: tried });
  }
  return issues;
}
