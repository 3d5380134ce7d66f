import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Line } from '../common/line.ts';
import { codesOf, itAnswers } from '../golden.suite.ts';
import { type GivenRecords, recordsOf, rulesOf } from '../rules.suite.ts';
import { chooseItem } from './choose-item.ts';
import { completeItem, type ItemSettings, mapItem } from './fill-item.ts';
import { ItemBook, type ItemClass } from './item-book.ts';

interface Given {
  readonly dataSource: string;
  readonly line: Line;
  readonly pushMatchRules?: ItemClass;
  readonly params?: Readonly<Record<string, string>>;
  readonly config: GivenRecords;
  readonly [member: string]: unknown;
}

const settingsOf = ({ config }: Given) => (config['other-settings'] ?? {}) as ItemSettings;

/** In the order of precedence: by priority, then as given. */
function bookOf({ config }: Given): ItemBook {
  const items = [...recordsOf(config, 'invoice-item')];
  return new ItemBook(items.sort((a, b) => Number(a['priority']) - Number(b['priority'])));
}

const numberOf = (item: JsonObject | null): Json => item?.['number'] ?? null;

describe('items are found and fill lines', () => {
  itAnswers('choose-item', async (input: Given) => {
    const { dataSource, line, params = {}, config, ...facts } = input;
    const decided = await chooseItem(
      { dataSource, line, facts: facts as JsonObject },
      {
        book: bookOf(input),
        rules: rulesOf(config),
        parameter: (type, key) => params[`${type}/${key}`] ?? null,
      },
    );
    return { item: numberOf(decided.result.item), issues: codesOf(decided) };
  });

  itAnswers('complete-item', (input: Given) => {
    const { item, line } = completeItem(input, settingsOf(input), bookOf(input)).result;
    return { completed: numberOf(item), line };
  });

  itAnswers('map-item', (input: Given) => {
    const { item, line } = mapItem(input, settingsOf(input), bookOf(input)).result;
    return { mapped: numberOf(item), line };
  });

  const rice: JsonObject = { number: 'R', name: '大米', rate: '0', preference: true, preferenceText: '免税' };
  const settings: ItemSettings = { completeItems: true, completePreference: true };
  const ask = (line: Line) => completeItem({ dataSource: 'api', line }, settings, new ItemBook([rice]));

  it.each<[string, Line, Line, readonly string[]]>([
    [
      'a text that frees of tax does not go beside another given rate',
      { itemCode: 'R', rate: '0.13' },
      { itemCode: 'R', itemName: '大米', rate: '0.13' },
      ['preference-rate'],
    ],
    ['false is a given preference', { itemCode: 'R', preference: false }, { preference: false }, []],
    [
      'an empty tax follows from a rate that is filled',
      { itemCode: 'R', amount: '10' },
      { rate: '0', tax: '0' },
      [],
    ],
    ['a given tax stays', { itemCode: 'R', amount: '10', tax: '1' }, { rate: '0', tax: '1' }, []],
  ])('%s', (_name, line, expected, codes) => {
    const decided = ask(line);
    expect(decided.result.line).toMatchObject(expected);
    if (codes.length > 0) expect(decided.result.line.preferenceText).toBeUndefined();
    expect(codesOf(decided)).toEqual(codes);
  });

  it('none of several at the given rate is none', () => {
    const two = ['0.13', '0.06'].map((rate) => ({ number: `N${rate}`, name: '甲', rate }));
    const { item } = mapItem(
      { dataSource: 'import', line: { itemName: '甲', rate: '0.09' } },
      { mapItems: ['import'] },
      new ItemBook(two),
    ).result;
    expect(item).toBeNull();
  });
});
