/** Stands in for jsonpath-plus, which json-rules-engine imports and, with a resolver of our own, never calls. */
export const JSONPath = (): never => {
  throw new Error('conditions are resolved by rules/condition, never by JSONPath');
};
