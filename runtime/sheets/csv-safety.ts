/**
 * Sheet programs run cells that begin like a formula, and where a locale's separator is a semicolon or a tab (a
 * quotation mark inside a line then quotes nothing) what stands behind one begins a cell as well. Such texts get a
 * quote in front, and one at each such place inside; they lose them when read: exact for every text, also for those
 * that hold quotes themselves. Plain numbers are left alone.
 */
const formula = '[=+\\-@＝＋－＠﹦﹢﹣﹫−]';
/** What programs pass over before they look for a formula; no separator is among it. */
const passedOver = '(?:["\\u200b-\\u200d\\u2060]|[^\\S\\t\\r\\n])*';
const atStart = new RegExp(`^'*(?:${passedOver}${formula}|[\\t\\r\\n;；])`);
const inside = new RegExp(`(?<=[;；\\t\\r\\n])('*)(?=${passedOver}${formula})`, 'g');
const plainNumber = /^-?\d+(?:\.\d+)?$/;

export function neutralise(text: string): string {
  return isDangerous(text) && !plainNumber.test(text) ? `'${text.replace(inside, "'$1")}` : text;
}

export function restore(text: string): string {
  if (!text.startsWith("'")) return text;
  const rest = text.slice(1);
  // What this house did not write has no quotes at the places inside, and is left as it is.
  const whole = isDangerous(rest) && [...rest.matchAll(inside)].every(([, quotes = '']) => quotes !== '');
  return whole ? rest.replace(inside, (quotes) => quotes.slice(1)) : text;
}

function isDangerous(text: string): boolean {
  return atStart.test(text) || text.search(inside) !== -1;
}
