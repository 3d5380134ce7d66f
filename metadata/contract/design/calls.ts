import type { SheetColumns } from '../../design/workbook/form-of-proposal.ts';
import type { WorkbookProposal } from '../../design/workbook/proposal.ts';
import { strictnesses } from '../../design/workbook/strictness.ts';
import {
  anyObject,
  closed,
  flag,
  integer,
  list,
  named,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
  typed,
} from '../../shape/shape.ts';
import type { FormSource } from '../../source.ts';
import { call } from '../common/call.ts';
import { manyValues } from '../common/shared.ts';
import { aChannel } from './examples.ts';
import {
  begunDesign,
  design,
  designChange,
  designLog,
  designSources,
  newDesign,
  openDesign,
  present,
} from './parts.ts';
import { designStep } from './step.ts';

const tag = 'design';
const all = '/api/design/drafts';
const one = `${all}/:id` as const;

const seen = integer({ minimum: 0, description: 'Entries of the log that were seen' });
export const designSteps = closed(
  {
    seen,
    steps: list(designStep, { minItems: 1, maxItems: 500 }),
    own: optional(
      list(integer({ minimum: 1 }), {
        maxItems: 5_000,
        description:
          'Entries behind `seen` that the sender took; whatever else one took since, on another page, refuses as what others took. Default: all of one’s own',
      }),
    ),
    overwrite: optional(flag({ description: 'What others said meanwhile is said anew. Default: refused' })),
  },
  { examples: [aChannel] },
);
export type AppendedSteps = TypeOf<typeof designSteps>;
export const designSeen = closed({ seen: optional(seen) });
export const designPoint = closed(
  { seen: optional(seen), name: text({ minLength: 1, maxLength: 200 }) },
  { examples: [{ name: 'Before the meeting' }] },
);
export const designReturn = closed(
  {
    seen: optional(seen),
    to: integer({ minimum: 0, description: 'Entry after which nothing counts' }),
  },
  { examples: [{ to: 1 }] },
);
export const designPlace = closed({ place: optional(text({ maxLength: 255 })) });
export const designPresent = object({ present });
export const designNames = closed(
  {
    texts: list(text({ maxLength: 500 }), { minItems: 1, maxItems: 500 }),
    of: optional(
      oneOf(['field', 'form', 'part', 'option', 'package', 'prefix'], {
        type: 'string',
        description: 'Default: field',
      }),
    ),
    form: optional(
      text({
        description: 'Id of the form that gets them: its names are taken, and others’ are marked',
      }),
    ),
    layer: optional(
      text({
        description:
          'Package that gets them. Default: that of the form where it is designed in it, else local',
      }),
    ),
    taken: optional(list(text(), { maxItems: 5000 })),
  },
  { examples: [{ texts: ['到账方式'], form: 'unit' }] },
);
export const workbookForm = object({
  proposal: typed<WorkbookProposal>(
    anyObject({ description: 'Sheets and columns, what is proposed of each, and why, in words' }),
  ),
  form: typed<FormSource>(anyObject({ description: 'Content of a step `add-form`' })),
  columns: list(typed<SheetColumns>(anyObject()), {
    description: 'How the file is read into the form once it is published: `columns` of an import',
  }),
  forms: list(
    object({ form: typed<FormSource>(anyObject()), columns: list(typed<SheetColumns>(anyObject())) }),
    {
      description:
        'All forms of the file: this one, and those of sheets whose records it refers to; in the order in which they are added and their data is imported',
    },
  ),
});

/** The calls that a designer needs beside a design: the sources of all packages, and names for what is new. */
export const designing = {
  sources: call({
    method: 'GET',
    path: '/api/design/sources',
    access: 'designs',
    operation: 'designSources',
    tagged: true,
    tag,
    summary: {
      zh: '所有包的元数据源文件，供浏览器编译草稿',
      en: 'The files of all packages, so that a browser can compile an unpublished design',
    },
    answer: named('DesignSources', designSources),
  }),
  names: call({
    method: 'POST',
    path: '/api/design/names',
    access: 'designs',
    asks: true,
    operation: 'proposeNames',
    tag,
    summary: {
      zh: '由标签建议名称：中文按拼音，带上本层的前缀；也用于包名和前缀',
      en: 'Names suggested from labels, also for packages and prefixes: Chinese is spelt in pinyin, and names start with the prefix of the layer',
    },
    body: named('DesignNames', designNames),
    answer: object({ names: list(text()) }),
  }),
  fromWorkbook: call({
    method: 'POST',
    path: '/api/design/from-workbook',
    access: 'designs',
    asks: true,
    operation: 'formFromWorkbook',
    tag,
    summary: {
      zh: '由 Excel 或 csv 建议表单：字段、类型、选项、引用、编码、分录，以及被引用的工作表各自的表单，各附理由；不做任何改变',
      en: 'Suggest forms from a workbook or csv: fields, types, options, references, key and entries, and separate forms for sheets whose records are referred to, each with a reason; changes nothing',
    },
    query: {
      sheet: {
        summary: {
          zh: '哪张工作表是记录，从 0 数；缺省是被其他表指向的那张，否则第一张有数据的',
          en: 'The sheet with the records, counted from 0. Default: the one whose records other sheets refer to, or else the first with rows',
        },
        schema: integer({ minimum: 0 }),
      },
      uses: {
        summary: {
          zh: '其他工作表各自是什么，如 `1:form,2:none`：form 单独的表单，entries 分录，none 不使用；没有写的按数据建议',
          en: 'What other sheets are, as in `1:form,2:none`: a form of its own, entries, or none. Default: proposed by the data',
        },
        schema: text(),
      },
      strictness: {
        summary: {
          zh: '从数据里读出多少要求：loose、usual、strict；缺省 usual',
          en: 'How strictly requirements are derived from the data: loose, usual or strict. Default: usual',
        },
        schema: oneOf(strictnesses),
      },
    },
    body: text({ format: 'binary' }),
    upload: true,
    answer: named('WorkbookForm', workbookForm),
  }),
} as const;

/** Designs: somebody's unpublished work, step by step. */
export const designs = {
  list: call({
    method: 'GET',
    path: all,
    access: 'designs',
    operation: 'designs',
    tag,
    summary: {
      zh: '自己的和共享的设计，最新的在前',
      en: 'The caller’s own designs and shared ones, newest first',
    },
    answer: object({ items: list(named('Design', design)) }),
  }),
  create: call({
    method: 'POST',
    path: all,
    access: 'designs',
    operation: 'newDesign',
    tag,
    summary: {
      zh: '新建设计，可连同最初的步骤；同一个 key 再问一次，得到同一个设计；不带内容时回到自己正在做的设计',
      en: 'Start a design with its first steps; a repeated request with the same key returns the same design; without a body, the caller’s open design is returned',
    },
    body: named('NewDesign', newDesign),
    bodyOptional: true,
    answer: named('BegunDesign', begunDesign),
    status: [200, 201],
  }),
  read: call({
    method: 'GET',
    path: one,
    access: 'designs',
    operation: 'design',
    tag,
    summary: {
      zh: '一个设计：步骤、谁在改、哪些已被别人改动',
      en: 'A design: its steps, who is working on it, and what others have changed in the meantime',
    },
    query: {
      since: {
        summary: { zh: '只要这一条之后的记录', en: 'Only entries of the log after this one' },
        schema: integer({ minimum: 0 }),
      },
    },
    answer: named('OpenDesign', openDesign),
  }),
  change: call({
    method: 'PUT',
    path: one,
    access: 'designs',
    operation: 'changeDesign',
    tag,
    summary: {
      zh: '改名、与其他设计者共享，或填写发布后包的版本号和版本说明',
      en: 'Rename it, share it with other designers, or say which versions of packages it makes, with their notes',
    },
    body: named('ChangeDesign', designChange),
    answer: named('Design', design),
  }),
  discard: call({
    method: 'DELETE',
    path: one,
    access: 'designs',
    operation: 'discardDesign',
    tag,
    summary: { zh: '放弃设计', en: 'Discard a design' },
    query: {
      anyway: {
        summary: {
          zh: '即使有变更集要与它一起发布；默认拒绝',
          en: 'Even if change sets are to be published with it; refused by default',
        },
        schema: flag(),
      },
    },
    answer: named('Design', design),
  }),
  present: call({
    method: 'POST',
    path: `${one}/present`,
    access: 'designs',
    asks: true,
    operation: 'presentAtDesign',
    tag,
    summary: {
      zh: '说明自己正在看哪里；返回谁在场',
      en: 'Report what the caller is working on; returns who else is there',
    },
    body: named('DesignPlace', designPlace),
    bodyOptional: true,
    answer: named('DesignPresent', designPresent),
  }),
  take: call({
    method: 'POST',
    path: `${one}/steps`,
    access: 'designs',
    operation: 'takeSteps',
    tag,
    summary: {
      zh: '做若干步；别人已改过的同一属性不会被悄悄覆盖',
      en: 'Add steps; a property changed by someone else in the meantime is not silently overwritten',
    },
    values: manyValues,
    body: named('DesignSteps', designSteps),
    answer: named('DesignLog', designLog),
  }),
  undo: call({
    method: 'POST',
    path: `${one}/undo`,
    access: 'designs',
    operation: 'undoStep',
    tag,
    summary: { zh: '撤销自己的上一步', en: 'Undo the caller’s last step' },
    values: manyValues,
    body: named('DesignSeen', designSeen),
    bodyOptional: true,
    answer: named('DesignLog', designLog),
  }),
  redo: call({
    method: 'POST',
    path: `${one}/redo`,
    access: 'designs',
    operation: 'redoStep',
    tag,
    summary: { zh: '重做自己撤销的一步', en: 'Redo the caller’s last undone step' },
    values: manyValues,
    body: named('DesignSeen', designSeen),
    bodyOptional: true,
    answer: named('DesignLog', designLog),
  }),
  mark: call({
    method: 'POST',
    path: `${one}/points`,
    access: 'designs',
    operation: 'markPoint',
    tag,
    summary: { zh: '给现在取个名，以后可以回来', en: 'Name this point, to be able to return to it' },
    values: manyValues,
    body: named('DesignPoint', designPoint),
    answer: named('DesignLog', designLog),
  }),
  returnTo: call({
    method: 'POST',
    path: `${one}/return`,
    access: 'designs',
    operation: 'returnToPoint',
    tag,
    summary: {
      zh: '回到某一条记录时的样子；可以像步骤一样撤销',
      en: 'Return to the state at an entry; can be undone like a step',
    },
    values: manyValues,
    body: named('DesignReturn', designReturn),
    answer: named('DesignLog', designLog),
  }),
} as const;
