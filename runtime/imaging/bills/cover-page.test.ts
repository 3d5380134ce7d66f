import { describe, expect, it } from 'vitest';
import type { Cover } from '../../../rules/imaging/image-code/image-code.ts';
import { coverPage } from './cover-page.ts';

const svg = '<svg[^>]*aria-label="YX1"';

describe('the cover of a bill', () => {
  it.each<[string, Partial<Cover>, RegExp]>([
    ['on the right', { qrPosition: 'top-right' }, new RegExp(`</h1><figure class="corner">${svg}`)],
    ['on the left', { qrPosition: 'top-left' }, new RegExp(`<header><figure class="corner">${svg}`)],
    ['in the middle', { qrPosition: 'centre' }, new RegExp(`</dl>\n<figure class="centre">${svg}`)],
    ['at its end', { qrPosition: 'other' }, new RegExp(`</dl>\n<figure class="other">${svg}`)],
    ['nowhere, where it carries something else', { qrText: null }, /<header><i><\/i><h1>封面<\/h1><i>/],
  ])('has its code %s', (_, says, expected) => {
    const cover: Cover = { number: 'T', name: '封面', qrText: 'YX1', qrPosition: 'top-right', ...says };
    const page = coverPage({ cover, code: 'YX1', facts: [['单据', '<1>']], language: 'zh' });
    expect(page).toMatch(expected);
    expect(page).toContain('<dt>单据</dt><dd>&lt;1&gt;</dd>');
    expect(page.match(/<svg/g) ?? []).toHaveLength(says.qrText === null ? 0 : 1);
  });
});
