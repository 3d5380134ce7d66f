import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about the changes of publishes, line by line. */
export const saidTexts: Readonly<Record<string, Label>> = {
  'said-anew': { zh: '{name}的{property}：{after}', en: '{property} of {name}: {after}' },
  'said-instead': {
    zh: '{name}的{property}由 {before} 改为 {after}',
    en: '{property} of {name}: {after}, was {before}',
  },
  'said-as-below': {
    zh: '{name}的{property}恢复为下层的值（原为 {before}）',
    en: '{property} of {name} is again as in the layer below; it was {before}',
  },
  'said-of-form': { zh: '{form}：{said}', en: '{form}: {said}' },
  'said-with-options': {
    zh: '{said}（{count} 个选项）',
    en: '{said} ({count|option|options})',
  },
  'said-kind': {
    zh: '“{name}”由{before}改为{after}',
    en: '“{name}” becomes {after}, was {before}',
  },
  'reason-of-package': { zh: '随元数据包“{package}”', en: 'With the package “{package}”' },
  'reason-of-command': { zh: '命令：{command}', en: 'Command: {command}' },
  'said-role': { zh: '角色 {role} 的权限', en: 'what role {role} may do' },
  'said-moved-to': {
    zh: '表单“{form}”移到包“{package}”，内容不变',
    en: 'form “{form}” moves to the package “{package}” as it is',
  },
  'said-moved-from': {
    zh: '表单“{form}”由包“{package}”移回，内容不变',
    en: 'form “{form}” moves back from the package “{package}” as it is',
  },
  'said-menu': { zh: '菜单：{names}', en: 'menu: {names}' },
};
