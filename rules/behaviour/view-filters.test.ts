import { describe, expect, it } from 'vitest';
import type { Json } from '../../metadata/common/json.ts';
import { compile } from '../../metadata/model/compile.ts';
import { changed, sourcesOf } from '../../metadata/model/sample.suite.ts';
import { checkBehaviour } from './check-behaviour.ts';

describe('what a view filters by', () => {
  it.each<readonly [says: string, filter: Json, fits: boolean]>([
    ['is judged by a database', { fact: 'state', operator: 'equal', value: 'open' }, true],
    ['also by when one looks', { fact: 'from', operator: 'lessThan', value: { fact: '$today' } }, true],
    ['not by a pattern', { fact: 'name', operator: 'matches', value: 'a.*' }, false],
    [
      'not by an operator that the field has not',
      { fact: 'state', operator: 'greaterThan', value: '1' },
      false,
    ],
    ['not by an option that is not there', { fact: 'state', operator: 'equal', value: 'gone' }, false],
  ])('%s', (_, filter, fits) => {
    const { model, layers } = compile(
      sourcesOf(changed([['shop', 'forms/viewing.json', '/views/0/filter', filter]])),
    );
    const form = model?.formsById.get('viewing');
    if (!model || !form) throw new Error('the sample does not compile');
    const known = { target: (id: string) => model.formsById.get(id), checks: model.recordChecks };
    const found = checkBehaviour(form, known, layers.get('viewing'));
    expect(found.map(({ pointer, severity }) => [pointer?.startsWith('/views/0/filter'), severity])).toEqual(
      fits ? [] : [[true, 'error']],
    );
  });
});
