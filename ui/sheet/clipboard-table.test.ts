import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable, writeHtmlTable, writeTable } from './model/sheet-clipboard.ts';

describe('tables on the clipboard', () => {
  it.each([
    ['one cell', 'a', [['a']]],
    [
      'rows and columns',
      'a\tb\r\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['the line break that spreadsheets put at the end', 'a\tb\r\n', [['a', 'b']]],
    [
      'empty cells',
      'a\t\t\n\tb\t',
      [
        ['a', '', ''],
        ['', 'b', ''],
      ],
    ],
    ['an empty row in between', 'a\n\nb', [['a'], [''], ['b']]],
    ['several lines in one cell', '"a\nb"\tc', [['a\nb', 'c']]],
    ['quotes within quotes', '"say ""so"""\tc', [['say "so"', 'c']]],
    ['a quote in the middle is a letter', '5"\tb', [['5"', 'b']]],
    ['a quote that nothing closes is a letter', '"a\tb', [['"a', 'b']]],
    ['old line ends', 'a\rb', [['a'], ['b']]],
  ])('%s', (_, text, table) => {
    expect(readTable(text)).toEqual(table);
  });

  it('what was written is read as it was', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', '专') });
    const tables = fc
      .integer({ min: 1, max: 4 })
      .chain((cols) =>
        fc.array(fc.array(cell, { minLength: cols, maxLength: cols }), { minLength: 1, maxLength: 4 }),
      );
    fc.assert(
      fc.property(tables, (table) => {
        // A single empty last row is what every spreadsheet leaves out.
        fc.pre(table.at(-1)?.join('') !== '');
        expect(readTable(writeTable(table))).toEqual(table);
      }),
    );
  });

  it('calls text text, so that 007 stays 007, and lets no markup through', () => {
    const html = writeHtmlTable([['007', '7', '<b>']], (col) => col === 1);
    expect(html).toContain(`<td style="mso-number-format:'\\@'">007</td><td>7</td>`);
    expect(html).toContain('&lt;b&gt;');
  });
});
