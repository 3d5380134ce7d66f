import type { Command } from './command.ts';

/** Everything `guiju` can do, in the order its help lists it. */
export const commands: readonly Command[] = [
  {
    name: 'start',
    summary: { zh: '启动服务', en: 'run the server' },
    help: {
      zh: '首次启动会建立数据库、安装标准包，并打印管理员密码（仅一次）。\n环境变量：PORT、HOST、GUIJU_HOME、DATABASE_URL、GUIJU_SECRET、GUIJU_ADMIN_PASSWORD、LOG_LEVEL、GUIJU_URL、GUIJU_PROXY、GUIJU_CONFIG。',
      en: "The first start makes the database, installs the standard packages and prints the administrator's password, once.\nEnvironment: PORT, HOST, GUIJU_HOME, DATABASE_URL, GUIJU_SECRET, GUIJU_ADMIN_PASSWORD, LOG_LEVEL, GUIJU_URL, GUIJU_PROXY, GUIJU_CONFIG.",
    },
    options: {
      port: {
        type: 'string',
        short: 'p',
        value: '<port>',
        summary: { zh: '端口，默认 8787', en: 'port, 8787 by default' },
      },
    },
    load: async () => (await import('./commands/start.ts')).start,
  },
];
