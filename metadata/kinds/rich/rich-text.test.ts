import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../common/json.ts';
import type { Field } from '../../field.ts';
import { kinds } from '../index.ts';
import { linkOf } from './link-of.ts';

const kind = kinds.get('rich-text');
if (!kind) throw new Error('there is no rich text');
const label = { zh: '富', en: 'Rich' };
const flags = { visible: true, required: false, readonly: false, ownable: false, fixed: false };
const field = (props: Field['props'] = {}): Field => ({
  ...{ id: 'f', name: 'f', path: 'f', kind, package: 'test', label, ...flags },
  ...{ personal: false, hidden: false, props, source: [] },
});
const of = field();
const read = (said: Json) => kind.read(said, of);
/** What is answered of what somebody sent. */
const answered = (said: string): Json => {
  const one = read(said);
  if (!one.ok) return one.problems.map(({ code, params }) => ({ code, ...params })) as unknown as Json;
  return one.value === null ? null : kind.write(one.value, of);
};

describe('what is sent as rich text', () => {
  it.each<[string, string, string | null]>([
    ['a paragraph', '<p>a</p>', '<p>a</p>'],
    ['plain words, a paragraph for each line', 'a & b\n<3', '<p>a &amp; b</p><p>&lt;3</p>'],
    ['words beside tags', 'a<b>b</b> c', '<p>a<strong>b</strong> c</p>'],
    [
      'other names of the same',
      '<b>a</b><i>b</i><strike>c</strike><ins>d</ins>',
      '<p><strong>a</strong><em>b</em><s>c</s><u>d</u></p>',
    ],
    ['marks in one order', '<em><strong>a</strong></em>', '<p><strong><em>a</em></strong></p>'],
    [
      'marks that cross',
      '<b>a<i>b</b>c</i>',
      '<p><strong>a</strong><strong><em>b</em></strong><em>c</em></p>',
    ],
    ['neighbours that look alike', '<b>a</b><b>b</b>', '<p><strong>ab</strong></p>'],
    ['blanks', '<p>  a \n  b <b> c</b> </p> <p>d</p>', '<p>a b <strong>c</strong></p><p>d</p>'],
    ['lines', '<p>a<br/>b<br></p>', '<p>a<br>b<br></p>'],
    ['code as it stands', '<pre><code>  a\n   b</code></pre>', '<pre>  a\n   b</pre>'],
    ['code that begins with an empty line', '<pre>\n\na</pre>', '<pre>\n\na</pre>'],
    [
      'a list within a list',
      '<ul><li>a<ul><li>b</ul></ul>',
      '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>',
    ],
    ['a point without a list', '<li>a', '<ul><li><p>a</p></li></ul>'],
    ['a quote', '<blockquote>a<p>b</blockquote>c', '<blockquote><p>a</p><p>b</p></blockquote><p>c</p>'],
    ['lower headings', '<h5>a</h5>', '<h3>a</h3>'],
    [
      'a link',
      '<a href=" https://a.cn/?x=1&amp;y=2 ">a</a>',
      '<p><a href="https://a.cn/?x=1&amp;y=2">a</a></p>',
    ],
    [
      'letters by their names',
      '<p>&lt;&nbsp;&#x4e2d;&hellip;&unknown;</p>',
      '<p>&lt;\u00a0中…&amp;unknown;</p>',
    ],
    ['words that objects know', '<p>&toString;&valueOf;</p>', '<p>&amp;toString;&amp;valueOf;</p>'],
    ['nothing but tags', '<p></p><p> <br> </p>', null],
    ['empty lines around', '<p></p><p>a</p><p></p><p>b</p><p></p>', '<p>a</p><p></p><p>b</p>'],
    ['a tag that never ends', '<p>a</p><b class="', '<p>a</p>'],
  ])('%s', (_says, said, wire) => {
    expect(answered(said)).toBe(wire);
    if (wire !== null) expect(answered(wire)).toBe(wire);
  });

  it.each([
    ['<script>alert(1)</script>', '<script>'],
    ['<p onclick="x()">a</p>', 'onclick'],
    ['<a href="java\nscript:alert(1)">a</a>', 'href="java\nscript:alert(1)"'],
    ['<a href="data:text/html,x">a</a>', 'href="data:text/html,x"'],
    ['<img src=x onerror=x><iframe>', 'onerror, <img>, <iframe>'],
    ['<svg/onload=x>', 'onload, <svg>'],
    ['<table><tr><td>a</table>', '<table>, <tr>, <td>'],
    ['<style>p{}</style>', '<style>'],
    ['<constructor>a</constructor><__proto__>', '<constructor>'],
    ['<tostring constructor=x>a', '<tostring>'],
  ])('%s is refused by its name', (said, refused) => {
    expect(answered(said)).toEqual([{ code: 'rich-text-refused', refused }]);
  });

  it('what only looks is left out, and told by name', () => {
    const said = '<div class="x"><span style="color:red">a</span><!-- note --></div>';
    expect(answered(said)).toBe('<p>a</p>');
    expect(kind.warn?.('a', of, said)).toEqual([
      {
        code: 'rich-text-dropped',
        path: '',
        severity: 'warning',
        params: { dropped: 'class, style, <span>, <!-- -->' },
      },
    ]);
    expect(kind.warn?.('a', of, '<p>a</p>')).toEqual([]);
  });

  it('has a length of words, a depth, and letters that are kept for marks', () => {
    const short = field({ length: 3 });
    expect(kind.read('<p><strong>abc</strong></p>', short).ok).toBe(true);
    expect(kind.read('<p>abcd</p>', short)).toMatchObject({ problems: [{ code: 'too-long' }] });
    expect(read('<ul><li>'.repeat(30))).toMatchObject({ problems: [{ code: 'rich-text-too-deep' }] });
    for (const text of ['a\u{100001}', '<b>a&#x100001;</b>', 'a\0'])
      expect(read(text)).toMatchObject({ problems: [{ code: 'not-keepable' }] });
  });

  it('is stored as its words, with its marks behind them where there are any', () => {
    expect(read('<p>a</p><p>b</p>')).toEqual({ ok: true, value: 'a\nb' });
    const marked = read('<p>foo<strong>bar</strong></p>');
    expect(marked.ok && String(marked.value)).toMatch(/^foobar./u);
    expect(marked.ok && kind.words?.(String(marked.value))).toBe('foobar');
    expect(kind.words?.('<p>foo<strong>bar</strong></p>')).toBe('foobar');
    expect(kind.text?.('<h1>a</h1><ul><li><p>b<br>c</p></li></ul>', of, 'en')).toBe('a\nb\nc');
  });

  it('is read as it is stored, too, which brings in nothing else', () => {
    const marked = read('<p>foo<strong>bar</strong></p>');
    expect(marked.ok && read(marked.value)).toEqual(marked);
    const hostile = [...'<script>3</script>'].map((one) =>
      String.fromCodePoint(0x100000 + one.charCodeAt(0)),
    );
    expect(read(`foo\u{100000}${hostile.join('')}`)).toMatchObject({
      problems: [{ code: 'rich-text-refused' }],
    });
  });

  it('is a text in sheets, and HTML where it is more than words', () => {
    expect(kind.format('<p>a &amp; b</p><p>c</p>', of, 'en')).toBe('a & b\nc');
    expect(kind.format('<p><em>a</em></p>', of, 'en')).toBe('<p><em>a</em></p>');
    expect(kind.format('<p>&lt;b&gt;</p>', of, 'en')).toBe('<p>&lt;b&gt;</p>');
  });
});

describe('addresses of links', () => {
  it.each([
    ['https://a.cn', 'https://a.cn'],
    ['MAILTO:a@b.cn', 'MAILTO:a@b.cn'],
    ['https://a.cn/"onmouseover=x', 'https://a.cn/%22onmouseover=x'],
    ['javascript:x', null],
    ['//a.cn', null],
    ['/forms', null],
    ['vbscript:x', null],
    ['\u0001javascript:x', null],
  ])('%s', (address, link) => expect(linkOf(address)).toBe(link));
});

/** Pieces of which attacks are made. */
const piece = fc.constantFrom(
  ...[
    '<',
    '>',
    '"',
    "'",
    '/',
    '=',
    ' ',
    '\n',
    '&',
    ';',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '`',
    '\t',
    '&#x3c;',
  ],
  ...[
    '<p',
    '<b>',
    '</b>',
    '<a href=',
    '<ul><li>',
    '</ul>',
    '<pre>',
    '</pre>',
    '<code>',
    '<br>',
    '<blockquote>',
    '<h2>',
  ],
  ...[
    '<script>',
    '</script>',
    '<style>',
    '<svg>',
    '<math>',
    '<img src=x ',
    'onerror=',
    'style=',
    '<template>',
    '<noscript>',
  ],
  ...[
    'javascript:',
    'data:',
    'https://a.cn',
    'mailto:a',
    'java&#10;script:',
    '&lt;script&gt;',
    'a',
    '中',
    '𠮷',
    '\u2028',
  ],
);
const hostile = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const harmless = fc
  .array(
    fc.constantFrom(
      '<b>',
      '</b>',
      '<i>',
      '</i>',
      '<p>',
      '</p>',
      '<ul>',
      '<li>',
      '</ul>',
      '<pre>',
      '</pre>',
      '<br>',
      '<h1>',
      '<a href="https://a.cn/1">',
      '</a>',
      '<blockquote>',
      '</blockquote>',
      'a',
      ' ',
      '\n',
      '7',
      '中',
      '&amp;',
      '&lt;b&gt;',
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

const tags = new Set('p h1 h2 h3 ul ol li blockquote pre br strong em u s code a'.split(' '));

/** What a browser would find that has no place in a rich text. */
function* foreign(node: DefaultTreeAdapterTypes.Node): Generator<string> {
  if (node.nodeName === '#comment' || node.nodeName === '#documentType') yield node.nodeName;
  if ('tagName' in node) {
    if (!tags.has(node.tagName)) yield node.tagName;
    for (const { name, value } of node.attrs)
      if (name !== 'href' || node.tagName !== 'a' || !/^(https?:\/\/|mailto:)/i.test(value))
        yield `${name}=${value}`;
  }
  if ('childNodes' in node) for (const child of node.childNodes) yield* foreign(child);
}

function wordsIn(node: DefaultTreeAdapterTypes.Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(wordsIn).join('') : '';
}

describe('laws of what is answered', () => {
  it.each([
    ['hostile', hostile],
    ['harmless', harmless],
  ])('a browser finds nothing foreign in it, and it is read as it is written: %s', (_, texts) => {
    let accepted = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const one = read(text);
        if (!one.ok || one.value === null) return;
        accepted += 1;
        const wire = String(kind.write(one.value, of));
        const found = parseFragment(wire);
        expect([...foreign(found)]).toEqual([]);
        expect(read(wire)).toEqual(one);
        // A browser reads the same words as the house.
        const words = kind.text?.(wire, of, 'en') ?? '';
        expect(wordsIn(found).replace(/\n/g, '')).toBe(words.replace(/\n/g, ''));
        const cell = kind.parse(kind.format(wire, of, 'zh'), of, 'zh');
        expect(cell.ok && kind.read(cell.value, of)).toEqual(one);
      }),
      { numRuns: 400 },
    );
    expect(accepted).toBeGreaterThan(40);
  });

  it('however long and broken it is, four times as much takes about four times as long', () => {
    const mark = (letter: string) => String.fromCodePoint(0x100000 + letter.charCodeAt(0));
    const spent = (bit: string, length: number) => {
      const begin = bit.startsWith(mark('<')) ? 'words\u{100000}' : '';
      const text = begin + bit.repeat(Math.ceil(length / bit.length)).slice(0, length);
      // The least of several: what the machine does beside it only adds.
      let least = Number.POSITIVE_INFINITY;
      for (let time = 0; time < 6; time += 1) {
        const from = performance.now();
        read(text);
        least = Math.min(least, performance.now() - from);
      }
      return least + 0.2;
    };
    for (const bit of [
      '<a "',
      "<b '",
      '<',
      '</',
      '<!--',
      '<b><i>',
      '<a href=" ',
      '&#',
      '<ul>',
      ' <br>',
      '<p x=y ',
      mark('<'),
    ]) {
      spent(bit, 20_000);
      const ratio = spent(bit, 96_000) / spent(bit, 24_000);
      expect([bit, ratio < 10]).toEqual([bit, true]);
    }
  });
});
