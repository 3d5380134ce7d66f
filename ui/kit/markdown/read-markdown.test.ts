import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../workshop/runs.ts';
import { type Block, type Inline, readMarkdown } from './read-markdown.ts';

/** As tags, so that a sentence can be read. */
function textOf(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('');
}
function blockText(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `<h${one.level}>${inner(one.inner)}</h${one.level}>`;
    case 'paragraph':
      return `<p>${inner(one.inner)}</p>`;
    case 'code':
      return `<pre>${one.text}</pre>`;
    case 'quote':
      return `<quote>${textOf(one.blocks)}</quote>`;
    case 'list':
      return `<list ${one.start ?? '-'}>${one.items
        .map(({ blocks, done }) => `<li${done === undefined ? '' : ` ${done}`}>${textOf(blocks)}</li>`)
        .join('')}</list>`;
    case 'table':
      return `<table>${[one.head, ...one.rows].map((row) => row.map(inner).join('|')).join('/')}</table>`;
    case 'rule':
      return '<rule>';
  }
}
function inner(all: readonly Inline[]): string {
  return all
    .map((one) => {
      if (one.kind === 'text') return one.text;
      if (one.kind === 'code') return `<code>${one.text}</code>`;
      if (one.kind === 'link') return `<a ${one.href ?? '-'}>${inner(one.inner)}</a>`;
      return `<${one.kind}>${inner(one.inner)}</${one.kind}>`;
    })
    .join('');
}

describe('Markdown', () => {
  it.each([
    ['headings and paragraphs', '# A\n\nB\nC\n\n### D ###', '<h1>A</h1><p>B\nC</p><h3>D</h3>'],
    [
      'what is stressed',
      'a **b *c*** `d` ~~e~~',
      'a <strong>b <em>c</em></strong> <code>d</code> <gone>e</gone>',
    ],
    ['names with underscores, which are not stressed', 'GUIJU_REGISTRY_TOKEN', 'GUIJU_REGISTRY_TOKEN'],
    ['marks that are meant as they are', '\\*a\\*', '*a*'],
    ['code as it is', '```json\n{ "a": "**" }\n\n# b\n```\nc', '<pre>{ "a": "**" }\n\n# b</pre><p>c</p>'],
    ['code that does not end', '```\na', '<pre>a</pre>'],
    [
      'lists',
      '- a\n- b\n  - c\n\n1. d\n2. e',
      '<list -><li><p>a</p></li><li><p>b</p><list -><li><p>c</p></li></list></li></list><list 1><li><p>d</p></li><li><p>e</p></li></list>',
    ],
    ['items over several lines', '- a\n  b\n\n  c', '<list -><li><p>a\nb</p><p>c</p></li></list>'],
    [
      'what is to be done',
      '- [x] a\n- [ ] b',
      '<list -><li true><p>a</p></li><li false><p>b</p></li></list>',
    ],
    ['quotes', '> a\n> - b', '<quote><p>a</p><list -><li><p>b</p></li></list></quote>'],
    ['tables', '| a | `b` |\n|---|:-:|\n| 1 | x\\|y |\n| 2 |', '<table>a|<code>b</code>/1|x|y/2|</table>'],
    ['a line', 'a\n\n---\n\nb', '<p>a</p><rule><p>b</p>'],
    [
      'links elsewhere',
      '[a](https://x.cn/y) <https://z.cn>',
      '<a https://x.cn/y>a</a> <a https://z.cn>https://z.cn</a>',
    ],
    [
      'links that run something, which lead nowhere',
      '[a](javascript:alert(1)) [b](javascript:x)',
      '[a](javascript:alert(1)) <a ->b</a>',
    ],
    ['links into this server, which lead nowhere', '[a](/api/session) [b](//x.cn)', '<a ->a</a> <a ->b</a>'],
    ['pictures, which are named and not fetched', '![a](https://x.cn/p.png)', '<a https://x.cn/p.png>a</a>'],
    ['HTML, which is text', '<script>alert(1)</script><img src=x>', '<script>alert(1)</script><img src=x>'],
  ])('knows %s', (_says, text, expected) => {
    const found = textOf(readMarkdown(text));
    expect(found).toBe(
      expected.startsWith('<') && /^<(h\d|p|pre|list|quote|table|rule)/.test(expected)
        ? expected
        : `<p>${expected}</p>`,
    );
  });

  it('never fails, and never leads anywhere but to the web and to letters', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '`',
        '```',
        '*',
        '**',
        '_',
        '[',
        '](',
        ')',
        '>',
        '- ',
        '1. ',
        '|',
        '---',
        '\n',
        '\n\n',
        '  ',
        '#',
        '\\',
        '~~',
        '<',
      ),
      fc.constantFrom('javascript:alert(1)', 'data:text/html,x', 'https://x.cn', 'file:///etc', ' word '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = textOf(readMarkdown(pieces.join('')));
        for (const [, href] of text.matchAll(/<a ([^>]*)>/g)) expect(href).toMatch(/^(-|https?:|mailto:)/);
      }),
      { numRuns: runs(300, 20_000) },
    );
  });
});
