import { isObject, type JsonObject } from '../../metadata/common/json.ts';

/** What a plan warns of and does to tables, without numbers of records: those differ from one moment to the next. */
export function planSays(plan: JsonObject): readonly string[] {
  const listed = (name: string) => {
    const all = plan[name];
    return Array.isArray(all) ? all.filter(isObject) : [];
  };
  const issues = listed('issues').map(({ code, params }) => {
    const { name = null, field = null, path = null } = isObject(params) ? params : {};
    return ['issue', code, name, field, path];
  });
  const changes = listed('changes').map(({ kind, table, risk }) => ['change', kind, table, risk]);
  return [...new Set([...issues, ...changes].map((one) => JSON.stringify(one)))];
}
