import { globSync, readFileSync } from 'node:fs';

/** A text is a part of a statement where one of these words is in it. */
const telling =
  /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|ALTER TABLE|DROP|FROM|WHERE|JOIN|VALUES|SET|SHOW|BY|COLLATE|NULL|CASE|COALESCE|EXISTS|FOR UPDATE|LIMIT|CAST|CONCAT|CONVERT|SUBSTRING|COMMIT|ROLLBACK|START TRANSACTION|DO|KILL|ADD|COLUMN|KEY|INDEX|REGEXP|JSON_[A-Z]+|RIGHT|CHAR|IF|SUM|CHECK|RENAME|STRAIGHT_JOIN|BIGINT|TINYINT|DATE|DATETIME|DECIMAL|VARCHAR|ALGORITHM|[A-Z]*TEXT|[A-Z]*BLOB)\b/;
const lower = /^\s*(?:select|insert into|update \S+ set|update |delete from)\b/;
/** Of a statement in small letters only what begins a clause or calls a function is no name. */
const clause =
  /\b(?:select|insert into|update|set|delete from|from|where|on duplicate|limit|for update|order by|group by|exists|[a-z_]+(?=\())/g;

/** Every word that the server's statements for MySQL and MariaDB are written of, with a file in which it stands. */
export function saidWords(): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  const files = globSync('{runtime,migrations}/**/*.ts').filter(
    (path) => !/\.(?:test|suite)\.ts$/.test(path) && !/sqlite|\/messages\//.test(path),
  );
  for (const path of files.sort()) {
    const source = readFileSync(path, 'utf8');
    if (!telling.test(source) && !/\b(?:select|insert|update|delete)\s/.test(source)) continue;
    for (const text of textsIn(source)) {
      const isLower = lower.test(text);
      if (!isLower && !telling.test(text)) continue;
      const words = isLower ? text.match(clause) : text.match(/(?<![\w$@-])[A-Z][A-Z_0-9]+(?![\w-])/g);
      for (const word of (words ?? []).flatMap((each) => each.toUpperCase().split(' ')))
        if (!said.has(word)) said.set(word, path);
    }
  }
  return said;
}

/** What may stand in code beside words and signs: comments, texts, patterns, and what begins and ends a part of a template. */
const token =
  /\/\/.*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|(?<=[=(,:[!&|?;{}\n]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/\w*|[`{}]/g;
const chunk = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

/** The texts that a file says; of a template what stands between its computed parts. */
function textsIn(source: string): readonly string[] {
  const texts: string[] = [];
  /** Templates in whose computed parts we are, with the braces that are open in each. */
  const within: { text: string; braces: number }[] = [];
  const goOn = (at: number, text: string): number => {
    chunk.lastIndex = at;
    const part = chunk.exec(source)?.[0] ?? '';
    const end = at + part.length;
    if (source[end] === '$') {
      within.push({ text: `${text}${part} `, braces: 0 });
      return end + 2;
    }
    texts.push(text + part);
    return end + 1;
  };
  token.lastIndex = 0;
  for (let found = token.exec(source); found; found = token.exec(source)) {
    const [sign = ''] = found;
    const inner = within.at(-1);
    if (sign === '`') token.lastIndex = goOn(token.lastIndex, '');
    else if (sign === '{' && inner) inner.braces += 1;
    else if (sign === '}' && inner && inner.braces > 0) inner.braces -= 1;
    else if (sign === '}' && inner) {
      within.pop();
      token.lastIndex = goOn(token.lastIndex, inner.text);
    } else if (/^['"]/.test(sign)) texts.push(sign.slice(1, -1));
  }
  return texts;
}
