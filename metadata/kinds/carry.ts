import { through } from './through.ts';

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
});
