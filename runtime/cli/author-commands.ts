import type { Command } from './common/command.ts';

/** For whoever writes packages; none of it needs a database. */
export const authorCommands: readonly Command[] = [
  {
    name: 'init',
    summary: { zh: '新建一个包', en: 'create a new package' },
    usage: '<folder>',
    words: { least: 1, most: 1 },
    help: {
      zh: '建立一个含一张表单的包，可以直接校验和发布。\n例：guiju init contracts --label 合同 && guiju validate contracts',
      en: 'Creates a package with one form that can be validated and published as it is.\nExample: guiju init contracts && guiju validate contracts',
    },
    options: {
      name: {
        type: 'string',
        value: '<name>',
        summary: { zh: '包名，默认文件夹名', en: 'package name; the folder’s by default' },
      },
      label: {
        type: 'string',
        value: '<text>',
        summary: { zh: '包和表单的中文名', en: 'Chinese name of the package and its form' },
      },
      prefix: {
        type: 'string',
        value: '<letters>',
        summary: {
          zh: '给别人的表单加字段时的前缀',
          en: 'prefix of fields it adds to forms of other packages',
        },
      },
      example: {
        type: 'boolean',
        summary: {
          zh: '写入一个完整的示例：酒店包的两个版本，以及客户的改动',
          en: 'write a complete example: two versions of a package for hotels, and a customer’s changes',
        },
      },
    },
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'form',
    summary: { zh: '在包中新增表单或扩展', en: 'add a form or an extension to a package' },
    usage: '<folder> <form>',
    words: { least: 2, most: 2 },
    help: {
      zh: '写出一个可以直接校验的表单文件；名字是标准包的表单时，写出对它的扩展。\n例：guiju form contracts contract-clause --label 条款\n例：guiju form contracts customer',
      en: 'Writes a form file that can be validated as it is; if the name is that of a form of the standard packages, it writes an extension of that form.\nExample: guiju form contracts contract-clause\nExample: guiju form contracts customer',
    },
    options: {
      label: {
        type: 'string',
        value: '<text>',
        summary: {
          zh: '表单的中文名，扩展时是新字段的',
          en: 'Chinese name of the form, or of the new field for an extension',
        },
      },
    },
    load: async () => (await import('./commands/form.ts')).form,
  },
  {
    name: 'validate',
    summary: { zh: '检查包，不需要数据库', en: 'check packages; needs no database' },
    usage: '<folder>…',
    words: { least: 1, most: 100 },
    help: {
      zh: '每个文件夹是一个包，或含有若干包。与标准包一起编译，列出所有问题及位置。\n例：guiju validate ./my-package',
      en: 'Each folder is a package or contains packages. They are compiled together with the standard packages; all issues are listed with their places.\nExample: guiju validate ./my-package',
    },
    load: async () => (await import('./commands/validate.ts')).validate,
  },
  {
    name: 'test',
    summary: {
      zh: '运行包的测试用例，不需要数据库',
      en: 'run the test cases of packages; needs no database',
    },
    usage: '[<folder>…] | --stored',
    words: { least: 0, most: 100 },
    help: {
      zh: '在临时的数据中安装标准包和所给的包及其全部数据，逐一运行 cases/ 中的用例。不给文件夹时运行标准包的用例。有用例未通过或数据未能载入时退出码为 1。\n--stored 改为按这里现有的数据运行已安装的全部用例，不写入任何数据。\n例：guiju test ./my-package\n例：guiju test --stored',
      en: 'Installs the standard packages and the given ones, with all their data, in a temporary place, and runs the cases in cases/ one by one; without a folder, those of the standard packages. The exit code is 1 if a case fails or a record cannot be loaded.\n--stored runs all installed cases on the data stored here instead; nothing is written.\nExample: guiju test ./my-package\nExample: guiju test --stored',
    },
    options: {
      stored: {
        type: 'boolean',
        summary: {
          zh: '按这里现有的数据运行已安装的用例',
          en: 'run the installed cases on the data stored here',
        },
      },
    },
    load: async () => (await import('./commands/test.ts')).test,
  },
  {
    name: 'diff',
    summary: {
      zh: '比较包的两个版本：哪里变了、影响谁',
      en: 'compare two versions of a package: what changed, and who is affected',
    },
    usage: '<before> [<after>] | --server <url>',
    words: { least: 0, most: 2 },
    help: {
      zh: '每一个是文件夹或 guiju pack 写出的 .tgz；只给一个时，与已安装的版本相比。逐条列出不兼容的变化（影响已有数据、接口调用方、其上的扩展还是匹配结果）、新增和文字变化，以及版本号至少应升哪一位。不兼容而版本号升得不够时退出码为 1。\n--server 比较两个运行中的系统（这里的，或 --with 指明的，与那一个）：包、组织、参数和按自然键对应的数据；令牌（管理员的）用 GUIJU_TOKEN、GUIJU_WITH_TOKEN 给出；一致时退出码为 0，不同为 1。\n例：guiju diff --server https://guiju.example\n例：guiju diff hotel-1.0.0.tgz ./hotel --notes',
      en: 'Each is a folder, or a .tgz written by guiju pack; if only one is given, it is compared with what is installed. Breaking changes are listed first (for stored data, callers of the API, layers on top or match results), then additions and changes of wording, and by how much the version has to rise at least. The exit code is 1 if it rises by less.\n--server compares two running systems (this one, or the one --with names, and that one): packages, organisations, parameters, and records by their natural keys. Tokens of administrators come by GUIJU_TOKEN and GUIJU_WITH_TOKEN. The exit code is 0 if they are the same, and 1 if they differ.\nExample: guiju diff --server https://guiju.example\nExample: guiju diff hotel-1.0.0.tgz ./hotel --notes',
    },
    options: {
      notes: {
        type: 'boolean',
        summary: { zh: '以 Markdown 写出发布说明', en: 'write release notes in Markdown' },
      },
      server: {
        type: 'string',
        value: '<url>',
        summary: { zh: '与这个运行中的系统相比', en: 'compare with this running system' },
      },
      with: {
        type: 'string',
        value: '<url>',
        summary: { zh: '以它代替这里的系统', en: 'use this one instead of the system here' },
      },
      data: {
        type: 'string',
        value: '<forms>',
        summary: {
          zh: '比较哪些表单的数据，逗号分隔；默认所有主数据和设置',
          en: 'forms whose records are compared, separated by commas; all master data and settings by default',
        },
      },
    },
    load: async () => (await import('./commands/diff.ts')).diff,
  },
  {
    name: 'pack',
    summary: { zh: '把包写成 npm 格式的 .tgz', en: 'write a package as a .tgz in npm’s format' },
    usage: '<folder>',
    words: { least: 1, most: 1 },
    help: {
      zh: '先校验并运行用例；再与上一个版本比较，版本号升得不够则拒绝。同样的内容写出同样的字节。包里只有 JSON 与说明文字，不含任何可运行的内容。\n例：guiju pack ./hotel --out dist',
      en: 'Validates the package and runs its cases first; then compares it with the previous version and refuses it if the version number rises by too little. The same content gives the same bytes. The package contains only JSON and documentation, nothing that can be run.\nExample: guiju pack ./hotel --out dist',
    },
    options: {
      out: {
        type: 'string',
        value: '<folder>',
        summary: { zh: '写到哪里，默认当前文件夹', en: 'folder to write to; the current one by default' },
      },
      since: {
        type: 'string',
        value: '<path>',
        summary: {
          zh: '与哪个版本比较（.tgz 或文件夹），默认输出文件夹中上一个打包的版本',
          en: 'version to compare with (a .tgz or a folder); the last one packed in the output folder by default',
        },
      },
      sign: {
        type: 'string',
        value: '<key file>',
        summary: { zh: '用这把私钥签名', en: 'sign it with this private key' },
      },
    },
    load: async () => (await import('./commands/pack.ts')).pack,
  },
];
