import type { Language } from '../../../../metadata/common/label.ts';
import type { Call, Now, Served } from '../../../call/call.ts';
import { platformRights, systemCall } from '../../../call/system-call.ts';
import type { FoundCode } from './find-scan-code.ts';

/** A stranger, as history names him: he has no account, so the code by which he came stands for him. */
class Customer {
  readonly id: string;
  readonly number: string;
  readonly name: string;

  constructor({ id, number }: FoundCode, language: Language) {
    this.id = id;
    this.number = number ?? '';
    this.name = language === 'zh' ? `顾客（扫码 ${this.number}）` : `Customer (code ${this.number})`;
  }
}

export interface Visitor {
  readonly served: Served;
  readonly now: Now;
  readonly language: Language;
  readonly requestId: string;
}

/** The platform as it does what strangers ask for: what that is, its doors say, and they answer nothing else. */
export function strangersCall({ served, now, language, requestId }: Visitor): Call {
  return { ...systemCall(served, now), language, requestId, rights: platformRights };
}

/** The call of a customer who came by a code, in its organisation. */
export function customersCall(visitor: Visitor, code: FoundCode): Call {
  return {
    ...strangersCall(visitor),
    org: code.organisation,
    user: new Customer(code, visitor.language),
  };
}

/** Number of the code by which a customer came; null: the call is nobody's who scanned one. */
export function codeOfCustomer({ user }: Pick<Call, 'user'>): string | null {
  return user instanceof Customer ? user.number : null;
}
