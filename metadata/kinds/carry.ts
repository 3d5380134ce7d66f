import { currencyPath } from '../currency/currency-of.ts';
import type { Field } from '../field.ts';
import { unkeptOn } from '../virtual.ts';
import { formsOf, severalOf } from './common/pointed.ts';
import { textProp } from './common/prop.ts';
import { accepted, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';
import { sharingFlaw } from './common/shared-field.ts';
import { through } from './common/through.ts';
import { currencyProperty } from './money.ts';

/** A read-only copy of a field of the record that a reference of the same row points at, refreshed on every save. */
export const carry = through({
  name: 'carry',
  properties: {
    from: {
      type: 'string',
      minLength: 1,
      description: 'Reference field of the same row, or `parent.x` for one of the record.',
    },
    field: { type: 'string', minLength: 1, description: 'Field of the record that is referred to.' },
    currency: currencyProperty,
  },
  requires: ['from', 'field'],
  inner: (field, look) => {
    const [from, name] = [textProp(field, 'from') ?? '', textProp(field, 'field') ?? ''];
    const source = look(from);
    if (!source || formsOf(source).length === 0) return refused('carry-from', { from }, '/from');
    const several = severalOf(source);
    const flaw = several && sharingFlaw(several, name, (form) => look(`${from}.${form}.${name}`));
    if (flaw) return refused(flaw.code, { from, field: name, ...flaw.params }, '/field');
    const carried = look(`${from}.${name}`);
    if (!carried) return refused('carry-field', { from, field: name }, '/field');
    if (unkeptOn(`${from}.${name}`, look, 'kept'))
      return refused('made-of-virtual', { field: `${from}.${name}` }, '/field');
    const inner = carried.inner ?? carried;
    return inner.rows || inner.kind.secret
      ? refused('carry-field', { from, field: name }, '/field')
      : accepted(inOwnCurrency(field, inner));
  },
});

/** Which field tells the currency of an amount there says nothing here: it is in the one that this field says, or in any. */
function inOwnCurrency({ props: { currency = '' } }: Field, inner: Field): Field {
  if (currencyPath(inner) === undefined && currency === '') return inner;
  return { ...inner, props: { ...inner.props, currency } };
}

export const sample: KindSample = {
  props: { from: 'reference', field: 'rank' },
  value: 'high',
  asks: equal('high'),
  made: true,
};
