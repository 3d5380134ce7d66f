/**
 * Sheet programs run cells that begin like a formula. Such texts get a quote in front, and lose it when read:
 * exact for every text, also for those that begin with quotes themselves. Plain numbers are left alone.
 */
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/;
const quoted = /^'+[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^-?\d+(?:\.\d+)?$/;

export function neutralise(text: string): string {
  return dangerous.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

export function restore(text: string): string {
  return quoted.test(text) ? text.slice(1) : text;
}
