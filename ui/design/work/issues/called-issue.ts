import type { Issue } from '../../../../metadata/common/issue.ts';
import type { Label } from '../../../../metadata/common/label.ts';
import { render } from '../../../../metadata/common/render.ts';
import { messageOf } from './worded-issue.ts';

/** Issues about a field that nobody knows: it was known where it has a label. */
const gone: Readonly<Record<string, Label>> = {
  'formula-unknown-field': {
    zh: '第 {at} 个字符：“{field}”已去掉，或不能用在公式里；请改用别的字段，或撤销去掉它的那一步',
    en: 'Character {at}: “{field}” was removed, or cannot be used in formulas: use another field, or undo the step that removed it',
  },
};

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
    ...(field && { message: withField(code, { ...params, field: { ...field } }) }),
  };
}

function withField(code: string, params: Issue['params']): Label {
  const says = (language: 'zh' | 'en') => render(gone, code, params, language);
  const [zh, en] = [says('zh'), says('en')];
  return zh !== undefined && en !== undefined ? { zh, en } : messageOf(code, params);
}
