import { escaped } from '../../common/html.ts';
import { isHtml, type ReadHtml, readHtml } from './read-html.ts';
import { isPlain, paragraphsOf, plainOf, type RichBlock } from './rich-blocks.ts';
import { writeHtml } from './write-html.ts';

/**
 * A rich text as it is stored: its words as they are, so that they are searched and compared as words, and behind them its
 * marks, in letters that nobody types. A text without marks is stored as any other.
 */
const first = 0x10_00_00;
const end = String.fromCodePoint(first);
const mark = (letter: string) => String.fromCodePoint(first + letter.charCodeAt(0));
const unmark = (letter: string) => String.fromCharCode((letter.codePointAt(0) ?? 0) - first);
const lastMark = String.fromCodePoint(first + 0x7f);
const marksIn = new RegExp(`[${end}-${lastMark}]`, 'u');

/** Whether a text has letters that marks are written in. */
export function holdsMarks(text: string): boolean {
  return marksIn.test(text);
}

/** The words of a stored rich text, without what they look like. */
export function wordsOf(stored: string): string {
  const at = stored.indexOf(end);
  return at < 0 ? stored : stored.slice(0, at);
}

export function toMarked(blocks: readonly RichBlock[]): string {
  const words = plainOf(blocks);
  if (isPlain(blocks) && !isHtml(words)) return words;
  // Between tags stands how many letters of the words do; where a line ends is told by the tags.
  const skeleton = writeHtml(blocks, (text) => (text === '' ? '' : String(text.length)));
  return `${words}${end}${[...skeleton].map(mark).join('')}`;
}

/** What is said by a rich text, as somebody sent it, as it is answered, or as it is stored. */
export function readRich(text: string): ReadHtml {
  return readHtml(text.includes(end) ? htmlOf(text) : text);
}

export function fromMarked(stored: string): readonly RichBlock[] {
  return stored.includes(end) ? readHtml(htmlOf(stored)).blocks : paragraphsOf(stored);
}

function htmlOf(stored: string): string {
  const words = wordsOf(stored);
  const marks = [...stored.slice(words.length + end.length)].filter(holdsMarks);
  const skeleton = marks.map(unmark).join('');
  let at = 0;
  return skeleton.replace(/<[^>]*>|\d+/g, (part, from: number) => {
    if (part === '<br>' || /^<\/(?:p|h\d|pre)>$/.test(part)) at += 1;
    if (part.startsWith('<')) return part;
    const own = words.slice(at, at + Number(part));
    at += Number(part);
    const isAfterPre = own.startsWith('\n') && skeleton.endsWith('<pre>', from);
    return `${isAfterPre ? '\n' : ''}${escaped(own)}`;
  });
}
