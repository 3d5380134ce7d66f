import type { JsonObject } from '../metadata/common/json.ts';
import { field, label } from './own-package.ts';

const option = (value: string, zh: string, en: string, tone: string) => ({
  value,
  label: label(zh, en),
  tone,
});

/** A task: its board, calendar, gallery, tree and chart are views of its package. */
const task: JsonObject = {
  name: 'task',
  kind: 'document',
  label: label('任务', 'Task'),
  listLabel: label('任务', 'Tasks'),
  sharing: 'everybody',
  menu: { path: 'tasks' },
  title: 'name',
  fields: [
    field('number', 'number', '编号', { pattern: 'T{seq:4}' }),
    field('name', 'text', '任务名称', { required: true }),
    field('state', 'choice', '进度', {
      options: [
        option('open', '待办', 'To do', 'quiet'),
        option('doing', '进行中', 'Doing', 'accent'),
        option('done', '已完成', 'Done', 'ok'),
      ],
    }),
    field('place', 'reference', '地点', { form: 'place' }),
    field('from', 'date', '开始'),
    field('until', 'date', '结束'),
    field('meeting', 'datetime', '碰头'),
    field('photo', 'image', '照片'),
    field('above', 'parent', '上级任务'),
    field('result', 'text', '结论'),
    field('cost', 'money', '费用', { currency: 'CNY', label: label('费用', 'Cost') }),
  ],
  rules: [
    {
      name: 'concluded',
      when: { fact: 'state', operator: 'equal', value: 'done' },
      check: { fact: 'result', operator: 'isNotEmpty' },
      fields: ['result'],
      message: label('完成之前请先写结论', 'Say the result before it is done'),
    },
  ],
  list: {
    columns: ['number', 'name', 'state', 'place', 'from', 'until'],
    filters: ['state', 'place'],
    sort: ['number'],
    search: ['number', 'name'],
  },
  views: [
    {
      name: 'byState',
      kind: 'board',
      label: label('按进度', 'By progress'),
      help: label('拖动卡片改变进度', 'Drag a card to change its progress'),
      groupBy: 'state',
      columns: ['number', 'place', 'until'],
      value: 'cost',
      default: true,
    },
    { name: 'byPlace', kind: 'board', label: label('按地点', 'By place'), groupBy: 'place' },
    {
      name: 'days',
      kind: 'calendar',
      label: label('日程', 'Schedule'),
      start: 'from',
      end: 'until',
    },
    { name: 'photos', kind: 'gallery', label: label('照片墙', 'Photos'), picture: 'photo' },
    { name: 'parts', kind: 'tree', label: label('分解', 'Breakdown') },
    {
      name: 'unfinished',
      kind: 'list',
      label: label('未完成', 'Unfinished'),
      filter: { fact: 'state', operator: 'notEqual', value: 'done' },
      sort: ['-name'],
      columns: ['name', 'state'],
    },
    {
      name: 'costs',
      kind: 'chart',
      label: label('费用', 'Costs'),
      groupBy: 'state',
      across: 'place',
      value: 'cost',
    },
  ],
};

const place: JsonObject = {
  name: 'place',
  kind: 'master',
  label: label('地点', 'Place'),
  sharing: { allowed: ['global'], default: 'global' },
  fields: [field('number', 'text', '编号', { required: true }), field('name', 'text', '名称')],
};

/** The package of tasks, by its files. */
export const viewsPackage: Readonly<Record<string, JsonObject>> = {
  'package.json': {
    name: 'tasks',
    version: '1.0.0',
    guiju: {
      prefix: 'ta',
      label: label('任务', 'Tasks'),
      menu: [{ path: 'tasks', label: label('任务', 'Tasks') }],
    },
  },
  'forms/task.json': task,
  'forms/place.json': place,
};
