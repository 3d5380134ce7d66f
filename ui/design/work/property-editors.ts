import type { actionProperties } from '../../../metadata/property/action.ts';
import type { blockProperties } from '../../../metadata/property/block.ts';
import type { fieldProperties } from '../../../metadata/property/field.ts';
import type { formProperties } from '../../../metadata/property/form.ts';
import type { groupProperties, tabProperties } from '../../../metadata/property/layout.ts';
import type { ofKinds } from '../../../metadata/property/of-kinds.ts';
import type { optionProperties } from '../../../metadata/property/option.ts';
import type { paramProperties } from '../../../metadata/property/param.ts';
import type { DesignedIn } from '../../../metadata/property/property.ts';
import type { ruleProperties } from '../../../metadata/property/rule.ts';
import type { Thing } from '../../../metadata/property/target-place.ts';
import type { uniqueProperties } from '../../../metadata/property/unique.ts';
import type { viewProperties } from '../../../metadata/property/view.ts';

/** The editor of a property. */
export type Editor =
  | 'label'
  | 'long-label'
  | 'text'
  | 'whole'
  | 'bound'
  | 'flag'
  | 'conditional'
  | 'condition'
  | 'default'
  | 'kind'
  | 'options'
  | 'one-of'
  | 'some-of'
  | 'form'
  | 'forms'
  | 'field'
  | 'fields'
  | 'columns'
  | 'sort'
  | 'paths'
  | 'roles'
  | 'menu'
  | 'carry'
  | 'compute'
  | 'currency'
  | 'formula'
  | 'pattern'
  | 'series'
  | 'image'
  | 'sets'
  | 'indexes'
  | 'json';

export type Section = 'words' | 'kind' | 'behaviour' | 'roles' | 'where' | 'list' | 'print' | 'more';

/** The section in which a property stands, and its editor. */
type Edited = readonly [section: Section, editor: Editor];

/** Of each thing that is designed: its properties, in the order in which they stand. */
export const editors = {
  form: {
    label: ['words', 'label'],
    recordLabel: ['words', 'label'],
    listLabel: ['words', 'label'],
    help: ['words', 'long-label'],
    kind: ['kind', 'kind'],
    icon: ['words', 'one-of'],
    menu: ['words', 'menu'],
    title: ['kind', 'field'],
    picture: ['kind', 'field'],
    key: ['kind', 'fields'],
    quick: ['kind', 'fields'],
    'sharing/allowed': ['more', 'some-of'],
    'sharing/default': ['more', 'one-of'],
    'sharing/autoAssign': ['more', 'flag'],
    validity: ['more', 'flag'],
    publicNumbers: ['more', 'flag'],
    attachments: ['behaviour', 'flag'],
    readFirst: ['behaviour', 'flag'],
    'list/columns': ['list', 'columns'],
    'list/filters': ['list', 'fields'],
    'list/sort': ['list', 'sort'],
    'list/search': ['list', 'fields'],
    'match/facts': ['more', 'form'],
    'match/condition': ['more', 'field'],
    'match/fields': ['more', 'paths'],
    'match/result': ['more', 'paths'],
    'match/order': ['more', 'paths'],
    'preset/locked': ['more', 'some-of'],
    'preset/fields': ['more', 'fields'],
    indexes: ['more', 'indexes'],
  } satisfies Readonly<Record<DesignedIn<typeof formProperties>, Edited>>,
  field: {
    label: ['words', 'label'],
    help: ['words', 'long-label'],
    kind: ['kind', 'kind'],
    required: ['behaviour', 'conditional'],
    visible: ['behaviour', 'conditional'],
    readonly: ['behaviour', 'conditional'],
    default: ['behaviour', 'default'],
    imported: ['more', 'json'],
    follows: ['behaviour', 'conditional'],
    optionsFilter: ['behaviour', 'condition'],
    carry: ['behaviour', 'carry'],
    fixed: ['behaviour', 'flag'],
    copied: ['behaviour', 'flag'],
    showsAll: ['more', 'flag'],
    remembers: ['behaviour', 'flag'],
    personal: ['more', 'flag'],
    aliases: ['more', 'json'],
    ownable: ['more', 'flag'],
    hidden: ['more', 'flag'],
    emphasis: ['list', 'flag'],
    width: ['list', 'whole'],
    span: ['list', 'whole'],
    printed: ['print', 'flag'],
    printedEmpty: ['print', 'flag'],
    printWidth: ['print', 'whole'],
  } satisfies Readonly<Record<DesignedIn<typeof fieldProperties>, Edited>>,
  ofKinds: {
    length: ['kind', 'whole'],
    currency: ['kind', 'currency'],
    precision: ['kind', 'whole'],
    scale: ['kind', 'whole'],
    min: ['kind', 'bound'],
    max: ['kind', 'bound'],
    options: ['kind', 'options'],
    types: ['kind', 'some-of'],
    largest: ['kind', 'whole'],
    most: ['kind', 'whole'],
    stars: ['kind', 'whole'],
    symbology: ['kind', 'one-of'],
    language: ['kind', 'one-of'],
    country: ['kind', 'text'],
    named: ['kind', 'fields'],
    form: ['kind', 'form'],
    forms: ['kind', 'forms'],
    formField: ['kind', 'field'],
    facts: ['kind', 'form'],
    from: ['kind', 'field'],
    field: ['kind', 'text'],
    compute: ['kind', 'compute'],
    formula: ['kind', 'formula'],
    virtual: ['kind', 'flag'],
    pattern: ['kind', 'pattern'],
    series: ['more', 'series'],
    gapFree: ['more', 'flag'],
    editable: ['kind', 'flag'],
    byNumber: ['more', 'flag'],
    loose: ['more', 'flag'],
    reasons: ['more', 'flag'],
    optIn: ['more', 'json'],
    optOut: ['more', 'json'],
    entries: ['kind', 'text'],
    deep: ['kind', 'flag'],
    pick: ['more', 'json'],
    titledBy: ['more', 'text'],
    grouped: ['more', 'flag'],
    forced: ['more', 'json'],
    slots: ['more', 'json'],
    values: ['more', 'json'],
    members: ['more', 'json'],
    columns: ['kind', 'fields'],
    rowsPerPage: ['list', 'whole'],
  } satisfies Readonly<Record<DesignedIn<typeof ofKinds>, Edited>>,
  option: {
    label: ['words', 'label'],
    tone: ['kind', 'one-of'],
    order: ['kind', 'whole'],
    hidden: ['more', 'flag'],
  } satisfies Readonly<Record<DesignedIn<typeof optionProperties>, Edited>>,
  tab: {
    label: ['words', 'label'],
    help: ['words', 'long-label'],
    visible: ['behaviour', 'conditional'],
    order: ['kind', 'whole'],
  } satisfies Readonly<Record<DesignedIn<typeof tabProperties>, Edited>>,
  group: {
    label: ['words', 'label'],
    help: ['words', 'long-label'],
    columns: ['kind', 'whole'],
    visible: ['behaviour', 'conditional'],
    folded: ['behaviour', 'conditional'],
    fields: ['more', 'fields'],
    tab: ['kind', 'one-of'],
    order: ['kind', 'whole'],
  } satisfies Readonly<Record<DesignedIn<typeof groupProperties>, Edited>>,
  rule: {
    message: ['words', 'label'],
    check: ['behaviour', 'condition'],
    when: ['behaviour', 'condition'],
    each: ['more', 'text'],
    fields: ['behaviour', 'fields'],
    severity: ['behaviour', 'one-of'],
  } satisfies Readonly<Record<DesignedIn<typeof ruleProperties>, Edited>>,
  unique: {
    fields: ['behaviour', 'fields'],
    where: ['behaviour', 'condition'],
    within: ['behaviour', 'one-of'],
    across: ['more', 'text'],
    emptyCounts: ['more', 'flag'],
    message: ['words', 'label'],
  } satisfies Readonly<Record<DesignedIn<typeof uniqueProperties>, Edited>>,
  action: {
    label: ['words', 'label'],
    done: ['words', 'label'],
    capability: ['kind', 'one-of'],
    params: ['kind', 'sets'],
    when: ['behaviour', 'condition'],
    confirm: ['words', 'label'],
    asksReason: ['behaviour', 'flag'],
    on: ['behaviour', 'one-of'],
  } satisfies Readonly<Record<DesignedIn<typeof actionProperties>, Edited>>,
  block: {
    label: ['words', 'long-label'],
    address: ['kind', 'text'],
    image: ['kind', 'image'],
    field: ['kind', 'field'],
    action: ['kind', 'one-of'],
    visible: ['behaviour', 'conditional'],
    before: ['kind', 'field'],
    group: ['kind', 'one-of'],
    order: ['kind', 'whole'],
  } satisfies Readonly<Record<DesignedIn<typeof blockProperties>, Edited>>,
  view: {
    label: ['words', 'label'],
    help: ['words', 'long-label'],
    groupBy: ['kind', 'field'],
    by: ['kind', 'one-of'],
    across: ['kind', 'field'],
    measure: ['kind', 'one-of'],
    value: ['kind', 'field'],
    chart: ['kind', 'one-of'],
    start: ['kind', 'field'],
    end: ['kind', 'field'],
    title: ['kind', 'field'],
    picture: ['kind', 'field'],
    filter: ['behaviour', 'condition'],
    sort: ['list', 'sort'],
    columns: ['list', 'columns'],
    default: ['behaviour', 'flag'],
    hidden: ['behaviour', 'flag'],
    roles: ['behaviour', 'roles'],
    order: ['kind', 'whole'],
  } satisfies Readonly<Record<DesignedIn<typeof viewProperties>, Edited>>,
  param: {
    label: ['words', 'label'],
    help: ['words', 'long-label'],
    unit: ['words', 'label'],
    'unset/label': ['words', 'label'],
    default: ['behaviour', 'default'],
    preset: ['behaviour', 'default'],
    'unset/value': ['behaviour', 'default'],
    scopes: ['where', 'some-of'],
    inherited: ['where', 'flag'],
    danger: ['where', 'flag'],
    raw: ['more', 'json'],
    since: ['more', 'text'],
    hidden: ['more', 'flag'],
  } satisfies Readonly<Record<DesignedIn<typeof paramProperties>, Edited>>,
};

/** Finds the section and the editor of a property, by the first thing that has one of the name. */
export function editorsOf(things: readonly Thing[], property: string): Edited | undefined {
  const byThing: Readonly<Record<Thing, Readonly<Record<string, Edited>>>> = editors;
  return things.flatMap((thing) => {
    const edited = byThing[thing][property];
    return edited ? [edited] : [];
  })[0];
}
