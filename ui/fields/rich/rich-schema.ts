import { type Mark, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';
import { linkOf } from '../../../metadata/kinds/rich/link-of.ts';

const block = (tag: string, more: NodeSpec = {}): NodeSpec => ({
  group: 'block',
  parseDOM: [{ tag }],
  toDOM: () => [tag, 0],
  ...more,
});
const mark = (tag: string, ...others: readonly string[]): MarkSpec => ({
  parseDOM: [tag, ...others].map((one) => ({ tag: one })),
  toDOM: () => [tag, 0],
});
const levels = [1, 2, 3];

/** What a rich text is made of, as the editor knows it: what is pasted becomes that, or its words. */
export const richSchema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: block('p', { content: 'inline*' }),
    heading: block('h1', {
      content: 'inline*',
      defining: true,
      attrs: { level: { default: 1 } },
      parseDOM: [
        ...levels.map((level) => ({ tag: `h${level}`, attrs: { level } })),
        ...[4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: 3 } })),
      ],
      toDOM: ({ attrs }) => [`h${attrs['level']}`, 0],
    }),
    blockquote: block('blockquote', { content: 'block+', defining: true }),
    bullet_list: block('ul', { content: 'list_item+' }),
    ordered_list: block('ol', { content: 'list_item+' }),
    list_item: { content: 'block+', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    code_block: block('pre', {
      content: 'text*',
      marks: '',
      code: true,
      defining: true,
      parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    }),
    text: { group: 'inline' },
    hard_break: {
      group: 'inline',
      inline: true,
      selectable: false,
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br'],
    },
  },
  marks: {
    a: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [
        {
          tag: 'a[href]',
          getAttrs: (node) => {
            const href = linkOf(node.getAttribute('href') ?? '');
            return href === null ? false : { href };
          },
        },
      ],
      toDOM: ({ attrs }: Mark) => ['a', { href: attrs['href'], rel: 'noopener noreferrer' }, 0],
    },
    strong: mark('strong', 'b'),
    em: mark('em', 'i'),
    u: mark('u', 'ins'),
    s: mark('s', 'strike', 'del'),
    code: mark('code'),
  },
});
