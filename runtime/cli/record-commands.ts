import type { Label } from '../../metadata/common/label.ts';
import type { Command, CommandOption } from './common/command.ts';

const entries: CommandOption = {
  type: 'string',
  value: '<path>',
  summary: {
    zh: 'csv 是这个分录的行，如 lines',
    en: 'the csv contains the rows of these entries, such as lines',
  },
};
/** For what a signature does not answer for. */
const org = (summary: Label): CommandOption => ({ type: 'string', value: '<number>', summary });

/** The commands that take something out of an installation, or bring it in. */
export const recordCommands: readonly Command[] = [
  {
    name: 'export',
    summary: {
      zh: '把表单的数据导出为 Excel 或 csv，或把已安装的包导出为 .tgz',
      en: 'export records of a form to Excel or csv, or an installed package to a .tgz',
    },
    usage: '<form|package> | --local',
    words: { least: 0, most: 1 },
    help: {
      zh: '导出的数据可用 guiju import 原样导回；导出的包与打包时逐字节相同，签名可核对。\n例：guiju export customer --out customers.xlsx\n--local 把本地调整（和 --data、--params、--roles、--views 选定的）打成包，供另一个系统安装：在那里先列出差异，再合并；密文只列名，不带走。\n例：guiju export @acme/hotel --out hotel.tgz\n例：guiju export --local --data customer --params --out test.tgz',
      en: 'Exported records can be imported again with guiju import; an exported package is identical byte for byte to the packed one, so its signature can be checked.\nExample: guiju export customer --out customers.xlsx\n--local makes a package of the local changes (and what --data, --params, --roles and --views select) for installation in another system, where the differences are listed first and then merged; secrets are only named, not included.\nExample: guiju export @acme/hotel --out hotel.tgz\nExample: guiju export --local --data customer --params --out test.tgz',
    },
    options: {
      out: { type: 'string', value: '<file>', summary: { zh: '写入的文件', en: 'file to write' } },
      local: {
        type: 'boolean',
        summary: { zh: '本地调整，打成包', en: 'local changes, as a package' },
      },
      data: {
        type: 'string',
        value: '<forms>',
        summary: {
          zh: '一并带走哪些表单的数据，逗号分隔',
          en: 'forms whose records are included, separated by commas',
        },
      },
      params: {
        type: 'boolean',
        summary: { zh: '一并带走参数值', en: 'include parameter values' },
      },
      roles: { type: 'boolean', summary: { zh: '一并带走角色', en: 'include roles' } },
      views: {
        type: 'boolean',
        summary: { zh: '一并带走共享的列表视图', en: 'include shared list views' },
      },
      name: {
        type: 'string',
        value: '<name>',
        summary: { zh: '打成的包的名称，默认 promotion', en: 'name of the package; promotion by default' },
      },
      version: {
        type: 'string',
        value: '<version>',
        summary: {
          zh: '它的版本，默认 1.0.最新修订号',
          en: 'version of the package; 1.0 plus the newest revision by default',
        },
      },
      package: {
        type: 'boolean',
        summary: {
          zh: '与表单同名时指包',
          en: 'export the package if a form has the same name',
        },
      },
      format: {
        type: 'string',
        value: '<xlsx|csv>',
        summary: { zh: 'xlsx（默认）或 csv', en: 'xlsx (default) or csv' },
      },
      files: {
        type: 'boolean',
        summary: {
          zh: '连同记录的文件写成一个 zip，可以原样导入',
          en: 'include the files of the records, as a zip that can be imported as it is',
        },
      },
      filter: {
        type: 'string',
        value: '<json>',
        summary: { zh: '条件，默认全部', en: 'condition; all records by default' },
      },
      entries,
      org: org({
        zh: '只导出该组织创建的数据，默认全部组织',
        en: 'only records created by this organisation; all organisations by default',
      }),
    },
    load: async () => (await import('./commands/export.ts')).exportRecords,
  },
  {
    name: 'import',
    summary: {
      zh: '把 Excel、csv，或带文件的 zip 导入表单',
      en: 'import an Excel workbook, a csv, or a zip with files into a form',
    },
    usage: '<form> <file>',
    words: { least: 2, most: 2 },
    help: {
      zh: '按编码等自然键找到已有的数据：不同则修改，没有则新增，相同则不动。有错误时，在原文件旁写出一份标出错误的文件，退出码为 1。\n例：guiju import customer customers.xlsx --dry-run',
      en: 'Existing records are found by their natural key, such as the number: different ones are changed, missing ones added, equal ones left alone. If there are errors, a copy of the file with the errors marked is written beside it, and the exit code is 1.\nExample: guiju import customer customers.xlsx --dry-run',
    },
    options: {
      'dry-run': {
        type: 'boolean',
        summary: { zh: '只检查，不写入', en: 'only check, write nothing' },
      },
      entries,
      org: org({
        zh: '新增的数据由哪个组织创建，默认根组织',
        en: 'organisation that creates new records; the root by default',
      }),
    },
    load: async () => (await import('./commands/import.ts')).importRecords,
  },
];
