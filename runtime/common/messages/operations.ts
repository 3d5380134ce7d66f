import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about backups, restores, purges and the state of an installation. */
export const operationsMessages: Readonly<Record<string, Label>> = {
  'host-not-listed': {
    zh: '服务器不可以访问 {host}（端口 {port}）；请管理员在【系统管理】的【允许访问的主机】中允许它，地址在内网时还须勾选内网',
    en: 'The server may not call {host} (port {port}). Ask an administrator to allow it under Administration, Allowed hosts; at a private address, “Private addresses” has to be ticked there, too',
  },
  'file-missing': { zh: '“{file}”不存在', en: '“{file}” does not exist' },
  'file-denied': {
    zh: '没有权限使用 {file}；请检查其属主和权限',
    en: '{file} may not be used; check its owner and mode',
  },
  'file-is-folder': { zh: '{file} 是文件夹', en: '{file} is a folder' },
  'file-in-the-way': {
    zh: '{file} 处应为文件夹，但那里是文件',
    en: 'A folder is needed at {file}, and there is a file',
  },
  'folder-not-made': {
    zh: '文件夹 {file} 不能建立：那里没有它的位置',
    en: 'The folder {file} cannot be made: there is no place for it',
  },
  'file-disk-full': { zh: '磁盘已满，不能写入 {file}', en: 'The disk is full; {file} cannot be written' },
  'file-trouble': { zh: '不能使用 {file}（{reason}）', en: '{file} cannot be used ({reason})' },
  'key-file-wrong': {
    zh: '{file} 中不是 32 字节的密钥；请放回原来的文件，或设置 GUIJU_SECRET',
    en: '{file} does not contain a 32-byte key; put the former file back, or set GUIJU_SECRET',
  },
  'key-lost': {
    zh: '找不到这个数据库的密钥 {key}：请放回 {file} 或设置 GUIJU_SECRET；确实丢失时，guiju key adopt 启用新的密钥，原有密文不再能打开',
    en: 'The key {key} of this database is not here: put {file} back or set GUIJU_SECRET; if it is lost for good, guiju key adopt goes on with a new one, and what was sealed stays shut',
  },
  'key-other': {
    zh: '这个数据库的密钥是 {there}，这里的是 {here}：请设置原来的 GUIJU_SECRET 或放回原来的 secret.key；确实丢失时，guiju key adopt 启用现在的密钥',
    en: 'The key of this database is {there}, and the one here is {here}: set the former GUIJU_SECRET or put the former secret.key back; if it is lost for good, guiju key adopt goes on with the present one',
  },
  'key-turning': {
    zh: '密钥正在更换为 {key}，尚未完成；请再次运行 guiju key turn',
    en: 'The key is being turned over to {key}, which was cut off; run guiju key turn again',
  },
  'key-unchanged': {
    zh: '新的密钥与现在的密钥 {key} 相同',
    en: 'The new key is the present one, {key}',
  },
  'key-in-use': {
    zh: '有服务正在使用这个数据库；请先停止服务，十秒后再试',
    en: 'A server is using this database: stop it, then try again after ten seconds',
  },
  'key-next-needed': {
    zh: '密钥来自 GUIJU_SECRET：请用 GUIJU_NEXT_SECRET 给出新的一把（例如 openssl rand -hex 32 的输出）',
    en: 'The key comes from GUIJU_SECRET: say the new one in GUIJU_NEXT_SECRET (openssl rand -hex 32 prints one)',
  },
  'backup-unreadable': {
    zh: '{file} 不是 guiju backup 写出的文件',
    en: '{file} is not what guiju backup writes',
  },
  'backup-damaged': {
    zh: '备份 {file} 不完整或已被改动，没有写入任何内容',
    en: 'The backup {file} is cut off or was changed; nothing was written',
  },
  'backup-changed': {
    zh: '备份 {file} 的封印不对：写出之后有人改动过它，没有写入任何内容',
    en: 'The seal of the backup {file} is wrong: it was changed after it was written; nothing was restored',
  },
  'backup-unsealed': {
    zh: '备份 {file} 不是由这里的密钥 {here} 封印的（它的密钥是 {key}），无法判断是否被改动；确信它可靠时，guiju restore --unsealed 接受它',
    en: 'The backup {file} was not sealed with the key here, {here} (its key is {key}), so it is not known whether it was changed; if you trust it, guiju restore --unsealed accepts it',
  },
  'backup-too-large': {
    zh: '备份 {file} 解开后超过 {limit} 字节，没有写入任何内容；确信它可靠时，用 --limit-gb 放宽',
    en: 'The backup {file} unpacks to more than {limit|byte|bytes}; nothing was written. If you trust it, --limit-gb allows more',
  },
  'backup-too-slow': {
    zh: '读取备份 {file} 超过 {seconds} 秒，没有写入任何内容；可用 --limit-minutes 放宽',
    en: 'Reading the backup {file} took longer than {seconds|second|seconds}; nothing was written. --limit-minutes allows more',
  },
  'limit-wrong': {
    zh: '--{name} 应为正数，现为“{value}”',
    en: '--{name} has to be a positive number; it is “{value}”',
  },
  'backup-not-set': {
    zh: '没有设置自动备份；请运行服务器的人设置 GUIJU_BACKUP（文件夹或存储桶）并重新启动',
    en: 'No backups are set up. Ask whoever runs the server to set GUIJU_BACKUP to a folder or a bucket and restart it',
  },
  'backup-running': {
    zh: '正在备份或试恢复；请等它结束',
    en: 'A backup is being made or restored on trial; wait for it to end',
  },
  'backup-folder-missing': {
    zh: '找不到备份文件夹 {file}；请挂载磁盘或建立文件夹，之后会自动重试',
    en: 'The backup folder {file} is missing. Mount its disk or create it; the server tries again automatically',
  },
  'backup-folder-full': {
    zh: '磁盘已满，不能写入 {file}；请腾出空间，或用 GUIJU_BACKUP_KEEP 少留几份，之后会自动重试',
    en: 'The disk is full; {file} cannot be written. Free some space, or keep fewer backups with GUIJU_BACKUP_KEEP; the server tries again automatically',
  },
  'backup-bucket': {
    zh: '存储桶没有接受 {place}（{reason}）；请检查 GUIJU_BACKUP 的地址、密钥和权限，之后会自动重试',
    en: 'The bucket did not take {place} ({reason}). Check the address, key and permissions in GUIJU_BACKUP; the server tries again automatically',
  },
  'backup-gone': {
    zh: '备份 {file} 不在了；请检查是谁删除了它，并立即备份',
    en: 'The backup {file} is no longer there. Check who deleted it, and back up now',
  },
  'backup-broken-off': {
    zh: '备份中断（{reason}）；请查看服务器日志，之后会自动重试',
    en: 'The backup broke off ({reason}). See the log of the server; it tries again automatically',
  },
  'backup-rows-missing': {
    zh: '从备份 {file} 恢复后，表 {table} 应有 {rows} 行，实际 {found} 行；请立即备份，并运行 guiju doctor',
    en: 'Restored from the backup {file}, the table {table} has {found|row|rows} instead of {rows}. Back up now, and run guiju doctor',
  },
  'backup-files-missing': {
    zh: '备份 {file} 缺少 {count} 个文件的内容；请立即备份，会补上仍在的内容',
    en: 'The contents of {count|file|files} of the backup {file} are missing. Back up now: whatever is still there is added',
  },
  'backup-format': {
    zh: '备份 {file} 的格式为 {format}（由版本 {server} 生成），这里只认识 {known}；请先升级',
    en: 'The backup {file} has format {format} (written by version {server}) and only {known} is known here; upgrade first',
  },
  'backup-chain-gap': {
    zh: '增量备份 {file} 所依据的备份 {needs} 不在旁边，没有写入任何内容；请找回它，或恢复更早的备份',
    en: 'The increment {file} needs the backup {needs}, which is missing; nothing was written. Bring it back, or restore an earlier backup',
  },
  'backup-chain-foreign': {
    zh: '增量备份 {file} 依据的不是这里的备份 {needs}：两者不属于同一条链，没有写入任何内容；请找回原来的 {needs}，或恢复更早的备份',
    en: 'The increment {file} was not made on the backup {needs} that is here; nothing was written. Bring back the {needs} it was made on, or restore an earlier backup',
  },
  'backup-newer': {
    zh: '备份由更新的版本 {server} 生成，当前版本 {known} 不认识它；请先升级',
    en: 'The backup was written by the newer version {server}, which this one ({known}) does not know; upgrade first',
  },
  'backup-older': {
    zh: '数据库已为更新的版本做好准备，当前版本 {known} 不认识其中新增的内容；请用已升级的服务备份',
    en: 'A newer version prepared this database, and this one ({known}) does not know all that is in it; back up with an upgraded server',
  },
  'backup-packages': {
    zh: '备份中的包不能由当前版本（{known}）编译；请用版本 {server} 恢复，然后升级',
    en: 'The packages of the backup do not compile with this version ({known}); restore with version {server} and upgrade then',
  },
  'backup-tables': {
    zh: '这个数据库放不下备份中的表，没有写入任何内容',
    en: 'This database does not have room for the tables of the backup; nothing was written',
  },
  'restore-moment-wrong': {
    zh: '“{value}”不是时刻；请写成 2026-11-28T08:00（按本机时区）或 2026-11-28T08:00+08:00',
    en: '“{value}” is not a moment; write 2026-11-28T08:00 (by the clock of this machine) or 2026-11-28T08:00+08:00',
  },
  'restore-place-needed': {
    zh: '恢复到某一时刻要从自动备份中选取；请用 GUIJU_BACKUP 说明它们在哪里（与服务器的设置相同），或直接给出备份文件',
    en: 'A moment is restored from scheduled backups; set GUIJU_BACKUP to where they are, as on the server, or name a backup file',
  },
  'restore-none-so-early': {
    zh: '{place} 里没有不晚于 {moment} 的备份；请选择较晚的时刻，“运行状态”页列出现有的备份',
    en: 'There is no backup in {place} from before {moment}; choose a later moment. The health page lists the backups there are',
  },
  'set-back-not-kept': {
    zh: '历史版本只保留到 {since}（版本 {revision}）；更早的时刻请从备份恢复（guiju restore --at）到另一处，再从那里导出',
    en: 'The history reaches back to {since} (revision {revision}) and no further; for an earlier moment restore a backup elsewhere (guiju restore --at) and export the records there',
  },
  'set-back-ahead': {
    zh: '这个时刻还没有到；请选择过去的时刻',
    en: 'This moment is in the future; choose one in the past',
  },
  'set-back-too-many': {
    zh: '自那时以来改变的记录超过 {most} 条；请用 --record 或 --org 缩小范围，或从备份恢复全部数据',
    en: 'More than {most|record has|records have} changed since; narrow it down by record or organisation, or restore everything from a backup',
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
    en: 'The plan is not the one you saw: something was published or written in the meantime; check it again',
  },
  'publish-overtaken': {
    zh: '计划之后又有发布或相关的修改，没有发布任何内容，请重新查看计划',
    en: 'Something that the plan depends on was published or written since it was made, and nothing was published; check the plan again',
  },
  'publish-given-up': {
    zh: '本服务器中途停顿过久，{node} 接手并放弃了这次发布；没有发布任何内容，原来的定义仍然有效，请重试',
    en: 'This server stalled for too long, and {node} took over and abandoned the publish; nothing was published and the former state is still in effect, so try again',
  },
  'publish-replaced': {
    zh: '本服务器中途停顿过久，{node} 接手并放弃了这次发布；现在有效的是{name}发布的版本 {revision}，请重新查看计划',
    en: 'This server stalled for too long, and {node} took over and abandoned the publish; in effect is revision {revision}, published by {name}, so check the plan again',
  },
  'publish-body': { zh: '发布请求有误', en: 'The request to publish is wrong' },
  'publish-hash': {
    zh: '需要 hash：请给出所看到的计划的 hash',
    en: 'hash is needed: send that of the plan you saw',
  },
  'publish-packages': { zh: 'packages 应为包的列表', en: 'packages has to be a list of packages' },
  'publish-files': {
    zh: 'files 应为路径到内容的对象',
    en: 'files has to be an object of contents by path',
  },
  'host-wrong': {
    zh: 'HOST “{host}”不是这台机器的地址；不设置则监听所有地址',
    en: 'HOST “{host}” is no address of this machine; without it every address is listened on',
  },
  'port-taken': {
    zh: '端口 {port} 已被占用或不允许使用；请用 --port 或 PORT 换一个',
    en: 'Port {port} is taken or not allowed; choose another with --port or PORT',
  },
  'unique-clashes': {
    zh: '“{form}”的唯一规则 {rule} 不能启用：有 {count} 条数据与其他数据相同（{numbers}）；请先修改它们',
    en: 'The unique rule {rule} of “{form}” cannot be enabled: {count|record duplicates|records duplicate} others ({numbers}); change them first',
  },
  'publish-unique-clash': {
    zh: '发布期间有数据（{record}）写入了与另一条（{other}）相同的值，违反“{form}”的唯一规则 {rule}；请修改后重新发布',
    en: 'While this was published, the record {record} was given the same values as {other}, against the rule {rule} of “{form}”; change one of them and publish again',
  },
  'fields-made-anew': {
    zh: '“{form}”的{fields}由人填写改为系统生成：{records} 条已有的记录下次保存时，原来填的值换成生成的值，只在历史中保留；运行 guiju refresh {name} 可把它们全部保存一遍',
    en: '{fields} of “{form}” will be filled in by the system instead of by people: the next save of {records|the existing record|the existing records} replaces the values, which stay in history only; guiju refresh {name} saves all of them',
  },
  'fields-computed': {
    zh: '“{form}”已有的 {records} 条数据，其{fields}在发布后立即重新计算',
    en: '{records|record|records} of “{form}” will have {fields} recomputed right after the publish',
  },
  'fields-unfilled': {
    zh: '“{form}”已有的 {records} 条数据，其{fields}在下次保存时才会计算；guiju refresh {name} 可全部重算',
    en: '{records|record|records} of “{form}” will get {fields} on the next save; guiju refresh {name} saves all of them',
  },
  'restore-unfinished': {
    zh: '这个数据库的恢复中断了；请重新运行 guiju restore',
    en: 'A restore of this database was cut off; run guiju restore again',
  },
  'trail-entry-changed': {
    zh: '第 {link} 环：{at} 的日志（{actor}，{action}，{target}）封存之后被改动；编号 {entry}',
    en: 'Link {link}: the entry of {at} ({actor}, {action}, {target}) was changed after it was sealed; id {entry}',
  },
  'trail-entry-gone': {
    zh: '第 {link} 环：{at} 的一条日志不见了，不是按保存期限清理的；编号 {entry}',
    en: 'Link {link}: an entry of {at} is missing and was not deleted by the retention settings; id {entry}',
  },
  'trail-entry-added': {
    zh: '第 {link} 环：{at} 的日志（{actor}，{action}，{target}）是封存之后添加的；编号 {entry}',
    en: 'Link {link}: the entry of {at} ({actor}, {action}, {target}) was added after the link was sealed; id {entry}',
  },
  'trail-link-changed': {
    zh: '第 {link} 环（{at} 封存）本身被改动，与它的摘要不符',
    en: 'Link {link}, sealed at {at}, was changed: it does not match its digest',
  },
  'trail-link-torn': {
    zh: '第 {link} 环（{at} 封存）接不上前一环：前一环被替换过',
    en: 'Link {link}, sealed at {at}, does not follow from the link before it, which was replaced',
  },
  'trail-links-gone': {
    zh: '第 {link} 至 {last} 环不见了（{at} 之前封存）',
    en: 'Links {link} to {last}, sealed before {at}, are missing',
  },
  'trail-beginning-gone': {
    zh: '第 {link} 环（{at} 封存）之前的部分不见了，不是按保存期限清理的',
    en: 'What came before link {link}, sealed at {at}, is missing and was not deleted by the retention settings',
  },
  'trail-mark-unknown': {
    zh: '记下的摘要 {mark} 不在链上：链被整个重写过，或恢复了记下摘要之前的备份',
    en: 'The noted digest {mark} is not part of the chain: the whole chain was rewritten, or a backup from before it was noted was restored',
  },
  'doctor-trail': {
    zh: '审计记录与封存链相符：共 {entries} 条，最新摘要 {mark}',
    en: 'the audit trail matches its chain: {entries|entry|entries}, newest digest {mark}',
  },
  'doctor-trail-broken': {
    zh: '审计记录与封存链有 {count} 处不符：{first}；请运行 guiju audit verify 查看全部',
    en: 'the audit trail differs from its chain in {count|place|places}: {first}; run guiju audit verify to see all',
  },
};
