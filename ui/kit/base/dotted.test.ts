import { nothing } from 'lit';
import { expect, it } from 'vitest';
import { dotted } from './dotted.ts';

/** The words of what is drawn, without its marks. */
function textOf(drawn: unknown): string {
  if (drawn === nothing) return '';
  if (Array.isArray(drawn)) return drawn.map(textOf).join('');
  if (typeof drawn !== 'object' || drawn === null) return String(drawn);
  const { strings, values } = drawn as { strings: readonly string[]; values: readonly unknown[] };
  const pieces = strings.map((piece, at) => piece + (at < values.length ? textOf(values[at]) : ''));
  return pieces
    .join('')
    .replace(/<[^>]*>/g, '')
    .replace(/ {2,}/g, ' ');
}

it.each<readonly [tells: string, parts: string | readonly unknown[], text: string]>([
  ['parts with dots between, as they are read out and copied', ['甲', '乙', '丙'], '甲 · 乙 · 丙'],
  ['one part without a dot', ['甲'], '甲'],
  ['zero as a part', [0, '乙'], '0 · 乙'],
  ['no dot for what is empty', ['', '甲', undefined, null, false, nothing, '乙', ''], '甲 · 乙'],
  ['a text by its parts', '甲 · 乙', '甲 · 乙'],
  ['a text without dots as it is', '甲乙', '甲乙'],
])('tells %s', (_, parts, text) => {
  expect(textOf(dotted(parts))).toBe(text);
});

it.each([[''], [[]], [['', undefined, nothing]]])('draws nothing of what is empty', (parts) => {
  expect(dotted(parts)).toBe(nothing);
});
