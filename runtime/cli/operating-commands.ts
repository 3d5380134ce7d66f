import type { Command, CommandOption } from './common/command.ts';

const yes: CommandOption = {
  type: 'boolean',
  summary: { zh: '不再询问', en: 'do not ask for confirmation' },
};

/** The folder of the contents of files, which backups of one folder share. */
const files: CommandOption = {
  type: 'string',
  value: '<folder>',
  summary: {
    zh: '文件内容所在的文件夹，默认是备份旁边的 backup-files；只添加还没有的内容',
    en: 'folder for file contents, to which only new content is added; backup-files beside the backup by default',
  },
};

/** The options that limit reading a backup. */
const limits: Readonly<Record<string, CommandOption>> = {
  'limit-gb': {
    type: 'string',
    value: '<number>',
    summary: {
      zh: '备份解开后的最大 GB 数，默认 100',
      en: 'largest size the backup may unpack to, in GB; 100 by default',
    },
  },
  'limit-minutes': {
    type: 'string',
    value: '<number>',
    summary: {
      zh: '读取备份的最长分钟数，默认 120',
      en: 'longest time reading the backup may take, in minutes; 120 by default',
    },
  },
};

/** The commands of those who run the server: backups, keys, and looking after what is kept. */
export const operatingCommands: readonly Command[] = [
  {
    name: 'purge',
    summary: {
      zh: '永久清除已移出模型的数据，或历史中的个人信息',
      en: 'permanently delete data removed from the model, or personal data in the history',
    },
    usage: '[<path>] | --history <form> <number>',
    words: { least: 0, most: 2 },
    help: {
      zh: '不带参数时列出可清除的数据。唯一会丢数据的命令，先询问再执行。历史快照中的值仍在，除非用 --history。\n例：guiju purge invoice/remark\n例：guiju purge --history customer C001',
      en: 'Without arguments, it lists the data that can be purged. This is the only command that loses data; it asks first. Values in the history stay, unless you use --history.\nExample: guiju purge invoice/remark\nExample: guiju purge --history customer C001',
    },
    options: {
      history: {
        type: 'boolean',
        summary: {
          zh: '清空一条数据的历史版本中标为个人信息的字段',
          en: 'blank fields marked as personal data in earlier versions of a record',
        },
      },
      yes,
    },
    load: async () => (await import('./commands/purge.ts')).purge,
  },
  {
    name: 'archive',
    summary: { zh: '核对电子档案的压缩包', en: 'check an electronic archive' },
    usage: 'verify <file>',
    words: { least: 2, most: 2 },
    help: {
      zh: '逐个文件计算 SHA-256，与压缩包里的 manifest.json 比较，列出缺失、被改动和清单中没有的文件；全部相符时退出码为 0，否则为 1。\n不需要服务、数据库和网络。\n例：guiju archive verify 电子档案-2026-11.zip',
      en: 'Computes the SHA-256 of each file, compares it with manifest.json in the package, and lists files that are missing, changed or not listed; the exit code is 0 if all match, and 1 if not.\nNeeds no server, database or network.\nExample: guiju archive verify archive-2026-11.zip',
    },
    load: async () => (await import('./commands/archive/archive.ts')).archive,
  },
  {
    name: 'audit',
    summary: { zh: '核对审计记录是否被改动', en: 'check the audit trail for tampering' },
    usage: 'verify',
    words: { least: 1, most: 1 },
    help: {
      zh: '按封存链核对全部审计记录，列出被改动、删除、添加的日志及其位置；有不符时退出码为 1。服务可以继续运行，不做任何改变。\n最后打印最新摘要：把它记在数据库之外，日后用 --against 核对，链被整个重写也能发现。\n例：guiju audit verify --against 42:3f9a…',
      en: 'Checks the whole audit trail against its chain and lists entries that were changed, deleted or added, and where; the exit code is 1 if anything differs. The server can keep running, and nothing is changed.\nIt prints the newest digest: note it outside the database, and check with --against later, which also finds a chain that was rewritten as a whole.\nExample: guiju audit verify --against 42:3f9a…',
    },
    options: {
      against: {
        type: 'string',
        value: '<digest or file>',
        summary: {
          zh: '以前记下的摘要，或写有摘要的文件（如日志服务器上的日志）',
          en: 'a digest noted before, or a file that contains digests, such as a log of the syslog server',
        },
      },
    },
    load: async () => (await import('./commands/audit/audit.ts')).audit,
  },
  {
    name: 'backup',
    summary: { zh: '把全部数据写入一个文件', en: 'write all data into one file' },
    usage: '<file>',
    words: { least: 1, most: 1 },
    help: {
      zh: '服务可以继续运行：备份是某一刻的全部数据，期间的发布会等待。与数据库无关，可恢复到 SQLite 或 MariaDB / MySQL。\n字段里的文件另存在旁边的文件夹 backup-files，同一处的多个备份共用，每次只添加新的。\n不含会话、任务结果和密钥；密文仍是密文，需要同一把 GUIJU_SECRET 才能使用。\n例：guiju backup /backups/guiju-2026-08-01.gz',
      en: 'The server can keep running: a backup is everything as of one moment, and publishing waits meanwhile. It is independent of the database: restore it into SQLite or MariaDB / MySQL.\nFiles of records are kept beside it in the folder backup-files, which backups of one place share: each adds only what is new.\nSessions, results of jobs and the key are left out; secrets stay sealed and need the same GUIJU_SECRET.\nExample: guiju backup /backups/guiju-2026-08-01.gz',
    },
    options: {
      force: { type: 'boolean', summary: { zh: '覆盖已有的文件', en: 'overwrite the file' } },
      files,
      verify: {
        type: 'boolean',
        summary: {
          zh: '不写备份，而是检查这个文件是否完整、未被改动、能否恢复',
          en: 'check whether this file is complete, unchanged and can be restored, instead of writing a backup',
        },
      },
      ...limits,
    },
    load: async () => (await import('./commands/backups/backup.ts')).backup,
  },
  {
    name: 'restore',
    summary: { zh: '从备份恢复全部数据', en: 'restore all data from a backup' },
    usage: '[<file>]',
    words: { least: 0, most: 1 },
    help: {
      zh: '先完整校验文件，再写入；失败时一切照旧。只恢复到空的安装，或用 --replace 替换现有数据。请先停止服务，之后运行 guiju doctor。\n自动备份（GUIJU_BACKUP）只写名称即可，存储桶里的也一样；增量备份会连同它所依据的备份一起恢复。\n--at 恢复到某一时刻：采用不晚于它的最后一个自动备份，先说明是哪些备份、实际恢复到何时、会丢失什么。\n例：guiju restore --at 2026-11-28T08:00 --replace\n--form 则不用备份：从历史版本把一个表单（--record 一条记录）恢复到那一时刻，每条写入一个新版本，先列出计划。\n例：guiju restore --form unit --at 2026-11-28T08:00 --dry-run\n例：DATABASE_URL=mysql://… GUIJU_SECRET=… guiju restore guiju.gz',
      en: 'The whole file is verified before anything is written; if that fails, everything stays as it was. It restores into an empty installation, or replaces the existing data with --replace. Stop the server first, and run guiju doctor afterwards.\nOf a scheduled backup (GUIJU_BACKUP) the name alone will do, in a bucket as well; an increment is restored with the backups it was made on.\n--at restores everything as of a moment, from the last scheduled backup that is not later: the plan shows which backups these are, which moment they come to, and what is lost.\nExample: guiju restore --at 2026-11-28T08:00 --replace\n--form needs no backup: the records of a form (with --record one of them) go back to what the history has of that moment, each as a new version; the plan is shown first.\nExample: guiju restore --form unit --at 2026-11-28T08:00 --dry-run\nExample: DATABASE_URL=mysql://… GUIJU_SECRET=… guiju restore guiju.gz',
    },
    options: {
      files,
      at: {
        type: 'string',
        value: '<moment>',
        summary: {
          zh: '恢复到的时刻，如 2026-11-28T08:00（按本机时区）或 2026-11-28T08:00+08:00',
          en: 'the moment to restore, such as 2026-11-28T08:00 (by the clock of this machine) or 2026-11-28T08:00+08:00',
        },
      },
      form: {
        type: 'string',
        value: '<form>',
        summary: {
          zh: '与 --at 一起：只把这个表单的记录恢复到那一时刻，服务可以继续运行',
          en: 'with --at: put only the records of this form back to that moment; the server can keep running',
        },
      },
      record: {
        type: 'string',
        value: '<number>',
        summary: { zh: '与 --form 一起：只恢复这一条记录', en: 'with --form: only this record' },
      },
      org: {
        type: 'string',
        value: '<number>',
        summary: {
          zh: '与 --form 一起：只恢复这个组织创建的记录',
          en: 'with --form: only records that this organisation created',
        },
      },
      later: {
        type: 'string',
        value: '<keep|delete>',
        summary: {
          zh: '与 --form 一起：此后新建的记录保留（默认）或删除',
          en: 'with --form: whether records that were made later stay (default) or are deleted',
        },
      },
      'dry-run': {
        type: 'boolean',
        summary: { zh: '与 --at 一起：只说明会怎样恢复', en: 'with --at: only say what would be restored' },
      },
      replace: {
        type: 'boolean',
        summary: { zh: '替换现有的全部数据', en: 'replace all existing data' },
      },
      unsealed: {
        type: 'boolean',
        summary: {
          zh: '接受不是由这里的密钥封印的备份',
          en: 'accept a backup that was not sealed with the key here',
        },
      },
      ...limits,
      yes,
    },
    load: async () => (await import('./commands/backups/restore.ts')).restore,
  },
  {
    name: 'files',
    summary: { zh: '把文件内容搬到别处', en: 'move the contents of files to another place' },
    usage: 'move',
    words: { least: 1, most: 1 },
    help: {
      zh: '把记录里文件的内容复制到 GUIJU_NEXT_FILES 的存储桶（或 GUIJU_NEXT_HOME 的文件夹），服务可以继续运行；中断后再次运行即可接着做。最后停止服务再运行一次，然后换用新的地方。\n例：GUIJU_NEXT_FILES=https://s3.example.com/guiju GUIJU_NEXT_FILES_KEY=… GUIJU_NEXT_FILES_SECRET=… guiju files move',
      en: 'Copies the contents of files to the bucket in GUIJU_NEXT_FILES (or the folder in GUIJU_NEXT_HOME) while the server keeps running; if it is interrupted, run it again. Finally stop the server, run it once more, and switch to the new place.\nExample: GUIJU_NEXT_FILES=https://s3.example.com/guiju GUIJU_NEXT_FILES_KEY=… GUIJU_NEXT_FILES_SECRET=… guiju files move',
    },
    options: {},
    load: async () => (await import('./commands/backups/backup.ts')).moveFiles,
  },
  {
    name: 'key',
    summary: { zh: '密文所用的密钥', en: 'the key that secrets are encrypted with' },
    usage: 'show | turn | adopt',
    words: { least: 1, most: 1 },
    help: {
      zh: 'show 说明这里的密钥是否就是数据库的密钥。turn 换成一把新的：所有密文（包括历史）重新加密；请先停止服务，中断后再次运行即可接着做。密钥来自 GUIJU_SECRET 时，用 GUIJU_NEXT_SECRET 给出新的一把。adopt 在原来的密钥丢失后启用现在的密钥：原有密文不再能打开。\n例：GUIJU_NEXT_SECRET=$(openssl rand -hex 32) guiju key turn',
      en: 'show tells whether the key here is the key of the database. turn replaces it with a new one: all secrets, including those in the history, are encrypted again; stop the server first, and run it again if it is interrupted. If the key comes from GUIJU_SECRET, provide the new one in GUIJU_NEXT_SECRET. adopt switches to the present key after the previous one was lost: existing secrets can no longer be opened.\nExample: GUIJU_NEXT_SECRET=$(openssl rand -hex 32) guiju key turn',
    },
    options: { yes },
    load: async () => (await import('./commands/key.ts')).key,
  },
  {
    name: 'doctor',
    summary: { zh: '检查安装是否健康', en: 'check the health of the installation' },
    help: {
      zh: '检查配置、Node、数据目录、密钥、数据库及其设置、完整性、包、数据表、数据与历史、引用、编号、唯一性、分配等；不做任何改变。\n加 --repair 时，先修复能由其余数据推出的问题并逐条报告：请先停止服务并备份。\n有不通过的检查时退出码为 1。',
      en: 'Checks the configuration, Node, the data folder, the key, the database with its settings and integrity, packages, tables, records against the history, references, numbers, unique values, assignments and more; changes nothing.\nWith --repair, problems that can be solved from the other data are fixed first and reported one by one: stop the server and make a backup before.\nThe exit code is 1 if a check fails.',
    },
    options: {
      repair: {
        type: 'boolean',
        summary: {
          zh: '修复能由其余数据推出的问题',
          en: 'fix problems that can be solved from the other data',
        },
      },
    },
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
];
