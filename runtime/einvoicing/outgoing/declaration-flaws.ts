import type { Label } from '../../../metadata/common/label.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Refusal } from '../../common/refusal.ts';
import { inBoth } from '../issuing/failures/failure.ts';

/** What is wrong with a declaration, in both languages: each problem with the field, and the line, that it is about. */
export function declarationFlaws(form: Form, { code, params, problems }: Refusal): Label {
  if (problems.length === 0) return inBoth([{ code, params }]);
  const each = problems.map((problem) => {
    const [member = '', row, ofRow = ''] = problem.path.split('/').slice(1);
    const field = form.byName.get(member);
    const inRow = field?.rows?.byName.get(ofRow);
    const said = inBoth([{ ...problem, params: problem.params ?? {} }]);
    const at = { field: { ...(inRow ?? field)?.label }, problem: { ...said } };
    if (!field) return said;
    if (row === undefined) return inBoth([{ code: 'customs-flaw-of-field', params: at }]);
    return inBoth([{ code: 'customs-flaw-of-line', params: { ...at, line: Number(row) + 1 } }]);
  });
  return { zh: each.map(({ zh }) => zh).join('；'), en: each.map(({ en }) => en).join('; ') };
}
