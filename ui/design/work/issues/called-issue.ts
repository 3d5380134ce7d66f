import type { Issue } from '../../../../metadata/common/issue.ts';
import { pointerSegments } from '../../../../metadata/common/json.ts';
import type { Label } from '../../../../metadata/common/label.ts';
import { render } from '../../../../metadata/common/render.ts';
import { wordsOf } from '../../../../metadata/property/words/words-at.ts';
import { messageOf } from './worded-issue.ts';

/** Issues about a field that nobody knows: it was known where it has a label. */
const gone: Readonly<Record<string, Label>> = {
  'formula-unknown-field': {
    zh: '第 {at} 个字符：“{field}”已去掉，或不能用在公式里；请改用别的字段，或撤销去掉它的那一步',
    en: 'Character {at}: “{field}” was removed, or cannot be used in formulas: use another field, or undo the step that removed it',
  },
};

/** An option that a condition asks for and that is gone, in the property that has the condition. */
const optionGone: Label = {
  zh: '“{property}”用到的选项“{option}”已不存在：请改条件，或恢复这个选项',
  en: '“{property}” asks for the option “{option}”, which is gone: change the condition, or bring the option back',
};

type Worded = Pick<Issue, 'code' | 'params' | 'pointer'> & {
  readonly message: Label;
  readonly place?: string;
};

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
    ...(code === 'operand-option' && withOption(issue, labels)),
    ...(field && { message: withField(code, { ...params, field: { ...field } }) }),
  };
}

/** What is in force calls the option; undefined: nothing says of which property it is. */
function withOption({ params, pointer }: Worded, labels: Readonly<Record<string, Label>>) {
  const value = String(params['value'] ?? '');
  const option = Object.entries(labels).find(([place]) => place.endsWith(`/options/${value}`))?.[1];
  const names = pointerSegments(pointer).flatMap((name) => wordsOf(['field', 'rule', 'action'], name) ?? []);
  const property = names.at(-1)?.label;
  if (!property) return {};
  const says = (language: 'zh' | 'en') =>
    optionGone[language]
      .replace('{property}', property[language])
      .replace('{option}', option?.[language] ?? value);
  return { message: { zh: says('zh'), en: says('en') } };
}

function withField(code: string, params: Issue['params']): Label {
  const says = (language: 'zh' | 'en') => render(gone, code, params, language);
  const [zh, en] = [says('zh'), says('en')];
  return zh !== undefined && en !== undefined ? { zh, en } : messageOf(code, params);
}
