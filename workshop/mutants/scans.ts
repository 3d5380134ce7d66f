import type { Mutant } from './mutant.ts';

const cut = { file: 'rules/imaging/stack/cut-stack.test.ts' };
const read = { file: 'runtime/imaging/scans/read-scans.test.ts' };
const judged = { file: 'rules/einvoicing/scan/scan.test.ts' };
const scanned = { file: 'runtime/einvoicing/issuing/scan/scan.db.test.ts' };
const page = { file: 'runtime/einvoicing/scanning/scan-page.db.test.ts' };
const station = { file: 'runtime/imaging/station/station.db.test.ts' };

/** Papers that are scanned, and to which bill each page goes; codes that customers scan. */
export const ofScans: readonly Mutant[] = [
  {
    file: 'rules/imaging/stack/cut-stack.ts',
    find: "return waiting('two-covers', null);",
    replace: 'return undefined;',
    why: 'a page with two covers goes on with the bill before it',
    suite: cut,
  },
  {
    file: 'rules/imaging/stack/cut-stack.ts',
    find: 'one < corner || one > 1 - corner',
    replace: 'one < corner',
    why: 'a cover on its head is none',
    suite: cut,
  },
  {
    file: 'rules/imaging/stack/cut-stack.ts',
    find: ": waiting('bill-refused', named);",
    replace: ': undefined;',
    why: 'pages of a bill that takes none go to the bill before it',
    suite: cut,
  },
  {
    file: 'runtime/imaging/scans/find-codes.ts',
    find: 'tryInvert: true',
    replace: 'tryInvert: false',
    why: 'an inverted page has no codes',
    suite: { ...read, tests: 'inverted' },
  },
  {
    file: 'runtime/imaging/scans/refused-scan.ts',
    find: 'if (pixels <= mostPixels) return;',
    replace: 'if (pixels > 0) return;',
    why: 'a page of any size is decoded',
    suite: { ...read, tests: 'a file is refused' },
  },
  {
    file: 'runtime/imaging/station/read-stack.ts',
    find: 'derivedId(`scanned ${stack} ${at}`)',
    replace: 'derivedId(`scanned ${image}`)',
    why: 'a stack that is read again brings its pages again',
    suite: { ...station, tests: 'at the same moment' },
  },
  {
    file: 'runtime/imaging/station/bring-pages.ts',
    find: "await transaction.change(form, page, { state: 'landed' }, 'bring');",
    replace: 'await Promise.resolve(page);',
    why: 'pages that are with their bill go to it once more with the next scan',
    suite: { ...station, tests: 'a bill that is rescanned' },
  },
  {
    file: 'runtime/imaging/station/assign-pages.ts',
    find: '!page || page.org !== call.org',
    replace: '!page',
    why: 'pages of another organisation are assigned',
    suite: { ...station, tests: 'for those who may' },
  },
  {
    file: 'rules/einvoicing/scan/scan.ts',
    find: 'compare(gross, limit) > 0',
    replace: 'compare(gross, limit) >= 0',
    why: 'a receipt of exactly the limit is refused',
    suite: judged,
  },
  {
    file: 'rules/einvoicing/scan/scan.ts',
    find: 'types.length > 0 && !types.includes',
    replace: 'application.invoiceType && types.length > 0 && !types.includes',
    why: 'a scan without a type takes one that its code does not allow',
    suite: judged,
  },
  {
    file: 'runtime/einvoicing/issuing/scan/find-scan-code.ts',
    find: "scope === 'all' || scope.has(organisation)",
    replace: 'scope !== null || scope.has(organisation)',
    why: 'codes of organisations are told to whoever may do nothing there',
    suite: { ...scanned, tests: 'tells nothing' },
  },
  {
    file: 'runtime/einvoicing/issuing/scan/application-from-scan.ts',
    find: 'if (issues.length > 0) refuse(call, issues);',
    replace: 'if (issues.length > 9) refuse(call, issues);',
    why: 'what does not fit its code becomes an application',
    suite: { ...scanned, tests: 'refused with its reason' },
  },
  {
    file: 'runtime/einvoicing/scanning/create-scan-desk.ts',
    find: "if (!seals.isSealed(key, slip, seal ?? '')) throw slipWrong();",
    replace: '',
    why: 'customers change what their receipt says they paid',
    suite: page,
  },
  {
    file: 'runtime/einvoicing/scanning/find-titles.ts',
    find: "{ fact: 'kind', operator: 'equal', value: 'company' },",
    replace: '',
    why: 'anybody finds persons by their names',
    suite: page,
  },
  {
    file: 'runtime/einvoicing/scanning/find-titles.ts',
    find: 'if (items.length > most) return { items: [], more: true };',
    replace: '',
    why: 'the list of customers is read five by five',
    suite: page,
  },
  {
    file: 'runtime/einvoicing/scanning/scan-seals.ts',
    find: "if (said['key'] !== key || Number(said['until']) < now) return null;",
    replace: '',
    why: 'a title that was found once is filled in for ever, at every shop',
    suite: page,
  },
  {
    file: 'runtime/einvoicing/http/scanning.ts',
    find: 'misses.hold(network);',
    replace: '',
    why: 'keys are guessed as fast as somebody can ask',
    suite: page,
  },
  {
    file: 'runtime/einvoicing/scanning/create-scan-desk.ts',
    find: "['scan', code.id, key, once, filled]",
    replace: "['scan', code.id, key, once]",
    why: 'whoever says the key of another sending is given its receipt',
    suite: { ...page, tests: 'gives nobody' },
  },
  {
    file: 'runtime/einvoicing/scanning/scan-receipt.ts',
    find: "buyerKind === 'person' ? maskedName(name) : name",
    replace: 'name',
    why: 'who knows a mobile number learns the name of its owner',
    suite: { ...page, tests: 'did not take it' },
  },
];
