import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about the servers that a database is, and about their clocks. */
export const memberMessages: Readonly<Record<string, Label>> = {
  'doctor-member': { zh: '数据库成员 {member} 可用', en: 'the database member {member} can be worked with' },
  'doctor-member-active': {
    zh: '正在使用的数据库成员：{member}',
    en: 'the database member {member} is worked with',
  },
  'doctor-member-waits': {
    zh: '数据库成员 {member} 只能读取（{reason}），升为可写后可接替',
    en: 'the database member {member} can only be read ({reason}); it can take over once it takes writes',
  },
  'doctor-member-read-only': {
    zh: '正在使用的数据库成员 {member} 只能读取（{reason}），没有可写的成员，无法保存任何内容；请让它可写（read_only = OFF），或在 DATABASE_URL 中加上可写的成员',
    en: 'the database member in use, {member}, is read-only ({reason}), and none accepts writes: nothing can be saved. Make it writable (read_only = OFF), or name a writable one in DATABASE_URL',
  },
  'doctor-member-behind': {
    zh: '数据库成员 {member} 缺少在别处已经提交的数据（{reason}），见过这些数据的服务不会使用它；请检查复制是否正常',
    en: 'the database member {member} is missing data committed elsewhere ({reason}), so servers that have seen that data do not use it; check its replication',
  },
  'doctor-member-away': {
    zh: '数据库成员 {member} 不可用：{reason}；请检查它是否在运行、是否在集群的主分区（Primary）中',
    en: 'the database member {member} cannot be worked with: {reason}; see that it runs, and that it is in the Primary component of its cluster',
  },
  'doctor-member-tables': {
    zh: '数据库成员 {member} 有 {count} 张表与正在使用的成员不同：{tables}；多半是修改表结构时它的磁盘已满（见它的日志中的 Ignoring error）；请停用它，清空后重新复制全部数据，并在各成员上设置 wsrep_ignore_apply_errors = 0',
    en: 'tables of the database member {member} that differ from those of the one in use ({count}): {tables}. It has probably missed a change of tables because its disk was full (look for “Ignoring error” in its log). Take it out of use, empty it and let it be given a full copy; with wsrep_ignore_apply_errors = 0 on every member, such a member leaves the cluster instead',
  },
  'doctor-clock': {
    zh: '与数据库时钟相差 {seconds} 秒',
    en: 'the clocks here and on the database are {seconds} s apart',
  },
  'doctor-clock-apart': {
    zh: '本机与数据库的时钟相差 {seconds} 秒；请在两边启用时间同步（NTP）',
    en: 'the clocks here and on the database are {seconds} s apart; synchronise both with NTP',
  },
  'doctor-node-clock-fast': {
    zh: '节点 {node} 所用的数据库成员，时钟比这里的快 {seconds} 秒，变更时间会因此超前；请在数据库各成员的主机上启用时间同步（NTP）',
    en: 'the clock of the database member that node {node} uses is {seconds} s ahead of the one here, and so are the times of changes; synchronise the machines of all members by NTP',
  },
  'doctor-node-clock-slow': {
    zh: '节点 {node} 所用的数据库成员，时钟比这里的慢 {seconds} 秒；请在数据库各成员的主机上启用时间同步（NTP）',
    en: 'the clock of the database member that node {node} uses is {seconds} s behind the one here; synchronise the machines of all members by NTP',
  },
  'doctor-commits-ahead': {
    zh: '最近一次变更的时间比数据库时钟晚 {seconds} 秒：曾有成员的时钟偏快，或时钟被拨回；在此之前，新的变更逐一排在它之后，按“现在”查看过去会缺少这些变更',
    en: 'the newest change is {seconds} s later than the database’s clock: a member’s clock was fast, or was set back. Until the clock has caught up, changes get times just after it, and looking at the past as of now leaves them out',
  },
};
