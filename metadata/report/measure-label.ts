import type { Label } from '../common/label.ts';
import type { ReportValue } from '../report-source.ts';
import { insideSentence } from '../words/inside-sentence.ts';

/** What a value of a report is called where nobody called it otherwise; `label`: of its field. */
export function measureLabel({ of, label: own }: ReportValue, label?: Label): Label {
  if (own) return own;
  const zh = label?.zh ?? '';
  const en = insideSentence(label?.en ?? '');
  switch (of) {
    case 'count':
      return { zh: '数量', en: 'Count' };
    case 'sum':
      // A field that is called a sum already is not called one twice.
      return { zh: zh.endsWith('合计') ? zh : `${zh}合计`, en: `Total ${en}` };
    case 'average':
      return { zh: `${zh}平均`, en: `Average ${en}` };
    case 'least':
      return { zh: `${zh}最小`, en: `Lowest ${en}` };
    case 'most':
      return { zh: `${zh}最大`, en: `Highest ${en}` };
  }
}
