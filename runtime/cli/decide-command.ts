import type { Command } from './common/command.ts';

export const decideCommand: Command = {
  name: 'decide',
  summary: { zh: '询问一个决策', en: 'ask a decision' },
  usage: '[<decision> <file>]',
  words: { least: 0, most: 2 },
  help: {
    zh: '文件是决策的输入（JSON），也可以直接写 JSON；不带参数时列出全部决策。只计算，不写入；有问题使单据无法继续时退出码为 1。\n例：guiju decide plan applications.json --trace full\n例：guiju decide split document.json --org BEIJING --trial rules.json',
    en: 'The file is the input of the decision, in JSON, or the JSON itself; without arguments, all decisions are listed. It only computes and writes nothing; the exit code is 1 if a problem stops a document.\nExample: guiju decide plan applications.json --trace full\nExample: guiju decide split document.json --org BEIJING --trial rules.json',
  },
  options: {
    at: {
      type: 'string',
      value: '<moment>',
      summary: { zh: '所问的时刻，默认现在', en: 'moment to decide for; now by default' },
    },
    'as-of': {
      type: 'string',
      value: '<revision|instant>',
      summary: { zh: '按当时的配置', en: 'use the configuration of that time' },
    },
    trial: {
      type: 'string',
      value: '<file>',
      summary: { zh: '试用的配置（JSON），不写入', en: 'trial configuration (JSON), not saved' },
    },
    trace: {
      type: 'string',
      value: '<none|summary|full>',
      summary: {
        zh: '说明的详细程度，默认 summary',
        en: 'level of detail of the explanation; summary by default',
      },
    },
    org: {
      type: 'string',
      value: '<number>',
      summary: { zh: '以哪个组织询问，默认根组织', en: 'organisation to decide for; the root by default' },
    },
  },
  load: async () => (await import('./commands/decide.ts')).decide,
};
