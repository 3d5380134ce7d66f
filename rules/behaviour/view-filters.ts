import type { Issue } from '../../metadata/common/issue.ts';
import type { Form } from '../../metadata/model.ts';
import { compileCondition } from '../condition/compile.ts';
import { toFilter } from '../condition/to-filter.ts';
import { type FormContext, scopeOf } from './condition-place.ts';
import { FormIssues, type Place } from './form-issues.ts';

/** Whoever looks, whenever: what a call knows takes part in no filter before it is there. */
const anyCall = { user: '', org: '', today: '2000-01-01', now: '2000-01-01T00:00:00.000Z', currency: '' };

/** Finds the flaws of what views filter by: it has to be a condition, and one that a database can judge. */
export function filterIssues(form: Form, known: FormContext, place: Place = () => ({})): readonly Issue[] {
  const issues = new FormIssues(form, place);
  for (const view of form.views) {
    if (!view.filter) continue;
    const property = `views/${view.name}/filter`;
    const compiled = compileCondition(view.filter, scopeOf(form, known));
    const judged = compiled.ok ? toFilter(compiled.value, { call: anyCall }) : compiled;
    if (!judged.ok) for (const problem of judged.problems) issues.take(problem, property, view);
  }
  return issues.found;
}
