import type { DrawnIssue } from './bench-shapes.ts';
import { messageOf } from './issues/worded-issue.ts';
import type { PlaceLabels } from './place-labels.ts';

/** An issue with the place that it is about, and a field that it names, as people call them. */
export function calledIssue(issue: DrawnIssue, labels: PlaceLabels = {}): DrawnIssue {
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
