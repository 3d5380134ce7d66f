import type { Label } from '../../metadata/common/label.ts';
import type { Command, CommandOption } from './common/command.ts';

const entries: CommandOption = {
  type: 'string',
  value: '<path>',
  summary: { zh: 'csv 是这个分录的行，如 lines', en: 'the csv has rows of these entries: lines' },
};
/** For what a signature does not answer for. */
const org = (summary: Label): CommandOption => ({ type: 'string', value: '<number>', summary });

/** The commands that take something out of an installation, or bring it in. */
export const recordCommands: readonly Command[] = [
  {
    name: 'export',
    summary: {
      zh: '把表单的数据导出为 Excel 或 csv，或把已安装的包导出为 .tgz',
      en: 'records of a form as a workbook or csv, or an installed package as a tarball',
    },
    usage: '<form|package> | --local',
    words: { least: 0, most: 1 },
    help: {
      zh: '导出的数据可用 guiju import 原样导回；导出的包与打包时逐字节相同，签名可核对。\n例：guiju export customer --out customers.xlsx\n--local 把本地调整（和 --data、--params、--roles、--views 选定的）打成包，供另一个系统安装：在那里先列出差异，再合并；密文只列名，不带走。\n例：guiju export @acme/hotel --out hotel.tgz\n例：guiju export --local --data customer --params --out test.tgz',
      en: 'What was exported of records, guiju import reads back; a package is byte for byte as it was packed, so that its signature can be checked.\nExample: guiju export customer --out customers.xlsx\n--local makes a package of the local layer, and of what --data, --params, --roles and --views choose, to be installed in another system: there the differences are told first, and it is merged; secrets are named and stay here.\nExample: guiju export @acme/hotel --out hotel.tgz\nExample: guiju export --local --data customer --params --out test.tgz',
    },
    options: {
      out: { type: 'string', value: '<file>', summary: { zh: '写入的文件', en: 'file to write' } },
      local: {
        type: 'boolean',
        summary: { zh: '本地调整，打成包', en: 'the local layer, as a package' },
      },
      data: {
        type: 'string',
        value: '<forms>',
        summary: { zh: '一并带走哪些表单的数据，逗号分隔', en: 'forms whose records come along, by commas' },
      },
      params: {
        type: 'boolean',
        summary: { zh: '一并带走参数值', en: 'with what is set of parameters' },
      },
      roles: { type: 'boolean', summary: { zh: '一并带走角色', en: 'with roles' } },
      views: {
        type: 'boolean',
        summary: { zh: '一并带走共享的列表视图', en: 'with lists that were saved for everybody' },
      },
      name: {
        type: 'string',
        value: '<name>',
        summary: { zh: '打成的包的名称，默认 promotion', en: 'name of that package; promotion by default' },
      },
      version: {
        type: 'string',
        value: '<version>',
        summary: {
          zh: '它的版本，默认 1.0.最新修订号',
          en: 'its version; 1.0 and the newest revision by default',
        },
      },
      package: {
        type: 'boolean',
        summary: {
          zh: '与表单同名时指包',
          en: 'the package is meant where a form is called the same',
        },
      },
      format: {
        type: 'string',
        value: '<xlsx|csv>',
        summary: { zh: 'xlsx（默认）或 csv', en: 'xlsx, the default, or csv' },
      },
      files: {
        type: 'boolean',
        summary: {
          zh: '连同记录的文件写成一个 zip，可以原样导入',
          en: 'with the files of the records, as a zip that is imported as it is',
        },
      },
      filter: {
        type: 'string',
        value: '<json>',
        summary: { zh: '条件，默认全部', en: 'condition; all by default' },
      },
      entries,
      org: org({
        zh: '只导出该组织创建的数据，默认全部组织',
        en: 'only what this organisation created; of all by default',
      }),
    },
    load: async () => (await import('./commands/export.ts')).exportRecords,
  },
  {
    name: 'import',
    summary: {
      zh: '把 Excel、csv，或带文件的 zip 导入表单',
      en: 'a workbook, a csv, or a zip of one with files into a form',
    },
    usage: '<form> <file>',
    words: { least: 2, most: 2 },
    help: {
      zh: '按编码等自然键找到已有的数据：不同则修改，没有则新增，相同则不动。有错误时，在原文件旁写出一份标出错误的文件，退出码为 1。\n例：guiju import customer customers.xlsx --dry-run',
      en: 'Records are found by their natural key: what differs is changed, what is missing is added, the rest is left alone. When something is wrong, a copy of the file with its cells marked is written beside it, and the exit code is 1.\nExample: guiju import customer customers.xlsx --dry-run',
    },
    options: {
      'dry-run': {
        type: 'boolean',
        summary: { zh: '只检查，不写入', en: 'find out everything, write nothing' },
      },
      entries,
      org: org({
        zh: '新增的数据由哪个组织创建，默认根组织',
        en: 'organisation that creates what is new; the root by default',
      }),
    },
    load: async () => (await import('./commands/import.ts')).importRecords,
  },
];
