import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { namesUnseen, type Sight } from '../../../metadata/describe/shown-views.ts';
import type { Form } from '../../../metadata/model.ts';
import { neededFields, viewFields } from '../../../metadata/property/view-kinds.ts';

/**
 * How a kept list is told to somebody who may not see all fields: its columns, their widths and its order without
 * those. Undefined where it filters by one, is a report made by one, or cannot be drawn without it: what it finds would
 * say what stands there.
 */
export function configSeen(config: Json, form: Form, sight: Sight): Json | undefined {
  const isUnseen = (path: string) => {
    const [first = ''] = path.split('.');
    const field = form.byId.get(first) ?? form.byName.get(first);
    return field !== undefined && !sight.seen(field, form);
  };
  const leadsToUnseen = (path: string) => namesUnseen(path, form, sight);
  const isUseless =
    filtersBy(config, leadsToUnseen) || isDrawnBy(config, isUnseen) || reports(config, leadsToUnseen);
  return isUseless ? undefined : without(config, isUnseen);
}

type Unseen = (path: string) => boolean;

function filtersBy(node: Json, isUnseen: Unseen): boolean {
  if (Array.isArray(node)) return node.some((inner: Json) => filtersBy(inner, isUnseen));
  if (!isObject(node)) return false;
  const { fact, quick } = node;
  if (typeof fact === 'string' && isUnseen(fact)) return true;
  if (isObject(quick) && Object.keys(quick).some(isUnseen)) return true;
  return Object.values(node).some((inner) => filtersBy(inner, isUnseen));
}

function isDrawnBy(config: Json, isUnseen: Unseen): boolean {
  const drawing = isObject(config) ? (config['drawing'] ?? null) : null;
  if (!isObject(drawing)) return false;
  return neededFields(drawing).some((property) => {
    const id = drawing[property];
    return typeof id === 'string' && isUnseen(id);
  });
}

/** Whether a report is kept that is made by one, of rows or of the record: as reports of packages it is not there then. */
function reports(config: Json, isUnseen: Unseen): boolean {
  const report = isObject(config) ? (config['report'] ?? null) : null;
  const namesOne = (node: Json): boolean => {
    if (Array.isArray(node)) return node.some((one: Json) => namesOne(one));
    if (!isObject(node)) return false;
    const named = [node['entries'], node['field']].filter((path) => typeof path === 'string');
    return named.some(isUnseen) || Object.values(node).some(namesOne);
  };
  return namesOne(report);
}

/** Whatever names an unseen field is left out; conditions name none. */
function without(node: Json, isUnseen: Unseen): Json {
  if (Array.isArray(node)) {
    const kept = node.filter((one: Json) => typeof one !== 'string' || !isUnseen(one.replace(/^-/, '')));
    return kept.map((one: Json) => without(one, isUnseen));
  }
  if (!isObject(node) || typeof node['fact'] === 'string') return node;
  const isField = (key: string) => (viewFields as readonly string[]).includes(key);
  const members = Object.entries(node).filter(
    ([key, value]) => !isUnseen(key) && !(isField(key) && typeof value === 'string' && isUnseen(value)),
  );
  const kept = members.map(([key, value]) => [key, without(value, isUnseen)]);
  return Object.fromEntries(kept) as JsonObject;
}
