import type { Issue, Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Refusal } from '../../common/refusal.ts';
import { rootOrg } from '../../storage/store/shipped/shipment-body.ts';
import type { DataItem } from './order-data.ts';

/** Organisations that a record of a package is for and that are not there. */
export function orgIssues(item: DataItem, orgs: OrgTree): readonly Issue[] {
  const named = [
    { number: item.org, pointer: '/org' },
    ...(item.record.assigned ?? []).map((number, at) => ({ number, pointer: `/assigned/${at}` })),
  ];
  return named
    .filter(({ number }) => number !== rootOrg && !orgs.byNumber(number))
    .map(({ number, pointer }) => issue(item, 'data-org-unknown', pointer, { org: number, key: item.key }));
}

/** Answers why a record of a package could not be written, each reason at its place in the package. */
export function refusalIssues(
  item: DataItem,
  { formsById, messages }: Model,
  refusal: Refusal,
): readonly Issue[] {
  const form = formsById.get(item.form);
  if (!form) return [];
  const { code, params } = refusal;
  const problems: readonly Problem[] =
    refusal.problems.length > 0 ? refusal.problems : [{ path: '', code, params }];
  return problems.map((problem) =>
    issue(item, 'data-refused', pointerOf(form, problem.path), {
      form: { ...form.label },
      key: item.key,
      reason: { ...(problem.message ?? reasonOf(problem, messages)) },
    }),
  );
}

/** Why a file of a record could not be brought, at its value in the package. */
export function fileIssue(
  item: DataItem,
  { formsById, messages }: Model,
  pointer: string,
  flaw: Omit<Problem, 'path'>,
): Issue {
  const label = formsById.get(item.form)?.label ?? { zh: item.form, en: item.form };
  const reason = reasonOf({ ...flaw, path: '' }, messages);
  return issue(item, 'data-refused', `/values${pointer}`, { form: { ...label }, key: item.key, reason });
}

function reasonOf({ code, params = {} }: Problem, texts: Model['messages']) {
  const said = (language: 'zh' | 'en') => sentence(code, params, language, texts);
  return { zh: said('zh'), en: said('en') };
}

/** Bodies speak of names, packages of ids. */
function pointerOf(form: Form, path: string): string {
  const [, first = '', ...rest] = path.split('/');
  const field = form.byName.get(first);
  if (!field) return first === 'sharing' || first === 'enabled' ? `/${first}` : '';
  let shape: FieldSet | undefined = field.rows;
  const steps = rest.map((step) => {
    const inner = shape?.byName.get(step);
    if (inner) shape = inner.rows;
    return inner?.id ?? step;
  });
  return ['/values', field.id, ...steps].join('/');
}

function issue(
  { package: owner, file, pointer }: DataItem,
  code: string,
  inside: string,
  params: Readonly<Record<string, Json>>,
): Issue {
  return { code, severity: 'error', package: owner, file, pointer: pointer + inside, params };
}
