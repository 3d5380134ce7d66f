import { textProp } from './common/prop.ts';
import { accepted, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';
import { through } from './common/through.ts';

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
  },
  requires: ['from', 'field'],
  inner: (field, look) => {
    const [from, name] = [textProp(field, 'from') ?? '', textProp(field, 'field') ?? ''];
    const carried = look(`${from}.${name}`);
    if (look(from)?.target === undefined) return refused('carry-from', { from }, '/from');
    if (!carried) return refused('carry-field', { from, field: name }, '/field');
    const inner = carried.inner ?? carried;
    return inner.rows || inner.kind.secret
      ? refused('carry-field', { from, field: name }, '/field')
      : accepted(inner);
  },
});

export const sample: KindSample = {
  props: { from: 'reference', field: 'rank' },
  value: 'high',
  asks: equal('high'),
  made: true,
};
