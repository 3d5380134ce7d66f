import type { Issue } from '../../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Label } from '../../../../metadata/common/label.ts';
import { render } from '../../../../metadata/common/render.ts';
import { kindWords } from '../../../../metadata/kinds/words.ts';
import { messages } from '../../../../metadata/messages/messages.ts';
import type { ViewKind } from '../../../../metadata/property/view-kinds.ts';
import { viewKindWords } from '../../../../metadata/property/words/parts.ts';
import { wordsAt } from '../../../../metadata/property/words/words-at.ts';
import { messages as ofRules } from '../../../../rules/messages.ts';
import { placeOfIssue } from './issue-place.ts';

/** An issue in words, with the thing that it is about in the file where it was found. */
export function wordedIssue(issue: Issue, content: Json | undefined) {
  const { code, severity, params, package: owner, file, pointer } = issue;
  return {
    code,
    severity,
    params,
    pointer,
    message: messageOf(code, params),
    ...(owner === undefined ? {} : { package: owner }),
    ...(file === undefined ? {} : { file }),
    ...placeOfIssue(issue, content),
  };
}

/** An issue's sentence, with kinds as people know them. */
export function messageOf(code: string, params: Issue['params']): Label {
  const spoken = { ...params, ...kindsCalled(params), ...propertyCalled(code, params) };
  const says = (language: 'zh' | 'en') =>
    render(messages, code, spoken, language) ?? render(ofRules, code, spoken, language) ?? code;
  return { zh: says('zh'), en: says('en') };
}

/** Kinds of fields and of views as people know them; of what is none, as it was written. */
function kindsCalled({ kind, kinds }: Issue['params']): JsonObject {
  return {
    ...(kind !== undefined && { kind: calledKind(kind) }),
    ...(Array.isArray(kinds) && { kinds: kinds.map(calledKind) }),
  };
}

/** A property that is missing, as its panel calls it. */
function propertyCalled(code: string, { property }: Issue['params']): JsonObject {
  const label = code === 'schema-required' && wordsAt(String(property))?.label;
  return label ? { property: { ...label } } : {};
}

function calledKind(kind: Json): Json {
  const name = String(kind);
  const label = Object.hasOwn(kindWords, name) ? kindWords[name]?.label : viewKindWords[name as ViewKind];
  return label ? { zh: `“${label.zh}”`, en: `“${label.en}”` } : kind;
}
