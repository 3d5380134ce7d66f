/** Worth knowing, and nothing that has to be mended. */
export function isRemark(code: string): boolean {
  return code === 'rule-not-indexable' || code.startsWith('rule-only-when-empty');
}
