import type { Problem, Result } from '../common/issue.ts';
import type { Json } from '../common/json.ts';
import type { OperatorName } from '../condition.ts';
import type { Field } from '../field.ts';
import { holdsMarks, wordsOf } from './common/marked-text.ts';
import { emptinessOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { wholeProp } from './common/prop.ts';
import { accepted, problem, readString, refused } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';
import { fromMarked, readRich, toMarked } from './rich/marked-text.ts';
import { isHtml } from './rich/read-html.ts';
import { isPlain, paragraphsOf, plainOf } from './rich/rich-blocks.ts';
import { writeHtml } from './rich/write-html.ts';

const operators: readonly OperatorName[] = ['contains', 'notContains', 'startsWith', ...emptinessOperators];

/** Letters of HTML for each of its words, and for what every text has: what is longer is nothing that people wrote. */
const [perLetter, besides] = [8, 20_000];

/** Text with headings, lists, links and the like: a few tags of HTML on the wire, words and marks where it is stored. */
export const richText = plain({
  name: 'rich-text',
  properties: {
    length: {
      type: 'integer',
      minimum: 1,
      maximum: 200_000,
      description: 'Longest text in characters, tags not counted. Default: 10000.',
    },
  },
  column: (field) => ({ type: 'text', length: roomOf(field) }),
  schema: (field) => ({
    type: 'string',
    maxLength: roomOf(field),
    contentMediaType: 'text/html',
    description:
      'HTML of p, h1–h3, ul, ol, li, blockquote, pre, br, strong, em, u, s, code and a with href (http, https, mailto).',
  }),
  read: (value, field) => {
    const said = readString(value);
    return said.ok ? read(said.value, field) : said;
  },
  write: (stored) => writeHtml(fromMarked(String(stored))),
  parse: (text) => accepted(isHtml(text) ? text : writeHtml(paragraphsOf(text.replace(/\r\n?/g, '\n')))),
  format: (value) => {
    const { blocks } = readRich(String(value));
    const words = plainOf(blocks);
    return isPlain(blocks) && !isHtml(words) ? words : String(value);
  },
  text: (value) => plainOf(readRich(String(value)).blocks),
  words: (value) => {
    const text = String(value);
    return !holdsMarks(text) && isHtml(text) ? plainOf(readRich(text).blocks) : wordsOf(text);
  },
  warn: (_, __, said): readonly Problem[] => {
    const { dropped } = readRich(String(said));
    const all = [...dropped].slice(0, mostNamed).join(', ');
    return dropped.size > 0
      ? [{ ...problem('rich-text-dropped', { dropped: all }), severity: 'warning' }]
      : [];
  },
  operators: () => operators,
  sortable: false,
});

const mostNamed = 10;
const lengthOf = (field: Field) => wholeProp(field, 'length', 10_000);
const roomOf = (field: Field) => perLetter * lengthOf(field) + besides;

function read(said: string, field: Field): Result<Json> {
  const [room, length] = [roomOf(field), lengthOf(field)];
  if (said.length > room) return refused('too-long', { length: room, actual: said.length });
  const { blocks, refused: unknown, isTooDeep } = readRich(said);
  if (unknown.size > 0)
    return refused('rich-text-refused', { refused: [...unknown].slice(0, mostNamed).join(', ') });
  if (isTooDeep) return refused('rich-text-too-deep');
  const words = plainOf(blocks);
  if (holdsMarks(words) || !readString(words).ok) return refused('not-keepable');
  const actual = [...words].length;
  if (actual > length) return refused('too-long', { length, actual });
  if (words.trim() === '') return accepted(null);
  const stored = toMarked(blocks);
  return [...stored].length > room
    ? refused('too-long', { length: room, actual: stored.length })
    : accepted(stored);
}

export const sample: KindSample = {
  props: {},
  value: '<h1>Terms</h1><p>Pay <strong>within 30 days</strong>.</p>',
  asks: { operator: 'contains', value: 'Pay within' },
  others: [
    '<p>plain</p>',
    '<ul><li><p>one</p><ol><li><p>two</p></li></ol></li></ul><pre>\n\na &lt; b</pre>',
    '<p>see <a href="https://example.com/?a=1&amp;b=2"><em>here</em></a><br>next</p><blockquote><p>so</p></blockquote>',
  ],
};
