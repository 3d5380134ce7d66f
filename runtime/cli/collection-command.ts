import type { Command } from './common/command.ts';

export const collectionCommand: Command = {
  name: 'collection',
  summary: {
    zh: '把接口写成 Postman 或 Bruno 的请求集合',
    en: 'write the calls of the API as a collection of requests for Postman or Bruno',
  },
  help: {
    zh: '按运行中的服务器的接口文档（/openapi.json）生成，只包含 GUIJU_TOKEN 的用户可用的接口；每个分组一个文件夹，请求带有示例内容。令牌不写入集合，请填在变量 token 中。\n例：GUIJU_TOKEN=… guiju collection --postman guiju.json --server https://guiju.example.com',
    en: 'Made from the documentation of a running server (/openapi.json), as far as the user of GUIJU_TOKEN may use it: a folder for each group of calls, requests with example content. No token is written: enter it as the variable token.\nExample: GUIJU_TOKEN=… guiju collection --postman guiju.json --server https://guiju.example.com',
  },
  options: {
    postman: {
      type: 'string',
      value: '<file>',
      summary: { zh: '写成 Postman 2.1 的文件', en: 'write a file in Postman’s format 2.1' },
    },
    bruno: {
      type: 'string',
      value: '<folder>',
      summary: { zh: '写成 Bruno 的文件夹', en: 'write a folder for Bruno' },
    },
    server: {
      type: 'string',
      value: '<http://…>',
      summary: { zh: '服务器的地址，默认是这里的', en: 'address of the server; by default the one here' },
    },
    forms: {
      type: 'string',
      value: '<form,…>',
      summary: { zh: '只要这些表单的接口', en: 'only the calls of these forms' },
    },
  },
  load: async () => (await import('./commands/programs/collection.ts')).collection,
};
