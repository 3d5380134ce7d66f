import {
  anyObject,
  anything,
  closed,
  date,
  either,
  flag,
  instant,
  integer,
  list,
  maybe,
  oneOf,
  only,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';

const most = 1000;

const ifMatch = integer({ minimum: 0, description: 'Revision that was seen. Default: the present one.' });
const id = text({ maxLength: 36, description: 'Of an item of the set, which it replaces.' });
const parameterPlace = {
  type: text({ maxLength: 100 }),
  key: text({ maxLength: 130 }),
  org: maybe(text({ maxLength: 200, description: 'Number; null: the whole system.' })),
  validFrom: optional(maybe(date())),
  validTo: optional(maybe(date())),
} as const;
const setItem = closed({
  id: optional(id),
  action: only('set'),
  ...parameterPlace,
  value: optional(anything({ description: 'Typed, as the definition says.' })),
  raw: optional(text({ maxLength: 4000, description: 'As other systems spell it.' })),
  locked: optional(flag({ description: 'Nothing below may differ. Default: as it is.' })),
  ifMatch: optional(ifMatch),
});
const otherItem = closed({
  id: optional(id),
  action: oneOf(['unset', 'lock', 'unlock']),
  ...parameterPlace,
  ifMatch: optional(ifMatch),
});
const form = text({ maxLength: 64 });
const org = maybe(text({ maxLength: 200, description: 'For which. Default: that of the call.' }));
const body = anyObject({ description: '{ "$item": "name" } stands for a record that the set makes.' });
const createItem = closed({
  id: optional(id),
  action: only('create'),
  form,
  org: optional(org),
  body,
  as: optional(text({ minLength: 1, maxLength: 64, description: 'Name by which others refer to it.' })),
});
const record = text({ maxLength: 36, description: 'Id; of a setting none.' });
const changeItem = closed({
  id: optional(id),
  action: only('change'),
  form,
  org: optional(org),
  record: optional(record),
  body,
  ifMatch: optional(ifMatch),
});
const stateItem = closed({
  id: optional(id),
  action: oneOf(['enable', 'disable', 'delete']),
  form,
  org: optional(org),
  record,
  ifMatch: optional(ifMatch),
});
const items = list(either([setItem, otherItem, createItem, changeItem, stateItem]), { maxItems: most });
const name = maybe(text({ maxLength: 200 }));
const reason = maybe(text({ maxLength: 500 }));
const design = maybe(
  text({
    maxLength: 36,
    description:
      'Id of a design that it is published with, in one commit; items may name its fields and parameters.',
  }),
);
export const newSet = closed({
  name: optional(name),
  reason: optional(reason),
  design: optional(design),
  items: optional(items),
});
export const edit = closed({
  name: optional(name),
  reason: optional(reason),
  design: optional(design),
  items: optional(
    closed({
      put: optional(items),
      remove: optional(list(text({ maxLength: 36 }), { maxItems: most })),
    }),
  ),
});
export const rejection = closed({ reason: text({ minLength: 1, maxLength: 500 }) });
export const moment = closed({
  at: instant(),
  notAfter: optional(
    maybe(instant(), {
      description: 'Missed until then it is left to people. Default: it is published whenever it can.',
    }),
  ),
});
export const howToPublish = closed({
  now: optional(flag({ description: 'At once, though it is scheduled for later. Default: refused then.' })),
  acceptCases: optional(
    text({
      minLength: 1,
      maxLength: 500,
      description:
        'Why cases may fail that pass now; the audit trail keeps it. Default: it is not published then.',
    }),
  ),
  plan: optional(
    text({
      maxLength: 64,
      description:
        'Hash of the plan of its design that was seen in the preview; another one is refused. Default: whatever is planned by then.',
    }),
  ),
});
export const howToUndo = closed({
  reason: optional(reason),
  publish: optional(
    flag({ description: 'At once; 202 where it waits for approval instead. Default: a draft is made.' }),
  ),
});

export type HowToPublish = TypeOf<typeof howToPublish>;
export type SentItem = TypeOf<typeof items>[number];
export type SentSet = TypeOf<typeof newSet>;
export type SentEdit = TypeOf<typeof edit>;
