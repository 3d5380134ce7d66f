import type { Json, JsonObject } from '../common/json.ts';
import type { Label } from '../common/label.ts';

/** A kind as whoever designs knows it. */
export interface KindWords {
  /** Name of the kind. */
  readonly label: Label;
  /** Purpose of the kind. */
  readonly help: Label;
  /** A value as it looks; a plain text is the same in every language. */
  readonly sample: Label | string;
  /** A value that a preview shows, where its options and limits do not say one. Default: none. */
  readonly example?: Json;
  /** Properties of a field as it begins, where nobody would want to be asked. Default: none. */
  readonly starting?: JsonObject;
}

type Words = Readonly<Record<string, KindWords>>;

/**
 * Kinds by what they are for, in the order in which they are offered: what is used most comes first. They stand beside
 * the kinds, so that they travel to the designer alone.
 */
export const kindGroups = {
  text: {
    text: {
      label: { zh: '单行文字', en: 'Text' },
      help: { zh: '一行以内的文字', en: 'Text on one line' },
      sample: { zh: '上海分公司', en: 'Shanghai branch' },
      starting: { length: 100 },
    },
    multiline: {
      label: { zh: '多行文字', en: 'Long text' },
      help: { zh: '可以换行的长文字', en: 'Text with line breaks' },
      sample: { zh: '第一行 ↵ 第二行', en: 'First line ↵ second line' },
    },
    'rich-text': {
      label: { zh: '富文本', en: 'Rich text' },
      help: { zh: '有标题、列表、加粗和链接的文字', en: 'With headings, lists, bold and links' },
      sample: { zh: '加粗、列表、链接', en: 'Bold, lists, links' },
      example: '<p>A <strong>bold</strong> word</p>',
    },
    number: {
      label: { zh: '编号', en: 'Record number' },
      help: { zh: '按规则自动生成', en: 'Made by a pattern' },
      sample: 'HT-2026-00001',
      starting: { pattern: '{yyyy}-{seq:5}' },
    },
    email: {
      label: { zh: '邮箱', en: 'E-mail' },
      help: { zh: '电子邮件地址', en: 'An e-mail address' },
      sample: 'a@example.com',
      example: 'name@example.com',
    },
    phone: {
      label: { zh: '电话', en: 'Phone' },
      help: { zh: '手机或座机', en: 'Mobile or landline' },
      sample: '138 0013 8000',
      example: '13800138000',
    },
    url: {
      label: { zh: '网址', en: 'Web address' },
      help: { zh: '以 http 开头的地址', en: 'An address that begins with http' },
      sample: 'https://…',
      example: 'https://example.com',
    },
    'tax-number': {
      label: { zh: '税号', en: 'Tax number' },
      help: { zh: '纳税人识别号，核对校验位', en: 'With its check digit' },
      sample: '9131…K2X',
      example: '91310000MA1FL0AB22',
    },
    code: {
      label: { zh: '代码', en: 'Code' },
      help: { zh: '程序、配置等，按语言着色', en: 'Programs and the like, coloured' },
      sample: '{ "a": 1 }',
      example: 'SELECT 1',
    },
    address: {
      label: { zh: '地址', en: 'Address' },
      help: { zh: '省、市、区、街道和邮编', en: 'Street, city, region and postcode' },
      sample: { zh: '广东省深圳市…', en: '1 Main St, …' },
      example: {
        country: 'CN',
        province: '广东省',
        city: '深圳市',
        district: '南山区',
        street: '科技园 1 号',
      },
    },
    geolocation: {
      label: { zh: '地理位置', en: 'Place on a map' },
      help: { zh: '纬度和经度，可取当前位置', en: 'Latitude and longitude, or here' },
      sample: '22.5431, 114.0579',
      example: '22.543096,114.057865',
    },
    barcode: {
      label: { zh: '条码', en: 'Barcode' },
      help: { zh: '条形码或二维码，可用摄像头扫', en: 'A bar or QR code, scanned by camera too' },
      sample: '▌▏▌▍ 6901234567892',
      example: '6901234567892',
      starting: { symbology: 'code128' },
    },
    secret: {
      label: { zh: '密文', en: 'Secret' },
      help: { zh: '加密保存，谁也看不到原文', en: 'Encrypted, shown to nobody' },
      sample: '••••••',
    },
  },
  amount: {
    integer: {
      label: { zh: '整数', en: 'Whole number' },
      help: { zh: '没有小数的数', en: 'A number without decimals' },
      sample: '12',
    },
    decimal: {
      label: { zh: '小数', en: 'Decimal' },
      help: { zh: '位数自定的精确小数', en: 'An exact number of any size' },
      sample: '12.5000',
    },
    money: {
      label: { zh: '金额', en: 'Amount' },
      help: { zh: '分节显示，可以说明币种', en: 'Grouped, in a currency if you like' },
      sample: '1,234.50',
    },
    currency: {
      label: { zh: '币种', en: 'Currency' },
      help: { zh: '一种货币，按代码（ISO 4217）', en: 'One currency, by its code (ISO 4217)' },
      sample: 'CNY',
      example: 'CNY',
    },
    percent: {
      label: { zh: '百分比', en: 'Percent' },
      help: { zh: '如税率：13% 存为 0.13', en: 'Such as a rate: 13% is stored as 0.13' },
      sample: '13%',
    },
    computed: {
      label: { zh: '四则计算', en: 'Simple calculation' },
      help: {
        zh: '几个数字字段相加、相减、相乘或相除，选好即可，不用写公式；其他算法用“公式”',
        en: 'Pick number fields to add, subtract, multiply or divide: nothing to write. For anything else, take Formula',
      },
      sample: { zh: '单价 × 数量', en: 'Price × quantity' },
      starting: { compute: { op: 'sum', of: [] } },
    },
    formula: {
      label: { zh: '公式', en: 'Formula' },
      help: {
        zh: '自己写算法：条件、文本、日期、明细汇总都可以；几个数字加减乘除用“四则计算”更省事',
        en: 'You write how it is made: conditions, texts, dates, sums of rows. To add or multiply a few numbers, take Simple calculation',
      },
      sample: 'if(a > b, a, b)',
    },
  },
  choice: {
    choice: {
      label: { zh: '单选', en: 'Choice' },
      help: { zh: '从几个选项中选一个', en: 'One of several options' },
      sample: { zh: '◉ 现金 ○ 转账', en: '◉ Cash ○ Transfer' },
    },
    choices: {
      label: { zh: '多选', en: 'Choices' },
      help: { zh: '从几个选项中选若干', en: 'Some of several options' },
      sample: { zh: '☑ 现金 ☑ 转账', en: '☑ Cash ☑ Transfer' },
    },
    boolean: {
      label: { zh: '是或否', en: 'Yes or no' },
      help: { zh: '打勾的开关', en: 'A switch' },
      sample: '☑',
      example: true,
      // What nobody ticked is “no” and is found as “no”; without a default it is empty, which is neither.
      starting: { default: false },
    },
    rating: {
      label: { zh: '评分', en: 'Rating' },
      help: { zh: '几颗星', en: 'So many stars' },
      sample: '★★★★☆',
      example: 4,
    },
    colour: {
      label: { zh: '颜色', en: 'Colour' },
      help: { zh: '从色板里选，或写 #RRGGBB', en: 'Picked, or typed as #RRGGBB' },
      sample: '● #1f6feb',
      example: '#1f6feb',
    },
    form: {
      label: { zh: '表单', en: 'Form' },
      help: { zh: '选择系统里的一种表单', en: 'One of the forms there are' },
      sample: { zh: '采购订单', en: 'Purchase order' },
    },
    'parameter-type': {
      label: { zh: '参数类型', en: 'Parameter type' },
      help: { zh: '选择系统里的一种参数', en: 'One of the types of parameters there are' },
      sample: { zh: '开票限额', en: 'Invoice limits' },
    },
  },
  time: {
    date: {
      label: { zh: '日期', en: 'Date' },
      help: { zh: '年月日', en: 'Year, month, day' },
      sample: '2026-03-15',
    },
    datetime: {
      label: { zh: '日期时间', en: 'Date and time' },
      help: { zh: '带时刻的日期', en: 'A date with a time' },
      sample: '2026-03-15 09:30',
    },
    time: {
      label: { zh: '时间', en: 'Time' },
      help: { zh: '一天中的时刻', en: 'A time of day' },
      sample: '09:30',
      example: '09:30:00',
    },
    'time-range': {
      label: { zh: '时段', en: 'Time range' },
      help: { zh: '一天中从几点到几点', en: 'From when to when in a day' },
      sample: '09:00–18:00',
    },
    duration: {
      label: { zh: '时长', en: 'Duration' },
      help: { zh: '要多久，如 1 小时 30 分', en: 'How long, such as 1h 30m' },
      sample: { zh: '1 小时 30 分', en: '1h 30m' },
      example: 5400,
    },
  },
  relation: {
    reference: {
      label: { zh: '引用', en: 'Reference' },
      help: { zh: '指向另一张表单的一条记录', en: 'Points at a record of another form' },
      sample: { zh: '→ 客户', en: '→ Customer' },
    },
    references: {
      label: { zh: '多个引用', en: 'References' },
      help: { zh: '指向另一张表单的若干记录', en: 'Points at several records of another form' },
      sample: { zh: '→ 客户、客户', en: '→ Customer, customer' },
    },
    'any-reference': {
      label: { zh: '多表单引用', en: 'Reference to one of several forms' },
      help: {
        zh: '指向几张表单之一的一条记录，如合同或订单',
        en: 'Points at a record of one of several forms, such as a contract or an order',
      },
      sample: { zh: '→ 合同或订单', en: '→ Contract or order' },
    },
    parent: {
      label: { zh: '上级', en: 'Parent' },
      help: { zh: '同一表单里的上级，记录成树', en: 'Above it in the same form: records are a tree' },
      sample: { zh: '→ 上级分类', en: '→ Category above' },
    },
    carry: {
      label: { zh: '带出', en: 'Carried' },
      help: { zh: '显示所引用记录的一个字段', en: 'A field of the record that is referred to' },
      sample: { zh: '客户 → 税号', en: 'Customer → tax number' },
    },
    entries: {
      label: { zh: '明细', en: 'Entries' },
      help: { zh: '属于记录的若干行', en: 'Rows that belong to the record' },
      sample: '▤ 1 · 2 · 3',
    },
  },
  file: {
    file: {
      label: { zh: '文件', en: 'File' },
      help: { zh: '上传的一个文件', en: 'One file that is uploaded' },
      sample: { zh: '合同.pdf', en: 'contract.pdf' },
    },
    files: {
      label: { zh: '多个文件', en: 'Files' },
      help: { zh: '上传的若干文件', en: 'Several files' },
      sample: { zh: '合同.pdf、附表.xlsx', en: 'contract.pdf, annex.xlsx' },
    },
    image: {
      label: { zh: '图片', en: 'Picture' },
      help: { zh: '一张图片，可拍照上传', en: 'One picture, or a photo taken at once' },
      sample: { zh: '营业执照.jpg', en: 'front.jpg' },
    },
    signature: {
      label: { zh: '签名', en: 'Signature' },
      help: { zh: '手写或输入姓名，保存后不能改', en: 'Drawn or typed; it stays once it is saved' },
      sample: { zh: '张三（手写）', en: 'Jane Doe (by hand)' },
    },
    images: {
      label: { zh: '多张图片', en: 'Pictures' },
      help: { zh: '若干图片，可拍照上传', en: 'Several pictures, or photos' },
      sample: { zh: '正面.jpg、背面.jpg', en: 'front.jpg, back.jpg' },
    },
  },
  rule: {
    condition: {
      label: { zh: '条件', en: 'Condition' },
      help: { zh: '由用户搭的条件', en: 'A condition that people build' },
      sample: { zh: '金额 大于 100', en: 'Amount greater than 100' },
    },
    'field-list': {
      label: { zh: '字段清单', en: 'Field list' },
      help: { zh: '从一张表单里挑字段', en: 'Fields picked from a form' },
      sample: { zh: '名称、税率', en: 'Name, rate' },
    },
    template: {
      label: { zh: '文字模板', en: 'Text template' },
      help: { zh: '带变量的文字', en: 'Text with variables' },
      sample: { zh: '您好 {buyer}', en: 'Dear {buyer}' },
    },
    'file-name': {
      label: { zh: '文件名', en: 'File name' },
      help: { zh: '带变量的文件名', en: 'A file name with variables' },
      sample: '{number}.pdf',
    },
    json: {
      label: { zh: '结构数据', en: 'Structured data' },
      help: { zh: '任意 JSON，给接口用', en: 'Any JSON, for interfaces' },
      sample: '{ … }',
    },
  },
} satisfies Readonly<Record<string, Words>>;

/** The words of each kind, by its name. */
export const kindWords: Words = Object.assign({}, ...Object.values(kindGroups));
