import { escaped } from '../../common/html.ts';
import { marked, marksOf, wordsOf } from '../common/marked-text.ts';
import { isHtml, type ReadHtml, readHtml } from './read-html.ts';
import { isPlain, paragraphsOf, plainOf, type RichBlock } from './rich-blocks.ts';
import { writeHtml } from './write-html.ts';

/** A rich text as it is stored: its tags behind its words; one without marks is stored as any other text. */
export function toMarked(blocks: readonly RichBlock[]): string {
  const words = plainOf(blocks);
  if (isPlain(blocks) && !isHtml(words)) return words;
  // Between tags stands how many letters of the words do; where a line ends is told by the tags.
  return marked(
    words,
    writeHtml(blocks, (text) => (text === '' ? '' : String(text.length))),
  );
}

/** What is said by a rich text, as somebody sent it, as it is answered, or as it is stored. */
export function readRich(text: string): ReadHtml {
  const marks = marksOf(text);
  return readHtml(marks === null ? text : htmlOf(wordsOf(text), marks));
}

export function fromMarked(stored: string): readonly RichBlock[] {
  const marks = marksOf(stored);
  return marks === null ? paragraphsOf(stored) : readHtml(htmlOf(wordsOf(stored), marks)).blocks;
}

function htmlOf(words: string, marks: string): string {
  let at = 0;
  return marks.replace(/<[^<>]*>|\d+/g, (part, from: number) => {
    if (part === '<br>' || /^<\/(?:p|h\d|pre)>$/.test(part)) at += 1;
    if (part.startsWith('<')) return part;
    const own = words.slice(at, at + Number(part));
    at += Number(part);
    const isAfterPre = own.startsWith('\n') && marks.slice(0, from).endsWith('<pre>');
    return `${isAfterPre ? '\n' : ''}${escaped(own)}`;
  });
}
