import { msg, str } from '@lit/localize';
import { say } from '../../../session/i18n.ts';
import type { DrawnIssue } from '../bench-shapes.ts';

/** An issue in a list of issues of many places: with what it is about, where the sentence does not name that itself. */
export function issueText({ about, message }: DrawnIssue): string {
  const [where, why] = [say(about), say(message)];
  return where === '' || why.includes(where)
    ? why
    : msg(str`“${where}”：${why}`, { id: 'design-issue-about' });
}
