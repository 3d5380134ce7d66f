import type { Label } from '../../metadata/label.ts';

/** What `guiju doctor` says of an installation, with what to do where something is wrong. */
export const doctorMessages: Readonly<Record<string, Label>> = {
  'doctor-config': { zh: '配置有效', en: 'the configuration is valid' },
  'doctor-node': { zh: 'Node {version}', en: 'Node {version}' },
  'doctor-node-old': {
    zh: 'Node {version} 过旧，需要 {needed} 或更新；在项目目录运行 npm ci 会自带 Node 24',
    en: 'Node {version} is too old, {needed} is needed; npm ci brings Node 24 along',
  },
  'doctor-home': { zh: '数据目录 {home} 可写', en: 'the data folder {home} can be written' },
  'doctor-home-missing': {
    zh: '数据目录 {home} 还不存在，首次启动会建立',
    en: 'the data folder {home} is not there yet; the first start makes it',
  },
  'doctor-home-readonly': {
    zh: '数据目录 {home} 不可写：请修改其属主或权限，或设置 GUIJU_HOME',
    en: 'the data folder {home} cannot be written: change its owner or mode, or set GUIJU_HOME',
  },
  'doctor-disk': { zh: '磁盘剩余 {free} MB', en: '{free} MB free on its disk' },
  'doctor-disk-full': {
    zh: '{home} 所在磁盘只剩 {free} MB（建议至少 {least} MB），请清理',
    en: 'only {free} MB are free on the disk of {home} (at least {least} MB are wise): make room',
  },
  'doctor-key-configured': {
    zh: '密钥 {key} 来自 GUIJU_SECRET',
    en: 'the key {key} comes from GUIJU_SECRET',
  },
  'doctor-key-file': {
    zh: '密钥 {key} 在 {file}，请在备份之外另行保存',
    en: 'the key {key} is in {file}; keep a copy of it apart from your backups',
  },
  'doctor-key-missing': {
    zh: '还没有密钥 {file}；如果这里已有密文，请放回原来的文件或设置 GUIJU_SECRET，否则首次启动会生成',
    en: 'there is no key {file}; put the former one back or set GUIJU_SECRET if there are secrets already, else the first start makes one',
  },
  'doctor-nothing-here': {
    zh: '{home} 中还没有数据库，首次启动（guiju start）会建立',
    en: 'there is no database in {home} yet; the first guiju start makes it',
  },
  'doctor-unreachable': {
    zh: '数据库无法连接：{reason}；请检查 DATABASE_URL，以及数据库是否在运行',
    en: 'the database cannot be reached: {reason}; check DATABASE_URL and that it runs',
  },
  'doctor-cut-off': { zh: '检查中断：{reason}', en: 'the examination was cut off: {reason}' },
  'doctor-database': { zh: '数据库 {product} {version}', en: 'database {product} {version}' },
  'doctor-setting': { zh: '{name} = {value}', en: '{name} = {value}' },
  'doctor-setting-wrong': {
    zh: '数据库的 {name} 为 {value}，不是建议的值；请在数据库配置中修改',
    en: 'the database has {name} = {value}, which is not what is advised; change it in its configuration',
  },
  'doctor-clock': {
    zh: '与数据库时钟相差 {seconds} 秒',
    en: 'this clock and that of the database are {seconds} s apart',
  },
  'doctor-clock-apart': {
    zh: '本机与数据库的时钟相差 {seconds} 秒；请在两边启用时间同步（NTP）',
    en: 'this clock and that of the database are {seconds} s apart; let NTP set both',
  },
  'doctor-sound': { zh: '完整性检查通过', en: 'the integrity check found nothing' },
  'doctor-damaged': {
    zh: '数据库有 {count} 处损坏：{first}；请停止服务并从备份恢复（guiju restore --replace）',
    en: 'the database is damaged in {count|place|places}: {first}; stop the server and restore a backup (guiju restore --replace)',
  },
  'doctor-migrations': {
    zh: '平台表为最新（{count} 个迁移）',
    en: 'the platform’s tables are of today ({count|migration|migrations})',
  },
  'doctor-migrations-none': {
    zh: '数据库是空的，首次启动（guiju start）会建立',
    en: 'the database is empty; the first guiju start fills it',
  },
  'doctor-migrations-wait': {
    zh: '迁移 {missing} 尚未执行，下次启动时执行',
    en: 'the migrations {missing} wait for the next start',
  },
  'doctor-migrations-newer': {
    zh: '数据库由更新的版本建立（迁移 {name}）；请升级本服务',
    en: 'a newer version made this database (migration {name}); upgrade this server',
  },
  'doctor-nothing-published': {
    zh: '还没有发布过任何包，首次启动（guiju start）会安装标准包',
    en: 'nothing was published yet; the first guiju start installs the standard packages',
  },
  'doctor-packages': { zh: '{forms} 个表单，来自 {packages}', en: '{forms|form|forms} of {packages}' },
  'doctor-upgrades': {
    zh: '本服务自带更新的标准包：{packages}；guiju upgrade --dry-run 说明会做什么，guiju upgrade 执行',
    en: 'newer standard packages came with this server: {packages}; guiju upgrade --dry-run says what they would do, guiju upgrade does it',
  },
  'doctor-packages-broken': {
    zh: '已安装的包有 {count} 个问题，不能编译：{first}；请用写入它们的服务版本，并用它发布修正后的包（guiju apply）',
    en: 'the installed packages do not compile, {count|issue|issues}: {first}; use the server version that installed them, and publish corrected ones with it (guiju apply)',
  },
  'doctor-publish': { zh: '没有未完成的发布', en: 'no publish is unfinished' },
  'doctor-publish-unfinished': {
    zh: '有一次发布未完成：若不是正在进行，下次启动会接着完成',
    en: 'a publish is unfinished: unless it is going on now, the next start carries it to its end',
  },
  'doctor-tables': { zh: '数据表与模型一致', en: 'the tables are what the model wants' },
  'doctor-tables-differ': {
    zh: '数据表与模型有 {count} 处不一致：{first}；重新发布任一已安装的包（guiju apply）即可补齐',
    en: 'the tables differ from the model in {count|place|places}: {first}; publishing any installed package again (guiju apply) puts that right',
  },
  'doctor-columns-leaving': {
    zh: '{count} 个旧列等待所有节点切换后删除：{first}',
    en: '{count} old columns go when all nodes have switched: {first}',
  },
  'doctor-hidden': {
    zh: '{count} 处数据已不在模型中但仍保留：{first}（guiju purge 可清除）',
    en: 'data of {count|thing|things} that left the model is kept: {first} (guiju purge lets it go)',
  },
  'doctor-organisations': {
    zh: '{count} 个组织，树形完整',
    en: '{count|organisation|organisations} in one tree',
  },
  'doctor-organisations-wrong': {
    zh: '组织树有 {count} 处问题：{first}；请在“组织”中修正上级',
    en: 'the tree of organisations has {count|problem|problems}: {first}; correct who stands above whom',
  },
  'doctor-references': { zh: '引用的数据都在', en: 'everything referred to is there' },
  'doctor-references-dangling': {
    zh: '有 {count} 个字段引用了已不存在的数据：{first}；请重新选择',
    en: '{count|field refers|fields refer} to records that are gone: {first}; choose others',
  },
  'doctor-claims': {
    zh: '唯一性登记一致（{records} 条数据）',
    en: 'unique values are noted as they are ({records|record|records})',
  },
  'doctor-claims-wrong': {
    zh: '{forms} 的唯一性登记有 {count} 处不一致；guiju refresh 重新保存这些表单的数据可修复',
    en: 'unique values of {forms} are noted wrongly in {count|place|places}; guiju refresh saves their records again',
  },
  'doctor-secrets': {
    zh: '{count} 个密文可用当前密钥打开',
    en: 'all secrets can be opened with the key ({count})',
  },
  'doctor-secrets-shut': {
    zh: '{count} 个密文由密钥 {keys} 加密，这里的密钥 {here} 打不开；请设置原来的 GUIJU_SECRET，或放回原来的 secret.key',
    en: '{count|secret was|secrets were} sealed with the key {keys}, and the key here, {here}, does not open them; set the former GUIJU_SECRET, or put the former secret.key back',
  },
};
