/**
 * A SELECT that can be stopped: SQLite interrupts nothing, so its rows ask by the way whether they are still wanted.
 * A function that names a column of a table is called for each row that the table is walked for; one row in sixteen
 * asks, so that a quick answer does not notice. Which of them, their place in the table says, spread so that no
 * pattern in the data is the pattern of the asking; where the same few rows come again and again, chance does.
 *
 * `SELECT a FROM t WHERE b = 1 OR c = 2` becomes `SELECT a FROM t WHERE … AND ( b = 1 OR c = 2)`.
 */
export function stoppableSql(sql: string, ask: string): string {
  const tokens = read(sql);
  const named = commonTables(tokens);
  const inserts: { readonly at: number; readonly text: string }[] = [];
  const frames: Frame[] = [frame()];

  const guards = (tables: readonly string[]) => {
    const again = tables.length > 1 || frames.length > 1;
    const passes = (row: string) =>
      again ? `(random() & 15) <> (${row} & 15)` : `(((${row} * 40503) >> 8) & 15) <> 0`;
    // An OR, as of all that no index knows it alone goes along where several indexes are walked one after the other.
    return tables
      .map((alias) => `${alias}.rowid`)
      .map((row) => `(${passes(row)} OR ${ask}(${row}))`)
      .join(' AND ');
  };
  /** The select ends here, or what follows its conditions begins. */
  const end = (current: Frame, at: number) => {
    const { tables, phase } = current;
    if (phase === 'where' && tables.length > 0) inserts.push({ at, text: ')' });
    // A list of all there is stays one that an index may answer by itself.
    else if (phase === 'from' && tables.length > 0 && frames.length === 1)
      inserts.push({ at, text: ` WHERE ${guards(tables)} ` });
    current.phase = 'after';
  };

  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    const current = frames.at(-1);
    if (!token || !current) break;
    const word = token.text.toLowerCase();
    if (word === '(') {
      current.awaits = false;
      frames.push(frame());
    } else if (word === ')') {
      end(current, token.at);
      frames.pop();
    } else if (word === 'select') Object.assign(current, { phase: 'columns', tables: [] });
    else if (current.phase === 'columns' && word === 'from')
      Object.assign(current, { phase: 'from', awaits: true });
    else if (current.phase === 'from' && (word === 'join' || word === ',')) current.awaits = true;
    else if (current.phase === 'from' && word === 'where') {
      current.phase = 'where';
      if (current.tables.length > 0)
        inserts.push({ at: token.at + token.text.length, text: ` ${guards(current.tables)} AND (` });
    } else if (ends.has(word)) end(current, token.at);
    else if (current.awaits) {
      current.awaits = false;
      if (tokens[index + 1]?.text === '(' || named.has(bare(token.text))) continue;
      current.tables.push(aliasOf(tokens, index));
    }
  }
  const [outermost] = frames;
  if (outermost) end(outermost, sql.length);
  return spliced(sql, inserts);
}

interface Token {
  readonly text: string;
  readonly at: number;
}

/** One level of parentheses. */
interface Frame {
  phase: 'none' | 'columns' | 'from' | 'where' | 'after';
  tables: string[];
  /** The next name is a table's. */
  awaits: boolean;
}

const frame = (): Frame => ({ phase: 'none', tables: [], awaits: false });

const ends = new Set(['group', 'order', 'limit', 'having', 'window', 'union', 'except', 'intersect', ';']);

/** Words after a table that are not its alias. */
const noAlias = new Set([
  ...ends,
  ...['on', 'using', 'where', 'join', 'left', 'right', 'full', 'inner', 'outer', 'cross', 'natural'],
  ...['indexed', 'not', ',', ')', '('],
]);

const pattern = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_][\w$]*|[^\s\w]|\w+/g;

function read(sql: string): readonly Token[] {
  return Array.from(sql.matchAll(pattern), ({ 0: text, index }) => ({ text, at: index }));
}

function bare(name: string): string {
  return name.replaceAll('"', '').toLowerCase();
}

/** Names that `WITH` gives to selects: they have no rows of their own. */
function commonTables(tokens: readonly Token[]): ReadonlySet<string> {
  if (tokens[0]?.text.toLowerCase() !== 'with') return new Set();
  return new Set(
    tokens.flatMap(({ text }, at) =>
      tokens[at + 1]?.text.toLowerCase() === 'as' && tokens[at + 2]?.text === '(' ? [bare(text)] : [],
    ),
  );
}

/** `table`, `table alias` or `table AS alias`. */
function aliasOf(tokens: readonly Token[], at: number): string {
  const [own, next, after] = [tokens[at]?.text ?? '', tokens[at + 1]?.text, tokens[at + 2]?.text];
  if (next?.toLowerCase() === 'as' && after) return after;
  return next === undefined || noAlias.has(next.toLowerCase()) ? own : next;
}

function spliced(sql: string, inserts: readonly { readonly at: number; readonly text: string }[]): string {
  let text = '';
  let from = 0;
  for (const insert of inserts) {
    text += sql.slice(from, insert.at) + insert.text;
    from = insert.at;
  }
  return text + sql.slice(from);
}
