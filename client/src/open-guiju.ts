import { createCall, type MakeCall } from './call.ts';
import type { Calls } from './calls.ts';
import { type Files, filesOf } from './files.ts';
import {
  type AnyForms,
  type FormsThat,
  type FormTypes,
  type ReadOptions,
  type RecordOf,
  type Records,
  recordsOf,
  type Seen,
} from './records.ts';
import { createSend, type SendOptions } from './sending.ts';
import type { AnyFields, AnyRecord } from './wire.ts';

export type GuijuOptions = SendOptions;

/** The setting of a form that has one document an organisation. */
export interface Setting<F extends FormTypes> {
  read(options?: ReadOptions): Promise<RecordOf<F>>;
  change(
    seen: Pick<Seen, 'revision'>,
    fields: Partial<F['sent']>,
    options?: ReadOptions,
  ): Promise<RecordOf<F>>;
}

/** A Guiju server, as a program asks it. Everything is answered, or fails with a `Problem` or `NoAnswer`. */
export interface Guiju<Forms extends { readonly [form in keyof Forms]: FormTypes } = AnyForms> {
  records<N extends FormsThat<Forms, 'setting', false>>(form: N): Records<Forms[N]>;
  setting<N extends FormsThat<Forms, 'setting'>>(form: N): Setting<Forms[N]>;
  readonly files: Files;
  /** Which rule of a form holds for some facts, and why; nothing is written. */
  match(
    form: FormsThat<Forms, 'matches'>,
    asked: Calls['match']['body'],
    options?: ReadOptions,
  ): Promise<Calls['match']['answer']>;
  /** What a decision comes to, each step with its reason; nothing is written. */
  decide(name: string, input: AnyFields, options?: ReadOptions & Where): Promise<Calls['decide']['answer']>;
  /** Any other call, by its name in the document of the API (`/openapi.json`). */
  readonly call: MakeCall;
}

/** The configuration under which a decision is asked. */
type Where = Omit<Calls['decide']['body'], 'input'>;

export function openGuiju<Forms extends { readonly [form in keyof Forms]: FormTypes } = AnyForms>(
  options: GuijuOptions,
): Guiju<Forms> {
  const { org } = options;
  const send = createSend(options);
  const call = createCall(send, org);
  return {
    call,
    files: filesOf(call, send, org),
    records: (form) => recordsOf(call, form),
    setting: (form) => settingOf(call, form),
    match: (form, asked, options = {}) => call('match', { ...options, path: { form }, body: asked }),
    decide(name, input, { org: own, signal, ...where } = {}) {
      const options = { ...(own !== undefined && { org: own }), ...(signal && { signal }) };
      return call('decide', { ...options, path: { name }, body: { input, ...where } });
    },
  };
}

function settingOf<F extends FormTypes>(call: MakeCall, form: string): Setting<F> {
  const path = { form };
  const known = (record: AnyRecord) => record as unknown as RecordOf<F>;
  return {
    read: async (options = {}) => known(await call('setting', { ...options, path })),
    change: async ({ revision }, fields, options = {}) =>
      known(await call('changeSetting', { ...options, path, ifMatch: revision, body: fields as AnyFields })),
  };
}
