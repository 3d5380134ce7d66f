import { systemMembers } from './system-members.ts';

/**
 * The one grammar of identifiers. Everything that becomes a path, a column or a member of JSON is checked here,
 * compared binary.
 */

/** `invoice-item`: words of small letters and digits. */
const formName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** `taxCode`, or `acme_taxCode` from somebody who adds to another's form. */
const fieldName = /^([a-z][a-z0-9]*_)?[a-z][A-Za-z0-9]*$/;
const prefix = /^[a-z][a-z0-9]{0,15}$/;
/** Rules, tabs, groups, actions, blocks, views: never stored, but addressed by layers. */
const partName = /^([a-z][a-z0-9]*_)?[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;
/** npm's, with or without a scope. */
const packageName = /^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;
/** Parameter types and keys are other systems' words: `bdm_merge_bill`, `ArBillPushPresent`. */
const paramName = /^[A-Za-z][A-Za-z0-9_.-]*$/;

/**
 * @example
 * isFormName('invoice-item') //=> true
 * isFormName('InvoiceItem') //=> false
 */
export const isFormName = (name: string): boolean => name.length <= 60 && formName.test(name);
/**
 * @example
 * isFieldName('acme_taxCode') //=> true
 * isFieldName('tax-code') //=> false
 */
export const isFieldName = (name: string): boolean => name.length <= 60 && fieldName.test(name);
export const isPrefix = (name: string): boolean => prefix.test(name);
export const isPartName = (name: string): boolean => name.length <= 60 && partName.test(name);
export const isPackageName = (name: string): boolean => name.length <= 214 && packageName.test(name);
export const isParamName = (name: string): boolean => name.length <= 100 && paramName.test(name);
/** Without dots: what stands before the first dot of `type.key` is the type. */
export const isParamType = (name: string): boolean => isParamName(name) && !name.includes('.');

/** The parameters of queries on records: a field of that name could never be filtered by. */
const queryParameters = [
  'at',
  'cascade',
  'confirm',
  'count',
  'cursor',
  'dryRun',
  'entries',
  'explain',
  'fields',
  'filter',
  'format',
  'key',
  'limit',
  'minRevision',
  'mode',
  'org',
  'q',
  'reason',
  'since',
  'sort',
  'trace',
  'view',
] as const;

const ofRecords: ReadonlySet<string> = new Set([
  ...Object.keys(systemMembers),
  ...queryParameters,
  'personalised',
  'record',
  'assigned',
]);
/** Members of a row on the wire, and the roots of facts. */
const ofRows: ReadonlySet<string> = new Set(['id', 'parent', 'row']);
/** Columns of a table of rows: ids become columns, names do not, so a field may be called `seq` on the wire. */
const columnsOfRows: ReadonlySet<string> = new Set(['record', 'seq']);
/** The names that JavaScript objects are born with. */
const ofObjects: ReadonlySet<string> = new Set([
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
]);

/**
 * @example
 * isReserved('revision', false) //=> true
 * isReserved('revision', true) //=> false
 */
export function isReserved(name: string, inRows: boolean): boolean {
  return ofObjects.has(name) || (inRows ? ofRows.has(name) : ofRecords.has(name));
}

export function isReservedId(id: string, inRows: boolean): boolean {
  return isReserved(id, inRows) || (inRows && columnsOfRows.has(id));
}

/** The facts that a call knows of itself, also whether a record is new; never ids of fields, which have no dollar. */
export const callFacts: ReadonlySet<string> = new Set([
  '$org',
  '$user',
  '$today',
  '$now',
  '$currency',
  '$new',
]);

/** Id of the platform's form whose records are the values of parameters: set as parameters, and by no other way. */
export const parameterForm = 'parameter-value';

/** Id of the platform's form whose records are change sets: written and read as such, and by no other way. */
export const changeSetForm = 'change-set';
