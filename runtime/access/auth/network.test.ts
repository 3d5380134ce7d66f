import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf } from './known-networks.ts';

describe('the network of an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:52011', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
    ['-', '-'],
    ['unix:', 'unix:'],
  ])('%s is %s', (address, network) => expect(networkOf(address)).toBe(network));

  it('is one for all that begin alike, and however they are written', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(
        fc.tuple(group, group, group, group),
        fc.array(group, { minLength: 8, maxLength: 8 }),
        (net, more) => {
          const text = (tail: readonly number[]) =>
            [...net, ...tail].map((one) => one.toString(16)).join(':');
          const padded = text(more.slice(4))
            .split(':')
            .map((one) => one.padStart(4, '0').toUpperCase())
            .join(':');
          const one = networkOf(text(more.slice(0, 4)));
          expect(networkOf(text(more.slice(4)))).toBe(one);
          expect(networkOf(padded)).toBe(one);
          const other = [(net[0] + 1) % 0x10000, ...net.slice(1)].map((each) => each.toString(16)).join(':');
          expect(networkOf(`${other}::1`)).not.toBe(one);
        },
      ),
    );
  });
});
