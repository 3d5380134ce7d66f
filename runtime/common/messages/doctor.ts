import type { Label } from '../../../metadata/common/label.ts';

/** The findings of `guiju doctor` about an installation, with what to do where something is wrong. */
export const doctorMessages: Readonly<Record<string, Label>> = {
  'doctor-config': { zh: '配置有效', en: 'the configuration is valid' },
  'doctor-node': { zh: 'Node {version}', en: 'Node {version}' },
  'doctor-node-old': {
    zh: 'Node {version} 过旧，需要 {needed} 或更新；在项目目录运行 npm ci 会自带 Node 24',
    en: 'Node {version} is too old, {needed} or newer is needed; run npm ci in the project folder, which installs Node 24',
  },
  'doctor-home': { zh: '数据目录 {home} 可写', en: 'the data folder {home} is writable' },
  'doctor-home-missing': {
    zh: '数据目录 {home} 还不存在，首次启动会建立',
    en: 'the data folder {home} does not exist yet; the first start creates it',
  },
  'doctor-home-impossible': {
    zh: '数据目录 {home} 不存在，也不能建立；请修改 GUIJU_HOME，或其所在文件夹的权限',
    en: 'the data folder {home} does not exist and cannot be made: change GUIJU_HOME, or the permissions of the folder it is in',
  },
  'doctor-home-readonly': {
    zh: '数据目录 {home} 不可写：请修改其属主或权限，或设置 GUIJU_HOME',
    en: 'the data folder {home} is not writable: change its owner or permissions, or set GUIJU_HOME',
  },
  'doctor-files-open': {
    zh: '本机的其他用户可以使用 {files}；请改为仅属主可读写（chmod 600）',
    en: 'other users of this machine can access {files}; allow only their owner (chmod 600)',
  },
  'doctor-disk': { zh: '磁盘剩余 {free} MB', en: '{free} MB of disk space free' },
  'doctor-disk-full': {
    zh: '{home} 所在磁盘只剩 {free} MB（建议至少 {least} MB），请清理',
    en: 'only {free} MB are free on the disk of {home} (at least {least} MB are recommended): free up space',
  },
  'doctor-mailbox': { zh: '系统邮箱通过 {host} 发送', en: 'the system’s mailbox sends through {host}' },
  'doctor-mailbox-none': {
    zh: '没有配置系统邮箱（GUIJU_SMTP）：使用系统邮箱的发票推送方案、密码链接和提醒都不会发出邮件',
    en: 'no mailbox of the system is configured (GUIJU_SMTP): schemes that use it send no invoices, and neither password links nor reminders are mailed',
  },
  'doctor-key-configured': {
    zh: '密钥 {key} 来自 GUIJU_SECRET',
    en: 'the key {key} comes from GUIJU_SECRET',
  },
  'doctor-key-file': {
    zh: '密钥 {key} 在 {file}，请在备份之外另行保存',
    en: 'the key {key} is in {file}; keep a copy of it separate from the backups',
  },
  'doctor-key-missing': {
    zh: '还没有密钥 {file}；如果这里已有密文，请放回原来的文件或设置 GUIJU_SECRET，否则首次启动会生成',
    en: 'there is no key {file} yet; if there are secrets already, put the original file back or set GUIJU_SECRET; if not, the first start creates one',
  },
  'doctor-nothing-here': {
    zh: '{home} 中还没有数据库，首次启动（guiju start）会建立',
    en: 'there is no database in {home} yet; the first guiju start creates it',
  },
  'database-file-empty': {
    zh: '{file} 是空文件（0 字节），其中没有任何数据。若这里曾有数据，请先用备份恢复（guiju restore）；否则首次启动会在其中建立数据库',
    en: '{file} is empty (0 bytes). If there was data in it, restore a backup first (guiju restore); if not, the first start creates a database in it',
  },
  'doctor-unreachable': {
    zh: '数据库无法连接：{reason}；请检查 DATABASE_URL，以及数据库是否在运行',
    en: 'cannot connect to the database: {reason}; check DATABASE_URL, and that the database is running',
  },
  'doctor-cut-off': { zh: '检查中断：{reason}', en: 'the check was interrupted: {reason}' },
  'doctor-database': { zh: '数据库 {product} {version}', en: 'database {product} {version}' },
  'doctor-setting': { zh: '{name} = {value}', en: '{name} = {value}' },
  'doctor-setting-wrong': {
    zh: '数据库的 {name} 为 {value}，不是建议的值；请在数据库配置中修改',
    en: 'the database has {name} = {value}, which is not the recommended value; change it in the database configuration',
  },
  'doctor-sound': { zh: '完整性检查通过', en: 'the integrity check passed' },
  'doctor-damaged': {
    zh: '数据库有 {count} 处损坏：{first}；请停止服务并从备份恢复（guiju restore --replace；SQLite 先移走数据目录中的 guiju.db*）',
    en: 'the database is damaged in {count|place|places}: {first}; stop the server and restore a backup (guiju restore --replace; with SQLite, move guiju.db* out of the data folder first)',
  },
  'doctor-migrations': {
    zh: '平台表为最新（{count} 个迁移）',
    en: 'the platform’s tables are up to date ({count|migration|migrations})',
  },
  'doctor-migrations-none': {
    zh: '数据库是空的，首次启动（guiju start）会建立',
    en: 'the database is empty; the first guiju start sets it up',
  },
  'doctor-migrations-wait': {
    zh: '迁移 {missing} 尚未执行，下次启动时执行',
    en: 'the migrations {missing} have not been run yet; the next start runs them',
  },
  'doctor-migrations-newer': {
    zh: '数据库由更新的版本建立（迁移 {name}）；请升级本服务',
    en: 'the database was created by a newer version (migration {name}); upgrade this server',
  },
  'doctor-migrations-ahead': {
    zh: '数据库已为更新的版本做好准备（迁移 {names}），本服务可以继续运行；请升级本服务，备份由已升级的服务来做',
    en: 'a newer version prepared this database (migrations {names}), and this server may go on beside it; upgrade it, and back up with an upgraded one',
  },
  'doctor-nothing-published': {
    zh: '还没有发布过任何包，首次启动（guiju start）会安装标准包',
    en: 'no packages have been published yet; the first guiju start installs the standard packages',
  },
  'doctor-packages': { zh: '{forms} 个表单，来自 {packages}', en: '{forms|form|forms} of {packages}' },
  'doctor-keys-revoked': {
    zh: '这些已安装的包由已撤销的密钥签名：{packages}；它们照常工作，请向发布者索取新签名的版本',
    en: 'installed packages are signed with revoked keys: {packages}; they keep working: ask their publishers for newly signed versions',
  },
  'doctor-upgrades': {
    zh: '本服务自带更新的标准包：{packages}；guiju upgrade --check 说明会做什么，guiju upgrade 执行',
    en: 'newer standard packages came with this server: {packages}; guiju upgrade --check shows what they would do, guiju upgrade does it',
  },
  'doctor-hosts-not-listed': {
    zh: '有 {count} 个正在使用的地址不在允许访问的主机中：{first}；公网地址在确认之前照常访问，内网地址等待确认；请在【系统管理】的【允许访问的主机】中确认，或用 guiju hosts allow --all 全部允许',
    en: '{count|address in use is|addresses in use are} not among the allowed hosts: {first}; public ones are still called until someone decides, private ones wait; decide under Administration, Allowed hosts, or allow all of them with guiju hosts allow --all',
  },
  'doctor-packages-broken': {
    zh: '已安装的包有 {count} 个问题，不能编译：{first}；请用写入它们的服务版本，并用它发布修正后的包（guiju apply）',
    en: 'the installed packages do not compile, {count|issue|issues}: {first}; use the server version that installed them, and publish corrected ones with it (guiju apply)',
  },
  'doctor-publish': { zh: '没有未完成的发布', en: 'there is no unfinished publish' },
  'doctor-publish-unfinished': {
    zh: '有一次发布未完成：若不是正在进行，下次启动会接着完成',
    en: 'a publish is unfinished: unless it is running right now, the next start finishes it',
  },
  'doctor-servers': { zh: '运行中的服务器：{servers}', en: 'running servers: {servers}' },
  'doctor-servers-behind': {
    zh: '还没有换用最近一次发布的定义：{servers}；持续如此时，请查看这些服务器的日志',
    en: 'not yet using the latest published definitions: {servers}; if this persists, check the logs of these servers',
  },
  'doctor-tables': { zh: '数据表与模型一致', en: 'the tables match the model' },
  'doctor-tables-differ': {
    zh: '数据表与模型有 {count} 处不一致：{first}；重新发布任一已安装的包（guiju apply）即可补齐',
    en: 'the tables differ from the model in {count|place|places}: {first}; publish any installed package again (guiju apply) to fix it',
  },
  'doctor-indexes-learned': {
    zh: '列表自行建立了 {count} 个索引：{first}',
    en: 'lists have created {count|index|indexes} automatically: {first}',
  },
  'doctor-indexes-waiting': {
    zh: '有 {count} 个列表需要的索引尚未建立：{first}；运行中的服务会建立它们，达到上限时（GUIJU_LEARNED_INDEXES）等待空位',
    en: '{count|index needed by lists is|indexes needed by lists are} missing: {first}; a running server creates them, unless the limit is reached (GUIJU_LEARNED_INDEXES)',
  },
  'doctor-indexes-left-out': {
    zh: '有 {count} 个表的索引已达上限，未建立：{first}；需要时列表会自行建立',
    en: '{count|table has|tables have} the maximum number of indexes; not created: {first}; lists create them when they need them',
  },
  'doctor-search': {
    zh: '{count} 个表单的搜索索引与数据一致',
    en: 'the search indexes of {count|form|forms} match the records',
  },
  'doctor-search-making': {
    zh: '{count} 个表单的搜索索引正在建立：{first}；在此之前搜索照常，只是较慢',
    en: 'the search indexes of {count|form|forms} are being built: {first}; until then, searches work as usual but are slower',
  },
  'doctor-search-wrong': {
    zh: '{count} 个表单的搜索索引与数据不一致，已弃用：{first}；运行中的服务会重建，在此之前搜索直接查看数据',
    en: 'search indexes of {count|form|forms} did not match the records and were dropped: {first}; a running server rebuilds them, and searches read the records until then',
  },
  'doctor-columns-leaving': {
    zh: '{count} 个旧列等待所有节点切换后删除：{first}',
    en: '{count|old column is|old columns are} deleted once all nodes have switched: {first}',
  },
  'doctor-hidden': {
    zh: '{count} 处数据已不在模型中但仍保留：{first}（guiju purge 可清除）',
    en: 'data in {count|place that is|places that are} no longer in the model is kept: {first} (use guiju purge to delete it)',
  },
  'doctor-organisations': {
    zh: '{count} 个组织，树形完整',
    en: '{count|organisation|organisations} in one tree',
  },
  'doctor-organisations-wrong': {
    zh: '组织树有 {count} 处问题：{first}；请在“组织”中修正上级',
    en: 'the organisation tree has {count|problem|problems}: {first}; correct the parents under Organisations',
  },
  'doctor-references': { zh: '引用的数据都在', en: 'all referenced records exist' },
  'doctor-references-dangling': {
    zh: '有 {count} 个字段引用了已不存在的数据：{first}；请重新选择',
    en: '{count|field refers|fields refer} to records that no longer exist: {first}; choose other records',
  },
  'doctor-tokens-wait': {
    zh: '{count} 个令牌的用途超过其用户的权限：{first}；用户日后得到权限时它们会一起得到，请吊销或收窄',
    en: '{count|token has|tokens have} scopes beyond the rights of their users: {first}; they would take effect if the users got those rights: revoke or narrow them',
  },
  'doctor-roles-narrowed': {
    zh: '{count} 个角色只写了“全部业务表单”，不包含“系统设置”：{first}；仍需查看或修改它的角色，请按名称添加 tenant-settings',
    en: '{count|role grants|roles grant} “all business forms”, which does not include the system settings: {first}; for roles that still need to see or change them, add tenant-settings by name',
  },
  'doctor-records': {
    zh: '{forms} 个表单的数据与历史、分录、关联、编号、唯一性和分配一致',
    en: 'records of {forms|form|forms} agree with history, rows, links, numbers, unique values and assignments',
  },
  'doctor-repairable': {
    zh: '其中 {count} 处可以由其余数据推出：停止服务并备份后，guiju doctor --repair 修复并逐条报告',
    en: '{count|of these follows|of these follow} from other data: stop the server, make a backup, and guiju doctor --repair fixes and reports each of them',
  },
  'doctor-rows-differ': {
    zh: '{count} 条数据与其最新历史不同：{first}',
    en: '{count|record differs|records differ} from the newest version in history: {first}',
  },
  'doctor-rows-lost': {
    zh: '{count} 条数据按历史应当存在，但已不在：{first}',
    en: '{count|record is|records are} missing although history shows no deletion: {first}',
  },
  'doctor-rows-unwritten': {
    zh: '{count} 条数据的现状不在历史中：{first}',
    en: 'the current state of {count|record|records} is not in the history: {first}',
  },
  'doctor-rows-unreadable': {
    zh: '{count} 条数据无法读取：{first}',
    en: '{count|record|records} cannot be read: {first}',
  },
  'doctor-rows-homeless': {
    zh: '{count} 条数据所属的组织不存在：{first}',
    en: '{count|record belongs|records belong} to an organisation that does not exist: {first}',
  },
  'doctor-form-unreadable': {
    zh: '{count} 个表单的数据无法读取：{first}',
    en: 'records of {count|form|forms} cannot be read: {first}',
  },
  'doctor-history-unreadable': {
    zh: '{count} 个历史版本无法读取：{first}',
    en: '{count|version|versions} in history cannot be read: {first}',
  },
  'doctor-history-headless': {
    zh: '{count} 条数据的历史缺少开头：{first}',
    en: 'the beginning of the history of {count|record|records} is missing: {first}',
  },
  'doctor-history-gap': {
    zh: '历史中缺少 {count} 处版本，前后版本的差别多于所记的修改：{first}',
    en: 'versions are missing in {count|place|places} of the history: the next version differs by more than the recorded change: {first}',
  },
  'doctor-history-unowned': {
    zh: '{count} 个历史版本属于没有的表单：{first}',
    en: '{count|version in history is|versions in history are} of unknown forms: {first}',
  },
  'doctor-entries-orphaned': {
    zh: '{count} 处分录行没有所属的数据或上级行：{first}',
    en: '{count|place has|places have} rows without the record or parent row they belong to: {first}',
  },
  'doctor-entries-order': {
    zh: '{count} 处分录行的顺序重复：{first}',
    en: '{count|place has|places have} rows with the same position: {first}',
  },
  'doctor-links-wrong': {
    zh: '{count} 条数据的多选引用登记不一致：{first}',
    en: 'the registered multiple references of {count|record|records} are wrong: {first}',
  },
  'doctor-claims-wrong': {
    zh: '{count} 个表单的唯一性登记不一致：{first}',
    en: 'the registered unique values of {count|form|forms} are wrong: {first}',
  },
  'doctor-revision-behind': {
    zh: '版本计数落后于历史：{first}',
    en: 'the revision counter is behind the history: {first}',
  },
  'doctor-commits-wrong': {
    zh: '{count} 次提交的版本重叠或时间倒退：{first}',
    en: '{count|commit overlaps|commits overlap} with another or went back in time: {first}',
  },
  'doctor-commits-missing': {
    zh: '{count} 个历史版本不属于任何一次提交：{first}',
    en: '{count|version in history belongs|versions in history belong} to no commit: {first}',
  },
  'doctor-sources-lost': {
    zh: '{count} 个已发布的定义文件丢失：{first}',
    en: '{count|file of published definitions is|files of published definitions are} lost: {first}',
  },
  'doctor-sequences-behind': {
    zh: '{count} 个编号计数落后于已用的编号：{first}',
    en: '{count|number counter is|number counters are} behind the numbers in use: {first}',
  },
  'doctor-numbers-doubled': {
    zh: '{count} 个编号重复：{first}；请改其中一条',
    en: '{count|number is|numbers are} used twice: {first}; change one of the records',
  },
  'doctor-assignments-orphaned': {
    zh: '{count} 个分配的数据或组织不存在：{first}',
    en: '{count|assignment refers|assignments refer} to records or organisations that do not exist: {first}',
  },
  'doctor-copies-orphaned': {
    zh: '{count} 个组织副本的数据或组织不存在：{first}',
    en: '{count|own copy refers|own copies refer} to records or organisations that do not exist: {first}',
  },
  'doctor-copies-unreadable': {
    zh: '{count} 个组织副本无法读取：{first}',
    en: '{count|own copy|own copies} cannot be read: {first}',
  },
  'doctor-origins-wrong': {
    zh: '{count} 条包数据的登记与数据不符：{first}',
    en: 'what is recorded about {count|record|records} of packages is wrong: {first}',
  },
  'doctor-accounts-orphaned': {
    zh: '{count} 个登录方式、令牌、会话或偏好属于从未有过的用户：{first}',
    en: '{count|sign-in, token, session or preference belongs|sign-ins, tokens, sessions or preferences belong} to users that never existed: {first}',
  },
  'doctor-trees-looped': {
    zh: '{count} 条数据的上级成环：{first}；请修正上级',
    en: '{count|record is its own parent|records are their own parents}: {first}; correct the parent',
  },
  'doctor-check-failed': {
    zh: '检查“{check}”没有完成：{reason}；其他检查照常进行',
    en: 'the check “{check}” could not be completed: {reason}; the other checks continue',
  },
  'doctor-platform': {
    zh: '平台自己的表都读得出，也说得通',
    en: 'the platform’s own tables are readable and consistent',
  },
  'doctor-table-unreadable': {
    zh: '{count} 张平台表读不出：{first}',
    en: '{count|table|tables} of the platform cannot be read: {first}',
  },
  'doctor-texts-unreadable': {
    zh: '{count} 处内容不是 JSON，读不出：{first}',
    en: '{count|content is|contents are} not valid JSON and cannot be read: {first}',
  },
  'doctor-times-wrong': {
    zh: '{count} 个时间不可能：早于 1970 年或在两年以后：{first}',
    en: '{count|time is|times are} impossible, before 1970 or more than two years ahead: {first}',
  },
  'doctor-revisions-ahead': {
    zh: '{count} 处提到还没有过的版本：{first}',
    en: '{count|row refers|rows refer} to a revision that does not exist yet: {first}',
  },
  'doctor-states-unknown': {
    zh: '{count} 行的状态无人认识：{first}',
    en: '{count|row has|rows have} an unknown state: {first}',
  },
  'doctor-archives-torn': {
    zh: '{count} 份归档的内容不全：{first}；请从备份恢复',
    en: 'the content of {count|archive|archives} is incomplete: {first}; restore it from a backup',
  },
  'doctor-designs-torn': {
    zh: '{count} 个设计的步骤不全，或没有设计：{first}',
    en: '{count|design is|designs are} incomplete or missing: {first}',
  },
  'doctor-outbox-ahead': {
    zh: '{count} 处对外发送的位置超前，后面的不会发出：{first}',
    en: '{count|outgoing position is|outgoing positions are} too far ahead, so later messages would not be sent: {first}',
  },
  'doctor-packages-sourceless': {
    zh: '{count} 个包没有文件：{first}；请重新安装',
    en: '{count|package has|packages have} no files: {first}; install them again',
  },
  'doctor-sources-unreadable': {
    zh: '包的 {count} 个文件读不出或被改动过：{first}',
    en: '{count|file of a package|files of packages} cannot be read, or were changed: {first}',
  },
  'doctor-undos-wrong': {
    zh: '{count} 条撤销记录指向没有的发布：{first}',
    en: '{count|undo refers|undos refer} to a publish that does not exist: {first}',
  },
  'doctor-counts-wrong': {
    zh: '{count} 个计数小于零：{first}',
    en: '{count|count is|counts are} below zero: {first}',
  },
  'doctor-leases-stuck': {
    zh: '{count} 个锁被占用过久：{first}',
    en: '{count|lock has|locks have} been occupied for too long: {first}',
  },
  'doctor-repaired': { zh: '已修复 {place}（{code}）', en: 'fixed: {place} ({code})' },
  'doctor-repair-failed': {
    zh: '未能修复 {place}（{code}）：{reason}',
    en: 'could not be fixed: {place} ({code}): {reason}',
  },
  'repair-in-use': {
    zh: '有服务正在使用这个数据库；请先停止服务，十秒后再试',
    en: 'A server is using this database: stop it, then try again after ten seconds',
  },
  'doctor-conditions': {
    zh: '已保存的条件都能判断',
    en: 'all stored conditions can be evaluated',
  },
  'doctor-conditions-broken': {
    zh: '“{form}”中有 {count} 条的条件已无法判断，不参与匹配（{why}）：{first}；请打开修正',
    en: '“{form}”: {count|record has|records have} conditions that can no longer be evaluated, so they match nothing ({why}): {first}; open and correct them',
  },
  'doctor-conditions-outdated': {
    zh: '“{form}”中有 {count} 条的条件用到已去掉的字段或选项（{why}）：{first}；新单据不再有这些值，请修正',
    en: '“{form}”: {count|record has|records have} conditions that use removed fields or options ({why}): {first}; new documents have no such values, so correct them',
  },
  'doctor-key-right': {
    zh: '数据库用密钥 {key} 加密，这里正是这一把',
    en: 'the database is encrypted with the key {key}, which is the key here',
  },
  'doctor-key-unnoted': {
    zh: '数据库还没有登记密钥，下次启动时登记',
    en: 'the key of the database is not recorded yet; the next start records it',
  },
  'doctor-key-other': {
    zh: '数据库用密钥 {there} 加密，这里的是 {here}，服务不会启动：请设置原来的 GUIJU_SECRET 或放回原来的 secret.key（确实丢失时用 guiju key adopt）',
    en: 'the database is encrypted with the key {there}, but the key here is {here}, so the server will not start: set the original GUIJU_SECRET or put the original secret.key back (or use guiju key adopt if it is lost)',
  },
  'doctor-records-dropped': {
    zh: '{count} 条数据的包不再提供它们，因改过或在用而保留：{first}',
    en: '{count|record is|records are} no longer provided by their packages but kept, because they were changed or are in use: {first}',
  },
  'doctor-secrets': {
    zh: '{count} 个密文可用当前密钥打开',
    en: '{count|secret|secrets} can be opened with the present key',
  },
  'doctor-secrets-shut': {
    zh: '{count} 个密文由密钥 {keys} 加密，这里的密钥 {here} 打不开；请设置原来的 GUIJU_SECRET，或放回原来的 secret.key',
    en: '{count|secret is|secrets are} encrypted with the key {keys} and cannot be opened with the key here, {here}; set the original GUIJU_SECRET, or put the original secret.key back',
  },
};
