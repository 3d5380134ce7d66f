import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../workshop/runs.ts';
import { hostOf } from './host-entry.ts';
import { entryFlaws, hostFlaw } from './host-flaws.ts';
import { spellings } from './host-spellings.suite.ts';
import { isIn, readAddress } from './ip-address.ts';
import { reachOfAddress } from './reach-of-address.ts';

const byte = fc.integer({ min: 0, max: 255 });
const bytes = fc.tuple(byte, byte, byte, byte);

describe('a host', () => {
  it.each(spellings)(
    'typed as %s: "%s", and where private addresses are meant "%s"',
    (host, open, inside) => {
      const said = (isPrivate: boolean) =>
        entryFlaws({ host, ports: '443', private: isPrivate }).map(({ field, code }) => `${field} ${code}`);
      const at = (code: string) => (code === '' ? [] : [`host ${code}`]);
      expect([said(false), said(true)]).toEqual([at(open), at(inside)]);
    },
  );

  it.each([
    ['https://hooks.example.com:8443/in?x=@y', ['hooks.example.com']],
    ['smtp.example.com:465', ['smtp.example.com']],
    ['[::1]:25', ['::1']],
    ['https://me:secret@Hooks.example.com/in', ['hooks.example.com']],
    ['two words', undefined],
  ])('%s is none, and %j was meant', (typed, near) => {
    const { code, params } = hostFlaw(typed) ?? {};
    expect(code).toBe(typed.includes('secret') ? 'host-with-user' : 'not-host');
    expect(params?.['near']).toEqual(near);
    expect(JSON.stringify(params)).not.toContain('secret');
  });

  it.each([
    ['70000', false],
    ['443, 8443', true],
    ['https', false],
  ])('has ports %s: %s', (ports, areRight) => {
    const codes = entryFlaws({ host: 'a.example', ports }).map(({ code }) => code);
    expect(codes).toEqual(areRight ? [] : ['allowed-ports-wrong']);
  });
});

describe('an address', () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((bits) => bits.toString(16));
  const written = fc.oneof(
    bytes.map((four) => four.join('.')),
    fc
      .tuple(fc.array(group, { maxLength: 9 }), fc.array(group, { maxLength: 9 }), fc.constantFrom('::', ':'))
      .map(([head, tail, between]) => `${head.join(':')}${between}${tail.join(':')}`),
    fc
      .tuple(fc.array(group, { maxLength: 7 }), bytes)
      .map(([head, four]) => `${head.join(':')}::${four.join('.')}`),
    fc
      .array(fc.constantFrom('0', '1', 'f', '25', '256', '01', ':', '::', '.'), { maxLength: 12 })
      .map((all) => all.join('')),
  );

  it('is one for whom it is one to Node', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(readAddress(text)?.version ?? 0, text).toBe(isIP(text));
      }),
      { numRuns: runs(500, 50_000) },
    );
  });

  it('lies in a network for whom it does to Node', () => {
    const v4 = fc.tuple(bytes, bytes, fc.integer({ min: 0, max: 32 }), fc.constant('ipv4' as const));
    const v6 = fc.tuple(
      ...[fc.array(group, { minLength: 8, maxLength: 8 }), fc.array(group, { minLength: 8, maxLength: 8 })],
      ...[fc.integer({ min: 0, max: 128 }), fc.constant('ipv6' as const)],
    ) as never as typeof v4;
    fc.assert(
      fc.property(fc.oneof(v4, v6), fc.integer({ min: 0, max: 8 }), ([one, other, length, family], alike) => {
        const join = (parts: readonly unknown[]) => parts.join(family === 'ipv4' ? '.' : ':');
        // Alike at the start, so that both answers come about.
        const [address, network] = [join(one), join([...one.slice(0, alike), ...other.slice(alike)])];
        const list = new BlockList();
        list.addSubnet(network, length, family);
        const read = readAddress(address) ?? expect.fail(address);
        expect(isIn(read, `${network}/${length}`), `${address} in ${network}/${length}`).toBe(
          list.check(address, family),
        );
      }),
      { numRuns: runs(500, 50_000) },
    );
  });

  it('is judged the same however it is packed into another one', () => {
    const law = fc.property(bytes, (four) => {
      const plainly = four.join('.');
      const [high, low] = [four[0] * 256 + four[1], four[2] * 256 + four[3]].map((two) => two.toString(16));
      const number = four.reduce((all, one) => all * 256 + one, 0);
      for (const packed of [`::ffff:${plainly}`, `64:ff9b::${high}:${low}`, `2002:${high}:${low}::`])
        expect(reachOfAddress(packed), packed).toBe(reachOfAddress(plainly));
      expect(hostOf(String(number))).toBe(plainly);
      expect(hostOf(`0x${number.toString(16)}`)).toBe(plainly);
      expect(hostOf(four.map((one) => `0${one.toString(8)}`).join('.'))).toBe(plainly);
    });
    fc.assert(law, { numRuns: runs(200, 20_000) });
  });

  it.each([
    ['fe80::1%eth0', 'never'],
    ['2001:0:1::', 'never'],
    ['::127.0.0.1', 'never'],
    ['somewhere', 'never'],
    ['8.8.8.8', 'public'],
  ])('knows that %s is %s', (address, reach) => expect(reachOfAddress(address)).toBe(reach));
});
