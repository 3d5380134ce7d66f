import type { Issue } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import { render } from '../../../../metadata/common/render.ts';
import { messages } from '../../../../metadata/messages/messages.ts';
import { messages as ofRules } from '../../../../rules/messages.ts';
import { placeOfIssue } from './issue-place.ts';

/** An issue in words, with the thing that it is about in the file where it was found. */
export function wordedIssue(issue: Issue, content: Json | undefined) {
  const { code, severity, params, package: owner, file, pointer } = issue;
  const says = (language: 'zh' | 'en') =>
    render(messages, code, params, language) ?? render(ofRules, code, params, language) ?? code;
  return {
    code,
    severity,
    params,
    pointer,
    message: { zh: says('zh'), en: says('en') },
    ...(owner === undefined ? {} : { package: owner }),
    ...(file === undefined ? {} : { file }),
    ...placeOfIssue(issue, content),
  };
}
