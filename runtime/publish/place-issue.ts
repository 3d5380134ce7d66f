import type { Issue } from '../../metadata/issue.ts';
import { fieldAt, type LayeredForm, placeOfField } from '../../metadata/model/layered.ts';
import type { Place } from '../../metadata/model/report.ts';

/** An issue about a form that compiled: `/fields/lines.price` of the form becomes the file and place where somebody wrote it. */
export function placeIssue(issue: Issue, layers: ReadonlyMap<string, LayeredForm>): Issue {
  const layered = issue.form === undefined ? undefined : layers.get(issue.form);
  return layered ? { ...issue, ...placeIn(layered, issue.pointer) } : issue;
}

function placeIn(layered: LayeredForm, pointer: string): Place {
  const [, part, name = ''] = pointer.split('/');
  const field = part === 'fields' ? fieldAt(layered, name) : undefined;
  if (field) return placeOfField(layered, field, '');
  const named = part === 'unique' || part === 'rules' ? layered.source[part]?.[Number(name)] : undefined;
  const written = named && layered.places.get(named);
  return written ?? { ...layered.place, pointer: layered.place.pointer + pointer };
}
