import type { Label } from '../../metadata/common/label.ts';
import { tokenScopes } from '../call/token-scopes.ts';
import { authorCommands } from './author-commands.ts';
import { collectionCommand } from './collection-command.ts';
import type { Command, CommandOption } from './common/command.ts';
import { decideCommand } from './decide-command.ts';
import { operatingCommands } from './operating-commands.ts';
import { downgrade, packageCommands, upgradeOptions } from './package-commands.ts';
import { recordCommands } from './record-commands.ts';

const accept: CommandOption = {
  type: 'string',
  value: '<package>,…',
  summary: {
    zh: '签名缺失、不可信或换了密钥，仍由本人负责安装这些包（记入审计）',
    en: 'take responsibility for these packages although a signature is missing, untrusted or by another key (recorded in the audit trail)',
  },
};
const org = (summary: Label): CommandOption => ({ type: 'string', value: '<number>', summary });

/** The settings of a server, as the README explains them. */
const settings: readonly string[] = [
  'PORT',
  'HOST',
  'GUIJU_NODE',
  'GUIJU_HOME',
  'DATABASE_URL',
  'GUIJU_SECRET',
  'GUIJU_ADMIN_PASSWORD',
  'GUIJU_URL',
  'GUIJU_PROXY',
  'GUIJU_READ_SECONDS',
  'LOG_LEVEL',
  'GUIJU_MATCH_CHECKS',
  'GUIJU_SYNCHRONOUS',
  'GUIJU_LEARNED_INDEXES',
  'GUIJU_STREAMS_EACH',
  'GUIJU_STREAMS_ALL',
  'GUIJU_SMTP',
  'GUIJU_LICENCES',
  'GUIJU_MOBILE',
  'GUIJU_MOBILE_SECRET',
  'GUIJU_CUSTOMS',
  'GUIJU_CUSTOMS_TEST',
  'GUIJU_SMS',
  'GUIJU_SMS_TOKEN',
  'GUIJU_HOSTS',
  'GUIJU_FILES',
  'GUIJU_FILES_KEY',
  'GUIJU_FILES_SECRET',
  'GUIJU_FILES_EACH',
  'GUIJU_FILES_ORGANISATION',
  'GUIJU_FILES_ALL',
  'GUIJU_SCANNER',
  'GUIJU_BACKUP',
  'GUIJU_BACKUP_KEY',
  'GUIJU_BACKUP_SECRET',
  'GUIJU_BACKUP_AT',
  'GUIJU_BACKUP_KEEP',
  'GUIJU_BACKUP_TRIAL_DAYS',
  'GUIJU_AUDIT_FORWARD',
  'GUIJU_AUDIT_FORWARD_TOKEN',
  'GUIJU_MAP',
  'GUIJU_MAP_ADDRESS',
  'GUIJU_REGISTRY',
  'GUIJU_REGISTRY_TOKEN',
  'GUIJU_CONFIG',
];

/** Everything `guiju` can do, in the order its help lists it. */
export const commands: readonly Command[] = [
  {
    name: 'start',
    summary: { zh: '启动服务', en: 'start the server' },
    help: {
      zh: `首次启动会建立数据库、安装标准包，并打印管理员密码（仅一次）。\n环境变量：${settings.join('、')}、OTEL_EXPORTER_OTLP_ENDPOINT（及 OpenTelemetry 的其他设置）。`,
      en: `The first start creates the database, installs the standard packages and prints the administrator’s password (only once).\nEnvironment: ${settings.join(', ')}, OTEL_EXPORTER_OTLP_ENDPOINT (and OpenTelemetry’s other settings).`,
    },
    options: {
      port: {
        type: 'string',
        short: 'p',
        value: '<port>',
        summary: { zh: '端口，默认 8787', en: 'port, 8787 by default' },
      },
      demo: {
        type: 'boolean',
        summary: {
          zh: '载入演示数据：一个有十二个组织的集团',
          en: 'load the demo data: a group of twelve organisations',
        },
      },
      'no-demo': {
        type: 'boolean',
        summary: {
          zh: '首次启动时不询问演示数据',
          en: 'do not ask about the demo data at the first start',
        },
      },
    },
    load: async () => (await import('./commands/start.ts')).start,
  },
  ...authorCommands,
  {
    name: 'types',
    summary: {
      zh: '为读取参数或单据的程序生成 TypeScript 类型',
      en: 'write the TypeScript types of parameters, or of records, for programs that read them',
    },
    usage: '[<folder>…]',
    words: { least: 0, most: 100 },
    help: {
      zh: '写到标准输出，供 client/ 中的客户端使用。不给文件夹时按已安装的包；给出时与标准包一起编译，不需要数据库。\n例：guiju types > guiju-params.ts\n    guiju types --forms > guiju-forms.ts',
      en: 'Written to standard output, for the client in client/. Without a folder those of what is installed; with some they are compiled with the standard packages, and no database is needed.\nExamples: guiju types > guiju-params.ts\n          guiju types --forms > guiju-forms.ts',
    },
    options: {
      forms: {
        type: 'boolean',
        summary: {
          zh: '各表单的记录，按接口中的名称',
          en: 'records of the forms, by their names in the API',
        },
      },
    },
    load: async () => (await import('./commands/programs/types.ts')).types,
  },
  {
    name: 'sign',
    summary: { zh: '给打好的包签名', en: 'sign a packed package' },
    usage: '<file.tgz> <key file>',
    words: { least: 2, most: 2 },
    help: {
      zh: '签名覆盖包内每个文件的路径和 SHA-512，与压缩方式无关；原有的签名被替换。\n例：guiju sign hotel-1.0.0.tgz ~/hotel.key',
      en: 'The signature covers the path and SHA-512 of every file, regardless of compression; an existing signature is replaced.\nExample: guiju sign hotel-1.0.0.tgz ~/hotel.key',
    },
    load: async () => (await import('./commands/sign.ts')).signTarball,
  },
  {
    name: 'keys',
    summary: {
      zh: '发布者的签名密钥：新建、信任、撤销',
      en: 'publishers’ signing keys: create, trust, revoke',
    },
    usage: 'new <file> | list | trust <public key or its file> | revoke <id>',
    words: { least: 1, most: 2 },
    help: {
      zh: 'new 建立一对密钥：私钥写入文件，公钥写入旁边的 .pub 文件，交给客户。trust 之后，用它签名的包可以安装；revoke 只提醒，不停用已安装的包。\n例：guiju keys trust publisher.pem.pub --label "旅馆软件公司"',
      en: 'new creates a pair of keys: the private key is written to the file, the public key to a .pub file beside it, to give to customers. Packages signed with a trusted key can be installed; revoking a key only warns and does not disable installed packages.\nExample: guiju keys trust publisher.pem.pub --label "Hotel Software Ltd"',
    },
    options: {
      label: { type: 'string', value: '<text>', summary: { zh: '是谁的密钥', en: 'whose key it is' } },
    },
    load: async () => (await import('./commands/keys.ts')).keys,
  },
  {
    name: 'plan',
    summary: { zh: '说明发布会做什么，不做任何改变', en: 'show what publishing would do; changes nothing' },
    usage: '<folder>…',
    words: { least: 1, most: 100 },
    help: {
      zh: '列出问题、表结构变化、改名与去掉的内容对接口调用方的影响；新的必填、限制、选项、规则和唯一性先在已有数据上试一遍，逐项计数并按编号列出（--json 给出前一百条及链接）；将失效或已失效的规则条件按编号和组织列出。',
      en: 'Lists issues, table changes, and what renames and removals mean for callers of the API. New required fields, limits, options, rules and unique keys are tried on the existing records: counted, and listed by number (--json gives the first hundred with links). Rule conditions that would become or already are invalid are listed by number and organisation.',
    },
    options: { accept, downgrade },
    load: async () => (await import('./commands/plan.ts')).plan,
  },
  {
    name: 'apply',
    summary: {
      zh: '发布包：运行中的节点一秒内跟上',
      en: 'publish packages; running servers follow within a second',
    },
    usage: '<folder>…',
    words: { least: 1, most: 100 },
    help: {
      zh: '先检查并列出表结构变化，然后执行；失败时一切照旧。不会丢弃数据：去掉的字段只是隐藏。\n例：guiju apply ./my-package --reason "新增合同号"',
      en: 'Checks and lists the table changes first, then carries them out; if that fails, everything stays as it was. No data is lost: a removed field is only hidden.\nExample: guiju apply ./my-package --reason "contract number added"',
    },
    options: {
      reason: {
        type: 'string',
        value: '<text>',
        summary: { zh: '原因，写入历史', en: 'reason; kept in the history' },
      },
      accept,
      downgrade,
      fill: {
        type: 'string',
        value: 'all|<form>/<field>,…',
        summary: {
          zh: '为没有填新必填项的数据填入默认值，见 guiju plan 所提',
          en: 'fill in defaults for existing records that lack a newly required value, as offered by guiju plan',
        },
      },
    },
    load: async () => (await import('./commands/plan.ts')).apply,
  },
  {
    name: 'hosts',
    summary: { zh: '允许服务器访问的主机', en: 'hosts that the server may call' },
    usage: 'list | allow <host>… | allow --all',
    words: { least: 1, most: 50 },
    help: {
      zh: '升级时已在使用的主机是待确认的：确认之前只访问其公网地址。\n例：guiju hosts list\n例：guiju hosts allow hooks.example.com --port 443\n例：guiju hosts allow erp.corp.example --port 8080 --private',
      en: 'Hosts already in use at an upgrade wait for confirmation: until they are allowed, only their public addresses are called.\nExample: guiju hosts list\nExample: guiju hosts allow hooks.example.com --port 443\nExample: guiju hosts allow erp.corp.example --port 8080 --private',
    },
    options: {
      all: {
        type: 'boolean',
        summary: { zh: '允许所有待确认的', en: 'allow all hosts waiting for confirmation' },
      },
      port: {
        type: 'string',
        value: '<ports>',
        summary: { zh: '端口，默认 443', en: 'ports; 443 by default' },
      },
      private: {
        type: 'boolean',
        summary: { zh: '内网地址也可以访问', en: 'allow private addresses too' },
      },
    },
    load: async () => (await import('./commands/hosts.ts')).hosts,
  },
  {
    name: 'upgrade',
    summary: {
      zh: '把已安装的标准包升级到本服务自带的版本',
      en: 'upgrade the standard packages to those of this server',
    },
    help: {
      zh: '服务升级后，元数据不会自行改变：先用 --check 查看会做什么，再执行。有人改过的数据保持不变。\n新版本首次启动前运行 --check，则列出启动时要对平台自身的表做的迁移，以及其余服务器能否继续运行；它本身不做任何改变。',
      en: 'Upgrading the server does not change the metadata by that alone: use --check to see what would be done, then run it. Records that someone changed stay as they are.\nBefore the new version was started for the first time, --check lists what its start would do to the platform’s own tables, and whether the other servers can go on beside it; it changes nothing itself.',
    },
    options: upgradeOptions,
    load: async () => (await import('./commands/upgrade.ts')).upgrade,
  },
  ...packageCommands,
  {
    name: 'user',
    summary: { zh: '用户与密码', en: 'users and passwords' },
    usage:
      'list | add <number> | role <number> | password <number> | two-step-off <number> | enable <number> | disable <number>',
    words: { least: 1, most: 2 },
    help: {
      zh: '密码在提示后输入，或用管道传入。没有角色的用户能登录，但什么也不能做；用 role 追加角色。丢失手机和恢复码的人，用 two-step-off 移除其验证器应用后只凭密码登录。\n例：guiju user add anna --name "王安娜" --role configurator\n例：guiju user role anna --role reader --org 1001',
      en: 'The password is typed at the prompt or piped in. A user without a role can sign in but not do anything; add roles with role. two-step-off removes the authenticator apps of someone who lost phone and recovery codes: the password alone signs in again.\nExample: guiju user add anna --name "Anna Wang" --role configurator\nExample: guiju user role anna --role reader --org 1001',
    },
    options: {
      name: { type: 'string', value: '<name>', summary: { zh: '姓名', en: 'name' } },
      org: org({ zh: '所属组织，默认根组织', en: 'organisation of the user; the root by default' }),
      role: {
        type: 'string',
        value: '<number>',
        summary: { zh: '角色，如 configurator、reader', en: 'role, such as configurator or reader' },
      },
      administrator: { type: 'boolean', summary: { zh: '系统管理员', en: 'system administrator' } },
      password: {
        type: 'string',
        value: '<password>',
        summary: { zh: '密码（会留在命令历史中）', en: 'password (stays in the shell history)' },
      },
      temporary: {
        type: 'boolean',
        summary: {
          zh: '密码是临时的：用户下次登录时先换掉',
          en: 'the password is temporary: the user chooses another at the next sign-in',
        },
      },
      'end-tokens': {
        type: 'boolean',
        summary: {
          zh: '设置密码时同时吊销其访问令牌',
          en: 'when setting a password, revoke the user’s tokens as well',
        },
      },
    },
    load: async () => (await import('./commands/user.ts')).user,
  },
  {
    name: 'token',
    summary: { zh: '接口令牌', en: 'API tokens' },
    usage: 'create <user> | list | revoke <id>',
    words: { least: 1, most: 2 },
    help: {
      zh: '令牌只显示一次，库中只存散列。\n例：guiju token create erp --name "ERP 接口" --expires 2027-12-31',
      en: 'A token is shown only once; only its hash is stored.\nExample: guiju token create erp --name "ERP" --expires 2027-12-31',
    },
    options: {
      name: { type: 'string', value: '<text>', summary: { zh: '用在哪里', en: 'what it is for' } },
      expires: {
        type: 'string',
        value: '<date>|never',
        summary: {
          zh: '到期日，默认一年后；never 为长期有效',
          en: 'last day of validity, a year from now by default; never: until it is revoked',
        },
      },
      scopes: {
        type: 'string',
        value: '<list>',
        summary: {
          zh: `${tokenScopes.join(',')}，默认 read,write；provision 用于 SCIM`,
          en: `${tokenScopes.join(',')}; read,write by default; provision is for SCIM`,
        },
      },
    },
    load: async () => (await import('./commands/token.ts')).token,
  },
  ...recordCommands,
  decideCommand,
  collectionCommand,
  {
    name: 'refresh',
    summary: {
      zh: '重新计算表单已有数据中由平台生成的字段',
      en: 'recompute the fields of existing records that the platform fills in',
    },
    usage: '<form>',
    words: { least: 1, most: 1 },
    help: {
      zh: '发布改变了计算或携带字段之后使用：有变化的数据会保存为新版本，其余不动。同时重建唯一性登记。',
      en: 'Use it after a publish that changed computed or carried fields: records that change are saved as a new version, the others stay untouched. Unique keys are registered again as well.',
    },
    load: async () => (await import('./commands/refresh.ts')).refresh,
  },
  ...operatingCommands,
];
