import type { Result } from '../common/issue.ts';
import { isObject, type Json, type JsonObject } from '../common/json.ts';
import { emptinessOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, parseJson, readLine, refused } from './common/reading.ts';
import { given, type KindSample } from './common/sample.ts';

/** What a signature is drawn on: whole numbers from nought, to the right and down. */
export const signatureBox = { width: 400, height: 160 } as const;
const longestPath = 20_000;
const longestName = 60;
const members = ['path', 'typed', 'by', 'at'];

/** Who signed, drawn or typed; the server says who it was and when, and from then on it stays as it is. */
export const signature = plain({
  name: 'signature',
  column: () => ({ type: 'json' }),
  schema: () => ({
    type: 'object',
    additionalProperties: false,
    properties: {
      path: {
        type: 'string',
        maxLength: longestPath,
        description: `Lines as SVG draws them (M10 10L20 30), in a box of ${signatureBox.width} by ${signatureBox.height}.`,
      },
      typed: { type: 'string', maxLength: longestName, description: 'In its place a name that was typed.' },
      by: { type: 'string', description: 'The name of who signed. Answered, never taken.' },
      at: { type: 'string', description: 'When. Answered, never taken.' },
    },
  }),
  read: (value) => {
    if (!isObject(value)) return refused('not-signature');
    const { path = null, typed = null, by, at } = value;
    const isKnown = Object.keys(value).every((name) => members.includes(name));
    if (!isKnown || (path === null) === (typed === null)) return refused('not-signature');
    const drawn = path === null ? readName(typed) : readPath(path);
    const stamp = { ...(typeof by === 'string' && { by }), ...(typeof at === 'string' && { at }) };
    return drawn.ok ? accepted({ ...drawn.value, ...stamp }) : drawn;
  },
  parse: (text) => parseJson(text),
  format: (value) => JSON.stringify(value),
  text: (value) => signedBy(value),
  comparison: () => 'none',
  operators: () => emptinessOperators,
  sortable: false,
  stamped: true,
});

/** The name of who signed, or that he typed. */
export function signedBy(value: Json): string {
  if (!isObject(value)) return '';
  return String(value['by'] ?? value['typed'] ?? '');
}

/** What was drawn; null: nothing was, or a name was typed. */
export function strokesOf(value: Json | undefined): string | null {
  return isObject(value) && typeof value['path'] === 'string' ? value['path'] : null;
}

function readName(typed: Json): Result<JsonObject> {
  const line = readLine(typed, longestName);
  if (!line.ok) return line;
  return line.value.trim() === '' ? refused('not-signature') : accepted({ typed: line.value.trim() });
}

const stroke = /M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*/y;
const point = /(\d+) (\d+)/g;

function readPath(path: Json): Result<JsonObject> {
  if (typeof path !== 'string' || path === '' || path.length > longestPath) return refused('not-signature');
  for (stroke.lastIndex = 0; stroke.lastIndex < path.length; )
    if (!stroke.test(path)) return refused('not-signature');
  const { width, height } = signatureBox;
  const isWithin = [...path.matchAll(point)].every(([, x, y]) => Number(x) <= width && Number(y) <= height);
  return isWithin ? accepted({ path }) : refused('signature-beyond', { width, height });
}

export const sample: KindSample = {
  props: {},
  value: { path: 'M10 10L200 80L390 150M5 5' },
  asks: given,
  others: [{ typed: 'Ann' }],
};
