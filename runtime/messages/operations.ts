import type { Label } from '../../metadata/label.ts';

/** What is said about backups, restores, purges and the state of an installation. */
export const operationsMessages: Readonly<Record<string, Label>> = {
  'file-missing': { zh: '找不到 {file}', en: 'There is no {file}' },
  'file-denied': {
    zh: '没有权限使用 {file}；请检查其属主和权限',
    en: '{file} may not be used; check its owner and mode',
  },
  'file-is-folder': { zh: '{file} 是文件夹', en: '{file} is a folder' },
  'file-in-the-way': {
    zh: '{file} 处应为文件夹，但那里是文件',
    en: 'A folder is needed at {file}, and there is a file',
  },
  'file-disk-full': { zh: '磁盘已满，不能写入 {file}', en: 'The disk is full; {file} cannot be written' },
  'file-trouble': { zh: '不能使用 {file}（{reason}）', en: '{file} cannot be used ({reason})' },
  'key-file-wrong': {
    zh: '{file} 中不是 32 字节的密钥；请放回原来的文件，或设置 GUIJU_SECRET',
    en: '{file} does not hold a key of 32 bytes; put the former file back, or set GUIJU_SECRET',
  },
  'backup-unreadable': {
    zh: '{file} 不是 guiju backup 写出的文件',
    en: '{file} is not what guiju backup writes',
  },
  'backup-damaged': {
    zh: '备份 {file} 不完整或已被改动，没有写入任何内容',
    en: 'The backup {file} is cut off or was changed; nothing was written',
  },
  'backup-format': {
    zh: '备份 {file} 的格式为 {format}（由版本 {server} 生成），这里只认识 {known}；请先升级',
    en: 'The backup {file} has format {format} (written by version {server}) and only {known} is known here; upgrade first',
  },
  'backup-newer': {
    zh: '备份由更新的版本 {server} 生成，当前版本 {known} 不认识它；请先升级',
    en: 'The backup was written by the newer version {server}, which this one ({known}) does not know; upgrade first',
  },
  'backup-packages': {
    zh: '备份中的包不能由当前版本（{known}）编译；请用版本 {server} 恢复，然后升级',
    en: 'The packages of the backup do not compile with this version ({known}); restore with version {server} and upgrade then',
  },
  'backup-tables': {
    zh: '这个数据库放不下备份中的表，没有写入任何内容',
    en: 'This database cannot hold the tables of the backup; nothing was written',
  },
  'restore-occupied': {
    zh: '这里已有数据；恢复只能进入空的安装，或用 --replace 替换现有数据',
    en: 'There is data here already; a backup is restored into an empty installation, or in its place with --replace',
  },
  'restore-in-use': {
    zh: '有服务正在使用这个数据库；请先停止它（停止后最多等 10 秒）',
    en: 'A server is using this database; stop it first (and wait ten seconds if it was killed)',
  },
  'package-issues': {
    zh: '包有 {count} 个问题，没有发布',
    en: 'The packages have {count|issue|issues}; nothing was published',
  },
  'plan-changed': {
    zh: '计划已不是您看到的那个：其间有别的发布或数据变化，请重新查看',
    en: 'The plan is not the one you saw: something was published or written meanwhile; look at it again',
  },
  'publish-overtaken': {
    zh: '另一次发布先完成了，没有发布任何内容，请重新查看计划',
    en: 'Another publish was faster and nothing was published; look at the plan again',
  },
  'publish-body': { zh: '发布请求有误', en: 'The request to publish is wrong' },
  'publish-hash': {
    zh: '需要 hash：所看到的计划的标识',
    en: 'hash is needed: that of the plan you saw',
  },
  'publish-packages': { zh: 'packages 应为包的列表', en: 'packages has to be a list of packages' },
  'publish-files': {
    zh: 'files 应为路径到内容的对象',
    en: 'files has to be an object of contents by path',
  },
  'host-wrong': {
    zh: 'HOST “{host}”不是这台机器的地址；不设置则监听所有地址',
    en: 'HOST "{host}" is no address of this machine; without it every address is listened on',
  },
  'port-taken': {
    zh: '端口 {port} 已被占用或不允许使用；请用 --port 或 PORT 换一个',
    en: 'Port {port} is taken or not allowed; choose another with --port or PORT',
  },
  'unique-clashes': {
    zh: '“{form}”的唯一规则 {rule} 不能启用：有 {count} 条数据与其他数据相同（{numbers}）；请先修改它们',
    en: 'The unique rule {rule} of “{form}” cannot hold: {count|record is|records are} like another one ({numbers}); change them first',
  },
  'publish-unique-clash': {
    zh: '发布期间有数据（{record}）写入了与另一条（{other}）相同的值，违反“{form}”的唯一规则 {rule}；请修改后重新发布',
    en: 'While this was published, the record {record} was given the same values as {other}, against the rule {rule} of “{form}”; change one of them and publish again',
  },
  'fields-unfilled': {
    zh: '“{form}”已有的 {records} 条数据，其{fields}在下次保存时才会计算；guiju refresh {name} 可全部重算',
    en: '{records|record|records} of “{form}” will get {fields} on the next save; guiju refresh {name} saves all of them',
  },
  'restore-unfinished': {
    zh: '这个数据库的恢复中断了；请重新运行 guiju restore',
    en: 'A restore of this database was cut off; run guiju restore again',
  },
};
