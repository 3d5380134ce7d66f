import { foldText } from '../../metadata/words/fold-text.ts';

/**
 * Answers how well a typed text fits a name: 4 it is the name, 3 it begins so, 2 it holds it, 1 its pinyin is typed so,
 * whole or by first letters (`kaipiao`, `kp` and `kaip` are 开票), 0 not at all.
 *
 * @example
 * typedLike('kp', ['开票'], 'kai piao') //=> 1
 * typedLike('开票', ['开票'], 'kai piao') //=> 4
 * typedLike('票', ['开票'], 'kai piao') //=> 2
 * typedLike('x', ['开票'], 'kai piao') //=> 0
 * typedLike('invoice pending', ['Pending invoices']) //=> 1
 * typedLike('add invoice', ['New invoice']) //=> 1
 * typedLike('red', ['Void note'], '', [['red', 'void']]) //=> 1
 */
export function typedLike(
  typed: string,
  texts: readonly string[],
  pinyin = '',
  more: Synonyms = [],
): 0 | 1 | 2 | 3 | 4 {
  const whole = likeOf(foldText(typed.trim()), texts.map(foldText), pinyin);
  if (whole > 0) return whole;
  const words = foldText(typed).split(/\s+/).filter(Boolean);
  const synonymsOf = (word: string) => [...synonyms, ...more].filter((all) => all.includes(word)).flat();
  if (words.length === 1 && synonymsOf(words[0] ?? '').length === 0) return 0;
  const folded = texts.map(foldText);
  const isFound = (word: string) => likeOf(word, folded, pinyin) > 0;
  return words.length > 0 && words.every((word) => isFound(word) || synonymsOf(word).some(isFound)) ? 1 : 0;
}

/** Words that people use for the same, each row of them for another thing. */
export type Synonyms = readonly (readonly string[])[];

const synonyms: Synonyms = [
  ['new', 'add', 'create', '新建', '新增', '添加'],
  ['delete', 'remove', '删除'],
  ['edit', 'change', 'modify', '编辑', '修改'],
  ['approve', 'audit', 'review', '审批', '审核', '批准'],
  ['copy', 'duplicate', '复制'],
  ['history', 'versions', 'changes', '历史', '版本'],
  ['settings', 'options', 'preferences', 'configuration', '设置', '配置', '参数'],
  ['user', 'account', 'people', '用户', '账号', '人员'],
  ['company', 'organisation', 'organization', '公司', '组织'],
  ['job', 'task', '任务'],
  ['inbox', 'todo', 'notifications', '收件箱', '待办', '通知'],
  ['dark', 'night', '深色', '夜间'],
  ['help', 'manual', 'guide', '帮助', '手册'],
  ['report', 'reports', 'statistics', '报表', '统计'],
  ['publish', 'release', 'deploy', '发布', '上线'],
  ['log', 'audit', 'trail', '日志', '审计'],
];

function likeOf(wanted: string, folded: readonly string[], pinyin: string): 0 | 1 | 2 | 3 | 4 {
  if (folded.includes(wanted)) return 4;
  if (folded.some((text) => text.startsWith(wanted))) return 3;
  if (folded.some((text) => text.includes(wanted))) return 2;
  const letters = wanted.replaceAll(/[\s']/g, '');
  if (!/^[a-z0-9]+$/.test(letters)) return 0;
  const syllables = pinyin.split(' ');
  return syllables.some((_, at) => spells(letters, syllables.slice(at))) ? 1 : 0;
}

/** Answers whether the letters are beginnings of these syllables, one after the other. */
function spells(letters: string, [first, ...others]: readonly string[]): boolean {
  if (letters === '') return true;
  if (first === undefined) return false;
  for (let length = Math.min(first.length, letters.length); length > 0; length--)
    if (letters.startsWith(first.slice(0, length)) && spells(letters.slice(length), others)) return true;
  return false;
}
