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
  'said-edit-gone': {
    zh: '{name}的{property}恢复为下层的值，不再有这些改动（{before}）',
    en: '{property} of {name}: again as in the layer below, without these changes ({before})',
  },
  'said-edit-instead': {
    zh: '{name}的{property}：{after}（之前的改动 {before}）',
    en: '{property} of {name}: {after} (earlier changes {before})',
  },
  'said-of-form': { zh: '{form}：{said}', en: '{form}: {said}' },
  'said-with-options': {
    zh: '{said}（{count} 个选项）',
    en: '{said} ({count|option|options})',
  },
  'said-kind': {
    zh: '“{name}”由{before}改为{after}',
    en: '“{name}” changes from “{before}” to “{after}”',
  },
  'reason-of-package': { zh: '随元数据包“{package}”', en: 'With the package “{package}”' },
  'reason-of-command': { zh: '命令：{command}', en: 'Command: {command}' },
  'said-roles': { zh: '“{name}”现在：{roles}', en: '“{name}” now: {roles}' },
  'said-role-none': { zh: '角色 {role} 看不到', en: 'role {role} cannot see it' },
  'said-role-read': { zh: '角色 {role} 只能查看', en: 'role {role} can only view it' },
  'said-role-edit': { zh: '角色 {role} 可以修改', en: 'role {role} can edit it' },
  'said-role-usual': { zh: '角色 {role} 按自己的权限', en: 'role {role} goes by its own rights' },
  'said-moved-to': {
    zh: '表单“{form}”移到包“{package}”，内容不变',
    en: 'Form “{form}” moves to the package “{package}” as it is',
  },
  'said-moved-from': {
    zh: '表单“{form}”由包“{package}”移回，内容不变',
    en: 'Form “{form}” moves back from the package “{package}” as it is',
  },
  'said-sharing-widened': {
    zh: '“{form}”的数据还可以这样共享：{ways}',
    en: 'records of “{form}” may now also be shared so: {ways}',
  },
  'said-sharing-narrowed': {
    zh: '“{form}”的数据不能再这样共享：{ways}',
    en: 'records of “{form}” can no longer be shared so: {ways}',
  },
  'said-sharing-default': {
    zh: '“{form}”的新数据，管控策略由“{before}”改为“{after}”',
    en: 'new records of “{form}” start with the sharing policy “{after}”, no longer “{before}”',
  },
  'said-sharing-given': {
    zh: '新组织自动得到“{form}”中自由分配和逐级分配的数据',
    en: 'new organisations automatically get the records of “{form}” that are assigned freely or level by level',
  },
  'said-sharing-not-given': {
    zh: '新组织不再自动得到“{form}”的数据',
    en: 'new organisations no longer get the records of “{form}” automatically',
  },
  'said-menu-new': {
    zh: '新增 {count} 个菜单文件夹：{names}',
    en: '{count|new menu folder|new menu folders}: {names}',
  },
  'said-menu': { zh: '菜单：{names}', en: 'Menu: {names}' },
};
