import { msg } from '@lit/localize';

/** What is odd about a rule, in a word. */
export function findingWord(code: string): string {
  if (code === 'rule-never-matches') return msg('永不匹配', { id: 'never-matches' });
  if (code === 'rule-not-indexable') return msg('逐条判断', { id: 'not-indexable' });
  return code.startsWith('rule-shadowed')
    ? msg('被遮盖', { id: 'shadowed' })
    : msg('同级重叠', { id: 'overlaps' });
}
