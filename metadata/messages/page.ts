import type { Label } from '../common/label.ts';

/** The messages to packages whose texts, or what stands among fields, would not be read or pressed as it is meant. */
export const pageMessages: Readonly<Record<string, Label>> = {
  'text-unseen': {
    zh: '这个文本里有看不见的字符 {character}，可能让别人读到的与写的不同：请删除',
    en: 'This text has an invisible character, {character}, which can make it read differently: delete it',
  },
  'label-long': {
    zh: '名称有 {length} 个字符，超过 {longest} 个就没有地方能完整显示：请写短，其余写进说明',
    en: 'The label has {length} characters; labels longer than {longest} cannot be shown in full anywhere: shorten it and put the rest into the help',
  },
  'label-twice': {
    zh: '“{place}”里有两个字段都叫“{label}”（{others}），看的人分不清：请改其中一个',
    en: 'Two fields in “{place}” are called “{label}” ({others}), so users cannot tell them apart: rename one',
  },
  'label-same-in': {
    zh: '“{first}”和“{second}”的{language}名称都是“{label}”，看的人分不清：请改其中一个',
    en: 'The {language} name of both “{first}” and “{second}” is “{label}”, so users cannot tell them apart: rename one',
  },
  'form-label-twice': {
    zh: '“{place}”里已有表单叫“{label}”，菜单和搜索里分不清：请改其中一个',
    en: '“{place}” already has a form called “{label}”, so menus and searches cannot tell them apart: rename one',
  },
  'form-label-twice-beside': {
    zh: '“{place}”里有两个表单都叫“{label}”（{others}），菜单和搜索里分不清：请改其中一个',
    en: 'Two forms in “{place}” are called “{label}” ({others}), so menus and searches cannot tell them apart: rename one',
  },
  'leans-above': {
    zh: '“{form}”还在本地调整里，包“{package}”带到别的系统会缺少它：把它也做进这个包的新版本',
    en: '“{form}” is still a local change, and another system that gets the package “{package}” will miss it: put it into a new version of the package, too',
  },
  'block-needs': {
    zh: '页面上的“{name}”缺少“{property}”：标题和说明要有文字，链接要有文字和地址，按钮要有操作',
    en: '“{name}” on the page is missing “{property}”: headings and notes need a text, links a text and an address, buttons an action',
  },
  'block-unfit': {
    zh: '页面上的“{name}”用不到“{property}”：地址属于链接，操作属于按钮，图片属于图片；请去掉它',
    en: '“{name}” on the page cannot have “{property}”: addresses are for links, actions for buttons, and images or image fields for pictures; remove it',
  },
  'block-picture': {
    zh: '页面上的图片“{name}”：请选一张图片，或者选一个图片字段，两者选一',
    en: 'The picture “{name}” on the page needs either an image of its own or a field of images',
  },
  'view-needs': {
    zh: '视图“{name}”（{kind}）缺少“{property}”：看板要有分栏字段，日历要有开始日期，树要有“上级”类型的字段',
    en: 'The view “{name}” ({kind}) is missing “{property}”: a board needs the field of its columns, a calendar the date it begins on, a tree a form with a field of the kind parent',
  },
  'view-unfit': {
    zh: '视图“{name}”（{kind}）用不到“{property}”：请去掉它',
    en: 'The view “{name}” ({kind}) cannot have “{property}”: remove it',
  },
  'block-address': {
    zh: '“{address}”不能作为链接地址：请写以 https:// 或 http:// 开头的地址，或者系统内以 / 开头的路径',
    en: '“{address}” cannot be used as a link: enter an address that begins with https:// or http://, or with / for a page of this system',
  },
  'block-action': {
    zh: '按钮要执行的“{action}”不是这个表单对单条记录的操作',
    en: 'The button’s action “{action}” is not an action of this form for a single record',
  },
};
