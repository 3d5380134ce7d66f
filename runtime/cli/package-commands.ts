import type { Command, CommandOption } from './common/command.ts';

const yes: CommandOption = {
  type: 'boolean',
  summary: { zh: '不再询问', en: 'do not ask' },
};
const dryRun: CommandOption = {
  type: 'boolean',
  summary: { zh: '只说明，不做任何改变', en: 'only say what would be done' },
};
const reason: CommandOption = {
  type: 'string',
  value: '<text>',
  summary: { zh: '原因，写入历史', en: 'why; kept in history' },
};

export const downgrade: CommandOption = {
  type: 'string',
  value: '<package>,…',
  summary: {
    zh: '这些包可以换成比已安装的更低的版本',
    en: 'packages whose installed version may be replaced by a lower one',
  },
};

/** The options for installing and upgrading packages. */
export const installOptions: NonNullable<Command['options']> = {
  answers: {
    type: 'string',
    value: '<file>',
    summary: {
      zh: '答复各问题的 JSON 文件：{ "表单/字段…": "theirs" | "ours" | { "value": … } }',
      en: 'JSON file of answers: { "form/fields/…": "theirs" | "ours" | { "value": … } }',
    },
  },
  theirs: {
    type: 'boolean',
    summary: { zh: '其余问题一律采用新版本的', en: 'of all else that is asked take the new version’s' },
  },
  ours: {
    type: 'boolean',
    summary: { zh: '其余问题一律保留现有的', en: 'of all else that is asked keep what is here' },
  },
  accept: {
    type: 'string',
    value: '<names>',
    summary: {
      zh: '签名有疑问也接受的包，逗号分隔；记入审计',
      en: 'packages to take though their signatures are doubtful, by commas; kept in the audit trail',
    },
  },
  downgrade,
  'accept-cases': {
    type: 'string',
    value: '<reason>',
    summary: {
      zh: '接受新不通过的测试用例的理由；记入审计',
      en: 'why cases may fail that did not before; kept in the audit trail',
    },
  },
  fill: {
    type: 'string',
    value: '<all|names>',
    summary: { zh: '按计划所列补填已有数据', en: 'fill in records as the plan offers' },
  },
  secrets: {
    type: 'string',
    value: '<file>',
    summary: {
      zh: '没有随包带来的密文，JSON 文件：{ "编号": "密文" }',
      en: 'JSON file of secrets that did not come along: { "id": "secret" }',
    },
  },
  'dry-run': dryRun,
  yes,
  reason,
};

/** The commands about packages that are installed. */
export const packageCommands: readonly Command[] = [
  {
    name: 'install',
    summary: { zh: '安装或升级包', en: 'install or upgrade packages' },
    usage: '<folder|tgz|name[@range]>…',
    words: { least: 1, most: 50 },
    help: {
      zh: '先列出会做什么：差异、与本地调整的合并、表结构、包数据、测试用例；两边都改过的逐一询问（或用 --answers、--theirs、--ours）；全部答清后才写入，一次完成。\n包名（如 @acme/hotel@^2）从 GUIJU_REGISTRY 或系统设置所配置的 npm 仓库获取。\n例：guiju install hotel-2.0.0.tgz --dry-run',
      en: 'First what it would do is told: what differs, how it merges with what was changed here, tables, records of packages, cases. What both changed is asked (or answered by --answers, --theirs, --ours). Nothing is written before all is clear, then all of it at once.\nA name, as @acme/hotel@^2, is looked for in the npm registry that GUIJU_REGISTRY or the settings name.\nExample: guiju install hotel-2.0.0.tgz --dry-run',
    },
    options: installOptions,
    load: async () => (await import('./commands/install.ts')).install,
  },
  {
    name: 'ship',
    summary: { zh: '把本地层的内容做成包', en: 'make a package of the content of the local layer' },
    usage: '[<name>]',
    words: { least: 0, most: 1 },
    help: {
      zh: '不带包名时列出可以做成包的内容。带包名时先列出计划，再询问：所选内容移到新包里，叠回本地层之下；数据、标识和接口名称都不变，自己的表单连同菜单文件夹、随包数据和测试用例一起走；大家录入的记录留在原处，不进包。之后用 guiju export 写成文件。\n例：guiju ship acme-sales --label 销售 --places order,invoice-item/fields/local_channel --dry-run',
      en: 'Without a name it lists what can be taken. With one it tells the plan, then asks: what was chosen moves into the new package, which lies below the local layer; data, ids and names stay, and a form of one’s own takes its menu folder, the records that come with it and its cases along. Records people made stay where they are and are no part of it. guiju export writes it to a file afterwards.\nExample: guiju ship acme-sales --label Sales --places order,invoice-item/fields/local_channel --dry-run',
    },
    options: {
      places: {
        type: 'string',
        value: '<place>,…',
        summary: { zh: '要做进包的内容；默认全部', en: 'what is taken; all of it by default' },
      },
      version: { type: 'string', value: '<version>', summary: { zh: '默认 1.0.0', en: '1.0.0 by default' } },
      prefix: {
        type: 'string',
        value: '<letters>',
        summary: {
          zh: '以后给别人的表单加字段时的前缀，默认包名的第一段',
          en: "mark of what it adds to others' forms from now on; the first part of its name by default",
        },
      },
      label: {
        type: 'string',
        value: '<text>',
        summary: { zh: '中文名称，默认包名', en: 'Chinese name; that of the package by default' },
      },
      'label-en': {
        type: 'string',
        value: '<text>',
        summary: { zh: '英文名称，默认同中文', en: 'English name; the Chinese one by default' },
      },
      notes: {
        type: 'string',
        value: '<text>',
        summary: { zh: '版本说明', en: 'what is told of this version' },
      },
      ...installOptions,
    },
    load: async () => (await import('./commands/ship.ts')).ship,
  },
  {
    name: 'publishes',
    summary: { zh: '发布的历史', en: 'what was published' },
    help: {
      zh: '谁在何时为何发布了哪些包，最近的在前；可用 guiju undo 逐次撤销。',
      en: 'Who published which packages, when and why, newest first; guiju undo takes them back one by one.',
    },
    options: {
      limit: {
        type: 'string',
        value: '<n>',
        summary: { zh: '最多列出多少次，默认 20', en: 'how many at most; 20 by default' },
      },
    },
    load: async () => (await import('./commands/undo.ts')).publishes,
  },
  {
    name: 'undo',
    summary: { zh: '撤销最近一次发布', en: 'undo the last publish' },
    help: {
      zh: '把元数据恢复为最近一次仍然有效的发布之前的样子：先列出会做什么、什么不能撤销，再询问。再次执行撤销更早的一次，--redo 重做最近一次撤销。数据不会丢失：此后不在模型中的值隐藏保留。\n例：guiju undo --dry-run',
      en: 'Restores the metadata to before the newest publish in effect: it first lists what it would do and what it cannot undo, then asks. Run it again to undo the one before; --redo redoes the last undo. No data is lost: values that leave the model are hidden and kept.\nExample: guiju undo --dry-run',
    },
    options: {
      'dry-run': dryRun,
      yes,
      reason,
      redo: {
        type: 'boolean',
        summary: { zh: '重做最近一次撤销', en: 'take the last undo back' },
      },
    },
    load: async () => (await import('./commands/undo.ts')).undo,
  },
  {
    name: 'uninstall',
    summary: { zh: '卸载包', en: 'take a package out of service' },
    usage: '<package>',
    words: { least: 1, most: 1 },
    help: {
      zh: '先列出依附于它的数据、扩展、参数和列表，有别的包需要它时拒绝；询问后归档并隐藏其数据。数据表仍在，直到 guiju purge；重新安装时数据连同历史一起回来。\n例：guiju uninstall hotel --dry-run',
      en: 'What hangs on it is listed first: records, extensions, parameters, lists; while another package needs it, it is refused. Then it asks, archives its data and hides it. Tables stay until guiju purge, and a package that is installed again has its records and their history back.\nExample: guiju uninstall hotel --dry-run',
    },
    options: { 'dry-run': dryRun, yes, reason },
    load: async () => (await import('./commands/uninstall.ts')).uninstall,
  },
  {
    name: 'archives',
    summary: { zh: '卸载的包留下的归档', en: 'what is kept of packages that were uninstalled' },
    usage: '[<id>]',
    words: { least: 0, most: 1 },
    help: {
      zh: '不带参数时列出；给出编号时写成文件：gzip 压缩，每行一个 JSON，不含密文。\n例：guiju archives 214-0 --out hotel.jsonl.gz',
      en: 'Without an id it lists them; with one it writes a file: gzip, a line of JSON each, nothing secret in it.\nExample: guiju archives 214-0 --out hotel.jsonl.gz',
    },
    options: {
      out: { type: 'string', value: '<file>', summary: { zh: '写入的文件', en: 'file to write' } },
    },
    load: async () => (await import('./commands/uninstall.ts')).archives,
  },
];
