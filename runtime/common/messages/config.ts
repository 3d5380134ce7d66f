import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about settings of the server and about package folders. */
export const configMessages: Readonly<Record<string, Label>> = {
  'config-port': {
    zh: 'PORT 应为 0 到 65535 的整数，现为“{value}”',
    en: 'PORT must be a whole number from 0 to 65535; it is “{value}”',
  },
  'config-log-level': {
    zh: 'LOG_LEVEL 只能是 {levels} 之一，现为“{value}”',
    en: 'LOG_LEVEL must be one of {levels}; it is “{value}”',
  },
  'config-database-url': {
    zh: 'DATABASE_URL 应形如 mysql://用户:密码@主机:3306/库名，多个主机用逗号隔开；不设置则使用 SQLite',
    en: 'DATABASE_URL must look like mysql://user:password@host:3306/database, several hosts separated by commas; without it, SQLite is used',
  },
  'config-smtp': {
    zh: 'GUIJU_SMTP 应形如 smtps://账号:密码@主机:465?from=发件地址',
    en: 'GUIJU_SMTP must look like smtps://user:password@host:465?from=address',
  },
  'config-like': { zh: '{setting} 应形如 {like}', en: '{setting} must look like {like}' },
  'config-secret': {
    zh: 'GUIJU_SECRET 应为 32 字节，用 64 位十六进制或 base64 书写（例如 openssl rand -hex 32 的输出）',
    en: 'GUIJU_SECRET must be 32 bytes, written as 64 hex digits or in base64 (openssl rand -hex 32 prints one)',
  },
  'config-secret-needed': {
    zh: '设置了 DATABASE_URL 时必须设置 GUIJU_SECRET：所有节点要用同一把密钥（可用 openssl rand -hex 32 生成）',
    en: 'DATABASE_URL also requires GUIJU_SECRET: all nodes must use the same key (openssl rand -hex 32 creates one)',
  },
  'config-admin-password': {
    zh: 'GUIJU_ADMIN_PASSWORD 至少 10 个字符',
    en: 'GUIJU_ADMIN_PASSWORD must have at least 10 characters',
  },
  'config-url': {
    zh: 'GUIJU_URL 应为 http(s) 地址，现为“{value}”',
    en: 'GUIJU_URL must be an http or https address; it is “{value}”',
  },
  'config-address-user': {
    zh: '{setting} 的地址不含用户名和密码：请去掉“@”及其之前的部分；{instead}',
    en: 'The address in {setting} must not contain a user name or password: remove everything up to the “@”; {instead}',
  },
  'config-backup': {
    zh: 'GUIJU_BACKUP 应为文件夹的完整路径（如 /backups），或存储桶的地址（如 https://s3.example.com/guiju-backup），并用 GUIJU_BACKUP_KEY 和 GUIJU_BACKUP_SECRET 给出它的密钥；其他 GUIJU_BACKUP_ 设置都需要它',
    en: 'GUIJU_BACKUP must be the full path of a folder (/backups) or the address of a bucket (https://s3.example.com/guiju-backup) with its key in GUIJU_BACKUP_KEY and GUIJU_BACKUP_SECRET; all other GUIJU_BACKUP_ settings need it',
  },
  'config-backup-at': {
    zh: 'GUIJU_BACKUP_AT 应为一天中的时间（如 02:30）或间隔小时数（如 6h，最多 168h），其后可加增量备份的间隔（如 02:30, increments 1h；5m 至全量备份的间隔之间），现为“{value}”',
    en: 'GUIJU_BACKUP_AT must be a time of day (02:30) or a number of hours (6h, 168h at most), and may go on with the time between increments (02:30, increments 1h; from 5m, and less than between full backups); it is “{value}”',
  },
  'config-backup-keep': {
    zh: 'GUIJU_BACKUP_KEEP 应形如 last 3, days 7, weeks 4, months 12, increments 7，last 和 increments 至少为 1，现为“{value}”',
    en: 'GUIJU_BACKUP_KEEP must look like last 3, days 7, weeks 4, months 12, increments 7, with last and increments at least 1; it is “{value}”',
  },
  'config-map': {
    zh: '{setting} 须为地图网址，其中 {lat} 和 {lon} 代表坐标，{address} 代表地址，如 https://map.example.com/?q={lat},{lon}；现为“{value}”',
    en: '{setting} must be the address of a map containing {lat} and {lon}, or {address}, such as https://map.example.com/?q={lat},{lon}; it is “{value}”',
  },
  'config-hosts': {
    zh: '{setting} 须为主机和端口，如 hooks.example.com:443, erp.corp.example:8080 private，现为“{value}”',
    en: '{setting} must list hosts with ports, such as hooks.example.com:443, erp.corp.example:8080 private; it is “{value}”',
  },
  'config-registry': {
    zh: 'GUIJU_REGISTRY 应为 npm 仓库的 http(s) 地址，不含用户名和密码（令牌用 GUIJU_REGISTRY_TOKEN），现为“{value}”',
    en: 'GUIJU_REGISTRY must be the http or https address of an npm registry, without user name and password (put the token into GUIJU_REGISTRY_TOKEN); it is “{value}”',
  },
  'config-files': {
    zh: 'GUIJU_FILES 应为 S3 协议的存储桶地址，如 https://s3.example.com/guiju?region=cn-north-1，并用 GUIJU_FILES_KEY 和 GUIJU_FILES_SECRET 给出密钥；现为“{value}”',
    en: 'GUIJU_FILES must be the address of a bucket with the S3 protocol, such as https://s3.example.com/guiju?region=eu-west-1, with its key in GUIJU_FILES_KEY and GUIJU_FILES_SECRET; it is “{value}”',
  },
  'config-scanner': {
    zh: 'GUIJU_SCANNER 应为 clamd 的地址，如 clamd://127.0.0.1:3310 或 clamd:///run/clamav/clamd.ctl；现为“{value}”',
    en: 'GUIJU_SCANNER must be the address of clamd, such as clamd://127.0.0.1:3310 or clamd:///run/clamav/clamd.ctl; it is “{value}”',
  },
  'config-audit-forward': {
    zh: 'GUIJU_AUDIT_FORWARD 应为 syslog+tls://、syslog+tcp://、syslog+udp:// 加主机和端口，或接收 JSON 行的 https 地址（令牌用 GUIJU_AUDIT_FORWARD_TOKEN，只用于后者）；现为“{value}”',
    en: 'GUIJU_AUDIT_FORWARD must be syslog+tls://, syslog+tcp:// or syslog+udp:// with host and port, or an https address that takes JSON lines (only that takes a token, in GUIJU_AUDIT_FORWARD_TOKEN); it is “{value}”',
  },
  'config-traces': {
    zh: '{setting} 应为 OpenTelemetry 收集器的 http(s) 地址，如 http://collector:4318；现为“{value}”',
    en: '{setting} must be the http or https address of an OpenTelemetry collector, such as http://collector:4318; it is “{value}”',
  },
  'config-pairs': {
    zh: '{setting} 应形如 name=value,name=value，值按网址的写法编码',
    en: '{setting} must look like name=value,name=value, with values encoded as in an address',
  },
  'config-switch': {
    zh: '{setting} 只能是 0 或 1，现为“{value}”',
    en: '{setting} must be 0 or 1; it is “{value}”',
  },
  'config-read-seconds': {
    zh: 'GUIJU_READ_SECONDS 应为 1 到 9999 的整数（秒），现为“{value}”',
    en: 'GUIJU_READ_SECONDS must be a whole number of seconds from 1 to 9999; it is “{value}”',
  },
  'config-choice': {
    zh: '{setting} 应为下列之一：{choices}；现为“{value}”',
    en: '{setting} must be one of {choices}; it is “{value}”',
  },
  'config-share': {
    zh: '{setting} 应为 0 到 1 之间的数，现为“{value}”',
    en: '{setting} must be a number from 0 to 1; it is “{value}”',
  },
  'config-node': {
    zh: 'GUIJU_NODE 应为 1 到 64 个字母、数字、点、下划线、冒号、@ 或连字符，现为“{value}”',
    en: 'GUIJU_NODE must be 1 to 64 letters, digits, dots, underscores, colons, at signs or hyphens; it is “{value}”',
  },
  'config-count': {
    zh: '{setting} 应为 0 到 {most} 的整数，现为“{value}”',
    en: '{setting} must be a whole number from 0 to {most}; it is “{value}”',
  },
  'config-file': {
    zh: 'GUIJU_CONFIG 指定的 {file} 应为一个 JSON 对象：{"PORT": 8787, …}',
    en: 'The file in GUIJU_CONFIG, {file}, must be a JSON object: {"PORT": 8787, …}',
  },
  'config-file-missing': {
    zh: 'GUIJU_CONFIG 指定的文件 {file} 不存在',
    en: 'The file in GUIJU_CONFIG, {file}, does not exist',
  },
  'config-file-unreadable': {
    zh: 'GUIJU_CONFIG 指定的 {file} 无法读取（{reason}）',
    en: 'The file in GUIJU_CONFIG, {file}, cannot be read ({reason})',
  },
  'config-file-syntax': {
    zh: 'GUIJU_CONFIG 指定的 {file} 第 {line} 行第 {column} 列不是有效的 JSON',
    en: 'The file in GUIJU_CONFIG, {file}, is not valid JSON at line {line}, column {column}',
  },
  'config-unknown': {
    zh: '{file} 中有未知的设置 {setting}',
    en: '{file} contains an unknown setting, {setting}',
  },
  'config-text': {
    zh: '{file} 中的 {setting} 应为文本或数字',
    en: '{setting} in {file} must be a text or a number',
  },
  'json-member-twice': {
    zh: '“{member}”在同一个对象中写了两次（第 {line} 行）',
    en: '“{member}” appears twice in one object (line {line})',
  },
  'package-no-folder': { zh: '找不到文件夹 {file}', en: 'There is no folder {file}' },
  'stray-ending': {
    zh: '文件 {file} 已忽略：请把名称改为以 .json（小写）结尾，或移走该文件',
    en: 'The file {file} is ignored: rename it so that it ends in .json (lower case), or remove it',
  },
  'package-too-deep': {
    zh: '{file} 的层级过深（最多 {depth} 层）：请移到上面的文件夹',
    en: '{file} is nested too deeply (at most {depth|level|levels}): move it to a folder further up',
  },
  'package-too-many-files': {
    zh: '包内的 JSON 文件超过 {files} 个，从 {file} 起未读取：请拆成几个包',
    en: 'The package has more than {files|JSON file|JSON files}; {file} and the files after it were not read: split it into several packages',
  },
  'package-file-too-large': {
    zh: '{file} 有 {size} 字节，超过上限 {limit} 字节：请拆成几个文件',
    en: '{file} has {size|byte|bytes}, more than the {limit} allowed: split it into several',
  },
};
