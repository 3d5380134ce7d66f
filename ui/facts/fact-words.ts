import { msg, str } from '@lit/localize';
import { grammar } from '../../rules/condition/words.ts';
import type { FormModel } from '../model/form-model.ts';
import { language, say } from '../session/i18n.ts';
import type { FactGroup, OfferedFact } from './facts-offered.ts';

/** How a heading among the facts reads. */
export function groupText({ sort, trail }: FactGroup, form: FormModel): string {
  const way = trail.map(({ label }) => say(label)).join(' › ');
  switch (sort) {
    case 'record':
      return say(form.label);
    case 'lines':
      return msg(str`${way}（每行）`, { id: 'facts-of-rows' });
    case 'beyond':
      return `${way} ›`;
    case 'call':
      return msg('当前环境', { id: 'facts-of-call' });
    case 'system':
      return msg('系统信息', { id: 'facts-of-system' });
  }
}

/** How a fact reads below its heading. */
export function factText({ fact, group }: OfferedFact): string {
  const label = fact.labels.at(-1);
  if (group.sort === 'lines' && 'rows' in fact.member) return msg('行数', { id: 'row-number' });
  return say(label);
}

/** How a fact reads by itself. */
export function wholeText(offered: OfferedFact): string {
  const { fact, group } = offered;
  if (group.sort === 'lines' && 'rows' in fact.member) {
    return grammar[language()].rows(group.trail.map(({ label }) => say(label)).join(' › '));
  }
  return fact.labels.map(say).join(' › ');
}
