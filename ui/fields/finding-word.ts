import { msg } from '@lit/localize';

/** Says in a word what is odd about a rule. */
export function findingWord(code: string): string {
  if (code === 'rule-never-matches' || code.startsWith('rule-for-'))
    return msg('永不匹配', { id: 'never-matches' });
  if (code === 'rule-broken') return msg('无法判断', { id: 'rule-broken' });
  if (code === 'rule-outdated') return msg('已过时', { id: 'rule-outdated' });
  if (code === 'rule-not-indexable') return msg('逐条判断', { id: 'not-indexable' });
  if (code === 'rule-all-options' || code === 'rule-no-options')
    return msg('选项用尽', { id: 'options-exhausted' });
  if (code.startsWith('rule-only-when-empty')) return msg('仅空值生效', { id: 'only-when-empty' });
  return code.startsWith('rule-shadowed')
    ? msg('被遮盖', { id: 'shadowed' })
    : msg('同级重叠', { id: 'overlaps' });
}
