import { expect, it } from 'vitest';
import { addressText } from './address-text.ts';

it.each([
  ['https://example.com/a/b?c=d', 'https://example.com/a/b?c=d'],
  ['https://example.com/faces/01a2223a-4713-769c-abad-f5cf0309eeb2', 'example.com/…'],
  ['https://example.com:8080/demo01a2223a-4713-769c-abad-f5cf0309eeb2?format=ofd', 'example.com:8080/…'],
  ['https://example.com/0123456789abcdef0123456789ABCDEF.pdf', 'example.com/…'],
  ['01a2223a-4713-769c-abad-f5cf0309eeb2', '01a2223a-4713-769c-abad-f5cf0309eeb2'],
  ['', ''],
])('%j reads as %j', (address, text) => {
  expect(addressText(address)).toBe(text);
});
