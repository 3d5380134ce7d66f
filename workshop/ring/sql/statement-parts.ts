import type { Label, Language } from '../../../metadata/common/label.ts';

/**
 * `yes`: as on MySQL 8; `differs`: it is taken, and means something else or not all of it; `no`: it is refused;
 * `unsaid`: the documents do not say.
 */
type Support = 'yes' | 'differs' | 'no' | 'unsaid';

/** A part of the statements that the server makes, with what two engines make of it that speak the same protocol. */
interface StatementPart {
  /** How it looks. */
  readonly part: string;
  /** Its words; each word belongs to one part. */
  readonly words: string;
  readonly tidb: Support;
  /** Of a keyspace that is not sharded, before MySQL 8. */
  readonly vitess: Support;
  readonly note?: Label;
}

/**
 * By the documents of TiDB 8 and Vitess 21; neither was run. A statement with a word that stands nowhere here
 * fails a test, so that whoever writes it looks first.
 */
export const statementParts: readonly StatementPart[] = [
  {
    part: 'SELECT … FROM … WHERE … ORDER BY … LIMIT … OFFSET',
    words:
      'SELECT FROM WHERE ORDER BY DESC LIMIT OFFSET AS AND OR NOT IN IS NULL LIKE ESCAPE BETWEEN EXISTS CASE WHEN THEN ELSE END',
    tidb: 'yes',
    vitess: 'yes',
  },
  { part: 'JOIN, LEFT JOIN, UNION', words: 'JOIN LEFT ON UNION', tidb: 'yes', vitess: 'yes' },
  {
    part: 'GROUP BY … HAVING, DISTINCT, COUNT, SUM, MIN, MAX',
    words: 'GROUP HAVING DISTINCT COUNT SUM MIN MAX',
    tidb: 'yes',
    vitess: 'yes',
  },
  {
    part: 'INSERT INTO … VALUES, UPDATE … SET, DELETE FROM',
    words: 'INSERT INTO VALUES UPDATE SET DELETE',
    tidb: 'yes',
    vitess: 'yes',
  },
  { part: 'ON DUPLICATE KEY UPDATE', words: 'DUPLICATE', tidb: 'yes', vitess: 'yes' },
  {
    part: 'SELECT … FOR UPDATE',
    words: 'FOR',
    tidb: 'yes',
    vitess: 'yes',
    note: { zh: 'TiDB 须用悲观事务，这是默认值', en: 'on TiDB in pessimistic transactions, its default' },
  },
  {
    part: 'STRAIGHT_JOIN, FORCE INDEX',
    words: 'STRAIGHT_JOIN FORCE',
    tidb: 'yes',
    vitess: 'yes',
  },
  {
    part: 'COALESCE, IF, CAST, CONVERT',
    words: 'COALESCE IF CAST CONVERT USING SIGNED UNSIGNED CHAR',
    tidb: 'yes',
    vitess: 'yes',
  },
  {
    part: 'CONCAT, SUBSTRING, INSTR, LOWER, HEX …',
    words: 'CONCAT SUBSTR SUBSTRING SUBSTRING_INDEX INSTR LOWER LENGTH CHAR_LENGTH RIGHT HEX UNHEX ORD',
    tidb: 'yes',
    vitess: 'yes',
  },
  { part: 'DIV, MOD', words: 'DIV MOD', tidb: 'yes', vitess: 'yes' },
  {
    part: 'REGEXP',
    words: 'REGEXP',
    tidb: 'differs',
    vitess: 'yes',
    note: {
      zh: 'TiDB 用 RE2；服务只写 \\x{…} 和 […]，两者相同',
      en: 'TiDB has RE2; the server writes \\x{…} and […] alone, which both know',
    },
  },
  {
    part: 'NOW, UNIX_TIMESTAMP, INTERVAL',
    words: 'NOW UNIX_TIMESTAMP INTERVAL MINUTE',
    tidb: 'yes',
    vitess: 'yes',
  },
  {
    part: 'JSON_CONTAINS, JSON_EXTRACT, JSON_LENGTH …',
    words: 'JSON_CONTAINS JSON_EXTRACT JSON_LENGTH JSON_OBJECT JSON_QUOTE JSON_VALID',
    tidb: 'yes',
    vitess: 'yes',
  },
  {
    part: 'JSON_TABLE',
    words: 'JSON_TABLE COLUMNS PATH',
    tidb: 'no',
    vitess: 'yes',
    note: {
      zh: 'TiDB 上搜索和文件大小的合计会失败',
      en: 'on TiDB searching fails, and so do sums of the sizes of files',
    },
  },
  {
    part: 'FULLTEXT, MATCH … AGAINST',
    words: 'FULLTEXT MATCH AGAINST BOOLEAN MODE FTS_DOC_ID FTS_DOC_ID_INDEX',
    tidb: 'no',
    vitess: 'yes',
    note: { zh: 'TiDB 上不能建立搜索索引', en: 'on TiDB the index of texts cannot be made' },
  },
  {
    part: 'COLLATE utf8mb4_nopad_bin, utf8mb4_0900_bin',
    words: 'CHARACTER COLLATE NAMES',
    tidb: 'differs',
    vitess: 'yes',
    note: {
      zh: 'TiDB 从 7.4 起有 utf8mb4_0900_bin',
      en: 'TiDB has utf8mb4_0900_bin since 7.4',
    },
  },
  {
    part: 'START TRANSACTION, COMMIT, ROLLBACK, DO 0',
    words: 'START TRANSACTION COMMIT ROLLBACK DO',
    tidb: 'yes',
    vitess: 'yes',
  },
  {
    part: 'ISOLATION LEVEL READ COMMITTED, REPEATABLE READ',
    words: 'ISOLATION LEVEL READ COMMITTED REPEATABLE SESSION GLOBAL',
    tidb: 'yes',
    vitess: 'differs',
    note: {
      zh: 'Vitess 把它留在连接上，须为每个连接保留一个后端连接',
      en: 'Vitess keeps it for a connection, and a connection of its own behind each',
    },
  },
  {
    part: 'WITH CONSISTENT SNAPSHOT, READ ONLY',
    words: 'WITH CONSISTENT SNAPSHOT ONLY',
    tidb: 'no',
    vitess: 'differs',
    note: {
      zh: 'TiDB 的语法不允许两者并用，备份和试运行会失败；READ ONLY 单独使用时不起作用',
      en: 'the grammar of TiDB has no place for both, so that backups and rehearsals fail; READ ONLY alone keeps nobody from writing',
    },
  },
  {
    part: 'SET STATEMENT … FOR, MAX_EXECUTION_TIME',
    words: 'STATEMENT MAX_EXECUTION_TIME',
    tidb: 'yes',
    vitess: 'yes',
    note: {
      zh: '前者只对 MariaDB 使用，其余用后者',
      en: 'the former on MariaDB alone, the latter on all others',
    },
  },
  {
    part: 'KILL',
    words: 'KILL',
    tidb: 'yes',
    vitess: 'differs',
    note: {
      zh: 'Vitess 从 18 起只认同一 VTGate 上的连接',
      en: 'Vitess knows connections of the same VTGate, since 18',
    },
  },
  {
    part: 'SHOW GLOBAL VARIABLES, STATUS; VERSION(), DATABASE()',
    words: 'SHOW VERSION DATABASE',
    tidb: 'yes',
    vitess: 'yes',
  },
  {
    part: 'CREATE TABLE … PRIMARY KEY, UNIQUE KEY, INDEX',
    words: 'CREATE TABLE PRIMARY KEY UNIQUE INDEX',
    tidb: 'yes',
    vitess: 'yes',
  },
  {
    part: 'BIGINT, TINYINT, DECIMAL, DATE, DATETIME(3), VARCHAR, LONGTEXT, LONGBLOB …',
    words: 'BIGINT TINYINT DECIMAL DATE DATETIME VARCHAR TEXT MEDIUMTEXT LONGTEXT LONGBLOB',
    tidb: 'yes',
    vitess: 'yes',
  },
  {
    part: 'ENGINE, ROW_FORMAT',
    words: 'ENGINE ROW_FORMAT DYNAMIC',
    tidb: 'differs',
    vitess: 'yes',
    note: {
      zh: 'TiDB 接受但不理会；一行的上限是它自己的',
      en: 'TiDB takes them and does nothing; how long a row may be it says itself',
    },
  },
  {
    part: 'AUTO_INCREMENT',
    words: 'AUTO_INCREMENT',
    tidb: 'differs',
    vitess: 'yes',
    note: {
      zh: 'TiDB 各节点的号段不连续；只用于搜索索引',
      en: 'rising on each node of TiDB alone; the index of texts alone has it',
    },
  },
  {
    part: 'ALTER TABLE … ADD, MODIFY, DROP',
    words: 'ALTER ADD COLUMN MODIFY DROP',
    tidb: 'yes',
    vitess: 'yes',
  },
  {
    part: 'ALGORITHM = INPLACE, LOCK = NONE',
    words: 'ALGORITHM INPLACE LOCK NONE',
    tidb: 'yes',
    vitess: 'differs',
    note: {
      zh: 'Vitess 须用 direct 策略',
      en: 'Vitess has to be told the strategy direct',
    },
  },
  {
    part: 'RENAME TABLE a TO b, c TO d',
    words: 'RENAME',
    tidb: 'yes',
    vitess: 'unsaid',
    note: { zh: '只在恢复备份时使用', en: 'a restore alone has it' },
  },
  {
    part: 'CHECK TABLE',
    words: 'CHECK',
    tidb: 'no',
    vitess: 'unsaid',
    note: { zh: '只有 guiju doctor 使用', en: 'guiju doctor alone has it' },
  },
];

const heads: Readonly<Record<Language, readonly string[]>> = {
  zh: ['语句', 'TiDB', 'Vitess', '说明'],
  en: ['statement', 'TiDB', 'Vitess', 'note'],
};
const supports: Readonly<Record<Language, Readonly<Record<Support, string>>>> = {
  zh: { yes: '支持', differs: '有差异', no: '不支持', unsaid: '文档未说明' },
  en: { yes: 'yes', differs: 'differs', no: 'no', unsaid: 'not stated' },
};

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** The parts as the page for operators lists them. */
export function statementTable(language: Language): string {
  const rows = statementParts.map(({ part, tidb, vitess, note }) =>
    row([`\`${part}\``, supports[language][tidb], supports[language][vitess], note?.[language] ?? '']),
  );
  return [row(heads[language]), row(heads[language].map(() => '---')), ...rows].join('\n');
}
