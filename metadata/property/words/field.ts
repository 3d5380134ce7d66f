import type { fieldProperties } from '../field.ts';
import type { optionProperties } from '../option.ts';
import type { DesignedIn } from '../property.ts';
import type { PropertyWords } from './property-words.ts';

export const fieldWords: Readonly<Record<DesignedIn<typeof fieldProperties>, PropertyWords>> = {
  label: { label: { zh: '名称', en: 'Name' }, inSentence: { zh: '名称', en: 'label' } },
  help: { label: { zh: '填写说明', en: 'Help' }, inSentence: { zh: '说明', en: 'help' } },
  kind: { label: { zh: '类型', en: 'Type' }, inSentence: { zh: '类型', en: 'type' } },
  required: { label: { zh: '必填', en: 'Required' }, inSentence: { zh: '必填', en: 'required' } },
  visible: { label: { zh: '显示', en: 'Shown' }, inSentence: { zh: '显示条件', en: 'when it is shown' } },
  readonly: { label: { zh: '只读', en: 'Read-only' }, inSentence: { zh: '只读', en: 'read only' } },
  default: { label: { zh: '默认值', en: 'Default' }, inSentence: { zh: '默认值', en: 'default' } },
  imported: {
    label: { zh: '导入时的默认值', en: 'Default of imports' },
    help: {
      zh: '从文件导入的新数据没有写明时取此值，如数据来源“批量导入”；不填则取默认值',
      en: 'What a new record imported from a file begins with where the file leaves it out, such as the data source “Import”; empty: the default',
    },
    inSentence: { zh: '导入时的默认值', en: 'default of imports' },
  },
  follows: {
    label: { zh: '随公式更新', en: 'Follows its formula' },
    help: {
      zh: '没有人改过时，随默认值公式里的字段更新；改过就不再更新，清空后重新开始',
      en: 'Updated with the fields in the formula of its default until someone changes it; emptied, it starts again',
    },
    inSentence: { zh: '随公式更新', en: 'follows its formula' },
  },
  optionsFilter: {
    label: { zh: '可选范围', en: 'What can be picked' },
    inSentence: { zh: '可选范围', en: 'what can be picked' },
  },
  carry: {
    label: { zh: '选引用时带入', en: 'Filled from a reference' },
    help: {
      zh: '选了引用就填进来，仍可改',
      en: 'Filled in when the reference is picked; can still be changed',
    },
    inSentence: { zh: '带出', en: 'carried from' },
  },
  fixed: {
    label: { zh: '保存后不可改', en: 'Cannot change once saved' },
    inSentence: { zh: '保存后不可改', en: 'fixed once saved' },
  },
  personal: {
    label: { zh: '个人信息', en: 'Personal data' },
    help: { zh: '可从历史里清除', en: 'Can be blanked in history' },
    inSentence: { zh: '个人信息', en: 'personal data' },
  },
  ownable: {
    label: { zh: '组织可有自己的值', en: 'Organisations may have their own value' },
    inSentence: { zh: '可个性化', en: 'personalised copies' },
  },
  hidden: {
    label: { zh: '隐藏', en: 'Hide' },
    help: { zh: '数据留着，不再显示', en: 'The data stays and is no longer shown' },
    inSentence: { zh: '隐藏', en: 'hidden' },
  },
  showsAll: {
    label: { zh: '体现整条记录', en: 'Shows the whole record' },
    help: {
      zh: '如记录的版式文件或其链接：看不到某个字段的人也看不到它',
      en: 'As a file of the record or a link to one: whoever may not see one of the fields does not see this either',
    },
    inSentence: { zh: '体现整条记录', en: 'shows the whole record' },
  },
  copied: {
    label: { zh: '复制时带走', en: 'Copied along' },
    help: {
      zh: '复制单据或明细行时，这个值也复制',
      en: 'When a record or a row is copied, this value goes along',
    },
    inSentence: { zh: '复制时带走', en: 'copied along' },
  },
  remembers: {
    label: { zh: '记住上次的值', en: 'Remember the last value' },
    help: {
      zh: '新建时先填上本人上次保存的值，可改',
      en: 'A new record starts with what you saved last, and can be changed',
    },
    inSentence: { zh: '记住上次的值', en: 'remembers the last value' },
  },
  emphasis: {
    label: { zh: '突出显示', en: 'Highlighted' },
    help: { zh: '在页面、列表和明细里加粗', en: 'Bold on pages, in lists and among rows' },
    inSentence: { zh: '突出显示', en: 'emphasis' },
  },
  printed: {
    label: { zh: '打印', en: 'Printed' },
    help: {
      zh: '关掉后，任何打印模板都不印这个字段',
      en: 'Switched off, no print template shows this field',
    },
    inSentence: { zh: '打印', en: 'printed' },
  },
  printedEmpty: {
    label: { zh: '空值也打印', en: 'Printed when empty' },
    help: {
      zh: '关掉后，没有值时整栏不印',
      en: 'If off, no space is left for it when there is no value',
    },
    inSentence: { zh: '空值也打印', en: 'printed when empty' },
  },
  printWidth: {
    label: { zh: '打印列宽', en: 'Width on paper' },
    help: {
      zh: '打印表格里的毫米数，模板没写宽度时用它',
      en: 'Column width in printed tables, in millimetres, unless the template sets another',
    },
    inSentence: { zh: '打印列宽', en: 'width on paper' },
  },
  aliases: {
    label: { zh: '其他系统中的名称', en: 'Names in other systems' },
    help: {
      zh: '参数里的字段清单、导入表格的表头也认这些名称',
      en: 'Lists of fields in parameters and the heads of imported tables know these names, too',
    },
    inSentence: { zh: '其他系统中的名称', en: 'names in other systems' },
  },
  width: {
    label: { zh: '列宽', en: 'Width of the column' },
    help: { zh: '列表和明细里的像素', en: 'In lists and among rows, in pixels' },
  },
  span: {
    label: { zh: '占几栏', en: 'Columns it takes' },
    help: {
      zh: '在页面的分组里占几栏，也可以在画布上拖右边缘',
      en: 'Of its group on the page; its right edge can be dragged on the canvas, too',
    },
    inSentence: { zh: '占几栏', en: 'columns it takes' },
  },
};

export const optionWords: Readonly<Record<DesignedIn<typeof optionProperties>, PropertyWords>> = {
  label: { label: { zh: '名称', en: 'Name' }, inSentence: { zh: '名称', en: 'label' } },
  tone: {
    label: { zh: '颜色', en: 'Colour' },
    inSentence: { zh: '状态色', en: 'tone' },
    values: {
      ok: { zh: '绿：正常', en: 'Green: OK' },
      accent: { zh: '蓝：进行中', en: 'Blue: under way' },
      warn: { zh: '黄：留意', en: 'Yellow: attention' },
      error: { zh: '红：有错', en: 'Red: problem' },
      quiet: { zh: '灰：次要', en: 'Grey: secondary' },
    },
  },
  order: { label: { zh: '次序', en: 'Place' }, inSentence: { zh: '顺序', en: 'order' } },
  hidden: {
    label: { zh: '隐藏', en: 'Hide' },
    help: { zh: '数据留着，不再显示', en: 'The data stays and is no longer shown' },
    inSentence: { zh: '隐藏', en: 'hidden' },
  },
};
