import type { Command, CommandOption } from './common/command.ts';

const yes: CommandOption = {
  type: 'boolean',
  summary: { zh: '不再询问', en: 'do not ask for confirmation' },
};
const dryRun: CommandOption = {
  type: 'boolean',
  summary: { zh: '只说明，不做任何改变', en: 'only show what would be done; changes nothing' },
};
const reason: CommandOption = {
  type: 'string',
  value: '<text>',
  summary: { zh: '原因，写入历史', en: 'reason; kept in the history' },
};

export const downgrade: CommandOption = {
  type: 'string',
  value: '<package>,…',
  summary: {
    zh: '这些包可以换成比已安装的更低的版本',
    en: 'packages that may be replaced by a lower version than the installed one',
  },
};

/** The options for installing and upgrading packages. */
const installOptions: NonNullable<Command['options']> = {
  answers: {
    type: 'string',
    value: '<file>',
    summary: {
      zh: '答复各问题的 JSON 文件：{ "表单/字段…": "theirs" | "ours" | { "value": … } }',
      en: 'JSON file with the answers: { "form/fields/…": "theirs" | "ours" | { "value": … } }',
    },
  },
  theirs: {
    type: 'boolean',
    summary: { zh: '其余问题一律采用新版本的', en: 'answer all other questions with the new version’s' },
  },
  ours: {
    type: 'boolean',
    summary: { zh: '其余问题一律保留现有的', en: 'answer all other questions by keeping what is here' },
  },
  accept: {
    type: 'string',
    value: '<names>',
    summary: {
      zh: '签名有疑问也接受的包，逗号分隔；记入审计',
      en: 'packages to accept although their signatures are doubtful, separated by commas; recorded in the audit trail',
    },
  },
  downgrade,
  'accept-cases': {
    type: 'string',
    value: '<reason>',
    summary: {
      zh: '接受新不通过的测试用例的理由；记入审计',
      en: 'reason for accepting newly failing test cases; recorded in the audit trail',
    },
  },
  fill: {
    type: 'string',
    value: '<all|names>',
    summary: { zh: '按计划所列补填已有数据', en: 'fill in existing records as listed in the plan' },
  },
  secrets: {
    type: 'string',
    value: '<file>',
    summary: {
      zh: '没有随包带来的密文，JSON 文件：{ "编号": "密文" }',
      en: 'JSON file with the secrets not included in the package: { "id": "secret" }',
    },
  },
  'dry-run': dryRun,
  yes,
  reason,
};

const { 'dry-run': look, ...installing } = installOptions;

/** Those of an upgrade, which has a word of its own for looking first, beside that of an installation. */
export const upgradeOptions: NonNullable<Command['options']> = {
  ...(look && { check: look, 'dry-run': look }),
  ...installing,
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
      en: 'Lists first what it would do: differences, how they merge with local changes, tables, package data, test cases. Where both sides changed something, it asks (or use --answers, --theirs, --ours). Nothing is written until all is answered; then everything is written at once.\nA package name such as @acme/hotel@^2 is fetched from the npm registry configured with GUIJU_REGISTRY or in the settings.\nExample: guiju install hotel-2.0.0.tgz --dry-run',
    },
    options: installOptions,
    load: async () => (await import('./commands/install.ts')).install,
  },
  {
    name: 'ship',
    summary: { zh: '把本地层的内容做成包', en: 'make a package from the local layer' },
    usage: '[<name>]',
    words: { least: 0, most: 1 },
    help: {
      zh: '不带包名时列出可以做成包的内容。带包名时先列出计划，再询问：所选内容移到新包里，叠回本地层之下；数据、标识和接口名称都不变，自己的表单连同菜单文件夹、随包数据和测试用例一起走；大家录入的记录留在原处，不进包。之后用 guiju export 写成文件。\n例：guiju ship acme-sales --label 销售 --places order,invoice-item/fields/local_channel --dry-run',
      en: 'Without a package name, it lists what can go into a package. With one, it shows the plan, then asks: the selected content moves into the new package below the local layer; data, ids and API names stay the same, and own forms take along their menu folder, included records and test cases. Records entered by users stay where they are and are not part of the package. Afterwards, write it to a file with guiju export.\nExample: guiju ship acme-sales --label Sales --places order,invoice-item/fields/local_channel --dry-run',
    },
    options: {
      places: {
        type: 'string',
        value: '<place>,…',
        summary: { zh: '要做进包的内容；默认全部', en: 'what goes into the package; everything by default' },
      },
      version: { type: 'string', value: '<version>', summary: { zh: '默认 1.0.0', en: '1.0.0 by default' } },
      prefix: {
        type: 'string',
        value: '<letters>',
        summary: {
          zh: '以后给别人的表单加字段时的前缀，默认包名的第一段',
          en: 'prefix of fields it adds to forms of other packages from now on; the first part of its name by default',
        },
      },
      label: {
        type: 'string',
        value: '<text>',
        summary: { zh: '中文名称，默认包名', en: 'Chinese name; the package name by default' },
      },
      'label-en': {
        type: 'string',
        value: '<text>',
        summary: { zh: '英文名称，默认同中文', en: 'English name; the Chinese one by default' },
      },
      notes: {
        type: 'string',
        value: '<text>',
        summary: { zh: '版本说明', en: 'release notes' },
      },
      ...installOptions,
    },
    load: async () => (await import('./commands/ship.ts')).ship,
  },
  {
    name: 'publishes',
    summary: { zh: '发布的历史', en: 'history of publishes' },
    help: {
      zh: '谁在何时为何发布了哪些包，最近的在前；可用 guiju undo 撤销。',
      en: 'Who published which packages, when and why, newest first; guiju undo undoes them.',
    },
    options: {
      limit: {
        type: 'string',
        value: '<n>',
        summary: { zh: '最多列出多少次，默认 20', en: 'how many to list at most; 20 by default' },
      },
    },
    load: async () => (await import('./commands/undo.ts')).publishes,
  },
  {
    name: 'undo',
    summary: { zh: '撤销一次发布', en: 'undo a publish' },
    usage: '[<revision>]',
    words: { least: 0, most: 1 },
    help: {
      zh: '把一次发布（默认最近一次仍然有效的）改过的元数据恢复为之前的样子，此后发布的其他改动保留：先列出会做什么、什么不能撤销，再询问。版本见 guiju publishes；--redo 重做最近一次撤销。数据不会丢失：此后不在模型中的值隐藏保留。\n例：guiju undo --dry-run',
      en: 'Restores what a publish changed (by default the newest in effect) to what it was before; what was published since stays. It first lists what it would do and what it cannot undo, then asks. Revisions are listed by guiju publishes; --redo redoes the last undo. No data is lost: values that leave the model are hidden and kept.\nExample: guiju undo --dry-run',
    },
    options: {
      'dry-run': dryRun,
      yes,
      reason,
      redo: {
        type: 'boolean',
        summary: { zh: '重做最近一次撤销', en: 'redo the last undo' },
      },
    },
    load: async () => (await import('./commands/undo.ts')).undo,
  },
  {
    name: 'uninstall',
    summary: { zh: '卸载包', en: 'uninstall a package' },
    usage: '<package>',
    words: { least: 1, most: 1 },
    help: {
      zh: '先列出依附于它的数据、扩展、参数和列表，有别的包需要它时拒绝；询问后归档并隐藏其数据。数据表仍在，直到 guiju purge；重新安装时数据连同历史一起回来。\n例：guiju uninstall hotel --dry-run',
      en: 'Lists what depends on the package first: records, extensions, parameters and lists; it is refused while another package needs it. Then it asks, archives the data and hides it. Tables stay until guiju purge; if the package is installed again, its data comes back with its history.\nExample: guiju uninstall hotel --dry-run',
    },
    options: { 'dry-run': dryRun, yes, reason },
    load: async () => (await import('./commands/uninstall.ts')).uninstall,
  },
  {
    name: 'archives',
    summary: { zh: '卸载的包留下的归档', en: 'archives of uninstalled packages' },
    usage: '[<id>]',
    words: { least: 0, most: 1 },
    help: {
      zh: '不带参数时列出；给出编号时写成文件：gzip 压缩，每行一个 JSON，不含密文。\n例：guiju archives 214-0 --out hotel.jsonl.gz',
      en: 'Without an id, it lists the archives; with one, it writes a file: gzip, one JSON document per line, without secrets.\nExample: guiju archives 214-0 --out hotel.jsonl.gz',
    },
    options: {
      out: { type: 'string', value: '<file>', summary: { zh: '写入的文件', en: 'file to write' } },
    },
    load: async () => (await import('./commands/uninstall.ts')).archives,
  },
];
