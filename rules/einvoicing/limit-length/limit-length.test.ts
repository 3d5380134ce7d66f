import { describe, expect, it } from 'vitest';
import { render } from '../../../metadata/common/render.ts';
import { codesOf, itAnswers, readGolden } from '../golden.suite.ts';
import { issueMessages } from '../messages.ts';
import { type ChannelKind, type LengthQuestion, limitLength } from './limit-length.ts';

interface Check {
  readonly of: string;
  readonly pass: readonly (string | readonly [ChannelKind, string, 'blue' | 'red', number])[];
  readonly fail: readonly (string | readonly [ChannelKind, string, 'blue' | 'red', number])[];
}

describe('texts are held to their lengths', () => {
  itAnswers('limit-length', (input: LengthQuestion) => {
    const decided = limitLength(input);
    const [issue] = decided.issues;
    const message = issue && render(issueMessages, issue.code, issue.params ?? {}, 'zh');
    return { ...decided.result, issues: codesOf(decided), message };
  });

  const { cases } = readGolden<{ readonly cases: readonly Check[] }>('checks');
  const questions: Readonly<Record<string, (said: Check['pass'][number]) => LengthQuestion>> = {
    'remark-length': (said) => {
      const [channel, blueKind, sign, length] = said as readonly [
        ChannelKind,
        string,
        'blue' | 'red',
        number,
      ];
      return {
        channel,
        sign,
        blueKind: blueKind === 'digital-of-tax-control' ? 'tax-control' : 'digital',
        remark: '备'.repeat(length),
      };
    },
    'remark-bytes': (said) => {
      const [count, character = ''] = String(said).split(' x ');
      return { channel: 'tax-control', remark: character.repeat(Number(count)) };
    },
    'price-length': (said) => ({ channel: 'rpa', sign: 'blue', price: String(said) }),
    'price-length-red-or-leqi': (said) => ({ channel: 'leqi', price: String(said) }),
  };
  it.each(Object.entries(questions))('%s', (of, question) => {
    const one = cases.find((each) => each.of === of);
    const isFine = (said: Check['pass'][number]) => limitLength(question(said)).result.tooLong.length === 0;
    expect(one?.pass.map(isFine)).toEqual(one?.pass.map(() => true));
    expect(one?.fail.map(isFine)).toEqual(one?.fail.map(() => false));
    expect(one?.fail.length).toBeGreaterThan(0);
  });

  it('cuts what is cut only where it is too long, on the devices’ own terms too', () => {
    const names = (channel: ChannelKind) =>
      limitLength({ channel, handling: 'cut', itemName: '名'.repeat(101), spec: '规'.repeat(41), unit: 'u' })
        .result;
    expect([...(names('leqi').itemName ?? '')].length).toBe(100);
    expect([...(names('tax-control').itemName ?? '')].length).toBe(46);
    expect([...(names('tax-control').spec ?? '')].length).toBe(20);
    expect(names('tax-control').unit).toBe('u');
  });
});
