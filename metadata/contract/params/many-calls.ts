import { flag, oneOf, text } from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { jsonFile, sheetTypes } from '../common/files.ts';
import { cursor, limit } from '../common/paging.ts';
import { manyValues as manyValuesSent } from '../common/shared.ts';
import {
  compared,
  comparedFiles,
  copying,
  grid,
  ifOrganisation,
  imported,
  manyItems,
  manyValues,
  organisationActions,
  written,
} from './many.ts';
import { atMoment, dryRun, onDay, reveal, types } from './words.ts';

const tag = 'params';
const routed = '/api/params/:word';
const word = (zh: string, en: string) => ({ zh, en });
const side = {
  summary: word(
    '组织编号，可加 @时刻 或 @修订号：NORTH@2026-01-31T00:00:00Z',
    'Number of an organisation, with @ and an instant or revision: NORTH@2026-01-31T00:00:00Z',
  ),
  schema: text(),
};
const same = {
  summary: word('true：相同的也列在后面', 'true: equal values are listed as well, after the differences'),
  schema: flag(),
};
const organisation = {
  summary: word('组织编号', 'Number of the organisation'),
  schema: text(),
};
const parent = {
  summary: word('移动时：新上级的编号', 'For a move: number of the new parent'),
  schema: text(),
};

export const valueFormats = ['xlsx', 'csv', 'json'] as const;

/** Values of many parameters: read, written, copied, compared, as files, and what would become of them. */
export const paramValues = {
  read: call({
    method: 'GET',
    path: '/api/params/values',
    routed,
    access: 'signed-in',
    operation: 'parameterValues',
    tagged: true,
    tag,
    summary: word(
      '一次读取一个组织的多个有效值，内容不变时回答 304',
      'Many effective values of one organisation; 304 while they are unchanged',
    ),
    query: {
      types,
      instance: {
        summary: word(
          '维度取值：税号，或税号与机器编号（中间用 : 隔开）；没有时不含按维度设置的参数',
          'Dimension value: a tax number, or tax number:machine; without it, keys with a dimension are left out',
        ),
        schema: text(),
      },
      on: onDay,
      format: {
        summary: word(
          'raw：原始写法；full：连同原始写法和来源',
          'raw: in the original spelling of other systems; full: with the original spelling and the source',
        ),
        schema: oneOf(['typed', 'raw', 'full'], { type: 'string' }),
      },
      at: atMoment,
      reveal,
    },
    past: true,
    answer: manyValues,
  }),
  write: call({
    method: 'POST',
    path: '/api/params/many',
    access: 'signed-in',
    operation: 'setParameters',
    tag,
    summary: word(
      '一次设置、取消、锁定或解锁多个值：整批成败，一次提交',
      'Set, delete, lock or unlock many values: all or none, in one commit',
    ),
    query: { dryRun },
    values: manyValuesSent,
    body: manyItems,
    answer: written,
  }),
  copy: call({
    method: 'POST',
    path: '/api/params/copy',
    access: 'signed-in',
    operation: 'copyParameters',
    tag,
    summary: word(
      '把一个组织自己设置的值复制给其他组织，一次提交；dryRun=true 先列出变化',
      'Copy the values one organisation sets itself to other organisations, in one commit; dryRun=true only lists the changes',
    ),
    query: { dryRun },
    body: copying,
    answer: written,
  }),
  grid: call({
    method: 'GET',
    path: '/api/params/:type/:key/grid',
    access: 'signed-in',
    operation: 'parameterGrid',
    tag,
    summary: word(
      '一个参数对许多组织（及维度取值）的有效值与各自设置的值',
      'One parameter for many organisations and dimension values: the effective value and the value each sets itself',
    ),
    query: {
      orgs: {
        summary: word(
          '组织编号，逗号分隔；默认调用的组织及其下级',
          'Numbers of organisations, separated by commas; by default the organisation of the call and all its children',
        ),
        schema: text(),
      },
      instances: {
        summary: word(
          '维度取值，逗号分隔；默认路径中的',
          'Dimension values, separated by commas; by default the one in the path',
        ),
        schema: text(),
      },
      limit,
      cursor,
    },
    answer: grid,
  }),
  compare: call({
    method: 'GET',
    path: '/api/params/compare',
    routed,
    access: 'signed-in',
    operation: 'compareParameters',
    tag,
    summary: word(
      '比较两个组织或两个时刻读到的有效值，不同的在前',
      'Compare the effective values of two organisations, or of one at two points in time; differences first',
    ),
    query: { a: side, b: side, types, same },
    answer: compared,
  }),
  compareFiles: call({
    method: 'POST',
    path: '/api/params/compare',
    access: 'signed-in',
    operation: 'compareParameterFiles',
    asks: true,
    tag,
    summary: word(
      '比较两个导出文件（表单字段 a 和 b），或一个文件（a）与现在设置的值，不同的在前',
      'Compare two exported files (form fields a and b), or one (a) with the values set now; differences first',
    ),
    query: { same },
    upload: true,
    body: text({ format: 'binary' }),
    answer: comparedFiles,
  }),
  export: call({
    method: 'GET',
    path: '/api/params/export',
    routed,
    access: 'signed-in',
    operation: 'exportParameters',
    tag,
    summary: word(
      '把设置的值导出为文件：按类型的值、原样的原始写法、有效期和锁定；可原样导入',
      'Export the set values as a file, with types, original spelling, validity dates and locks; importing it again changes nothing',
    ),
    query: {
      types,
      orgs: {
        summary: word(
          '组织编号，逗号分隔；默认可查看的全部组织和全系统',
          'Numbers of organisations, separated by commas; by default all the caller may see, and the whole system',
        ),
        schema: text(),
      },
      format: {
        summary: word('xlsx（默认）、csv 或 json', 'xlsx (default), csv or json'),
        schema: oneOf(valueFormats, { type: 'string' }),
      },
    },
    answer: text({ format: 'binary' }),
    type: [sheetTypes.xlsx, sheetTypes.csv, jsonFile],
  }),
  import: call({
    method: 'POST',
    path: '/api/params/import',
    access: 'signed-in',
    operation: 'importParameters',
    tag,
    summary: word(
      '导入文件中的值：先全部检查，有问题时一个也不写；dryRun=true 只检查并列出变化',
      'Import values from a file: all are checked first, and none is written if any is wrong; dryRun=true only checks and lists the changes',
    ),
    query: { dryRun },
    upload: true,
    body: text({ format: 'binary' }),
    answer: imported,
  }),
  if: call({
    method: 'GET',
    path: '/api/params/if',
    routed,
    access: 'signed-in',
    operation: 'parametersIf',
    tag,
    summary: word(
      '移动、停用、启用或删除一个组织之前：它和下级读到的哪些参数会变，有哪些程序为它们读取；删除时还有它自己的值和下级，两者都没有才能删除',
      'Before an organisation is moved, disabled, enabled or deleted: which effective values would change for it and its children, and which programs read them; for a deletion also its own values and those of its children, which prevent it from being deleted',
    ),
    query: {
      organisation,
      action: {
        summary: word('要做什么；默认 move', 'The planned action; move by default'),
        schema: oneOf(organisationActions, { type: 'string' }),
      },
      parent,
    },
    answer: ifOrganisation,
  }),
  ifMoved: call({
    method: 'GET',
    path: '/api/params/if-moved',
    routed,
    access: 'signed-in',
    operation: 'parametersIfMoved',
    tag,
    summary: word('同 if 的 action=move', 'The same as if with action=move'),
    query: { organisation, parent },
    answer: ifOrganisation,
  }),
} as const;
