import type { Issue } from '../../../../metadata/common/issue.ts';
import type { Label } from '../../../../metadata/common/label.ts';
import { messageOf } from './worded-issue.ts';

type Worded = Pick<Issue, 'code' | 'params'> & { readonly message: Label; readonly place?: string };

/** An issue with the place that it is about, and a field that it names, as people call them. */
export function calledIssue<T extends Worded>(
  issue: T,
  labels: Readonly<Record<string, Label>> = {},
): T & { readonly about?: Label } {
  const { code, params, place = '' } = issue;
  const [part, name] = place.split('/');
  const about = place === '' ? undefined : (labels[place] ?? labels[`${part}/${name}`]);
  const field = typeof params['field'] === 'string' ? labels[`fields/${params['field']}`] : undefined;
  return {
    ...issue,
    ...(about && { about }),
    ...(field && { message: messageOf(code, { ...params, field: { ...field } }) }),
  };
}
