import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';

/** A version of that revision, or a part of one, with texts for what were options then and are texts since. */
export type InWordsSince = <T extends JsonObject>(form: Form, version: T, revision: number) => Promise<T>;
