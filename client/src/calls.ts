// Made by `npm run client` of the contract: changes are made there.
import type { AnyFields, AnyRecord, Filters, Json } from './wire.ts';

export type ActSent = {
  readonly reason?: string;
  readonly takeBack?: boolean;
  readonly sharing?: string;
  readonly org?: string | {
    readonly id?: string;
    readonly number?: string;
  };
  readonly withdraw?: boolean | readonly (string | {
    readonly id?: string;
    readonly number?: string;
  })[];
};

export type Actor = {
  readonly id: string;
  readonly name: string;
};

export type Apply = {
  readonly packages: readonly {
    readonly files: AnyFields;
  }[];
  readonly fill?: boolean | readonly string[];
  readonly accept?: readonly string[];
  readonly downgrade?: readonly string[];
  readonly hash: string;
};

export type ApproveChangeSetAnswer = {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly state: 'draft' | 'waiting' | 'approved' | 'scheduled' | 'published' | 'rejected' | 'discarded' | 'failed';
  readonly reason: string | null;
  readonly count: number;
  readonly dangers: number;
  readonly createdBy: ApproveChangeSetAnswerCreatedBy | null;
  readonly createdAt: string | null;
  readonly modifiedAt: string | null;
  readonly proposedBy: ApproveChangeSetAnswerCreatedBy | null;
  readonly approvedBy: ApproveChangeSetAnswerCreatedBy | null;
  readonly publishedAt: string | null;
  readonly scheduledAt: string | null;
  readonly notAfter: string | null;
  readonly undoes: string | null;
  readonly undoneBy: ApproveChangeSetAnswerUndoneBy | null;
  readonly design: string | null;
  readonly revision: number;
  readonly failure: ApproveChangeSetAnswerFailure | null;
  readonly may: ApproveChangeSetAnswerMay;
  readonly items: readonly ApproveChangeSetAnswerItems[];
  readonly history: readonly ApproveChangeSetAnswerHistory[];
  readonly needsApproval: readonly ApproveChangeSetAnswerNeedsApproval[];
  readonly effects: ApproveChangeSetAnswerEffects | null;
  readonly sharing: ApproveChangeSetAnswerSharing | null;
  readonly writable: boolean;
  readonly places: number;
  readonly moved?: readonly ApproveChangeSetAnswerMoved[];
  readonly left?: readonly ApproveChangeSetAnswerLeft[];
};

export type ApproveChangeSetAnswerCreatedBy = {
  readonly id?: string;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly at?: string | null;
};

export type ApproveChangeSetAnswerEffects = {
  readonly changed: readonly ({
    readonly type: string;
    readonly key: string;
    readonly org: ApproveChangeSetAnswerItemsOrg | null;
    readonly label: {
      readonly zh: string;
      readonly en: string;
    } | null;
    readonly from: ApproveChangeSetAnswerEffectsChangedFrom | null;
    readonly to: ApproveChangeSetAnswerEffectsChangedFrom | null;
    readonly since: string | null;
    readonly until: string | null;
  })[];
  readonly total: number;
  readonly hidden: number;
  readonly untouched: readonly ({
    readonly type: string;
    readonly key: string;
    readonly item: string;
    readonly org: ApproveChangeSetAnswerItemsOrg | null;
    readonly why: 'overrides' | 'locked';
  })[];
  readonly untouchedTotal: number;
};

export type ApproveChangeSetAnswerEffectsChangedFrom = {
  readonly value: Json;
  readonly raw: string | null;
  readonly isSet: boolean;
  readonly masked?: true;
  readonly from: Json;
};

export type ApproveChangeSetAnswerFailure = {
  readonly code: string;
  readonly at: string | null;
  readonly message: string;
};

export type ApproveChangeSetAnswerHistory = {
  readonly step: string;
  readonly state: 'draft' | 'waiting' | 'approved' | 'scheduled' | 'published' | 'rejected' | 'discarded' | 'failed';
  readonly by: ApproveChangeSetAnswerCreatedBy;
  readonly at: string;
  readonly reason: string | null;
  readonly revision: number;
  readonly says: readonly ({
    readonly what: 'put' | 'changed' | 'rebased' | 'removed' | 'name' | 'reason' | 'design';
    readonly item?: ApproveChangeSetAnswerItems;
    readonly before?: ApproveChangeSetAnswerItems;
    readonly text?: string | null;
  })[];
  readonly more: number;
  readonly size: number;
};

export type ApproveChangeSetAnswerItems = {
  readonly id: string;
  readonly action: 'set' | 'unset' | 'lock' | 'unlock' | 'create' | 'change' | 'enable' | 'disable' | 'delete' | 'restore';
  readonly hidden?: true;
  readonly type?: string;
  readonly key?: string;
  readonly org?: ApproveChangeSetAnswerItemsOrg | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly value?: Json;
  readonly masked?: true;
  readonly raw?: string | null;
  readonly locked?: boolean;
  readonly form?: string;
  readonly formLabel?: {
    readonly zh: string;
    readonly en: string;
  } | null;
  readonly record?: string | null;
  readonly body?: AnyFields;
  readonly as?: string;
  readonly version?: number;
  readonly label?: {
    readonly zh: string;
    readonly en: string;
  } | null;
  readonly danger?: boolean;
  readonly turnsOff?: {
    readonly zh: string;
    readonly en: string;
  };
  readonly base?: ApproveChangeSetAnswerItemsBase | null;
};

export type ApproveChangeSetAnswerItemsBase = {
  readonly revision: number;
  readonly value?: Json;
  readonly masked?: true;
  readonly raw?: string | null;
  readonly locked?: boolean;
  readonly number?: string | null;
  readonly fields?: AnyFields;
};

export type ApproveChangeSetAnswerItemsOrg = {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
};

export type ApproveChangeSetAnswerLeft = {
  readonly item: ApproveChangeSetAnswerItems;
  readonly why: 'changed-since' | 'no-version';
  readonly by: ApproveChangeSetAnswerCreatedBy | null;
  readonly at: string | null;
};

export type ApproveChangeSetAnswerMay = {
  readonly edit: boolean;
  readonly propose: boolean;
  readonly withdraw: boolean;
  readonly approve: boolean;
  readonly reject: boolean;
  readonly publish: boolean;
  readonly schedule: boolean;
  readonly discard: boolean;
  readonly rollback: boolean;
};

export type ApproveChangeSetAnswerMoved = {
  readonly item: string;
  readonly hidden?: true;
  readonly base?: ApproveChangeSetAnswerItemsBase | null;
  readonly now?: ApproveChangeSetAnswerItemsBase | null;
  readonly mine?: ApproveChangeSetAnswerItems;
  readonly by?: ApproveChangeSetAnswerCreatedBy | null;
  readonly at?: string | null;
};

export type ApproveChangeSetAnswerNeedsApproval = {
  readonly why: 'type' | 'form' | 'danger';
  readonly type?: string;
  readonly key?: string;
  readonly form?: string;
  readonly items: readonly string[];
};

export type ApproveChangeSetAnswerSharing = {
  readonly by: ApproveChangeSetAnswerCreatedBy;
  readonly shared: boolean;
  readonly seen: boolean;
};

export type ApproveChangeSetAnswerUndoneBy = {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly state: 'draft' | 'waiting' | 'approved' | 'scheduled' | 'published' | 'rejected' | 'discarded' | 'failed';
};

export type Approvers = {
  readonly action: string;
  readonly people: readonly Reference[];
  readonly more: boolean;
};

export type Archive = {
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly revision: number;
  readonly size: number;
  readonly state: 'pending' | 'done';
  readonly at: string | null;
  readonly actor: Actor | null;
  readonly reason: string | null;
  readonly label: Label;
  readonly installed: string | null;
  readonly kept: readonly HiddenData[];
};

export type AskReportSent = {
  readonly entries?: string;
  readonly filter?: AnyFields;
  readonly groups: readonly ({
    readonly field: string;
    readonly by?: 'day' | 'week' | 'month' | 'quarter' | 'year';
  })[];
  readonly across?: {
    readonly field: string;
    readonly by?: 'day' | 'week' | 'month' | 'quarter' | 'year';
  };
  readonly values: readonly ({
    readonly of: 'count' | 'sum' | 'average' | 'least' | 'most';
    readonly field?: string;
  })[];
};

export type AskToConfirmAnswer = {
  readonly step: 'code';
  readonly ticket: string;
  readonly app: boolean;
  readonly passkey?: AnyFields;
};

export type AssignAnswer = {
  readonly items: readonly ({
    readonly record: AssignAnswerItemsRecord;
    readonly org: AssignAnswerItemsRecord;
    readonly outcome: 'assigned' | 'already' | 'withdrawn' | 'absent' | 'refused';
    readonly by?: AssignAnswerItemsRecord;
    readonly cascade?: boolean;
    readonly code?: string;
    readonly message?: string;
    readonly params?: AnyFields;
    readonly other?: AssignAnswerItemsRecord;
  })[];
  readonly counts: {
    readonly assigned?: number;
    readonly already?: number;
    readonly withdrawn?: number;
    readonly absent?: number;
    readonly refused?: number;
  };
};

export type AssignAnswerItemsRecord = {
  readonly id: string | null;
  readonly number: string | null;
  readonly name: string | null;
};

export type AttemptSignInAnswerUser = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
};

export type AuditAnswerItemsParameterBefore = {
  readonly value?: Json;
  readonly masked?: true;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly locked: boolean;
};

export type Authenticator = {
  readonly id: string;
  readonly kind: 'app' | 'passkey';
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
};

export type AuthenticatorsOfUserAnswer = {
  readonly items: readonly Authenticator[];
  readonly codesLeft: number;
  readonly needed: boolean;
  readonly passkeysAt: string | null;
};

export type BackupArchive = {
  readonly name: string;
  readonly kind: 'full' | 'increment';
  readonly at: string;
  readonly bytes: number;
  readonly verifiedAt: string | null;
  readonly restoredAt: string | null;
};

export type BackupTrouble = {
  readonly at: string;
  readonly archive: string;
  readonly code: string;
  readonly message: string;
};

export type Backups = {
  readonly place: string;
  readonly running: boolean;
  readonly late: boolean;
  readonly next: string;
  readonly last: LastBackup | null;
  readonly failure: BackupTrouble | null;
  readonly trial: {
    readonly passed: {
      readonly archive: string;
      readonly at: string;
    } | null;
    readonly failure: BackupTrouble | null;
    readonly next: string | null;
  };
};

export type BeginResetAnswer = {
  readonly token: string;
  readonly user: AttemptSignInAnswerUser;
  readonly org: AttemptSignInAnswerUser;
  readonly csrf: string;
  readonly codes?: readonly string[];
};

export type BeginResetAnswer2 = {
  readonly step: 'new-password';
  readonly ticket: string;
  readonly least: number;
};

export type BeginResetAnswer3 = {
  readonly step: 'set-up';
  readonly ticket: string;
  readonly secret: string;
  readonly address: string;
  readonly passkey?: AnyFields;
};

export type BegunDesign = {
  readonly id: string;
  readonly name: string;
  readonly layer: string;
  readonly shared: boolean;
  readonly by: {
    readonly id: string;
    readonly name: string;
  };
  readonly base: number;
  readonly state: 'open' | 'proposed' | 'approved' | 'scheduled' | 'published' | 'discarded';
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly proposed: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly approved: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly scheduledAt: string | null;
  readonly scheduled: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly at: string;
  } | null;
  readonly rejected: {
    readonly by: {
      readonly id: string;
      readonly name: string;
    };
    readonly at: string;
    readonly reason: string;
  } | null;
  readonly revision: number | null;
  readonly publishing: boolean;
  readonly versions: Readonly<Record<string, {
    readonly version?: string;
    readonly notes?: string;
  }>>;
  readonly entries?: number;
  readonly log?: readonly {
    readonly n: number;
    readonly by: {
      readonly id: string;
      readonly name: string;
    };
    readonly at: string;
    readonly does: AnyFields;
  }[];
};

export type CarryOutInstall = {
  readonly packages: readonly ({
    readonly files: AnyFields;
  } | {
    readonly tarball: string;
  } | {
    readonly archive: string;
  } | {
    readonly name: string;
    readonly range?: string;
  })[];
  readonly answers?: Readonly<Record<string, 'theirs' | 'ours' | {
    readonly value: Json;
  } | {
    readonly from: string;
  }>>;
  readonly take?: 'theirs' | 'ours';
  readonly acceptCases?: string;
  readonly rehearsal?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly fill?: boolean | readonly string[];
  readonly accept?: readonly string[];
  readonly downgrade?: readonly string[];
  readonly hash: string;
};

export type Change = {
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
};

export type ChangeChangeSetSentItemsPut = {
  readonly id?: string;
  readonly action: 'set';
  readonly type: string;
  readonly key: string;
  readonly org: string | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly value?: Json;
  readonly raw?: string;
  readonly locked?: boolean;
  readonly ifMatch?: number;
};

export type ChangeChangeSetSentItemsPut2 = {
  readonly id?: string;
  readonly action: 'unset' | 'lock' | 'unlock';
  readonly type: string;
  readonly key: string;
  readonly org: string | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly ifMatch?: number;
};

export type ChangeChangeSetSentItemsPut3 = {
  readonly id?: string;
  readonly action: 'create';
  readonly form: string;
  readonly org?: string | null;
  readonly body: AnyFields;
  readonly as?: string;
};

export type ChangeChangeSetSentItemsPut4 = {
  readonly id?: string;
  readonly action: 'change';
  readonly form: string;
  readonly org?: string | null;
  readonly record?: string;
  readonly body: AnyFields;
  readonly ifMatch?: number;
};

export type ChangeChangeSetSentItemsPut5 = {
  readonly id?: string;
  readonly action: 'enable' | 'disable' | 'delete';
  readonly form: string;
  readonly org?: string | null;
  readonly record: string;
  readonly ifMatch?: number;
};

export type ChangeDesign = {
  readonly name?: string;
  readonly shared?: boolean;
  readonly versions?: Readonly<Record<string, {
    readonly version?: string;
    readonly notes?: string;
  }>>;
};

export type ChangePasswordAnswer = {
  readonly sessions: number;
  readonly ended: readonly Token[];
  readonly tokens: readonly Token[];
};

export type ClientKeysAnswer = {
  readonly keys: readonly {
    readonly kty: 'RSA';
    readonly use: 'sig';
    readonly alg: 'RS256';
    readonly kid: string;
    readonly n: string;
    readonly e: string;
  }[];
};

export type CompareDecisionsAnswerA = {
  readonly result: AnyFields;
  readonly trace: readonly CompareDecisionsAnswerATrace[];
  readonly issues: readonly CompareDecisionsAnswerAIssues[];
  readonly used: CompareDecisionsAnswerAUsed;
  readonly unseen: readonly CompareDecisionsAnswerAUnseen[];
  readonly applications?: readonly CompareDecisionsAnswerAApplications[];
};

export type CompareDecisionsAnswerAApplications = {
  readonly id: string | null;
  readonly number: string;
  readonly revision: number | null;
};

export type CompareDecisionsAnswerAIssues = {
  readonly code: string;
  readonly severity: 'stops' | 'warns';
  readonly at?: CompareDecisionsAnswerATraceAt;
  readonly params?: AnyFields;
  readonly text: string;
};

export type CompareDecisionsAnswerATrace = {
  readonly code: string;
  readonly by?: CompareDecisionsAnswerDifferencesRules;
  readonly at?: CompareDecisionsAnswerATraceAt;
  readonly before?: AnyFields;
  readonly after?: AnyFields;
  readonly params?: AnyFields;
  readonly text: string;
};

export type CompareDecisionsAnswerATraceAt = {
  readonly document?: number;
  readonly line?: number;
  readonly field?: string;
};

export type CompareDecisionsAnswerAUnseen = {
  readonly form?: string;
  readonly parameter?: string;
  readonly label: string;
};

export type CompareDecisionsAnswerAUsed = {
  readonly revision: number;
  readonly at: string;
  readonly records: readonly CompareDecisionsAnswerDifferencesRules[];
  readonly settings: readonly CompareDecisionsAnswerDifferencesRules[];
  readonly parameters: readonly ({
    readonly type: string;
    readonly key: string;
    readonly text: string | null;
    readonly org: string | null;
    readonly revision: number | null;
  })[];
};

export type CompareDecisionsAnswerDifferencesRules = {
  readonly form: string;
  readonly id?: string;
  readonly number?: string;
  readonly revision?: number;
  readonly trial?: boolean;
};

export type CompareDecisionsSentA = {
  readonly at?: string | null;
  readonly asOf?: string | number | null;
  readonly trial?: CompareDecisionsSentATrial | null;
};

export type CompareDecisionsSentATrial = {
  readonly records?: Readonly<Record<string, readonly AnyFields[] | AnyFields>>;
  readonly remove?: Readonly<Record<string, readonly string[]>>;
  readonly only?: readonly string[];
  readonly parameters?: readonly ({
    readonly type: string;
    readonly key: string;
    readonly raw: string | null;
  })[];
  readonly changeSet?: string;
  readonly design?: string;
};

export type CompareDecisionsSentSplit = {
  readonly by: 'limit' | 'line' | 'count' | 'gross' | 'hand';
  readonly count?: number;
  readonly gross?: {
    readonly limit?: string | number | null;
    readonly mode?: 'by-price' | 'by-quantity' | 'by-quantity-whole';
    readonly fixedQuantity?: string | number | null;
    readonly decimals?: number;
    readonly handling?: 'system' | 'keep-decimals';
  };
  readonly invoices?: readonly ({
    readonly lines: readonly ({
      readonly line: number;
      readonly quantity?: string | number | null;
      readonly amount?: string | number | null;
      readonly gross?: string | number | null;
    })[];
  })[];
};

export type CompareParameterFilesAnswerItemsA = {
  readonly state: string;
  readonly value: string;
  readonly raw: string;
  readonly locked: string;
};

export type CompareParametersAnswerItemsA = {
  readonly value: Json;
  readonly raw: string | null;
  readonly isSet: boolean;
  readonly masked?: true;
  readonly from: CompareParametersAnswerItemsAFrom;
  readonly own: readonly (CompareParametersAnswerItemsAOwn | CompareParametersAnswerItemsAOwn2)[];
};

export type CompareParametersAnswerItemsAFrom = {
  readonly scope: 'unset' | 'preset' | 'system' | 'organisation';
  readonly org?: AttemptSignInAnswerUser | null;
  readonly key?: string;
  readonly locked?: boolean;
  readonly by?: {
    readonly id: string;
    readonly name: string;
  };
  readonly at?: string;
};

export type CompareParametersAnswerItemsAOwn = {
  readonly id: string;
  readonly revision: number | null;
  readonly key: string;
  readonly scope: 'system' | 'organisation';
  readonly org: AttemptSignInAnswerUser | null;
  readonly value: Json;
  readonly masked?: true;
  readonly raw: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly locked: boolean;
  readonly by: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly at: string | null;
  readonly reason: string | null;
};

export type CompareParametersAnswerItemsAOwn2 = {
  readonly key: string;
  readonly scope: 'system' | 'organisation';
  readonly org: AttemptSignInAnswerUser | null;
  readonly hidden: true;
};

export type CompleteApplicationAnswer = {
  readonly result: AnyFields;
  readonly trace: readonly CompareDecisionsAnswerATrace[];
  readonly issues: readonly CompareDecisionsAnswerAIssues[];
  readonly used: CompareDecisionsAnswerAUsed;
  readonly unseen: readonly CompareDecisionsAnswerAUnseen[];
};

export type Consequences = {
  readonly gain: Organisations;
  readonly lose: Organisations;
  readonly withdraw: Organisations;
  readonly after: number;
};

export type CopyParametersAnswer = {
  readonly items: readonly ({
    readonly index: number;
    readonly type: string;
    readonly key: string;
    readonly org: string | null;
    readonly validFrom: string | null;
    readonly validTo: string | null;
    readonly from: CopyParametersAnswerItemsFrom | null;
    readonly to: CopyParametersAnswerItemsFrom | null;
  } | {
    readonly index: number;
    readonly outcome: 'set' | 'changed' | 'unset' | 'unchanged';
    readonly id?: string;
    readonly revision?: number;
  })[];
  readonly unchanged: number;
};

export type CopyParametersAnswerItemsFrom = {
  readonly value: Json;
  readonly raw: string | null;
  readonly locked: boolean;
  readonly masked?: true;
};

export type Design = {
  readonly id: string;
  readonly name: string;
  readonly layer: string;
  readonly shared: boolean;
  readonly by: {
    readonly id: string;
    readonly name: string;
  };
  readonly base: number;
  readonly state: 'open' | 'proposed' | 'approved' | 'scheduled' | 'published' | 'discarded';
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly proposed: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly approved: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly scheduledAt: string | null;
  readonly scheduled: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly at: string;
  } | null;
  readonly rejected: {
    readonly by: {
      readonly id: string;
      readonly name: string;
    };
    readonly at: string;
    readonly reason: string;
  } | null;
  readonly revision: number | null;
  readonly publishing: boolean;
  readonly versions: Readonly<Record<string, {
    readonly version?: string;
    readonly notes?: string;
  }>>;
};

export type DesignLog = {
  readonly entries: number;
  readonly log: readonly {
    readonly n: number;
    readonly by: {
      readonly id: string;
      readonly name: string;
    };
    readonly at: string;
    readonly does: AnyFields;
  }[];
};

export type DesignNames = {
  readonly texts: readonly string[];
  readonly of?: 'field' | 'form' | 'part' | 'option' | 'package' | 'prefix';
  readonly form?: string;
  readonly layer?: string;
  readonly taken?: readonly string[];
};

export type DesignPlace = {
  readonly place?: string;
};

export type DesignPoint = {
  readonly seen?: number;
  readonly name: string;
};

export type DesignPresent = {
  readonly present: readonly {
    readonly id: string;
    readonly name: string;
    readonly place: string;
    readonly at: string;
  }[];
};

export type DesignReturn = {
  readonly seen?: number;
  readonly to: number;
};

export type DesignSeen = {
  readonly seen?: number;
};

export type DesignSources = {
  readonly revision: number;
  readonly known: {
    readonly capabilities: readonly string[];
    readonly checks: readonly string[];
    readonly icons: Readonly<Record<string, Label>>;
  };
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly prefix: string;
    readonly own: boolean;
    readonly designed: boolean;
    readonly files: AnyFields;
    readonly dropped: readonly AnyFields[];
  }[];
  readonly zone: string;
};

export type DesignSteps = {
  readonly seen: number;
  readonly steps: readonly ({
    readonly do: 'set';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly target: string;
    readonly value: Json;
  } | {
    readonly do: 'reset';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly target: string;
  } | {
    readonly do: 'add-form';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly content: {
      readonly name: string;
      readonly id?: string;
      readonly fields: readonly {
        readonly name: string;
      }[];
    };
  } | {
    readonly do: 'add-field';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly in?: string;
    readonly content: {
      readonly name: string;
      readonly id?: string;
      readonly kind: 'text' | 'multiline' | 'rich-text' | 'code' | 'integer' | 'decimal' | 'money' | 'currency' | 'percent' | 'boolean' | 'date' | 'time' | 'datetime' | 'time-range' | 'duration' | 'choice' | 'choices' | 'rating' | 'colour' | 'form' | 'parameter-type' | 'reference' | 'references' | 'any-reference' | 'parent' | 'file' | 'files' | 'image' | 'images' | 'signature' | 'entries' | 'condition' | 'field-list' | 'carry' | 'computed' | 'formula' | 'number' | 'secret' | 'email' | 'phone' | 'address' | 'geolocation' | 'tax-number' | 'url' | 'barcode' | 'file-name' | 'template' | 'json';
      readonly label: {
        readonly zh: string;
        readonly en: string;
      };
    };
    readonly group?: string;
    readonly before?: string;
  } | {
    readonly do: 'add-option';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly field: string;
    readonly content: {
      readonly value: string;
      readonly label: {
        readonly zh: string;
        readonly en: string;
      };
    };
    readonly before?: string;
  } | {
    readonly do: 'add-part';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly part: 'rules' | 'unique' | 'actions' | 'blocks' | 'views' | 'tabs' | 'groups';
    readonly content: {
      readonly name: string;
    };
    readonly tab?: string;
    readonly after?: string;
  } | {
    readonly do: 'place';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly place: string;
    readonly in?: string;
    readonly before?: string;
  } | {
    readonly do: 'rename';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly place: string;
    readonly name: string;
  } | {
    readonly do: 'change-kind';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly field: string;
    readonly kind: string;
    readonly properties?: AnyFields;
    readonly reads?: 'zh' | 'en';
  } | {
    readonly do: 'fit-values';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly field: string;
    readonly values?: Readonly<Record<string, string | null>>;
    readonly others?: 'empty';
  } | {
    readonly do: 'hide';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly place: string;
  } | {
    readonly do: 'remove';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly place: string;
  } | {
    readonly do: 'bring-back';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly place: string;
    readonly content?: AnyFields;
  } | {
    readonly do: 'merge-options';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly field: string;
    readonly values: Readonly<Record<string, string | null>>;
  } | {
    readonly do: 'move-into-rows';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly fields: readonly string[];
    readonly into: string;
  } | {
    readonly do: 'add-menu';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly content: {
      readonly path: string;
      readonly label: {
        readonly zh: string;
        readonly en: string;
      };
    };
  } | {
    readonly do: 'set-menu';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly path: string;
    readonly properties: AnyFields;
  } | {
    readonly do: 'remove-menu';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly path: string;
  } | {
    readonly do: 'add-param';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly type: string;
    readonly label?: {
      readonly zh: string;
      readonly en: string;
    };
    readonly content: AnyFields;
  } | {
    readonly do: 'set-param';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly type: string;
    readonly key: string;
    readonly content: AnyFields;
  } | {
    readonly do: 'remove-param';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly type: string;
    readonly key: string;
  } | {
    readonly do: 'set-print';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly name: string;
    readonly content: {
      readonly name: string;
      readonly form: string;
    };
  } | {
    readonly do: 'remove-print';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly name: string;
  } | {
    readonly do: 'set-report';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly name: string;
    readonly content: {
      readonly name: string;
      readonly form: string;
    };
  } | {
    readonly do: 'remove-report';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly name: string;
  } | {
    readonly do: 'write-file';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly path: string;
    readonly content: Json;
  } | {
    readonly do: 'remove-file';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly path: string;
  })[];
  readonly own?: readonly number[];
  readonly overwrite?: boolean;
};

export type DroppedRecord = {
  readonly package: string;
  readonly form: string;
  readonly key: string;
  readonly record: string;
  readonly number: string | null;
  readonly revision: number;
};

export type ExplainRuleAnswerItems = {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly org: Reference;
  readonly sharing?: string;
  readonly row?: {
    readonly id: string;
    readonly seq: number;
  };
  readonly personalised?: boolean;
  readonly place: number | null;
  readonly won: boolean;
  readonly code: string;
  readonly reason: string;
  readonly failed?: ExplainRuleAnswerItemsFailed;
  readonly ways?: readonly ExplainRuleAnswerItemsFailed[];
  readonly condition?: Verdict;
  readonly for?: readonly {
    readonly field: string;
    readonly label: string;
    readonly holds: boolean;
    readonly expected: string;
    readonly actual: string;
  }[];
};

export type ExplainRuleAnswerItemsFailed = {
  readonly pointer: string;
  readonly fact: string;
  readonly label: string;
  readonly operator: string;
  readonly sentence: string;
  readonly expected: string;
  readonly actual?: string;
};

export type ExplainRuleAnswerWinner = {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly org: Reference;
  readonly sharing?: string;
  readonly row?: {
    readonly id: string;
    readonly seq: number;
  };
  readonly personalised?: boolean;
  readonly place: number | null;
};

export type Explained = ParameterAnswerDefinition;

export type FieldProblem = {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly params?: AnyFields;
  readonly severity?: 'error' | 'warning';
};

export type FileLinksAnswer = {
  readonly items: readonly ({
    readonly id: string;
    readonly file: string | null;
    readonly print: string | null;
    readonly called: string | null;
    readonly carriedBy: {
      readonly form: string;
      readonly label: {
        readonly zh: string;
        readonly en: string;
      };
      readonly id: string;
    } | null;
    readonly by: {
      readonly id: string;
      readonly name: string;
    };
    readonly at: string;
    readonly expiresAt: string;
    readonly usedAt: string | null;
    readonly lostAt: string | null;
  })[];
};

export type Folder = {
  readonly path: string;
  readonly label: Label;
  readonly order?: number;
  readonly icon?: string;
  readonly space?: 'work' | 'rules' | 'administration';
  readonly pinyin?: string;
};

export type FormField = {
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  readonly help?: Label;
  readonly visible: boolean | AnyFields;
  readonly required: boolean | AnyFields;
  readonly readonly: boolean | AnyFields;
  readonly default?: Json;
  readonly follows?: boolean | AnyFields;
  readonly carry?: {
    readonly from: string;
    readonly field: string;
  };
  readonly optionsFilter?: AnyFields;
  readonly ownable: boolean;
  readonly fixed: boolean;
  readonly copied?: boolean;
  readonly remembers?: boolean;
  readonly emphasis?: boolean;
  readonly printed?: boolean;
  readonly printedEmpty?: boolean;
  readonly printWidth?: number;
  readonly width?: number;
  readonly span?: number;
  readonly source: readonly {
    readonly document: string;
    readonly heading: string;
  }[];
  readonly path: string;
  readonly kind: string;
  readonly package: string;
  readonly options?: readonly ({
    readonly value: string;
    readonly label: Label;
    readonly order?: number;
    readonly hidden?: boolean;
    readonly tone?: 'ok' | 'accent' | 'warn' | 'error' | 'quiet';
  })[];
  readonly formerOptions?: readonly ({
    readonly value: string;
    readonly label: Label;
    readonly order?: number;
    readonly hidden?: boolean;
    readonly tone?: 'ok' | 'accent' | 'warn' | 'error' | 'quiet';
  })[];
  readonly formerKinds?: readonly string[];
  readonly titles?: readonly ({
    readonly value: string;
    readonly label: Label;
    readonly order?: number;
    readonly hidden?: boolean;
    readonly tone?: 'ok' | 'accent' | 'warn' | 'error' | 'quiet';
  })[];
  readonly target?: string;
  readonly targetName?: string;
  readonly targets?: readonly {
    readonly id: string;
    readonly name: string;
    readonly label: Label;
  }[];
  readonly derived: boolean;
  readonly secret: boolean;
  readonly sortable: boolean;
  readonly comparison: string;
  readonly operators: readonly string[];
  readonly writable: boolean;
  readonly fields?: readonly FormField[];
  readonly dropped?: readonly FormField[];
  readonly inner?: FormField;
  readonly reads?: readonly string[];
};

export type FormModel = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'master' | 'setting' | 'document' | 'platform';
  readonly label: Label;
  readonly sharing: {
    readonly allowed: readonly ('private' | 'free' | 'hierarchical' | 'scope' | 'global')[];
    readonly default: 'private' | 'free' | 'hierarchical' | 'scope' | 'global';
    readonly autoAssign?: boolean;
  } | null;
  readonly recordLabel: Label;
  readonly listLabel: Label;
  readonly help?: Label;
  readonly icon?: string;
  readonly menu?: {
    readonly path: string;
    readonly order: number;
  };
  readonly package: string;
  readonly facts?: string;
  readonly title: string | null;
  readonly picture?: string;
  readonly readFirst?: boolean;
  readonly key: readonly string[];
  readonly quick?: readonly string[];
  readonly fields: readonly FormField[];
  readonly rules: readonly ({
    readonly name: string;
    readonly each?: string;
    readonly when?: AnyFields;
    readonly check: AnyFields;
    readonly fields: readonly string[];
    readonly message: Label;
    readonly severity?: 'error' | 'warning';
    readonly source?: {
      readonly document: string;
      readonly heading: string;
    } | readonly {
      readonly document: string;
      readonly heading: string;
    }[];
  })[];
  readonly checks: readonly ({
    readonly run: string;
    readonly source?: {
      readonly document: string;
      readonly heading: string;
    } | readonly {
      readonly document: string;
      readonly heading: string;
    }[];
  })[];
  readonly unique: readonly ({
    readonly name: string;
    readonly fields: readonly string[];
    readonly where?: AnyFields;
    readonly emptyCounts?: boolean;
    readonly across?: string;
    readonly within?: 'organisation' | 'tenant' | 'record';
    readonly message?: Label;
    readonly source?: {
      readonly document: string;
      readonly heading: string;
    } | readonly {
      readonly document: string;
      readonly heading: string;
    }[];
  })[];
  readonly layout: {
    readonly tabs: readonly ({
      readonly name: string;
      readonly label: Label;
      readonly help?: Label;
      readonly visible?: boolean | AnyFields;
      readonly groups: readonly ({
        readonly name: string;
        readonly label?: Label;
        readonly help?: Label;
        readonly columns?: number;
        readonly visible?: boolean | AnyFields;
        readonly folded?: boolean | AnyFields;
        readonly fields: readonly string[];
        readonly order?: number;
        readonly tab?: string;
      })[];
      readonly order?: number;
    })[];
  };
  readonly list: {
    readonly columns: readonly string[];
    readonly filters: readonly string[];
    readonly sort: readonly string[];
    readonly search: readonly string[];
  };
  readonly actions: readonly ({
    readonly name: string;
    readonly label: Label;
    readonly done?: Label;
    readonly capability: string;
    readonly params?: {
      readonly fields?: AnyFields;
    };
    readonly when?: AnyFields;
    readonly confirm?: Label;
    readonly asksReason?: boolean;
    readonly on?: 'record' | 'records' | 'form';
    readonly source?: {
      readonly document: string;
      readonly heading: string;
    } | readonly {
      readonly document: string;
      readonly heading: string;
    }[];
  })[];
  readonly blocks: readonly ({
    readonly name: string;
    readonly block: 'heading' | 'note' | 'picture' | 'link' | 'button';
    readonly label?: Label;
    readonly address?: string;
    readonly image?: string;
    readonly field?: string;
    readonly action?: string;
    readonly visible?: boolean | AnyFields;
    readonly before?: string;
    readonly group?: string;
    readonly order?: number;
    readonly source?: {
      readonly document: string;
      readonly heading: string;
    } | readonly {
      readonly document: string;
      readonly heading: string;
    }[];
  })[];
  readonly views: readonly ({
    readonly name: string;
    readonly kind: 'list' | 'board' | 'calendar' | 'gallery' | 'tree' | 'chart';
    readonly label: Label;
    readonly help?: Label;
    readonly filter?: AnyFields;
    readonly sort?: readonly string[];
    readonly columns?: readonly string[];
    readonly groupBy?: string;
    readonly across?: string;
    readonly value?: string;
    readonly by?: 'day' | 'week' | 'month' | 'quarter' | 'year';
    readonly measure?: 'count' | 'sum' | 'average' | 'least' | 'most';
    readonly chart?: 'bars' | 'lines' | 'pie' | 'days' | 'flow' | 'organisations';
    readonly start?: string;
    readonly end?: string;
    readonly picture?: string;
    readonly title?: string;
    readonly default?: boolean;
    readonly hidden?: boolean;
    readonly roles?: readonly string[];
    readonly order?: number;
    readonly source?: {
      readonly document: string;
      readonly heading: string;
    } | readonly {
      readonly document: string;
      readonly heading: string;
    }[];
  })[];
  readonly match: {
    readonly facts: string;
    readonly condition: string;
    readonly order: readonly string[];
    readonly result: readonly string[];
    readonly emptyMatches: boolean;
    readonly all: boolean;
    readonly for: readonly ({
      readonly field: string;
      readonly fact?: string;
      readonly question?: string;
      readonly organisation?: true;
      readonly label?: Label;
      readonly required?: boolean;
      readonly empty?: 'all' | 'nobody';
      readonly unless?: string;
    })[];
    readonly within: 'required' | 'optional';
    readonly entries?: string;
    readonly fields?: readonly string[];
  } | null;
  readonly locks: readonly ({
    readonly action: 'change' | 'delete' | 'disable' | 'sharing';
    readonly when: AnyFields;
    readonly message: Label;
  })[];
  readonly preset: {
    readonly locked?: readonly ('delete' | 'disable' | 'sharing')[];
    readonly fields?: readonly string[];
    readonly where?: AnyFields;
  } | null;
  readonly validity: boolean;
  readonly source: readonly {
    readonly document: string;
    readonly heading: string;
  }[];
  readonly hash: string;
  readonly number: string | null;
  readonly dropped: readonly FormField[];
  readonly prints?: readonly {
    readonly name: string;
    readonly label: Label;
  }[];
  readonly reports?: readonly {
    readonly name: string;
    readonly label: Label;
  }[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly asked?: readonly {
    readonly path: string;
    readonly field: FormField;
    readonly value: Json;
  }[];
  readonly can: readonly string[];
  readonly explain?: readonly (Explained | {
    readonly property: string;
    readonly said: readonly {
      readonly package: string;
      readonly value: Json;
    }[];
  })[];
};

export type FormOutline = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'master' | 'setting' | 'document' | 'platform';
  readonly label: Label;
  readonly sharing: {
    readonly allowed: readonly ('private' | 'free' | 'hierarchical' | 'scope' | 'global')[];
    readonly default: 'private' | 'free' | 'hierarchical' | 'scope' | 'global';
    readonly autoAssign?: boolean;
  } | null;
  readonly recordLabel: Label;
  readonly listLabel: Label;
  readonly help?: Label;
  readonly icon?: string;
  readonly menu?: {
    readonly path: string;
    readonly order: number;
  };
  readonly package: string;
  readonly facts?: string;
  readonly match: boolean;
  readonly faced?: boolean;
  readonly actions: readonly string[];
  readonly pinyin?: string;
};

export type Found = {
  readonly form: string;
  readonly label: Label;
  readonly id: string;
  readonly org: Reference | null;
  readonly number: string | null;
  readonly name: string | null;
};

export type GivenReason = {
  readonly action: string;
  readonly label: string;
  readonly reason: string;
  readonly at: string;
  readonly actor: Actor;
};

export type HiddenData = {
  readonly form: string;
  readonly label: Label;
  readonly field: Label | null;
  readonly count: number;
};

export type InboxDecision = {
  readonly action: string;
  readonly label: string;
  readonly done: string | null;
  readonly undoable: boolean;
  readonly asksReason: boolean;
  readonly confirm: string | null;
};

export type InboxFact = {
  readonly label: string;
  readonly text: string;
  readonly amount: boolean;
};

export type InboxItem = {
  readonly id: string;
  readonly version: string;
  readonly kind: 'failure' | 'deadline' | 'approval' | 'question' | 'limit' | 'upkeep' | 'unfinished' | 'news';
  readonly title: string;
  readonly reason: string | null;
  readonly facts: readonly InboxFact[];
  readonly sentBy: Actor | null;
  readonly about: InboxRecord | null;
  readonly decisions: readonly InboxDecision[];
  readonly path: string;
  readonly remedy: {
    readonly label: string;
    readonly path: string;
  } | null;
  readonly count: number;
  readonly more: boolean;
  readonly since: string | null;
  readonly until: string | null;
  readonly state: 'open' | 'assigned' | 'snoozed' | 'done';
  readonly snoozedUntil: string | null;
  readonly assignee: Reference | null;
  readonly assignedBy: Reference | null;
};

export type InboxRecord = {
  readonly form: string;
  readonly record: string;
  readonly revision: number;
  readonly name: string;
};

export type Install = {
  readonly packages: readonly ({
    readonly files: AnyFields;
  } | {
    readonly tarball: string;
  } | {
    readonly archive: string;
  } | {
    readonly name: string;
    readonly range?: string;
  })[];
  readonly answers?: Readonly<Record<string, 'theirs' | 'ours' | {
    readonly value: Json;
  } | {
    readonly from: string;
  }>>;
  readonly take?: 'theirs' | 'ours';
  readonly acceptCases?: string;
  readonly rehearsal?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly fill?: boolean | readonly string[];
  readonly accept?: readonly string[];
  readonly downgrade?: readonly string[];
  readonly hash?: string | null;
};

export type InstallPlan = {
  readonly hash: string | null;
  readonly base: number;
  readonly open: {
    readonly questions: number;
    readonly interference: number;
    readonly errors: number;
    readonly cases: number;
    readonly requirements: number;
    readonly rehearsal: number;
  };
  readonly summary: {
    readonly lost: number;
    readonly emptied: number;
    readonly questions: number;
    readonly rows: number;
    readonly stricter: number;
    readonly tables: number;
    readonly differences: number;
    readonly moves: number;
    readonly own: number;
    readonly cases: {
      readonly passed: number;
      readonly failed: number;
      readonly newlyFailing: number;
      readonly about: readonly {
        readonly label: Label;
        readonly count: number;
      }[];
      readonly unseen: number;
    };
  };
  readonly api: readonly ({
    readonly form: string;
    readonly formLabel: Label;
    readonly name: string;
    readonly message: string;
    readonly part: 'form' | 'field' | 'filter' | 'action' | 'calls';
    readonly change: 'added' | 'removed' | 'renamed' | 'narrowed' | 'widened' | 'changed';
    readonly breaks: boolean;
  })[];
  readonly packages: readonly ({
    readonly name: string;
    readonly version: string;
    readonly from: string | null;
    readonly action: 'install' | 'upgrade' | 'downgrade' | 'change' | 'none';
    readonly label: Label | null;
    readonly signed: {
      readonly key: string | null;
      readonly publisher: string | null;
      readonly trusted: boolean;
      readonly revokedAt: string | null;
      readonly whole: boolean;
    } | null;
    readonly origin: 'server' | 'here' | 'signed' | 'unsigned';
    readonly neededBy: readonly {
      readonly package: string;
      readonly range: string;
    }[];
    readonly notes?: string;
  })[];
  readonly labels: Readonly<Record<string, Label>>;
  readonly requirements: readonly ({
    readonly package: string;
    readonly needs: string;
    readonly range: string;
    readonly found: string | null;
    readonly carried: string | null;
    readonly message: string;
  })[];
  readonly own: readonly ({
    readonly package: string;
    readonly about: 'layer' | 'record' | 'field' | 'value';
    readonly form: string | null;
    readonly message: string;
    readonly here: string | null;
    readonly there: string | null;
  })[];
  readonly differences: readonly ({
    readonly package: string;
    readonly rule: string;
    readonly grade: 'breaking' | 'additive' | 'cosmetic';
    readonly place: string;
    readonly concerns: readonly ('data' | 'api' | 'layers' | 'matches')[];
    readonly form: string | null;
    readonly label: Label | null;
    readonly records: number | null;
    readonly message: string;
  })[];
  readonly moves: readonly ({
    readonly from: string;
    readonly to: string;
    readonly sort: 'menu' | 'form' | 'field' | 'rule' | 'unique' | 'action' | 'block' | 'view' | 'tab' | 'group' | 'setting' | 'param' | 'param-setting' | 'record' | 'case' | 'message';
    readonly form: string | null;
    readonly count: number;
    readonly records: number | null;
    readonly what: string;
    readonly message: string;
  })[];
  readonly questions: readonly ({
    readonly id: string;
    readonly package: string;
    readonly form: string | null;
    readonly formLabel: Label | null;
    readonly target: string;
    readonly property: string;
    readonly propertyName: string;
    readonly label: Label | null;
    readonly base: Json;
    readonly theirs: Json;
    readonly ours: Json;
    readonly shown: {
      readonly base: string;
      readonly theirs: string;
      readonly ours: string;
    };
    readonly said: {
      readonly package: string;
      readonly by: string | null;
      readonly at: string | null;
      readonly revision: number | null;
    };
    readonly proposal: 'theirs' | 'ours';
    readonly answer: 'theirs' | 'ours' | {
      readonly value: Json;
    } | null;
    readonly remembered: boolean;
    readonly message: string;
    readonly record: {
      readonly form: string;
      readonly key: string;
      readonly id: string;
    } | null;
    readonly problems: readonly FieldProblem[];
  })[];
  readonly interference: readonly ({
    readonly id: string;
    readonly form: string | null;
    readonly formLabel: Label | null;
    readonly target: string;
    readonly property: string;
    readonly propertyName: string;
    readonly label: Label | null;
    readonly remembered: boolean;
    readonly message: string;
    readonly said: readonly {
      readonly package: string;
      readonly value: Json;
      readonly shown: string;
    }[];
    readonly answer: {
      readonly from: string;
    } | {
      readonly value: Json;
    } | null;
  })[];
  readonly secrets: readonly {
    readonly id: string;
    readonly code: string;
    readonly message: string;
  }[];
  readonly notices: readonly ({
    readonly code: string;
    readonly package: string;
    readonly layer: string;
    readonly form: string | null;
    readonly formLabel: Label | null;
    readonly target: string;
    readonly property: string;
    readonly propertyName: string;
    readonly label: Label | null;
    readonly params: AnyFields;
    readonly message: string;
  })[];
  readonly issues: readonly Issue[];
  readonly changes: readonly ({
    readonly kind: string;
    readonly table: string;
    readonly risk: 'safe' | 'copies-table' | 'lossy';
    readonly creates?: string;
    readonly rows: number | null;
    readonly message: string;
  })[];
  readonly hidden: readonly string[];
  readonly offers: readonly {
    readonly fill: string;
    readonly form: string;
    readonly field: string;
    readonly records: number;
    readonly default: Json;
    readonly message: string;
  }[];
  readonly returns: readonly HiddenData[];
  readonly rehearsal: {
    readonly state: 'waiting' | 'running' | 'done' | 'failed';
    readonly job: string | null;
  } | null;
  readonly records: {
    readonly created: number;
    readonly changed: number;
    readonly issues: readonly Issue[];
    readonly customised?: readonly {
      readonly package: string;
      readonly form: string;
      readonly key: string;
      readonly fields: readonly string[];
    }[];
    readonly dropped?: readonly ({
      readonly package: string;
      readonly form: string;
      readonly key: string;
      readonly record: string;
      readonly outcome: 'taken' | 'kept';
      readonly why: 'changed' | 'used' | null;
    })[];
  } | null;
  readonly cases: {
    readonly over: 'records' | 'packages';
    readonly before: {
      readonly passed: number;
      readonly failed: number;
      readonly skipped: number;
    };
    readonly after: {
      readonly passed: number;
      readonly failed: number;
      readonly skipped: number;
    };
    readonly accepted: string | null;
    readonly changed: readonly ({
      readonly id: string;
      readonly package: string;
      readonly file: string;
      readonly name: string;
      readonly before: 'passed' | 'failed' | 'skipped' | null;
      readonly after: 'passed' | 'failed' | 'skipped';
      readonly expected: Json;
      readonly actual: Json;
      readonly problems: readonly FieldProblem[];
    })[];
    readonly withheld: number;
  } | null;
  readonly matches: readonly ({
    readonly form: string;
    readonly about: string;
    readonly looked: number;
    readonly changed: readonly ({
      readonly document: {
        readonly id: string;
        readonly number: string | null;
      };
      readonly from: ApproveChangeSetAnswerItemsOrg | null;
      readonly to: ApproveChangeSetAnswerItemsOrg | null;
    })[];
    readonly withheld: number;
    readonly why?: 'asks-more';
  })[];
};

export type Issue = {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly form?: string;
  readonly package?: string;
  readonly file?: string;
  readonly pointer: string;
  readonly params: AnyFields;
  readonly message: string;
};

export type IssueApplicationsAnswerQuestions = {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
};

export type IssueApplicationsSent = {
  readonly applications: readonly {
    readonly id: string;
    readonly ifMatch?: number;
    readonly split?: CompareDecisionsSentSplit;
  }[];
  readonly split?: CompareDecisionsSentSplit;
  readonly push?: 'pending' | 'issue';
  readonly by?: 'page' | 'interface';
  readonly unlinked?: 'blue' | 'confirmation-then-blue';
  readonly answers?: Readonly<Record<string, boolean>>;
};

export type IssuingLastDaysAnswerIssuedReportColumns = {
  readonly value: Json;
  readonly text: string;
  readonly from?: string;
  readonly to?: string;
  readonly before?: string;
};

export type IssuingLastDaysAnswerIssuedReportGroups = {
  readonly field: string;
  readonly by?: 'day' | 'week' | 'month' | 'quarter' | 'year';
  readonly label: {
    readonly zh: string;
    readonly en: string;
  };
};

export type IssuingOverviewAnswerToday = {
  readonly form: string;
  readonly filter: AnyFields;
  readonly count: number;
  readonly type: string;
  readonly label: AnyFields;
};

export type Job = {
  readonly id: string;
  readonly revision: number;
  readonly kind: 'import' | 'export' | 'publish' | 'upgrade' | 'scheduled' | 'notice' | 'other';
  readonly name: string;
  readonly form: string | null;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: string | null;
  readonly total: number | null;
  readonly done: number | null;
  readonly created: number | null;
  readonly updated: number | null;
  readonly unchanged: number | null;
  readonly failed: number | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly message: string | null;
  readonly organisation: Reference | null;
  readonly user: Reference | null;
  readonly details: AnyFields | null;
};

export type Label = {
  readonly zh: string;
  readonly en: string;
};

export type LastBackup = {
  readonly archive: string;
  readonly kind: 'full' | 'increment';
  readonly at: string;
  readonly verifiedAt: string;
  readonly bytes: number;
  readonly rows: number;
  readonly seconds: number;
  readonly files: number;
  readonly missingFiles: number;
};

export type Loaded = {
  readonly created: number;
  readonly changed: number;
  readonly issues: readonly Issue[];
  readonly customised?: readonly {
    readonly package: string;
    readonly form: string;
    readonly key: string;
    readonly fields: readonly string[];
  }[];
  readonly dropped?: readonly ({
    readonly package: string;
    readonly form: string;
    readonly key: string;
    readonly record: string;
    readonly outcome: 'taken' | 'kept';
    readonly why: 'changed' | 'used' | null;
  })[];
};

export type MatchAnswerMatches = {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly org: Reference;
  readonly sharing?: string;
  readonly row?: {
    readonly id: string;
    readonly seq: number;
  };
  readonly personalised?: boolean;
  readonly place: number | null;
  readonly result: AnyFields;
};

export type MatchAnswerTrace = {
  readonly funnel: readonly {
    readonly step: string;
    readonly label: string;
    readonly facts?: readonly string[];
    readonly left: number;
  }[];
  readonly rules: readonly ExplainRuleAnswerItems[];
  readonly more?: number;
  readonly next?: string;
};

export type NewDesign = {
  readonly name?: string;
  readonly layer?: string;
  readonly shared?: boolean;
  readonly key?: string;
  readonly steps?: readonly ({
    readonly do: 'set';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly target: string;
    readonly value: Json;
  } | {
    readonly do: 'reset';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly target: string;
  } | {
    readonly do: 'add-form';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly content: {
      readonly name: string;
      readonly id?: string;
      readonly fields: readonly {
        readonly name: string;
      }[];
    };
  } | {
    readonly do: 'add-field';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly in?: string;
    readonly content: {
      readonly name: string;
      readonly id?: string;
      readonly kind: 'text' | 'multiline' | 'rich-text' | 'code' | 'integer' | 'decimal' | 'money' | 'currency' | 'percent' | 'boolean' | 'date' | 'time' | 'datetime' | 'time-range' | 'duration' | 'choice' | 'choices' | 'rating' | 'colour' | 'form' | 'parameter-type' | 'reference' | 'references' | 'any-reference' | 'parent' | 'file' | 'files' | 'image' | 'images' | 'signature' | 'entries' | 'condition' | 'field-list' | 'carry' | 'computed' | 'formula' | 'number' | 'secret' | 'email' | 'phone' | 'address' | 'geolocation' | 'tax-number' | 'url' | 'barcode' | 'file-name' | 'template' | 'json';
      readonly label: {
        readonly zh: string;
        readonly en: string;
      };
    };
    readonly group?: string;
    readonly before?: string;
  } | {
    readonly do: 'add-option';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly field: string;
    readonly content: {
      readonly value: string;
      readonly label: {
        readonly zh: string;
        readonly en: string;
      };
    };
    readonly before?: string;
  } | {
    readonly do: 'add-part';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly part: 'rules' | 'unique' | 'actions' | 'blocks' | 'views' | 'tabs' | 'groups';
    readonly content: {
      readonly name: string;
    };
    readonly tab?: string;
    readonly after?: string;
  } | {
    readonly do: 'place';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly place: string;
    readonly in?: string;
    readonly before?: string;
  } | {
    readonly do: 'rename';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly place: string;
    readonly name: string;
  } | {
    readonly do: 'change-kind';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly field: string;
    readonly kind: string;
    readonly properties?: AnyFields;
    readonly reads?: 'zh' | 'en';
  } | {
    readonly do: 'fit-values';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly field: string;
    readonly values?: Readonly<Record<string, string | null>>;
    readonly others?: 'empty';
  } | {
    readonly do: 'hide';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly place: string;
  } | {
    readonly do: 'remove';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly place: string;
  } | {
    readonly do: 'bring-back';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly place: string;
    readonly content?: AnyFields;
  } | {
    readonly do: 'merge-options';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly field: string;
    readonly values: Readonly<Record<string, string | null>>;
  } | {
    readonly do: 'move-into-rows';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly fields: readonly string[];
    readonly into: string;
  } | {
    readonly do: 'add-menu';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly content: {
      readonly path: string;
      readonly label: {
        readonly zh: string;
        readonly en: string;
      };
    };
  } | {
    readonly do: 'set-menu';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly path: string;
    readonly properties: AnyFields;
  } | {
    readonly do: 'remove-menu';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly path: string;
  } | {
    readonly do: 'add-param';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly type: string;
    readonly label?: {
      readonly zh: string;
      readonly en: string;
    };
    readonly content: AnyFields;
  } | {
    readonly do: 'set-param';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly type: string;
    readonly key: string;
    readonly content: AnyFields;
  } | {
    readonly do: 'remove-param';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly type: string;
    readonly key: string;
  } | {
    readonly do: 'set-print';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly name: string;
    readonly content: {
      readonly name: string;
      readonly form: string;
    };
  } | {
    readonly do: 'remove-print';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly name: string;
  } | {
    readonly do: 'set-report';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly name: string;
    readonly content: {
      readonly name: string;
      readonly form: string;
    };
  } | {
    readonly do: 'remove-report';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly form: string;
    readonly name: string;
  } | {
    readonly do: 'write-file';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly path: string;
    readonly content: Json;
  } | {
    readonly do: 'remove-file';
    readonly layer?: string;
    readonly typed?: string;
    readonly together?: string;
    readonly path: string;
  })[];
};

export type NewToken = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly hint: string | null;
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly expiresOn: string | null;
  readonly lastUsedAt: string | null;
  readonly token: string;
};

export type Node = {
  readonly id: string;
  readonly name: string;
  readonly startedAt: string;
  readonly since: string;
  readonly model: number;
  readonly state: 'serving' | 'behind' | 'silent';
  readonly own: boolean;
};

export type NodesServing = {
  readonly serving: number;
  readonly behind: readonly {
    readonly id: string;
    readonly name: string;
    readonly since: string;
  }[];
};

export type OpenDesign = {
  readonly id: string;
  readonly name: string;
  readonly layer: string;
  readonly shared: boolean;
  readonly by: {
    readonly id: string;
    readonly name: string;
  };
  readonly base: number;
  readonly state: 'open' | 'proposed' | 'approved' | 'scheduled' | 'published' | 'discarded';
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly proposed: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly approved: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly scheduledAt: string | null;
  readonly scheduled: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly failure: {
    readonly code: string;
    readonly message: string;
    readonly at: string;
  } | null;
  readonly rejected: {
    readonly by: {
      readonly id: string;
      readonly name: string;
    };
    readonly at: string;
    readonly reason: string;
  } | null;
  readonly revision: number | null;
  readonly publishing: boolean;
  readonly versions: Readonly<Record<string, {
    readonly version?: string;
    readonly notes?: string;
  }>>;
  readonly entries: number;
  readonly log: readonly {
    readonly n: number;
    readonly by: {
      readonly id: string;
      readonly name: string;
    };
    readonly at: string;
    readonly does: AnyFields;
  }[];
  readonly present: readonly {
    readonly id: string;
    readonly name: string;
    readonly place: string;
    readonly at: string;
  }[];
  readonly changeSets: readonly ({
    readonly id: string;
    readonly number: string | null;
    readonly name: string | null;
    readonly state: string;
  })[];
  readonly refused: readonly {
    readonly n: number;
    readonly problems: readonly {
      readonly code: string;
      readonly params: AnyFields;
      readonly message: string;
    }[];
  }[];
  readonly overtaken: readonly ({
    readonly n: number;
    readonly layer: string;
    readonly form: string;
    readonly target: string;
    readonly now: Json;
    readonly by: string | null;
    readonly own: boolean;
  })[];
};

export type Organisations = {
  readonly count: number;
  readonly orgs: readonly Reference[];
};

export type OwnOrganisationsAnswerItems = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly parent: string | null;
};

export type Package = {
  readonly name: string;
  readonly version: string;
  readonly description: string | null;
  readonly requires: Readonly<Record<string, string>>;
  readonly label: Label;
  readonly help: Label | null;
  readonly prefix: string;
  readonly signature?: {
    readonly key: string | null;
    readonly publisher: string | null;
    readonly trusted: boolean;
    readonly revokedAt: string | null;
  } | null;
  readonly origin?: 'server' | 'here' | 'signed' | 'unsigned';
  readonly changed?: {
    readonly revision: number | null;
    readonly at: string | null;
    readonly by: string | null;
    readonly reason: string | null;
  };
  readonly waits?: string | null;
  readonly waitsIn?: 'server' | 'registry' | null;
  readonly layersOn?: readonly {
    readonly package: string;
    readonly adds: number;
    readonly changes: number;
  }[];
  readonly brings?: {
    readonly forms: number;
    readonly fields: number;
    readonly parameters: number;
    readonly rules: number;
    readonly cases: number;
    readonly records: number;
    readonly roles: number;
    readonly menus: number;
    readonly templates: number;
    readonly prints: number;
    readonly reports: number;
    readonly messages: number;
  };
};

export type PackagePage = {
  readonly name: string;
  readonly version: string;
  readonly description: string | null;
  readonly requires: Readonly<Record<string, string>>;
  readonly label: Label;
  readonly help: Label | null;
  readonly prefix: string;
  readonly signature: {
    readonly key: string | null;
    readonly publisher: string | null;
    readonly trusted: boolean;
    readonly revokedAt: string | null;
  } | null;
  readonly origin: 'server' | 'here' | 'signed' | 'unsigned';
  readonly changed: {
    readonly revision: number | null;
    readonly at: string | null;
    readonly by: string | null;
    readonly reason: string | null;
  };
  readonly waits: string | null;
  readonly waitsIn: 'server' | 'registry' | null;
  readonly layersOn: readonly {
    readonly package: string;
    readonly adds: number;
    readonly changes: number;
  }[];
  readonly brings: {
    readonly forms: number;
    readonly fields: number;
    readonly parameters: number;
    readonly rules: number;
    readonly cases: number;
    readonly records: number;
    readonly roles: number;
    readonly menus: number;
    readonly templates: number;
    readonly prints: number;
    readonly reports: number;
    readonly messages: number;
  };
  readonly readme: {
    readonly zh: string | null;
    readonly en: string | null;
  };
  readonly changelog: string | null;
  readonly forms: readonly ({
    readonly id: string;
    readonly name: string | null;
    readonly label: Label | null;
    readonly kind: string;
    readonly fields: number;
  })[];
  readonly extends: readonly ({
    readonly form: string;
    readonly label: Label | null;
    readonly changes: readonly {
      readonly target: string;
      readonly message: string;
    }[];
    readonly adds: readonly ({
      readonly name: string;
      readonly label: Label | null;
    })[];
  })[];
  readonly parameters: readonly ({
    readonly type: string;
    readonly label: Label | null;
    readonly changes: readonly {
      readonly target: string;
      readonly message: string;
    }[];
    readonly params: readonly ({
      readonly key: string;
      readonly label: Label | null;
      readonly danger: boolean;
    })[];
  })[];
  readonly rules: readonly ({
    readonly form: string;
    readonly formLabel: Label | null;
    readonly name: string;
    readonly message: Label | null;
    readonly severity: string;
  })[];
  readonly cases: readonly ({
    readonly file: string;
    readonly name: string;
    readonly form: string | null;
    readonly decision: string | null;
  })[];
  readonly data: readonly ({
    readonly form: string;
    readonly label: Label | null;
    readonly set: string | null;
    readonly records: number;
  })[];
  readonly menus: readonly ({
    readonly path: string;
    readonly label: Label | null;
  })[];
  readonly templates: readonly ({
    readonly name: string;
    readonly label: Label | null;
    readonly help: Label | null;
    readonly fields: number;
  })[];
  readonly prints: readonly ({
    readonly form: string;
    readonly formLabel: Label | null;
    readonly name: string;
    readonly label: Label | null;
  })[];
  readonly reports: readonly ({
    readonly form: string;
    readonly formLabel: Label | null;
    readonly name: string;
    readonly label: Label | null;
  })[];
  readonly others: readonly string[];
  readonly designed: boolean | null;
  readonly versions: readonly ({
    readonly version: string | null;
    readonly revision: number | null;
    readonly at: string | null;
    readonly by: string | null;
    readonly reason: string | null;
  })[];
  readonly keys: readonly TrustedKey[];
};

export type ParameterAnswer = {
  readonly type: string;
  readonly key: string;
  readonly org: AttemptSignInAnswerUser | null;
  readonly date: string;
  readonly value: Json;
  readonly raw: string | null;
  readonly isSet: boolean;
  readonly masked?: true;
  readonly revealed?: true;
  readonly from: CompareParametersAnswerItemsAFrom;
  readonly own: readonly (CompareParametersAnswerItemsAOwn | CompareParametersAnswerItemsAOwn2)[];
  readonly unset: ParameterAnswerUnset;
  readonly chain?: readonly ParameterAnswerChain[];
  readonly definition?: readonly ParameterAnswerDefinition[];
  readonly at?: {
    readonly revision: number;
    readonly instant: string;
  };
  readonly set?: ParameterAnswerSet | null;
};

export type ParameterAnswerChain = {
  readonly from: 'value' | 'preset' | 'unset';
  readonly state: 'holds' | 'shadowed' | 'not-valid-yet' | 'expired' | 'locked-out' | 'preset' | 'unset';
  readonly id?: string;
  readonly revision?: number | null;
  readonly key?: string;
  readonly scope?: 'system' | 'organisation';
  readonly org?: AttemptSignInAnswerUser | null;
  readonly hidden?: true;
  readonly value?: Json;
  readonly masked?: true;
  readonly raw?: string | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly locked?: boolean;
  readonly by?: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly at?: string | null;
  readonly reason?: string | null;
  readonly because?: {
    readonly key: string;
    readonly scope: 'system' | 'organisation';
    readonly org: AttemptSignInAnswerUser | null;
  };
  readonly changeSet?: string | null;
  readonly changeSetNumber?: string | null;
  readonly author?: {
    readonly id: string | null;
    readonly name: string | null;
  } | null;
  readonly approved?: ParameterAnswerChainApproved | null;
};

export type ParameterAnswerChainApproved = {
  readonly id: string;
  readonly name: string;
  readonly at: string;
};

export type ParameterAnswerDefinition = {
  readonly property: string;
  readonly name: string;
  readonly manner: 'shared' | 'set' | 'stricter' | 'owner' | 'locked';
  readonly value: Json;
  readonly shown: string;
  readonly said: readonly ({
    readonly package: string;
    readonly packageLabel: {
      readonly zh: string;
      readonly en: string;
    } | null;
    readonly version: string;
    readonly says: boolean;
    readonly value: Json;
    readonly shown: string | null;
    readonly by: string | null;
    readonly at: string | null;
    readonly revision: number | null;
    readonly overruled: boolean;
    readonly earlier: readonly ({
      readonly says: boolean;
      readonly value: Json;
      readonly shown: string | null;
      readonly by: string | null;
      readonly at: string | null;
      readonly revision: number | null;
    })[];
  })[];
};

export type ParameterAnswerSet = {
  readonly revision: number;
  readonly at: string;
  readonly by: {
    readonly id: string;
    readonly name: string;
  };
  readonly reason: string | null;
  readonly changeSet: string | null;
  readonly changeSetNumber: string | null;
  readonly author: {
    readonly id: string | null;
    readonly name: string | null;
  } | null;
  readonly approved: ParameterAnswerChainApproved | null;
};

export type ParameterAnswerUnset = {
  readonly value: Json;
  readonly label: {
    readonly zh: string;
    readonly en: string;
  };
};

export type ParameterHistoryAnswerItemsFrom = {
  readonly value: Json;
  readonly raw: string | null;
  readonly isSet: boolean;
  readonly masked?: true;
};

export type ParameterReadersAnswerItems = {
  readonly app: string | null;
  readonly token: {
    readonly id: string;
    readonly name: string | null;
  } | null;
  readonly user: {
    readonly id?: string;
    readonly number: string | null;
    readonly name: string | null;
  } | null;
  readonly client: string | null;
  readonly version: string | null;
  readonly org: AttemptSignInAnswerUser | null;
  readonly lastRead: string;
  readonly revision: number | null;
  readonly many: boolean;
  readonly refused: {
    readonly at: string;
    readonly revision: number;
    readonly reason: string;
  } | null;
};

export type ParametersIfAnswer = {
  readonly action: 'move' | 'disable' | 'enable' | 'delete';
  readonly items: readonly ({
    readonly type: string;
    readonly key: string;
    readonly org: AttemptSignInAnswerUser | null;
    readonly from: ParameterHistoryAnswerItemsFrom | null;
    readonly to: ParameterHistoryAnswerItemsFrom | null;
  })[];
  readonly total: number;
  readonly hidden: number;
  readonly readers: {
    readonly count: number;
    readonly names: readonly string[];
    readonly lastRead: string | null;
  };
  readonly below?: number;
  readonly own?: {
    readonly items: readonly ({
      readonly type: string;
      readonly id: string;
      readonly revision: number | null;
      readonly key: string;
      readonly scope: 'system' | 'organisation';
      readonly org: AttemptSignInAnswerUser | null;
      readonly value: Json;
      readonly masked?: true;
      readonly raw: string | null;
      readonly validFrom: string | null;
      readonly validTo: string | null;
      readonly locked: boolean;
      readonly by: {
        readonly id: string;
        readonly name: string;
      } | null;
      readonly at: string | null;
      readonly reason: string | null;
    })[];
    readonly total: number;
    readonly hidden: number;
  };
};

export type Plan = {
  readonly base: number;
  readonly hash: string | null;
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
  }[];
  readonly leaving: readonly {
    readonly name: string;
    readonly version: string;
  }[];
  readonly issues: readonly Issue[];
  readonly changes: readonly ({
    readonly kind: string;
    readonly table: string;
    readonly risk: 'safe' | 'copies-table' | 'lossy';
    readonly creates?: string;
    readonly message: string;
  })[];
  readonly hidden: readonly string[];
  readonly offers: readonly {
    readonly fill: string;
    readonly form: string;
    readonly field: string;
    readonly records: number;
    readonly default: Json;
    readonly message: string;
  }[];
};

export type PlanAnswer = {
  readonly result: AnyFields;
  readonly trace: readonly CompareDecisionsAnswerATrace[];
  readonly issues: readonly CompareDecisionsAnswerAIssues[];
  readonly used: CompareDecisionsAnswerAUsed;
  readonly unseen: readonly CompareDecisionsAnswerAUnseen[];
  readonly applications: readonly CompareDecisionsAnswerAApplications[];
};

export type PlanDesign = {
  readonly design: string;
  readonly overwrite?: boolean;
  readonly drop?: boolean;
  readonly answers?: Readonly<Record<string, 'theirs' | 'ours' | {
    readonly value: Json;
  } | {
    readonly from: string;
  }>>;
  readonly take?: 'theirs' | 'ours';
  readonly acceptCases?: string;
  readonly rehearsal?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly fill?: boolean | readonly string[];
  readonly accept?: readonly string[];
  readonly downgrade?: readonly string[];
  readonly hash?: string | null;
};

export type PlanShip = {
  readonly name: string;
  readonly version: string;
  readonly prefix: string;
  readonly label: {
    readonly zh: string;
    readonly en: string;
  };
  readonly notes?: string;
  readonly places: readonly string[];
  readonly answers?: Readonly<Record<string, 'theirs' | 'ours' | {
    readonly value: Json;
  } | {
    readonly from: string;
  }>>;
  readonly take?: 'theirs' | 'ours';
  readonly acceptCases?: string;
  readonly rehearsal?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly fill?: boolean | readonly string[];
  readonly accept?: readonly string[];
  readonly downgrade?: readonly string[];
  readonly hash?: string | null;
};

export type Preference = {
  readonly name: string;
  readonly value: Json;
};

export type PreviewChangeSetAnswerCasesFailingOtherwise = {
  readonly path: string;
  readonly expected: Json;
  readonly actual: Json;
};

export type PreviewChangeSetAnswerRecordsMatchesChangedFrom = {
  readonly id?: string | null;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly row?: {
    readonly seq: number;
  };
  readonly hidden?: true;
};

export type PrintNode = {
  readonly type: 'text';
  readonly text: string;
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly colour?: string;
} | {
  readonly type: 'fields';
  readonly columns: number;
  readonly border: 'none' | 'rows' | 'all';
  readonly lines: readonly (readonly ({
    readonly label: string;
    readonly value: string;
    readonly wide: boolean;
    readonly code?: {
      readonly type: 'code';
      readonly code: 'qr' | 'datamatrix' | 'pdf417' | 'code128' | 'code39' | 'ean13';
      readonly text: string;
      readonly width: number;
      readonly height: number;
      readonly caption: boolean;
      readonly align: 'left' | 'center' | 'right';
    };
    readonly strokes?: string;
    readonly monospaced?: true;
  })[])[];
} | {
  readonly type: 'table';
  readonly border: 'none' | 'rows' | 'all';
  readonly columns: readonly ({
    readonly label: string;
    readonly width: number | null;
    readonly align: 'left' | 'center' | 'right';
  })[];
  readonly rows: readonly (readonly string[])[];
  readonly sums: readonly string[] | null;
} | {
  readonly type: 'columns';
  readonly columns: readonly ({
    readonly width: number | null;
    readonly nodes: readonly PrintNode[];
  })[];
} | {
  readonly type: 'group';
  readonly framed: boolean;
  readonly together: boolean;
  readonly nodes: readonly PrintNode[];
} | {
  readonly type: 'image';
  readonly image: string;
  readonly width: number;
  readonly highest?: number;
  readonly align: 'left' | 'center' | 'right';
} | {
  readonly type: 'code';
  readonly code: 'qr' | 'datamatrix' | 'pdf417' | 'code128' | 'code39' | 'ean13';
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly caption: boolean;
  readonly align: 'left' | 'center' | 'right';
} | {
  readonly type: 'line' | 'page';
} | {
  readonly type: 'space';
  readonly height: number;
};

export type PrintTree = {
  readonly title: string;
  readonly language: 'zh' | 'en';
  readonly paper: {
    readonly width: number;
    readonly height: number;
    readonly margin: number;
  };
  readonly size: number;
  readonly head: {
    readonly height: number;
    readonly nodes: readonly PrintNode[];
  } | null;
  readonly foot: {
    readonly height: number;
    readonly nodes: readonly PrintNode[];
  } | null;
  readonly pageNumbers: 'left' | 'center' | 'right' | null;
  readonly nodes: readonly PrintNode[];
};

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly params?: AnyFields;
  readonly instance?: string;
  readonly errors: readonly FieldProblem[];
  readonly current?: AnyFields;
};

export type Publish = {
  readonly packages: readonly {
    readonly files: AnyFields;
  }[];
  readonly fill?: boolean | readonly string[];
  readonly accept?: readonly string[];
  readonly downgrade?: readonly string[];
  readonly hash?: string | null;
};

export type PublishDesign = {
  readonly design: string;
  readonly overwrite?: boolean;
  readonly drop?: boolean;
  readonly answers?: Readonly<Record<string, 'theirs' | 'ours' | {
    readonly value: Json;
  } | {
    readonly from: string;
  }>>;
  readonly take?: 'theirs' | 'ours';
  readonly acceptCases?: string;
  readonly rehearsal?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly fill?: boolean | readonly string[];
  readonly accept?: readonly string[];
  readonly downgrade?: readonly string[];
  readonly hash: string;
};

export type PublishProgress = {
  readonly running: {
    readonly at: string;
    readonly done: number;
    readonly steps: readonly {
      readonly table: string;
      readonly message: string;
      readonly done: boolean;
    }[];
  } | null;
};

export type PublishSaid = {
  readonly revision: number;
  readonly at: string | null;
  readonly actor: Actor | null;
  readonly reason: string | null;
  readonly finishedBy: string | null;
  readonly packages: readonly ({
    readonly name: string;
    readonly version: string | null;
    readonly label: Label;
    readonly before: string | null;
  })[];
  readonly undoes: {
    readonly revision: number;
    readonly at: string | null;
    readonly reason: string | null;
    readonly again: boolean;
  } | null;
  readonly offers: 'undo' | 'redo' | null;
  readonly holds: boolean;
  readonly says: readonly ({
    readonly package: string;
    readonly rule: string;
    readonly message: string;
    readonly grade: 'breaking' | 'additive' | 'cosmetic';
    readonly form: string | null;
  })[];
  readonly more: number;
};

export type Published = {
  readonly revision: number;
  readonly base: number;
  readonly hash: string | null;
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
  }[];
  readonly leaving: readonly {
    readonly name: string;
    readonly version: string;
  }[];
  readonly issues: readonly Issue[];
  readonly changes: readonly ({
    readonly kind: string;
    readonly table: string;
    readonly risk: 'safe' | 'copies-table' | 'lossy';
    readonly creates?: string;
    readonly message: string;
  })[];
  readonly hidden: readonly string[];
  readonly offers: readonly {
    readonly fill: string;
    readonly form: string;
    readonly field: string;
    readonly records: number;
    readonly default: Json;
    readonly message: string;
  }[];
  readonly data?: Loaded;
  readonly nodes: NodesServing;
  readonly finishedBy: string | null;
  readonly job: string | null;
};

export type ReadSheetsAnswer = {
  readonly sheets: readonly {
    readonly name: string;
    readonly rows: readonly (readonly string[])[];
    readonly cut: boolean;
  }[];
  readonly cut: boolean;
};

export type Reference = {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly withheld?: 'elsewhere' | 'no-right';
};

export type RejectDesign = {
  readonly reason?: string;
};

export type RemoveCaseAnswer = {
  readonly package: string;
  readonly file: string;
  readonly name: string;
  readonly state: 'published' | 'open';
  readonly design: string;
};

export type Report = {
  readonly name?: string;
  readonly label?: {
    readonly zh: string;
    readonly en: string;
  };
  readonly chart?: 'bars' | 'lines' | 'pie' | 'days' | 'flow' | 'organisations';
  readonly entries?: string;
  readonly filter?: AnyFields;
  readonly groups: readonly IssuingLastDaysAnswerIssuedReportGroups[];
  readonly across?: IssuingLastDaysAnswerIssuedReportGroups;
  readonly values: readonly ({
    readonly of: 'count' | 'sum' | 'average' | 'least' | 'most';
    readonly field?: string;
    readonly label: {
      readonly zh: string;
      readonly en: string;
    };
    readonly currency?: string;
    readonly kind?: string;
    readonly digits?: string;
    readonly partial?: 'withheld';
  })[];
  readonly originals?: 'own-copies';
  readonly organisations?: readonly ({
    readonly id: string;
    readonly text: string;
    readonly parent: string | null;
  })[];
  readonly columns: readonly IssuingLastDaysAnswerIssuedReportColumns[];
  readonly lines: readonly ({
    readonly keys: readonly IssuingLastDaysAnswerIssuedReportColumns[];
    readonly cells: readonly (readonly (string | readonly {
      readonly currency: string;
      readonly amount: string;
    }[] | null)[])[];
  })[];
};

export type RuleCoverageAnswerNeverWon = {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly org: Reference;
  readonly sharing?: string;
  readonly row?: {
    readonly id: string;
    readonly seq: number;
  };
  readonly personalised?: boolean;
};

export type RuleCoverageAnswerUnmatched = {
  readonly index: number;
  readonly id?: string;
  readonly number?: string | null;
};

export type RulesByOrganisationAnswerItemsMore = {
  readonly count: number;
  readonly rules: readonly RuleCoverageAnswerNeverWon[];
};

export type SearchAnswer = {
  readonly items: readonly Found[];
  readonly complete: boolean;
  readonly unsearched: readonly {
    readonly form: string;
    readonly label: Label;
    readonly code: string;
  }[];
};

export type Session = {
  readonly id: string;
  readonly current: boolean;
  readonly agent: string | null;
  readonly address: string | null;
  readonly byProvider: boolean;
  readonly signedInAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
};

export type Ship = {
  readonly name: string;
  readonly version: string;
  readonly prefix: string;
  readonly label: {
    readonly zh: string;
    readonly en: string;
  };
  readonly notes?: string;
  readonly places: readonly string[];
  readonly answers?: Readonly<Record<string, 'theirs' | 'ours' | {
    readonly value: Json;
  } | {
    readonly from: string;
  }>>;
  readonly take?: 'theirs' | 'ours';
  readonly acceptCases?: string;
  readonly rehearsal?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly fill?: boolean | readonly string[];
  readonly accept?: readonly string[];
  readonly downgrade?: readonly string[];
  readonly hash: string;
};

export type ShipPlace = {
  readonly place: string;
  readonly sort: 'form' | 'changes' | 'fields' | 'rules' | 'unique' | 'actions' | 'prints' | 'reports' | 'data' | 'cases' | 'params' | 'messages';
  readonly form: {
    readonly zh: string;
    readonly en: string;
  } | null;
  readonly label: {
    readonly zh: string;
    readonly en: string;
  };
  readonly folders?: readonly {
    readonly zh: string;
    readonly en: string;
  }[];
};

export type SynchroniseTaxAccountsAnswerAdded = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly login: string;
  readonly taxNo: string;
};

export type Taken = {
  readonly fill?: boolean | readonly string[];
  readonly accept?: readonly string[];
  readonly publish?: number;
};

export type TakenPlan = {
  readonly fill?: boolean | readonly string[];
  readonly accept?: readonly string[];
  readonly hash: string;
  readonly publish?: number;
};

export type TellOffer = {
  readonly items: readonly Reference[];
  readonly more: boolean;
};

export type TellPublished = {
  readonly form: string;
  readonly people?: readonly string[];
  readonly note?: string;
};

export type Token = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly hint: string | null;
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly expiresOn: string | null;
  readonly lastUsedAt: string | null;
};

export type TrustedKey = {
  readonly id: string;
  readonly publicKey: string;
  readonly label: string;
  readonly addedBy: string;
  readonly addedAt: string;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
};

export type UndoPlan = {
  readonly base: number;
  readonly hash: string | null;
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
  }[];
  readonly leaving: readonly {
    readonly name: string;
    readonly version: string;
  }[];
  readonly issues: readonly Issue[];
  readonly changes: readonly ({
    readonly kind: string;
    readonly table: string;
    readonly risk: 'safe' | 'copies-table' | 'lossy';
    readonly creates?: string;
    readonly message: string;
  })[];
  readonly hidden: readonly string[];
  readonly offers: readonly {
    readonly fill: string;
    readonly form: string;
    readonly field: string;
    readonly records: number;
    readonly default: Json;
    readonly message: string;
  }[];
  readonly publish: PublishSaid;
};

export type Uninstalled = {
  readonly revision: number;
  readonly base: number;
  readonly hash: string | null;
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
  }[];
  readonly leaving: readonly {
    readonly name: string;
    readonly version: string;
  }[];
  readonly issues: readonly Issue[];
  readonly changes: readonly ({
    readonly kind: string;
    readonly table: string;
    readonly risk: 'safe' | 'copies-table' | 'lossy';
    readonly creates?: string;
    readonly message: string;
  })[];
  readonly hidden: readonly string[];
  readonly offers: readonly {
    readonly fill: string;
    readonly form: string;
    readonly field: string;
    readonly records: number;
    readonly default: Json;
    readonly message: string;
  }[];
  readonly data?: Loaded;
  readonly nodes: NodesServing;
  readonly finishedBy: string | null;
  readonly job: string | null;
  readonly archive: string | null;
};

export type Verdict = {
  readonly type: 'all' | 'any' | 'not' | 'some' | 'leaf';
  readonly holds: boolean;
  readonly pointer?: string;
  readonly fact?: string;
  readonly label?: string;
  readonly operator?: string;
  readonly sentence?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly row?: number | null;
  readonly nodes?: readonly Verdict[];
};

export type View = {
  readonly id: string;
  readonly revision: number;
  readonly name: string;
  readonly form: string | null;
  readonly shared: boolean;
  readonly preferred: boolean;
  readonly config: Json;
  readonly mine: boolean;
};

export type WaitingPackage = {
  readonly name: string;
  readonly version: string;
  readonly files: AnyFields;
  readonly needs: readonly {
    readonly name: string;
    readonly version: string;
    readonly files: AnyFields;
  }[];
};

export type WorkbookForm = {
  readonly proposal: AnyFields;
  readonly form: AnyFields;
  readonly columns: readonly AnyFields[];
  readonly forms: readonly {
    readonly form: AnyFields;
    readonly columns: readonly AnyFields[];
  }[];
};

/** What each call is asked and what it answers, by its name in the document of the API. */
export interface Calls {
  /** Cancel the caller’s own upload */
  readonly abandonUpload: {
    readonly path: { readonly upload: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Perform an action on a record */
  readonly act: {
    readonly path: { readonly form: string; readonly id: string; readonly action: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: ActSent;
    readonly answer: AnyRecord;
  };
  /** Add an authenticator app or a passkey; with the first one come recovery codes, told this once */
  readonly addAuthenticator: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly ticket: string;
      readonly code?: string;
      readonly passkey?: AnyFields;
      readonly name: string;
    };
    readonly answer: {
      readonly codes: readonly string[];
    };
  };
  /** Continue an upload from Upload-Offset, as application/offset+octet-stream */
  readonly appendUpload: {
    readonly path: { readonly upload: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** A customer requests an invoice: accepted once per Idempotency-Key, and once per receipt number of a code */
  readonly applyByPage: {
    readonly path: { readonly key: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly invoiceType?: string;
      readonly buyerKind: 'company' | 'person';
      readonly choice?: string;
      readonly buyerName?: string;
      readonly buyerTaxNo?: string;
      readonly buyerEmail?: string;
      readonly buyerMobile?: string;
      readonly gross?: string;
      readonly businessNumber?: string;
      readonly seal?: string;
    };
    readonly answer: {
      readonly number: string | null;
      readonly receipt: string;
    };
  };
  /** Issues by scan: checks the seller, types and limit of the QR code, maps the invoice title, and creates an application in the code’s organisation */
  readonly applyByScan: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly code: string;
      readonly lines: readonly AnyFields[];
    };
    readonly answer: AnyFields;
  };
  /** Publish metadata */
  readonly applyModel: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: Apply;
    readonly answer: Published;
  };
  /** Approve it; nobody can approve a change set they worked on */
  readonly approveChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: ApproveChangeSetAnswer;
  };
  /** Approve it; nobody can approve a design they worked on */
  readonly approveDesign: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Design;
  };
  /** Who may approve a record that waits for approval; null where it waits for none */
  readonly approvers: {
    readonly path: { readonly form: string; readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly waits: Approvers | null;
    };
  };
  /** Download an archive: gzip with one line of JSON per record, without secrets */
  readonly archive: {
    readonly path: { readonly archive: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Electronic archive: packs the invoices the current organisation issued in a month (files, an index as XML and CSV, the SHA-256 of each file), as a job; needs the right to export invoices */
  readonly archiveInvoices: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly month: string;
    };
    readonly answer: Job;
  };
  /** The archives of uninstalled packages */
  readonly archives: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Archive[];
    };
  };
  /** Sign in with a passkey alone: answers what it signs; sign-in goes on with what it signed */
  readonly askForPasskey: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly step: 'passkey';
      readonly ticket: string;
      readonly passkey: AnyFields;
    };
  };
  /** The same with the report in the body, which is not stored */
  readonly askReport: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly filter?: string;
      readonly q?: string;
      readonly view?: 'use' | 'manage';
    } & Filters;
    readonly body: AskReportSent;
    readonly answer: Report;
  };
  /** The same as a sheet */
  readonly askReportSheet: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly filter?: string;
      readonly q?: string;
      readonly format?: 'xlsx' | 'csv';
    } & Filters;
    readonly body: AskReportSent;
    readonly answer: Response;
  };
  /** Confirm that it is you: answers which code or passkey is asked for */
  readonly askToConfirm: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: AskToConfirmAnswer;
  };
  /** Assigns records from the current organisation to others, with a result for each pair */
  readonly assign: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly records: readonly (string | {
        readonly id: string;
      } | {
        readonly number: string;
      })[];
      readonly orgs: readonly (string | {
        readonly id: string;
      } | {
        readonly number: string;
      })[];
    };
    readonly answer: AssignAnswer;
  };
  /** Assigns pages to a bill in this order, after its other pages; with null as the bill, they go back to waiting */
  readonly assignPages: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly pages: readonly string[];
      readonly bill: string | null;
    };
    readonly answer: {
      readonly items: readonly AnyFields[];
    };
  };
  /** Records that one manages, each with every organisation that uses it: a screen of the matrix in one call */
  readonly assignmentGrid: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly usedBy?: string;
      readonly unusedBy?: string;
      readonly filter?: string;
      readonly q?: string;
      readonly sort?: string;
      readonly limit?: number;
      readonly cursor?: string;
      readonly count?: boolean;
      readonly partial?: boolean;
    } & Filters;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly record: AssignAnswerItemsRecord;
        readonly creator: AssignAnswerItemsRecord;
        readonly sharing: 'private' | 'free' | 'hierarchical' | 'scope' | 'global';
        readonly enabled: boolean;
        readonly users: readonly ({
          readonly how: 'own' | 'assigned' | 'scope' | 'global';
          readonly first: number;
          readonly count: number;
        })[];
      })[];
      readonly next: string | null;
      readonly total?: number;
      readonly totalAtLeast?: true;
      readonly complete?: false;
      readonly orgs: readonly string[];
    };
  };
  /** Assignments: by organisation (the current one by default), by record, or what is unassigned */
  readonly assignments: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly record?: string;
      readonly unassigned?: string;
      readonly how?: 'own' | 'assigned' | 'scope' | 'global';
      readonly filter?: string;
      readonly q?: string;
      readonly sort?: string;
      readonly limit?: number;
      readonly cursor?: string;
      readonly count?: boolean;
      readonly partial?: boolean;
    } & Filters;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly org: AssignAnswerItemsRecord;
        readonly how: 'own' | 'assigned' | 'scope' | 'global';
        readonly by: AssignAnswerItemsRecord | null;
        readonly at: string | null;
        readonly user: AssignAnswerItemsRecord | null;
        readonly personalised: boolean;
      })[];
      readonly next: string | null;
      readonly total?: number;
      readonly totalAtLeast?: true;
      readonly complete?: false;
    } | {
      readonly items: readonly ({
        readonly record: AssignAnswerItemsRecord;
        readonly creator: AssignAnswerItemsRecord;
        readonly sharing: 'private' | 'free' | 'hierarchical' | 'scope' | 'global';
        readonly enabled: boolean;
        readonly how?: 'own' | 'assigned' | 'scope' | 'global';
        readonly by?: AssignAnswerItemsRecord | null;
        readonly at?: string | null;
        readonly user?: AssignAnswerItemsRecord | null;
        readonly personalised?: boolean;
      })[];
      readonly next: string | null;
      readonly total?: number;
      readonly totalAtLeast?: true;
      readonly complete?: false;
    };
  };
  /** Try the rules on an ID token, an answer by SAML or claims as JSON: who would come in, known or made, with which organisation and roles; nothing is written */
  readonly attemptSignIn: {
    readonly path: { readonly provider: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly claims: string;
    };
    readonly answer: {
      readonly outcome: 'known' | 'made' | 'refused';
      readonly why: string | null;
      readonly user: AttemptSignInAnswerUser | null;
      readonly number: string;
      readonly name: string;
      readonly email: string;
      readonly rules: readonly ({
        readonly fits: true | false;
        readonly found: readonly string[];
      })[];
      readonly organisation: AttemptSignInAnswerUser | null;
      readonly roles: readonly AttemptSignInAnswerUser[];
      readonly changes: readonly string[];
    };
  };
  /** Who did what, newest first */
  readonly audit: {
    readonly path?: undefined;
    readonly query?: {
      readonly from?: string;
      readonly to?: string;
      readonly user?: string;
      readonly action?: string;
      readonly form?: string;
      readonly organisation?: string;
      readonly q?: string;
      readonly hide?: 'sign-ins';
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly at: string;
        readonly actor: ApproveChangeSetAnswerItemsOrg | null;
        readonly action: string;
        readonly target: string | null;
        readonly form?: string;
        readonly record?: ApproveChangeSetAnswerItemsOrg | null;
        readonly parameter?: {
          readonly type: string;
          readonly key: string;
          readonly label: {
            readonly zh: string;
            readonly en: string;
          } | null;
          readonly org: ApproveChangeSetAnswerItemsOrg | null;
          readonly before: AuditAnswerItemsParameterBefore | null;
          readonly after: AuditAnswerItemsParameterBefore | null;
          readonly changeSet: string | null;
          readonly changeSetNumber: string | null;
        };
        readonly revision?: number;
        readonly reason?: string | null;
        readonly org: ApproveChangeSetAnswerItemsOrg | null;
        readonly detail?: Json;
      })[];
      readonly next: string | null;
      readonly total?: number;
      readonly totalAtLeast?: true;
      readonly complete?: false;
      readonly searchedTo?: string;
    };
  };
  /** The audit trail as a workbook or csv */
  readonly auditExport: {
    readonly path?: undefined;
    readonly query?: {
      readonly format?: 'xlsx' | 'csv';
      readonly mode?: 'file' | 'job';
      readonly from?: string;
      readonly to?: string;
      readonly user?: string;
      readonly action?: string;
      readonly form?: string;
      readonly organisation?: string;
      readonly q?: string;
      readonly hide?: 'sign-ins';
    };
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** The authenticator apps and passkeys of a user */
  readonly authenticatorsOfUser: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: AuthenticatorsOfUserAnswer;
  };
  /** Back up now; returns at once, GET /api/backups and the audit trail tell how it went */
  readonly backUpNow: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly running: boolean;
    };
  };
  /** The scheduled backups there are, the newest first: time, size, when each was verified and restored on trial */
  readonly backupArchives: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly BackupArchive[];
    };
  };
  /** Scheduled backups: the last and the next one, why one failed, and how restoring on trial went; backups is null if none are set up */
  readonly backups: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly backups: Backups | null;
    };
  };
  /** Write many records: all or none, or each with its own result */
  readonly batch: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly atomic?: boolean;
      readonly items: readonly ({
        readonly op: 'create';
        readonly body: AnyFields;
      } | {
        readonly op: 'patch' | 'put';
        readonly id: string;
        readonly ifMatch?: number;
        readonly body: AnyFields;
      } | {
        readonly op: 'delete' | 'enable' | 'disable';
        readonly id: string;
        readonly ifMatch?: number;
      } | {
        readonly op: 'act';
        readonly id: string;
        readonly ifMatch?: number;
        readonly action: string;
        readonly body?: AnyFields;
      })[];
    };
    readonly answer: {
      readonly items: readonly {
        readonly index: number;
        readonly status: number;
        readonly record?: AnyRecord;
        readonly problem?: Problem;
      }[];
    };
  };
  /** Open the link of a forgotten password: answers the code or the new password that is asked for next */
  readonly beginReset: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly ticket: string;
    };
    readonly answer: BeginResetAnswer | AskToConfirmAnswer | BeginResetAnswer2 | BeginResetAnswer3;
  };
  /** Begin single sign-on: answers the address for the browser to open, and keeps the sign-in in a cookie */
  readonly beginSignIn: {
    readonly path: { readonly provider: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly to?: string;
    };
    readonly answer: {
      readonly address: string;
    };
  };
  /** Start an upload with tus 1.0: Upload-Length in bytes, Upload-Metadata with filename and field (its path, such as lines.scan); Location is its address, and its id is used in the record */
  readonly beginUpload: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** The cover of a bill, as a page for printing or as a PDF; with a QR code of its image code if the template has one */
  readonly billCover: {
    readonly path: { readonly id: string };
    readonly query?: {
      readonly format?: 'html' | 'pdf';
      readonly language?: 'zh' | 'en';
    };
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Bills with images waiting for the caller’s approval, from all organisations where the caller may agree, reject or request a rescan; oldest first, at most 200 */
  readonly billsWaiting: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly AnyFields[];
      readonly more: boolean;
    };
  };
  /** Adds all pages assigned to a bill to it at once, and completes its image upload */
  readonly bringPages: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: AnyFields;
  };
  /** Cancel a job */
  readonly cancelJob: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Job;
  };
  /** The cases of all packages: their input, the configuration they try, and the expected result */
  readonly cases: {
    readonly path?: undefined;
    readonly query?: {
      readonly package?: string;
      readonly decision?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly {
        readonly package: string;
        readonly file: string;
        readonly name: string;
        readonly form?: string;
        readonly decision?: string;
        readonly org?: string;
        readonly at?: string;
        readonly within?: string;
        readonly ask?: AnyFields;
        readonly facts: AnyFields;
        readonly trial?: AnyFields;
        readonly expect: Json;
        readonly own: boolean;
      }[];
      readonly packages: readonly string[];
      readonly withheld: number;
    };
  };
  /** Change a record; fields not given stay unchanged */
  readonly change: {
    readonly path: { readonly form: string; readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: AnyFields;
    readonly answer: AnyRecord;
  };
  /** Change its name and reason, add and remove items; this withdraws any approval */
  readonly changeChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly name?: string | null;
      readonly reason?: string | null;
      readonly design?: string | null;
      readonly items?: {
        readonly put?: readonly (ChangeChangeSetSentItemsPut | ChangeChangeSetSentItemsPut2 | ChangeChangeSetSentItemsPut3 | ChangeChangeSetSentItemsPut4 | ChangeChangeSetSentItemsPut5)[];
        readonly remove?: readonly string[];
      };
    };
    readonly answer: ApproveChangeSetAnswer;
  };
  /** Rename it, share it with other designers, or say which versions of packages it makes, with their notes */
  readonly changeDesign: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: ChangeDesign;
    readonly answer: Design;
  };
  /** Change the caller’s password: ends other sessions and lists the tokens still valid; endTokens revokes them as well */
  readonly changePassword: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly present: string;
      readonly next: string;
      readonly endTokens?: 'all' | readonly string[] | null;
    };
    readonly answer: ChangePasswordAnswer;
  };
  /** A change set with all its items */
  readonly changeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: ApproveChangeSetAnswer;
  };
  /** Change sets the caller may see, newest first */
  readonly changeSets: {
    readonly path?: undefined;
    readonly query?: {
      readonly state?: string;
      readonly ids?: string;
      readonly mine?: boolean;
      readonly design?: string;
      readonly waitingForMe?: boolean;
      readonly from?: string;
      readonly to?: string;
      readonly parameter?: string;
      readonly q?: string;
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly id: string;
        readonly number: string | null;
        readonly name: string | null;
        readonly state: 'draft' | 'waiting' | 'approved' | 'scheduled' | 'published' | 'rejected' | 'discarded' | 'failed';
        readonly reason: string | null;
        readonly count: number;
        readonly dangers: number;
        readonly createdBy: ApproveChangeSetAnswerCreatedBy | null;
        readonly createdAt: string | null;
        readonly modifiedAt: string | null;
        readonly proposedBy: ApproveChangeSetAnswerCreatedBy | null;
        readonly approvedBy: ApproveChangeSetAnswerCreatedBy | null;
        readonly publishedAt: string | null;
        readonly scheduledAt: string | null;
        readonly notAfter: string | null;
        readonly undoes: string | null;
        readonly undoneBy: ApproveChangeSetAnswerUndoneBy | null;
        readonly design: string | null;
        readonly revision: number;
        readonly failure: ApproveChangeSetAnswerFailure | null;
        readonly may: ApproveChangeSetAnswerMay;
        readonly items?: readonly ApproveChangeSetAnswerItems[];
      })[];
      readonly next: string | null;
      readonly total?: number;
      readonly totalAtLeast?: true;
      readonly complete?: false;
    };
  };
  /** Change the setting; fields not given stay unchanged */
  readonly changeSetting: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: AnyFields;
    readonly answer: AnyRecord;
  };
  /** Change a view */
  readonly changeView: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly form?: string;
      readonly name?: string;
      readonly config?: Json;
      readonly shared?: boolean;
      readonly preferred?: boolean;
    };
    readonly answer: View;
  };
  /** Public keys by which this system authenticates to a sign-in provider (private_key_jwt), as a JWKS */
  readonly clientKeys: {
    readonly path: { readonly provider: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: ClientKeysAnswer;
  };
  /** Compares the same input under two configurations: what differs invoice by invoice, line by line and to the cent, and which rule caused it */
  readonly compareDecisions: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly decision?: string;
      readonly input?: AnyFields;
      readonly applications?: readonly AnyFields[];
      readonly ids?: readonly string[];
      readonly filter?: AnyFields;
      readonly by?: 'page' | 'interface' | 'scheduler';
      readonly answers?: Readonly<Record<string, boolean>>;
      readonly split?: CompareDecisionsSentSplit;
      readonly splits?: Readonly<Record<string, CompareDecisionsSentSplit>>;
      readonly basis?: boolean;
      readonly a?: CompareDecisionsSentA;
      readonly b?: CompareDecisionsSentA;
    };
    readonly answer: {
      readonly same: boolean;
      readonly differences: readonly ({
        readonly path: string;
        readonly invoice?: {
          readonly applications: readonly string[];
          readonly splitOrder: number;
        } | null;
        readonly line?: number;
        readonly member?: string;
        readonly a: Json;
        readonly b: Json;
        readonly by: string | null;
        readonly rules: readonly CompareDecisionsAnswerDifferencesRules[];
      })[];
      readonly a: CompareDecisionsAnswerA;
      readonly b: CompareDecisionsAnswerA;
    };
  };
  /** Compare two exported files (form fields a and b), or one (a) with the values set now; differences first */
  readonly compareParameterFiles: {
    readonly path?: undefined;
    readonly query?: {
      readonly same?: boolean;
    };
    readonly body: Blob | Uint8Array;
    readonly answer: {
      readonly items: readonly ({
        readonly type: string;
        readonly key: string;
        readonly org: string | null;
        readonly validFrom: string | null;
        readonly validTo: string | null;
        readonly a: CompareParameterFilesAnswerItemsA | null;
        readonly b: CompareParameterFilesAnswerItemsA | null;
      })[];
      readonly different: number;
      readonly same: number;
    };
  };
  /** Compare the effective values of two organisations, or of one at two points in time; differences first */
  readonly compareParameters: {
    readonly path?: undefined;
    readonly query?: {
      readonly a?: string;
      readonly b?: string;
      readonly types?: string;
      readonly same?: boolean;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly type: string;
        readonly key: string;
        readonly a: CompareParametersAnswerItemsA | null;
        readonly b: CompareParametersAnswerItemsA | null;
      })[];
      readonly different: number;
      readonly same: number;
    };
  };
  /** How a stored application looks once its buyer is completed from invoice titles and its lines from invoice items; writes nothing */
  readonly completeApplication: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: Readonly<Record<never, never>>;
    readonly answer: CompleteApplicationAnswer;
  };
  /** Confirm with a code or a passkey that it is you; for 15 minutes dangerous changes are allowed */
  readonly confirmSession: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly ticket: string;
      readonly code?: string;
      readonly passkey?: AnyFields;
    };
    readonly answer: undefined;
  };
  /** Go on signing in with the code, the passkey or the new password that was asked for */
  readonly continueSignIn: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly ticket: string;
      readonly code?: string;
      readonly passkey?: AnyFields;
      readonly name?: string;
      readonly password?: string;
    };
    readonly answer: BeginResetAnswer | AskToConfirmAnswer | BeginResetAnswer2 | BeginResetAnswer3;
  };
  /** Copy the values one organisation sets itself to other organisations, in one commit; dryRun=true only lists the changes */
  readonly copyParameters: {
    readonly path?: undefined;
    readonly query?: {
      readonly dryRun?: boolean;
    };
    readonly body: {
      readonly from: string;
      readonly to: readonly string[];
      readonly types?: readonly string[];
      readonly mode?: 'missing' | 'overwrite' | 'replace';
      readonly reason?: string;
    };
    readonly answer: CopyParametersAnswer;
  };
  /** Create a record */
  readonly create: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: AnyFields;
    readonly answer: AnyRecord;
  };
  /** Create a token; its text is shown only once */
  readonly createToken: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly name: string;
      readonly scopes?: readonly string[];
      readonly expiresOn?: string | null;
    };
    readonly answer: NewToken;
  };
  /** Save a view */
  readonly createView: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly form: string;
      readonly name: string;
      readonly config?: Json;
      readonly shared?: boolean;
      readonly preferred?: boolean;
    };
    readonly answer: View;
  };
  /** Dangerous parameters in effect for the organisation: a check is off or the environment is switched; for tax numbers, only those of companies the caller may see */
  readonly dangers: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly type: string;
        readonly key: string;
        readonly instance: string | null;
        readonly company: string | null;
        readonly below: boolean;
        readonly label: {
          readonly zh: string;
          readonly en: string;
        };
        readonly value: Json;
        readonly from: CompareParametersAnswerItemsAFrom;
      })[];
    };
  };
  /** Ask a decision: returns its result, the reason for every step, any problems, and the records and revisions it used; nothing is written */
  readonly decide: {
    readonly path: { readonly name: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly input?: AnyFields;
      readonly at?: string | null;
      readonly asOf?: string | number | null;
      readonly trial?: CompareDecisionsSentATrial | null;
      readonly trace?: 'none' | 'summary' | 'full' | null;
    };
    readonly answer: CompleteApplicationAnswer;
  };
  /** The available decisions: the input of each and what it reads */
  readonly decisions: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly name: string;
        readonly label: string;
        readonly summary: string;
        readonly input: AnyFields;
        readonly reads: {
          readonly forms: readonly ({
            readonly name: string;
            readonly label: string;
            readonly how: 'rules' | 'records' | 'setting';
            readonly readable: boolean;
          })[];
          readonly parameters: readonly {
            readonly type: string;
            readonly label: string;
          }[];
        };
      })[];
    };
  };
  /** Delete a record */
  readonly delete: {
    readonly path: { readonly form: string; readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Delete a view */
  readonly deleteView: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Deleted records: by whom and when, most recent first */
  readonly deleted: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly q?: string;
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly id: string;
        readonly revision: number;
        readonly at: string;
        readonly actor: Actor;
        readonly reason: string | null;
        readonly record: AnyRecord;
        readonly restorable: boolean;
      })[];
      readonly next: string | null;
      readonly total?: number;
      readonly totalAtLeast?: true;
      readonly complete?: false;
    };
  };
  /** A design: its steps, who is working on it, and what others have changed in the meantime */
  readonly design: {
    readonly path: { readonly id: string };
    readonly query?: {
      readonly since?: number;
    };
    readonly body?: undefined;
    readonly answer: OpenDesign;
  };
  /** Whether what is designed of its forms from now on is written into the package, or into the local changes */
  readonly designPackage: {
    readonly path: { readonly name: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly here: boolean;
    };
    readonly answer: {
      readonly designed: boolean;
    };
  };
  /** The files of all packages, so that a browser can compile an unpublished design */
  readonly designSources: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: DesignSources;
  };
  /** The caller’s own designs and shared ones, newest first */
  readonly designs: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Design[];
    };
  };
  /** Discard a change set */
  readonly discardChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: ApproveChangeSetAnswer;
  };
  /** Discard a design */
  readonly discardDesign: {
    readonly path: { readonly id: string };
    readonly query?: {
      readonly anyway?: boolean;
    };
    readonly body?: undefined;
    readonly answer: Design;
  };
  /** Delete an archive; the hidden data in the tables is kept */
  readonly dropArchive: {
    readonly path: { readonly archive: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Records no longer provided by their packages, kept because they were changed or are in use */
  readonly droppedRecords: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly DroppedRecord[];
    };
  };
  /** End the caller’s sessions but for the one that asks */
  readonly endMyOtherSessions: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly ended: number;
    };
  };
  /** End one of the caller’s sessions */
  readonly endMySession: {
    readonly path: { readonly session: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** See as another user no longer */
  readonly endSeeing: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** End all sessions of a user; their tokens stay valid */
  readonly endSessionsOfUser: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly ended: number;
    };
  };
  /** Why one rule wins or loses, condition by condition */
  readonly explainRule: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly id?: string | null;
      readonly number?: string | null;
      readonly facts: AnyFields;
      readonly at?: string | null;
      readonly ask?: Json;
      readonly within?: Json;
    };
    readonly answer: {
      readonly winner: ExplainRuleAnswerWinner | null;
      readonly items: readonly ExplainRuleAnswerItems[];
    };
  };
  /** Export as a workbook or csv */
  readonly export: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly format?: 'xlsx' | 'csv';
      readonly entries?: string;
      readonly mode?: 'file' | 'job';
      readonly files?: 'link' | 'zip';
      readonly view?: 'use' | 'manage';
      readonly filter?: string;
      readonly q?: string;
      readonly sort?: string;
      readonly fields?: string;
      readonly sums?: string;
    } & Filters;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Export the set values as a file, with types, original spelling, validity dates and locks; importing it again changes nothing */
  readonly exportParameters: {
    readonly path?: undefined;
    readonly query?: {
      readonly types?: string;
      readonly orgs?: string;
      readonly format?: 'xlsx' | 'csv' | 'json';
    };
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** The valid links of a file that the caller may revoke: the caller’s own, or all for those who may edit the record; at most 100 */
  readonly fileLinks: {
    readonly path: { readonly form: string; readonly id: string; readonly file: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: FileLinksAnswer;
  };
  /** Finish single sign-on: turns the query that a provider sent back into a session */
  readonly finishSignIn: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly answer: string;
    };
    readonly answer: {
      readonly user: AttemptSignInAnswerUser;
      readonly to: string;
    };
  };
  /** Delete a preference of the caller */
  readonly forgetPreference: {
    readonly path: { readonly name: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Forgotten password: sends a link to the e-mail address of the user; answers alike whether there is one */
  readonly forgottenPassword: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly user: string;
    };
    readonly answer: undefined;
  };
  /** Model of a form */
  readonly form: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly explain?: boolean;
      readonly of?: string;
    };
    readonly body?: undefined;
    readonly answer: FormModel;
  };
  /** Suggest forms from a workbook or csv: fields, types, options, references, key and entries, and separate forms for sheets whose records are referred to, each with a reason; changes nothing */
  readonly formFromWorkbook: {
    readonly path?: undefined;
    readonly query?: {
      readonly sheet?: number;
      readonly uses?: string;
      readonly strictness?: 'loose' | 'usual' | 'strict';
    };
    readonly body: Blob | Uint8Array;
    readonly answer: WorkbookForm;
  };
  /** Forms and menu the caller may see */
  readonly forms: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly forms: readonly FormOutline[];
      readonly menu: readonly Folder[];
    };
  };
  /** The reason given with the last action done to a record, if that action asks for one (such as sending it back), by whom and when; null where it asks for none */
  readonly givenReason: {
    readonly path: { readonly form: string; readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly given: GivenReason | null;
    };
  };
  /** Whether a user has a password, and which tokens are valid */
  readonly hasPassword: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly set: boolean;
      readonly tokens: readonly Token[];
    };
  };
  /** Whether the process is alive */
  readonly health: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly status: 'ok';
    };
  };
  /** The number of files of the records in a list for one zip; if no zip is possible, the reason */
  readonly heldFiles: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly view?: 'use' | 'manage';
      readonly filter?: string;
      readonly q?: string;
      readonly sort?: string;
    } & Filters;
    readonly body?: undefined;
    readonly answer: {
      readonly records: number;
      readonly files: number;
      readonly size: number;
    };
  };
  /** Versions of a record */
  readonly history: {
    readonly path: { readonly form: string; readonly id: string };
    readonly query?: {
      readonly before?: number;
      readonly limit?: number;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly revision: number;
        readonly operation: string;
        readonly at: string;
        readonly actor: Actor;
        readonly reason: string | null;
        readonly record: AnyRecord | null;
        readonly changes: readonly Change[];
      })[];
      readonly next: number | null;
      readonly thinned: boolean;
    };
  };
  /** Gets the image code of a submitted bill: an unregistered bill is registered first; requested again, the code stays the same. An application or bill type without any imaging settings gets the general ones, with a warning in $warnings */
  readonly imageCode: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly application: string;
      readonly billType: string;
      readonly billNumber: string;
      readonly billId?: string;
    };
    readonly answer: AnyFields;
  };
  /** The file types accepted by the organisation’s global imaging settings, and the size limit of each in MB */
  readonly imageLimits: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly types: readonly string[] | null;
      readonly largest: number | null;
    };
  };
  /** How many of the latest applications would be issued differently under another configuration; as a job */
  readonly impact: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly days?: number;
      readonly a?: CompareDecisionsSentA;
      readonly b?: CompareDecisionsSentA;
    };
    readonly answer: Job;
  };
  /** Import a workbook, a csv, or a zip of one with its files, which cells refer to by their paths in it, one per line (at most 5,000 files and 4,096 MB unpacked); returns a job whose progress and result are at /api/jobs/{id} */
  readonly import: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly dryRun?: boolean;
      readonly entries?: string;
      readonly meant?: string;
      readonly mended?: string;
      readonly columns?: string;
    };
    readonly body: Blob | Uint8Array;
    readonly answer: Job;
  };
  /** Import values from a file: all are checked first, and none is written if any is wrong; dryRun=true only checks and lists the changes */
  readonly importParameters: {
    readonly path?: undefined;
    readonly query?: {
      readonly dryRun?: boolean;
    };
    readonly body: Blob | Uint8Array;
    readonly answer: {
      readonly rows: number;
      readonly unchanged: number;
      readonly total: number;
      readonly changes: readonly ({
        readonly row: number;
        readonly index: number;
        readonly type: string;
        readonly key: string;
        readonly org: string | null;
        readonly validFrom: string | null;
        readonly validTo: string | null;
        readonly from: CopyParametersAnswerItemsFrom | null;
        readonly to: CopyParametersAnswerItemsFrom | null;
      })[];
      readonly problems: readonly ({
        readonly row: number;
        readonly column: string | null;
        readonly label: string | null;
        readonly code: string;
        readonly message: string;
      })[];
      readonly problemsTotal: number;
    };
  };
  /** Template for an import */
  readonly importTemplate: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly format?: 'xlsx' | 'csv';
      readonly entries?: string;
    };
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** The inbox: what needs the caller (failures, approvals, questions, deadlines, limits, drafts), each with its reason and where to resolve it */
  readonly inbox: {
    readonly path?: undefined;
    readonly query?: {
      readonly state?: 'open' | 'assigned' | 'snoozed' | 'done';
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly InboxItem[];
      readonly counts: {
        readonly open: number;
        readonly assigned: number;
        readonly snoozed: number;
        readonly done: number;
      };
      readonly unasked: readonly string[];
    };
  };
  /** The colleagues an item can be assigned to */
  readonly inboxPeople: {
    readonly path: { readonly id: string };
    readonly query?: {
      readonly q?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Reference[];
      readonly more: boolean;
    };
  };
  /** Install or upgrade packages, as planned */
  readonly installPackages: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: CarryOutInstall;
    readonly answer: Published;
  };
  /** The face of an invoice, as a page with its QR code */
  readonly invoiceFace: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Turns applications into pending invoices, or issues them at once: all are written, or none */
  readonly issueApplications: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: IssueApplicationsSent;
    readonly answer: {
      readonly pendingInvoices: readonly {
        readonly id: string;
        readonly number: string;
        readonly applications: readonly string[];
      }[];
      readonly held: readonly string[];
      readonly stopped: readonly string[];
      readonly questions: readonly IssueApplicationsAnswerQuestions[];
      readonly issues: readonly AnyFields[];
      readonly revision: number | null;
    };
  };
  /** Issues pending invoices: they are queued in the order of the settings */
  readonly issuePendingInvoices: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly pendingInvoices: readonly {
        readonly id: string;
        readonly ifMatch?: number;
      }[];
      readonly order?: 'pending-number' | 'buyer-name' | 'seller-bank' | 'application-number' | 'split-order';
      readonly continueAfterFailure?: boolean;
    };
    readonly answer: {
      readonly batch: string;
      readonly pendingInvoices: readonly string[];
    };
  };
  /** The last 30 days of issuing of the current organisation and those below: the amount issued each day, and how many documents reached each stage from application to delivery; counts only what the caller may see */
  readonly issuingLastDays: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly days: readonly string[];
      readonly issued: {
        readonly form: string;
        readonly filter: AnyFields;
        readonly report: {
          readonly name?: string;
          readonly label?: {
            readonly zh: string;
            readonly en: string;
          };
          readonly chart?: 'bars' | 'lines' | 'pie' | 'days' | 'flow' | 'organisations';
          readonly entries?: string;
          readonly filter?: AnyFields;
          readonly groups: readonly IssuingLastDaysAnswerIssuedReportGroups[];
          readonly across?: IssuingLastDaysAnswerIssuedReportGroups;
          readonly values: readonly ({
            readonly of: 'count' | 'sum' | 'average' | 'least' | 'most';
            readonly field?: string;
            readonly label: {
              readonly zh: string;
              readonly en: string;
            };
            readonly currency?: string;
            readonly kind?: string;
            readonly digits?: string;
            readonly partial?: 'withheld';
          })[];
          readonly originals?: 'own-copies';
          readonly organisations?: readonly ({
            readonly id: string;
            readonly text: string;
            readonly parent: string | null;
          })[];
          readonly columns: readonly IssuingLastDaysAnswerIssuedReportColumns[];
          readonly lines: readonly ({
            readonly keys: readonly IssuingLastDaysAnswerIssuedReportColumns[];
            readonly cells: readonly (readonly (string | readonly {
              readonly currency: string;
              readonly amount: string;
            }[] | null)[])[];
          })[];
        };
      } | null;
      readonly steps: readonly ({
        readonly form: string;
        readonly filter: AnyFields;
        readonly key: 'applied' | 'pending' | 'issued' | 'delivered';
        readonly count: number;
      })[];
    };
  };
  /** Issuing figures of the current organisation and those below: documents at each stage, invoices issued today and this month, reasons for failures, and limits; counts only what the caller may see */
  readonly issuingOverview: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly reach: 'below' | 'own';
      readonly within: readonly AnyFields[];
      readonly tiles: readonly ({
        readonly form: string;
        readonly filter: AnyFields;
        readonly count: number;
        readonly key: 'waiting' | 'held' | 'to-audit' | 'pending' | 'issuing' | 'failed';
      })[];
      readonly today: readonly IssuingOverviewAnswerToday[];
      readonly month: readonly IssuingOverviewAnswerToday[];
      readonly reasons: readonly {
        readonly form: string;
        readonly filter: AnyFields;
        readonly count: number;
        readonly code: string;
        readonly text: string;
      }[];
      readonly quota: readonly ({
        readonly account: string;
        readonly organisation: string;
        readonly taxNo: string;
        readonly share: '80' | '95' | '100' | null;
        readonly used: string;
        readonly total: string;
        readonly left: string;
        readonly runsOutOn: string | null;
      })[];
      readonly summaries: readonly ({
        readonly summary: string;
        readonly organisation: string;
        readonly taxNo: string;
        readonly month: string;
        readonly confirmsOn: string | null;
      })[];
      readonly credit: readonly ({
        readonly control: string;
        readonly organisation: string;
        readonly businessType: string;
        readonly day: {
          readonly used: string;
          readonly limit: string | null;
        };
        readonly month: {
          readonly used: string;
          readonly limit: string | null;
        };
      })[];
      readonly confirmations: readonly ({
        readonly form: string;
        readonly filter: AnyFields;
        readonly count: number;
        readonly waitsFor: 'us' | 'others';
        readonly until: string | null;
      })[];
      readonly licences: readonly {
        readonly authorisation: string;
        readonly name: string;
        readonly used: number;
        readonly total: number;
      }[];
    };
  };
  /** Progress and result of a job */
  readonly job: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Job;
  };
  /** Progress of a job (SSE), until it is over */
  readonly jobEvents: {
    readonly path: { readonly id: string };
    readonly query?: {
      readonly language?: 'zh' | 'en';
    };
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Download the result of a job */
  readonly jobFile: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Jobs */
  readonly jobs: {
    readonly path?: undefined;
    readonly query?: {
      readonly status?: string;
      readonly failed?: boolean;
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Job[];
      readonly next: string | null;
      readonly total?: number;
      readonly totalAtLeast?: true;
      readonly complete?: false;
    };
  };
  /** How many accounts of sign-in providers are linked to a user */
  readonly linkedAccounts: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly count: number;
    };
  };
  /** Download a file through its link; no sign-in needed, supports Range */
  readonly linkedFile: {
    readonly path: { readonly token: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** List records */
  readonly list: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly view?: 'use' | 'manage';
      readonly filter?: string;
      readonly q?: string;
      readonly sort?: string;
      readonly fields?: string;
      readonly limit?: number;
      readonly cursor?: string;
      readonly count?: boolean;
      readonly partial?: boolean;
    } & Filters;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly AnyRecord[];
      readonly next: string | null;
      readonly total?: number;
      readonly totalAtLeast?: true;
      readonly complete?: false;
    };
  };
  /** Load the demo data; a job then generates a year of business */
  readonly loadDemo: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: {
      readonly story?: boolean;
    };
    readonly answer: Loaded;
  };
  /** Make the key by which this system authenticates to a sign-in provider (private_key_jwt), in place of the former one; it is kept encrypted, its public half is answered */
  readonly makeClientKey: {
    readonly path: { readonly provider: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: ClientKeysAnswer;
  };
  /** Create a temporary link, with which anyone can download the file without signing in. Whenever it is opened, the current rights of its creator apply; requires the right to export the record, which a role can restrict for links */
  readonly makeFileLink: {
    readonly path: { readonly form: string; readonly id: string; readonly file: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: {
      readonly hours?: number;
    };
    readonly answer: {
      readonly id: string;
      readonly url: string;
      readonly expiresAt: string;
    };
  };
  /** Mark an item as done, snooze it, or assign it to a colleague who can see it */
  readonly markInboxItem: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly version: string;
      readonly done?: boolean;
      readonly snoozedUntil?: string | null;
      readonly assignee?: string | null;
    };
    readonly answer: InboxItem;
  };
  /** Name this point, to be able to return to it */
  readonly markPoint: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: DesignPoint;
    readonly answer: DesignLog;
  };
  /** Which rule wins for the given facts, one set or several (at most 1000) */
  readonly match: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly facts: AnyFields | readonly Json[];
      readonly trace?: true | false | 'full';
      readonly all?: boolean | null;
      readonly after?: string | null;
      readonly at?: string | null;
      readonly ask?: Json;
      readonly within?: Json;
    };
    readonly answer: {
      readonly winner?: ExplainRuleAnswerWinner | null;
      readonly result?: AnyFields | null;
      readonly unjudged?: number;
      readonly unread?: readonly string[];
      readonly matches?: readonly MatchAnswerMatches[];
      readonly more?: number;
      readonly trace?: MatchAnswerTrace;
      readonly next?: number;
      readonly items?: readonly ({
        readonly index: number;
        readonly status: number;
        readonly winner?: ExplainRuleAnswerWinner | null;
        readonly result?: AnyFields | null;
        readonly unjudged?: number;
        readonly unread?: readonly string[];
        readonly matches?: readonly MatchAnswerMatches[];
        readonly more?: number;
        readonly trace?: MatchAnswerTrace;
        readonly problem?: Problem;
      })[];
    };
  };
  /** A match as a test case of a package (cases/*.json) */
  readonly matchCase: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly facts: AnyFields;
      readonly name?: string | null;
      readonly at?: string | null;
      readonly ask?: Json;
      readonly within?: Json;
    };
    readonly answer: {
      readonly form: string;
      readonly cases: readonly AnyFields[];
    };
  };
  /** Read documents from a workbook or csv, one per row (at most 1000), as facts to match; writes nothing */
  readonly matchDocuments: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: Blob | Uint8Array;
    readonly answer: {
      readonly items: readonly {
        readonly row: number;
        readonly facts: AnyFields;
        readonly problems: readonly string[];
      }[];
      readonly warnings: readonly string[];
    };
  };
  /** Metrics for Prometheus */
  readonly metrics: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** The caller’s authenticator apps, passkeys and recovery codes */
  readonly myAuthenticators: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: AuthenticatorsOfUserAnswer;
  };
  /** The caller’s preferences */
  readonly myPreferences: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Preference[];
    };
  };
  /** Where the caller is signed in */
  readonly mySessions: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Session[];
    };
  };
  /** The caller’s tokens */
  readonly myTokens: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Token[];
    };
  };
  /** The caller’s saved views, and those shared by others */
  readonly myViews: {
    readonly path?: undefined;
    readonly query?: {
      readonly form?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly View[];
    };
  };
  /** Get the secret for one more app; nothing changes before it is added with a code that it shows */
  readonly newAuthenticator: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly present: string;
    };
    readonly answer: {
      readonly ticket: string;
      readonly secret: string;
      readonly address: string;
    };
  };
  /** Create a change set */
  readonly newChangeSet: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: {
      readonly name?: string | null;
      readonly reason?: string | null;
      readonly design?: string | null;
      readonly items?: readonly (ChangeChangeSetSentItemsPut | ChangeChangeSetSentItemsPut2 | ChangeChangeSetSentItemsPut3 | ChangeChangeSetSentItemsPut4 | ChangeChangeSetSentItemsPut5)[];
    };
    readonly answer: ApproveChangeSetAnswer;
  };
  /** Start a design with its first steps; a repeated request with the same key returns the same design; without a body, the caller’s open design is returned */
  readonly newDesign: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: NewDesign;
    readonly answer: BegunDesign;
  };
  /** Get what a browser makes a passkey by; nothing changes before it is added */
  readonly newPasskey: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly present: string;
    };
    readonly answer: {
      readonly ticket: string;
      readonly passkey: AnyFields;
    };
  };
  /** Requests and memory of this node over the last day, in slots of five minutes; what was before a restart is included */
  readonly nodeDay: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly slots: readonly {
        readonly from: string;
        readonly requests: number;
        readonly failed: number;
        readonly milliseconds: number;
        readonly memory: number;
      }[];
    };
  };
  /** Work that waits, slow statements of this node, and the forms with the most records */
  readonly nodeLoad: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly queues: readonly ({
        readonly form: string;
        readonly waiting: number;
        readonly more: boolean;
        readonly since: string | null;
      })[];
      readonly statements: readonly {
        readonly statement: string;
        readonly count: number;
        readonly longest: number;
        readonly milliseconds: number;
        readonly last: string;
      }[];
      readonly forms: readonly {
        readonly form: string;
        readonly records: number;
      }[];
      readonly countedAt: string;
    };
  };
  /** The servers of this database, and whether they serve the latest publish */
  readonly nodes: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Node[];
      readonly next: string | null;
      readonly total?: number;
      readonly totalAtLeast?: true;
      readonly complete?: false;
    };
  };
  /** The current instant, and the date, time and currency of the organisation of the call */
  readonly now: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly instant: string;
      readonly localDate: string;
      readonly localTime: string;
      readonly currency: string;
    };
  };
  /** Which change to which setting would change the result: tries variations of each setting used; writes nothing */
  readonly otherwise: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly applications?: readonly AnyFields[];
      readonly ids?: readonly string[];
      readonly filter?: AnyFields;
      readonly by?: 'page' | 'interface' | 'scheduler';
      readonly answers?: Readonly<Record<string, boolean>>;
      readonly split?: CompareDecisionsSentSplit;
      readonly splits?: Readonly<Record<string, CompareDecisionsSentSplit>>;
      readonly basis?: boolean;
      readonly at?: string | null;
      readonly asOf?: string | number | null;
      readonly trial?: CompareDecisionsSentATrial | null;
    };
    readonly answer: {
      readonly items: readonly ({
        readonly form: string;
        readonly id: string;
        readonly isSetting: boolean;
        readonly number: string | null;
        readonly field: string;
        readonly label: string;
        readonly row: number | null;
        readonly from: Json;
        readonly to: Json;
        readonly invoices: number;
        readonly stopped: number;
        readonly differences: number;
      })[];
      readonly tried: number;
      readonly left: number;
    };
  };
  /** Organisations the caller may act for, parents before children */
  readonly ownOrganisations: {
    readonly path?: undefined;
    readonly query?: {
      readonly q?: string;
      readonly number?: string;
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly OwnOrganisationsAnswerItems[];
      readonly next: string | null;
    };
  };
  /** An installed package: its forms, parameters, rules, cases, README, past versions and keys */
  readonly package: {
    readonly path: { readonly name: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: PackagePage;
  };
  /** Installed packages; administrators also see signatures, who installed them and when, pending upgrades, dependencies and how much they contain */
  readonly packages: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly demo: 'none' | 'available' | 'loaded';
      readonly demoOrganisations: readonly {
        readonly id: string;
        readonly number: string;
        readonly name: string;
        readonly documents: number;
      }[];
      readonly items: readonly Package[];
    };
  };
  /** Download an installed package byte for byte as it was packed, so that its signature can be verified */
  readonly packedPackage: {
    readonly path: { readonly name: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** The effective value of a parameter for an organisation; explain=true tells where it comes from and why other values do not apply */
  readonly parameter: {
    readonly path: { readonly type: string; readonly key: string };
    readonly query?: {
      readonly scope?: 'organisation' | 'system';
      readonly on?: string;
      readonly at?: string;
      readonly reveal?: boolean;
      readonly explain?: boolean;
      readonly of?: string;
    };
    readonly body?: undefined;
    readonly answer: ParameterAnswer;
  };
  /** One parameter for many organisations and dimension values: the effective value and the value each sets itself */
  readonly parameterGrid: {
    readonly path: { readonly type: string; readonly key: string };
    readonly query?: {
      readonly orgs?: string;
      readonly instances?: string;
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly type: string;
        readonly key: string;
        readonly org: AttemptSignInAnswerUser | null;
        readonly date: string;
        readonly value: Json;
        readonly raw: string | null;
        readonly isSet: boolean;
        readonly masked?: true;
        readonly revealed?: true;
        readonly from: CompareParametersAnswerItemsAFrom;
        readonly own: readonly (CompareParametersAnswerItemsAOwn | CompareParametersAnswerItemsAOwn2)[];
        readonly unset: ParameterAnswerUnset;
        readonly chain?: readonly ParameterAnswerChain[];
        readonly definition?: readonly ParameterAnswerDefinition[];
        readonly at?: {
          readonly revision: number;
          readonly instant: string;
        };
        readonly set?: ParameterAnswerSet | null;
        readonly level: number;
      })[];
      readonly next: string | null;
      readonly total: number;
    };
  };
  /** The values set for this organisation or the whole system; effective=true: how the effective value changed, and why. Newest first */
  readonly parameterHistory: {
    readonly path: { readonly type: string; readonly key: string };
    readonly query?: {
      readonly scope?: 'organisation' | 'system';
      readonly limit?: number;
      readonly before?: string;
      readonly effective?: boolean;
      readonly since?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly operation: string;
        readonly id: string;
        readonly revision: number;
        readonly key: string;
        readonly scope: 'system' | 'organisation';
        readonly org: AttemptSignInAnswerUser | null;
        readonly value: Json;
        readonly masked?: true;
        readonly raw: string | null;
        readonly validFrom: string | null;
        readonly validTo: string | null;
        readonly locked: boolean;
        readonly by: {
          readonly id: string;
          readonly name: string;
        } | null;
        readonly at: string | null;
        readonly reason: string | null;
        readonly changeSet: string | null;
        readonly changeSetNumber: string | null;
        readonly author: {
          readonly id: string | null;
          readonly name: string | null;
        } | null;
        readonly approved: ParameterAnswerChainApproved | null;
      })[];
      readonly next: number | null;
    } | {
      readonly items: readonly ({
        readonly at: string;
        readonly revision: number;
        readonly cause: 'set' | 'unset' | 'lock' | 'unlock' | 'move' | 'zone' | 'definition' | 'date';
        readonly org: AttemptSignInAnswerUser | null;
        readonly from: ParameterHistoryAnswerItemsFrom | null;
        readonly to: ParameterHistoryAnswerItemsFrom | null;
        readonly by: {
          readonly id: string;
          readonly name: string;
        } | null;
        readonly reason: string | null;
        readonly changeSet?: string | null;
        readonly changeSetNumber?: string | null;
        readonly author?: {
          readonly id: string | null;
          readonly name: string | null;
        } | null;
        readonly approved?: ParameterAnswerChainApproved | null;
      })[];
      readonly next: string | null;
    };
  };
  /** For a parameter with a dimension, the effective values of all dimension values that are set */
  readonly parameterInstances: {
    readonly path: { readonly type: string; readonly key: string };
    readonly query?: {
      readonly scope?: 'organisation' | 'system';
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly key: string;
        readonly value: Json;
        readonly raw: string | null;
        readonly isSet: boolean;
        readonly from: CompareParametersAnswerItemsAFrom;
        readonly coming?: {
          readonly validFrom: string;
          readonly value: Json;
          readonly masked?: true;
          readonly org: AttemptSignInAnswerUser | null;
          readonly by?: {
            readonly id: string;
            readonly name: string;
          };
          readonly at?: string;
          readonly changeSet?: string | null;
          readonly changeSetNumber?: string | null;
          readonly author?: {
            readonly id: string | null;
            readonly name: string | null;
          } | null;
          readonly approved?: ParameterAnswerChainApproved | null;
        };
      })[];
    };
  };
  /** Which organisations set their own value, for every dimension value, as far as the caller may see */
  readonly parameterOverrides: {
    readonly path: { readonly type: string; readonly key: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly CompareParametersAnswerItemsAOwn[];
    };
  };
  /** The programs that read it: credential, name (header Guiju-Client), organisation, last read, the revision they have, values they rejected; as far as the caller may see; use * as the key for all dimension values */
  readonly parameterReaders: {
    readonly path: { readonly type: string; readonly key: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly since: string | null;
      readonly items: readonly ParameterReadersAnswerItems[];
      readonly others: {
        readonly lastRead: string;
      } | null;
    };
  };
  /** Many effective values of one organisation; 304 while they are unchanged */
  readonly parameterValues: {
    readonly path?: undefined;
    readonly query?: {
      readonly types?: string;
      readonly instance?: string;
      readonly on?: string;
      readonly format?: 'typed' | 'raw' | 'full';
      readonly at?: string;
      readonly reveal?: boolean;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly org: string | null;
      readonly date: string;
      readonly values: Readonly<Record<string, Readonly<Record<string, Json>>>>;
      readonly masked?: readonly string[];
      readonly revealed?: readonly string[];
      readonly at?: {
        readonly revision: number;
        readonly instant: string;
      };
    };
  };
  /** The definitions of parameters the caller may see, with the number of values set for each */
  readonly parameters: {
    readonly path?: undefined;
    readonly query?: {
      readonly q?: string;
      readonly type?: string;
      readonly danger?: boolean;
      readonly set?: boolean;
      readonly unread?: number;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly type: string;
        readonly typeLabel: {
          readonly zh: string;
          readonly en: string;
        };
        readonly package: string;
        readonly key?: string;
        readonly dimension?: 'tax-number' | 'tax-number+machine' | 'form' | 'source-system';
        readonly label: {
          readonly zh: string;
          readonly en: string;
        };
        readonly help?: {
          readonly zh: string;
          readonly en: string;
        };
        readonly kind: string;
        readonly properties: AnyFields;
        readonly several: boolean;
        readonly unit?: string | {
          readonly zh: string;
          readonly en: string;
        };
        readonly default?: Json;
        readonly preset?: Json;
        readonly unset: {
          readonly value?: Json;
          readonly label: {
            readonly zh: string;
            readonly en: string;
          };
        };
        readonly danger: boolean;
        readonly hidden?: boolean;
        readonly inherited: boolean;
        readonly scopes: readonly ('system' | 'organisation')[];
        readonly since?: string;
        readonly overrides: {
          readonly organisations: number;
          readonly values: number;
          readonly system: boolean;
          readonly below: number;
          readonly reached: boolean;
        };
        readonly readers: {
          readonly count: number;
          readonly lastRead: string | null;
        };
        readonly needsApproval?: boolean;
        readonly may: {
          readonly organisation: boolean;
          readonly system: boolean;
          readonly somewhere: boolean;
          readonly reveal?: boolean;
        };
      })[];
      readonly readersSince: string | null;
    };
  };
  /** Before an organisation is moved, disabled, enabled or deleted: which effective values would change for it and its children, and which programs read them; for a deletion also its own values and those of its children, which prevent it from being deleted */
  readonly parametersIf: {
    readonly path?: undefined;
    readonly query?: {
      readonly organisation?: string;
      readonly action?: 'move' | 'disable' | 'enable' | 'delete';
      readonly parent?: string;
    };
    readonly body?: undefined;
    readonly answer: ParametersIfAnswer;
  };
  /** The same as if with action=move */
  readonly parametersIfMoved: {
    readonly path?: undefined;
    readonly query?: {
      readonly organisation?: string;
      readonly parent?: string;
    };
    readonly body?: undefined;
    readonly answer: ParametersIfAnswer;
  };
  /** Which invoices one or more applications become; as a job from 200 applications on */
  readonly plan: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly applications?: readonly AnyFields[];
      readonly ids?: readonly string[];
      readonly filter?: AnyFields;
      readonly by?: 'page' | 'interface' | 'scheduler';
      readonly answers?: Readonly<Record<string, boolean>>;
      readonly split?: CompareDecisionsSentSplit;
      readonly splits?: Readonly<Record<string, CompareDecisionsSentSplit>>;
      readonly basis?: boolean;
      readonly at?: string | null;
      readonly asOf?: string | number | null;
      readonly trial?: CompareDecisionsSentATrial | null;
      readonly trace?: 'none' | 'summary' | 'full' | null;
      readonly mode?: 'answer' | 'job';
    };
    readonly answer: PlanAnswer | Job;
  };
  /** What publishing a design would do: problems, tables, stricter checks, cases; changes nothing */
  readonly planDesign: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: PlanDesign;
    readonly answer: InstallPlan & {
      readonly changeSets: readonly ({
        readonly id: string;
        readonly number: string | null;
        readonly name: string | null;
        readonly state: string;
      })[];
      readonly overtaken: readonly ({
        readonly n: number;
        readonly layer: string;
        readonly form: string;
        readonly target: string;
        readonly now: Json;
        readonly by: string | null;
        readonly own: boolean;
      })[];
      readonly refused: readonly {
        readonly n: number;
        readonly problems: readonly {
          readonly code: string;
          readonly params: AnyFields;
          readonly message: string;
        }[];
      }[];
      readonly versions: readonly ({
        readonly package: string;
        readonly from: string;
        readonly least: string;
        readonly asks: 'breaking' | 'additive' | 'cosmetic' | null;
      })[];
    };
  };
  /** What installing or upgrading packages would do: differences, tables, conflicts, cases; changes nothing */
  readonly planInstall: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: Install;
    readonly answer: InstallPlan;
  };
  /** Check metadata and show the table plan; changes nothing */
  readonly planModel: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: Publish;
    readonly answer: Plan;
  };
  /** What making a package would do: data, ids and names stay; changes nothing */
  readonly planShip: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: PlanShip;
    readonly answer: InstallPlan;
  };
  /** What undoing a publish in effect, or redoing an undo, would do, and what it cannot; changes nothing */
  readonly planUndo: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: Taken;
    readonly answer: UndoPlan;
  };
  /** What uninstalling a package would do: the records, extensions, parameters and lists that depend on it, and the packages that need it; changes nothing */
  readonly planUninstall: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly package: string;
    };
    readonly answer: Plan;
  };
  /** Report what the caller is working on; returns who else is there */
  readonly presentAtDesign: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: DesignPlace;
    readonly answer: DesignPresent;
  };
  /** Preview an action: checked like the action itself, with its consequences; nothing is written */
  readonly previewAct: {
    readonly path: { readonly form: string; readonly id: string; readonly action: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: ActSent;
    readonly answer: {
      readonly record: AnyRecord;
      readonly warnings: readonly FieldProblem[];
      readonly consequences?: Consequences;
    };
  };
  /** What publishing would do: every problem and conflict, effective values by organisation, records by field */
  readonly previewChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly problems: readonly ({
        readonly item: string | null;
        readonly path: string;
        readonly code: string;
        readonly message: string;
        readonly params?: AnyFields;
      })[];
      readonly conflicts: readonly ApproveChangeSetAnswerMoved[];
      readonly cases: {
        readonly tried: number;
        readonly failing: readonly ({
          readonly id: string;
          readonly name: string;
          readonly form: string | null;
          readonly decision: string | null;
          readonly otherwise: readonly PreviewChangeSetAnswerCasesFailingOtherwise[];
        })[];
        readonly withheld: number;
      };
      readonly params: ApproveChangeSetAnswerEffects;
      readonly records: readonly ({
        readonly item: string;
        readonly action: string;
        readonly form: string;
        readonly number: Json;
        readonly diff: readonly {
          readonly path: string;
          readonly label: {
            readonly zh: string;
            readonly en: string;
          };
          readonly from: Json;
          readonly to: Json;
        }[];
        readonly matches?: {
          readonly form?: string;
          readonly looked: number;
          readonly skipped?: number;
          readonly more?: number;
          readonly why?: 'unreadable' | 'asks-more';
          readonly changed: readonly ({
            readonly document: {
              readonly id: string | null;
              readonly number: Json;
            };
            readonly from: PreviewChangeSetAnswerRecordsMatchesChangedFrom | null;
            readonly to: PreviewChangeSetAnswerRecordsMatchesChangedFrom | null;
          })[];
        };
      })[];
      readonly readers: readonly ({
        readonly type: string;
        readonly key: string;
        readonly count: number;
        readonly lastRead: string | null;
        readonly since?: string | null;
        readonly items?: readonly ParameterReadersAnswerItems[];
        readonly others?: {
          readonly lastRead: string;
        } | null;
      })[];
      readonly needsApproval: readonly ApproveChangeSetAnswerNeedsApproval[];
      readonly design: {
        readonly id: string;
        readonly name: string;
        readonly untried: number;
        readonly plan: {
          readonly hash?: string | null;
          readonly issues?: readonly {
            readonly message: string;
          }[];
          readonly changes?: readonly {
            readonly message: string;
          }[];
        };
      } | null;
    };
  };
  /** Split preview: which invoices a stored application would become, and the reason for every step; writes nothing */
  readonly previewInvoices: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: {
      readonly by?: 'page' | 'interface' | 'scheduler';
      readonly answers?: Readonly<Record<string, boolean>>;
      readonly split?: CompareDecisionsSentSplit;
      readonly basis?: boolean;
    };
    readonly answer: PlanAnswer;
  };
  /** Previews issuing: which invoices would result now, the reason for every step, and the questions to answer; nothing is written or reserved */
  readonly previewIssuing: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: IssueApplicationsSent;
    readonly answer: {
      readonly applications: readonly ({
        readonly id: string;
        readonly number: string;
        readonly revision: number;
        readonly organisation: string | null;
      })[];
      readonly result: {
        readonly pendingInvoices: readonly AnyFields[];
        readonly held: readonly string[];
        readonly stopped: readonly string[];
        readonly splits: readonly AnyFields[];
        readonly questions: readonly IssueApplicationsAnswerQuestions[];
      };
      readonly trace: readonly AnyFields[];
      readonly issues: readonly AnyFields[];
      readonly flaws: readonly ({
        readonly invoice: number;
        readonly document: number;
        readonly path: string;
        readonly code: string;
        readonly severity: 'stops' | 'warns';
        readonly text: string;
      })[];
    };
  };
  /** Draws the preview of a designed print template (its page tree) as a PDF; reads no records */
  readonly printDesign: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: PrintTree;
    readonly answer: Response;
  };
  /** Print one record, as PDF or as a page for the browser to print; fields the caller may not see are left out */
  readonly printRecord: {
    readonly path: { readonly form: string; readonly id: string; readonly print: string };
    readonly query?: {
      readonly view?: 'use' | 'manage' | 'use,manage' | 'manage,use';
      readonly language?: 'zh' | 'en';
      readonly format?: 'pdf' | 'html';
    };
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Print selected records as one PDF; returns a job, whose file is at /api/jobs/{id}/file */
  readonly printRecords: {
    readonly path: { readonly form: string; readonly print: string };
    readonly query?: {
      readonly view?: 'use' | 'manage';
      readonly sort?: string;
      readonly language?: 'zh' | 'en';
    };
    readonly body: {
      readonly records: readonly string[];
    };
    readonly answer: Job;
  };
  /** Print the records in a list as one PDF, in the language of Accept-Language; returns a job, whose file is at /api/jobs/{id}/file */
  readonly printSelection: {
    readonly path: { readonly form: string; readonly print: string };
    readonly query?: {
      readonly view?: 'use' | 'manage';
      readonly filter?: string;
      readonly q?: string;
      readonly sort?: string;
    } & Filters;
    readonly body?: undefined;
    readonly answer: Job;
  };
  /** Print templates of a form */
  readonly prints: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly name: string;
        readonly label: {
          readonly zh: string;
          readonly en: string;
        };
        readonly package: string;
        readonly paper: 'A4' | 'A5' | 'continuous' | 'label';
      })[];
    };
  };
  /** Export the local changes and selected records as a package for another system, without secrets */
  readonly promote: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly name?: string;
      readonly version?: string;
      readonly data?: readonly string[];
      readonly params?: boolean;
      readonly roles?: boolean;
      readonly views?: boolean;
    };
    readonly answer: Response;
  };
  /** Propose it for approval */
  readonly proposeChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: ApproveChangeSetAnswer;
  };
  /** Submit for approval: it is shared with others who design */
  readonly proposeDesign: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Design;
  };
  /** Names suggested from labels, also for packages and prefixes: Chinese is spelt in pinyin, and names start with the prefix of the layer */
  readonly proposeNames: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: DesignNames;
    readonly answer: {
      readonly names: readonly string[];
    };
  };
  /** Suggests tax codes for an item name: codes the organisation has used first, then names, keywords and pinyin of the table */
  readonly proposeTaxCodes: {
    readonly path?: undefined;
    readonly query?: {
      readonly name?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly id: string;
        readonly number: string;
        readonly name: string;
        readonly shortName: string | null;
        readonly rates: readonly string[];
        readonly preferences: string | null;
        readonly by: 'correction' | 'item' | 'issued' | 'name' | 'keyword' | 'likeness' | 'pinyin';
        readonly like: string;
      })[];
    };
  };
  /** The invoice titles available for a buyer, found by code, name, tax number or customer, the default one first; only those that the caller may use and see */
  readonly proposeTitles: {
    readonly path?: undefined;
    readonly query?: {
      readonly buyerCode?: string;
      readonly buyerName?: string;
      readonly buyerTaxNo?: string;
      readonly customerName?: string;
      readonly customerTaxNo?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly title: AttemptSignInAnswerUser;
        readonly row: number | null;
        readonly isDefault: boolean;
        readonly fills: {
          readonly buyerName: string | null;
          readonly buyerTaxNo: string | null;
          readonly buyerKind: string | null;
          readonly buyerIdNo: string | null;
          readonly buyerAddress: string | null;
          readonly buyerPhone: string | null;
          readonly buyerBank: string | null;
          readonly buyerAccount: string | null;
          readonly buyerMobile: string | null;
          readonly buyerEmail: string | null;
        };
      })[];
    };
  };
  /** What one publish changed, line by line */
  readonly publish: {
    readonly path: { readonly revision: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: PublishSaid;
  };
  /** Publish it, all or nothing; a scheduled one requires “now” */
  readonly publishChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: {
      readonly now?: boolean;
      readonly acceptCases?: string;
      readonly plan?: string;
    };
    readonly answer: {
      readonly id: string;
      readonly number: string | null;
      readonly name: string | null;
      readonly state: 'draft' | 'waiting' | 'approved' | 'scheduled' | 'published' | 'rejected' | 'discarded' | 'failed';
      readonly reason: string | null;
      readonly count: number;
      readonly dangers: number;
      readonly createdBy: ApproveChangeSetAnswerCreatedBy | null;
      readonly createdAt: string | null;
      readonly modifiedAt: string | null;
      readonly proposedBy: ApproveChangeSetAnswerCreatedBy | null;
      readonly approvedBy: ApproveChangeSetAnswerCreatedBy | null;
      readonly publishedAt: string | null;
      readonly scheduledAt: string | null;
      readonly notAfter: string | null;
      readonly undoes: string | null;
      readonly undoneBy: ApproveChangeSetAnswerUndoneBy | null;
      readonly design: string | null;
      readonly revision: number;
      readonly failure: ApproveChangeSetAnswerFailure | null;
      readonly may: ApproveChangeSetAnswerMay;
      readonly items: readonly ApproveChangeSetAnswerItems[];
      readonly history: readonly ApproveChangeSetAnswerHistory[];
      readonly needsApproval: readonly ApproveChangeSetAnswerNeedsApproval[];
      readonly effects: ApproveChangeSetAnswerEffects | null;
      readonly sharing: ApproveChangeSetAnswerSharing | null;
      readonly writable: boolean;
      readonly places: number;
      readonly moved?: readonly ApproveChangeSetAnswerMoved[];
      readonly left?: readonly ApproveChangeSetAnswerLeft[];
      readonly nodes?: NodesServing;
    };
  };
  /** Publish a design according to the plan reviewed, without a restart */
  readonly publishDesign: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: PublishDesign;
    readonly answer: Published;
  };
  /** The progress of the current publish */
  readonly publishProgress: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: PublishProgress;
  };
  /** Who published what, when and why, newest first */
  readonly publishes: {
    readonly path?: undefined;
    readonly query?: {
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly PublishSaid[];
      readonly next: string | null;
      readonly total?: number;
      readonly totalAtLeast?: true;
      readonly complete?: false;
    };
  };
  /** The picture of a QR code, as SVG */
  readonly qrPicture: {
    readonly path: { readonly name: string; readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Read a record */
  readonly read: {
    readonly path: { readonly form: string; readonly id: string };
    readonly query?: {
      readonly view?: 'use' | 'manage' | 'use,manage' | 'manage,use';
    };
    readonly body?: undefined;
    readonly answer: AnyRecord;
  };
  /** The face of a record: the picture in the field that its form names, WebP of at most 256 pixels a side; 204 where there is none that the caller may see */
  readonly readFace: {
    readonly path: { readonly form: string; readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** A file of a record; supports Range and If-None-Match */
  readonly readFile: {
    readonly path: { readonly form: string; readonly id: string; readonly file: string };
    readonly query?: {
      readonly as?: 'download' | 'inline' | 'small' | 'print';
    };
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** A page of a picture of a record as WebP, from 1, at most 3,600 pixels per side; also for TIFF, which browsers cannot show */
  readonly readPage: {
    readonly path: { readonly form: string; readonly id: string; readonly file: string; readonly page: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** The number of pages of a picture of a record; a TIFF can have several */
  readonly readPages: {
    readonly path: { readonly form: string; readonly id: string; readonly file: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly pages: number;
    };
  };
  /** A preview of a workbook of a record; at most 10 sheets with 200 rows and 50 columns each */
  readonly readSheets: {
    readonly path: { readonly form: string; readonly id: string; readonly file: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: ReadSheetsAnswer;
  };
  /** Reads a scanned stack: recognises the codes page by page and assigns pages to bills by their covers; the others wait to be assigned. A job that can be started again after an interruption */
  readonly readStack: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Job;
  };
  /** Whether requests can be served */
  readonly readiness: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly status: 'ready' | 'unavailable';
      readonly checks: Readonly<Record<string, boolean>>;
      readonly code?: string;
    };
  };
  /** Rebase it on the current state, and list what has changed since */
  readonly rebaseChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: ApproveChangeSetAnswer;
  };
  /** The valid links of a record that the caller may revoke: to its files, and to prints sent with e-mails and callbacks; at most 100 */
  readonly recordLinks: {
    readonly path: { readonly form: string; readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: FileLinksAnswer;
  };
  /** Redo the caller’s last undone step */
  readonly redoStep: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: DesignSeen;
    readonly answer: DesignLog;
  };
  /** Where a record is used */
  readonly references: {
    readonly path: { readonly form: string; readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly form: string;
        readonly id: string;
        readonly number: string | null;
        readonly name: string | null;
        readonly field: string;
      })[];
      readonly forms: readonly {
        readonly form: string;
        readonly count: number;
        readonly more: boolean;
        readonly filter: AnyFields;
      }[];
    };
  };
  /** The registry packages are installed from by name; null if none is configured */
  readonly registry: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly url: string | null;
      readonly from: 'environment' | 'settings' | null;
      readonly token: boolean;
      readonly lookedAt: string | null;
      readonly failure: string | null;
    };
  };
  /** Search the registry */
  readonly registryPackages: {
    readonly path?: undefined;
    readonly query?: {
      readonly q?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly name: string;
        readonly version: string;
        readonly description: string | null;
        readonly installed: string | null;
      })[];
    };
  };
  /** The versions of a package in the registry */
  readonly registryVersions: {
    readonly path?: undefined;
    readonly query?: {
      readonly name?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly name: string;
      readonly description: string | null;
      readonly installed: string | null;
      readonly items: readonly ({
        readonly version: string;
        readonly latest: boolean;
        readonly deprecated: string | null;
        readonly requires: Readonly<Record<string, string>>;
        readonly fits: boolean;
      })[];
    };
  };
  /** Send it back with a reason */
  readonly rejectChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly reason: string;
    };
    readonly answer: ApproveChangeSetAnswer;
  };
  /** Send it back to its authors with a reason; the caller’s own is withdrawn */
  readonly rejectDesign: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: RejectDesign;
    readonly answer: Design;
  };
  /** Remove an authenticator app or a passkey */
  readonly removeAuthenticator: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly present: string;
    };
    readonly answer: undefined;
  };
  /** Remove all apps and passkeys of a user who lost phone and recovery codes: the next sign-in needs the password alone and, if a role asks for it, adds one */
  readonly removeAuthenticatorsOfUser: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly removed: number;
    };
  };
  /** Remove a case */
  readonly removeCase: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly package: string;
      readonly file: string;
      readonly name: string;
    };
    readonly answer: RemoveCaseAnswer;
  };
  /** Replace the recovery codes: those of before no longer work */
  readonly renewRecoveryCodes: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly present: string;
    };
    readonly answer: {
      readonly codes: readonly string[];
    };
  };
  /** Repeat the job that a publish left: fill in defaults, recompute; only records that need it are written */
  readonly repeatJob: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Job;
  };
  /** Replace a record; fields not given are cleared */
  readonly replace: {
    readonly path: { readonly form: string; readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: AnyFields;
    readonly answer: AnyRecord;
  };
  /** Replace the setting; fields not given are cleared */
  readonly replaceSetting: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: AnyFields;
    readonly answer: AnyRecord;
  };
  /** Summarise the records the caller manages with a report; filter, q and fields narrow them further */
  readonly report: {
    readonly path: { readonly form: string; readonly report: string };
    readonly query?: {
      readonly filter?: string;
      readonly q?: string;
    } & Filters;
    readonly body?: undefined;
    readonly answer: Report;
  };
  /** Report from a program that caches values: the revision it has, what it has read since its last report, and all values it could not use; its reads with Guiju-Reads: reported are then counted only through these reports */
  readonly reportReads: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly revision: number;
      readonly reads?: readonly {
        readonly type: string;
        readonly key: string;
      }[];
      readonly refused?: readonly {
        readonly type: string;
        readonly key: string;
        readonly reason: string;
      }[];
    };
    readonly answer: {
      readonly unknown: readonly {
        readonly type: string;
        readonly key: string;
      }[];
    };
  };
  /** The same as a sheet */
  readonly reportSheet: {
    readonly path: { readonly form: string; readonly report: string };
    readonly query?: {
      readonly filter?: string;
      readonly q?: string;
      readonly format?: 'xlsx' | 'csv';
    } & Filters;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Reports of a form */
  readonly reports: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly name: string;
        readonly label: {
          readonly zh: string;
          readonly en: string;
        };
        readonly package: string;
        readonly chart: 'bars' | 'lines' | 'pie' | 'days' | 'flow' | 'organisations';
      })[];
    };
  };
  /** Restore a version; a deleted record with If-Match: "0" */
  readonly restore: {
    readonly path: { readonly form: string; readonly id: string; readonly revision: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: AnyRecord;
  };
  /** Return to the state at an entry; can be undone like a step */
  readonly returnToPoint: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: DesignReturn;
    readonly answer: DesignLog;
  };
  /** What the approver of a bill sees: the current node, the decisions available, whether images are shown, and their watermark */
  readonly reviewBill: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly node: {
        readonly name: string;
        readonly kind: 'upload' | 'approval';
      } | null;
      readonly decisions: readonly {
        readonly code: string;
        readonly name: string;
        readonly meaning: string;
      }[];
      readonly showsImages: boolean;
      readonly watermark: string | null;
    };
  };
  /** Revoke a key; installed packages keep working */
  readonly revokeKey: {
    readonly path: { readonly key: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: TrustedKey;
  };
  /** Revoke a token */
  readonly revokeToken: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Create a change set that reverts whatever is still as this one left it */
  readonly rollBackChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: {
      readonly reason?: string | null;
      readonly publish?: boolean;
    };
    readonly answer: ApproveChangeSetAnswer;
  };
  /** Problems of rules: never matching, shadowed by one or several, using removed options, overlapping at equal rank with a different result, not indexable; `candidate` for an unsaved rule */
  readonly ruleAnalysis: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly records?: readonly string[] | null;
      readonly after?: string | null;
      readonly candidate?: {
        readonly id?: string;
        readonly record: AnyFields;
        readonly row?: number;
      } | null;
    };
    readonly answer: {
      readonly rules: number;
      readonly next: string | null;
      readonly items: readonly ({
        readonly id: string | null;
        readonly number: string | null;
        readonly name: string | null;
        readonly org: Reference;
        readonly sharing?: string;
        readonly row?: {
          readonly id: string;
          readonly seq: number;
        };
        readonly personalised?: boolean;
        readonly code: string;
        readonly reason: string;
        readonly facts?: AnyFields;
        readonly ask?: AnyFields;
        readonly related?: readonly ({
          readonly id: string | null;
          readonly number: string | null;
          readonly name: string | null;
          readonly org: Reference;
          readonly sharing?: string;
          readonly row?: {
            readonly id: string;
            readonly seq: number;
          };
          readonly personalised?: boolean;
          readonly differs?: readonly {
            readonly field: string;
            readonly label: string;
            readonly here: Json;
            readonly there: Json;
          }[];
        })[];
      })[];
    };
  };
  /** Rules over a set of facts: which won, which lost to others, which never won */
  readonly ruleCoverage: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly facts: readonly Json[] | {
        readonly form?: string;
        readonly filter?: AnyFields;
        readonly limit?: number;
      };
      readonly of?: string | null;
      readonly at?: string | null;
      readonly ask?: Json;
      readonly within?: Json;
    };
    readonly answer: {
      readonly facts: number;
      readonly unmatched: readonly RuleCoverageAnswerUnmatched[];
      readonly skipped?: readonly RuleCoverageAnswerUnmatched[];
      readonly rules: readonly ({
        readonly id: string;
        readonly number: string | null;
        readonly name: string | null;
        readonly org: Reference;
        readonly sharing?: string;
        readonly row?: {
          readonly id: string;
          readonly seq: number;
        };
        readonly personalised?: boolean;
        readonly won: number;
        readonly lostTo: readonly ({
          readonly id: string;
          readonly number: string | null;
          readonly name: string | null;
          readonly org: Reference;
          readonly sharing?: string;
          readonly row?: {
            readonly id: string;
            readonly seq: number;
          };
          readonly personalised?: boolean;
          readonly count: number;
        })[];
        readonly days?: readonly {
          readonly day: string;
          readonly won: number;
        }[];
      })[];
      readonly neverWon: readonly RuleCoverageAnswerNeverWon[];
      readonly wonBy?: readonly RuleCoverageAnswerUnmatched[];
      readonly more?: number;
    };
  };
  /** Data that no rule covers: segmented by the fields that rules use, each with a condition and an example */
  readonly ruleGaps: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly at?: string | null;
      readonly ask?: Json;
      readonly within?: Json;
    };
    readonly answer: {
      readonly rules: number;
      readonly items: readonly ({
        readonly sentence: string;
        readonly condition: AnyFields | null;
        readonly facts: AnyFields;
        readonly ask?: AnyFields;
        readonly depends?: readonly {
          readonly fact: string;
          readonly label: string;
        }[];
      })[];
      readonly more: boolean;
      readonly looked: readonly {
        readonly fact: string;
        readonly label: string;
      }[];
      readonly unlooked: readonly {
        readonly fact: string;
        readonly label: string;
        readonly reason: string;
      }[];
    };
  };
  /** The number of rules each organisation may use, and how it differs from its parent */
  readonly rulesByOrganisation: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly {
        readonly org: Reference;
        readonly rules: number;
        readonly copies: number;
        readonly more: RulesByOrganisationAnswerItemsMore;
        readonly fewer: RulesByOrganisationAnswerItemsMore;
      }[];
    };
  };
  /** SAML 2.0 metadata of this system as a service provider */
  readonly samlMetadata: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Save a case of a decision: the current result becomes the expected one unless another is given; from then on it is checked before every publish */
  readonly saveCase: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly name: string;
      readonly package?: string;
      readonly decision: string;
      readonly org?: string;
      readonly at?: string;
      readonly facts: AnyFields;
      readonly trial?: AnyFields;
      readonly expect?: AnyFields;
    };
    readonly answer: RemoveCaseAnswer;
  };
  /** A business system gets the scan address of a purchase: it contains amount and receipt number, signed so that customers cannot change them */
  readonly scanAddress: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly code: string;
      readonly amount: string;
      readonly number: string;
    };
    readonly answer: {
      readonly address: string;
    };
  };
  /** What a customer sees after scanning a code: seller, types, limit, and what to fill in. No sign-in needed; codes no longer in use answer 410 */
  readonly scanPage: {
    readonly path: { readonly key: string };
    readonly query?: {
      readonly amount?: string;
      readonly number?: string;
      readonly seal?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly seller: string;
      readonly state: 'ready' | 'item-missing' | 'slip-needed';
      readonly types: readonly {
        readonly value: string;
        readonly label: {
          readonly zh: string;
          readonly en: string;
        };
        readonly special: boolean;
      }[];
      readonly limit: string | null;
      readonly slip: {
        readonly gross: string;
        readonly businessNumber: string;
      } | null;
      readonly contact: 'mail-or-mobile' | 'none';
    };
  };
  /** The progress of a customer’s request; issued invoices come with download addresses */
  readonly scanReceipt: {
    readonly path: { readonly key: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly number: string | null;
      readonly seller: string;
      readonly buyerName: string;
      readonly gross: string;
      readonly businessNumber: string;
      readonly at: string;
      readonly state: 'waiting' | 'issued' | 'delayed' | 'refused';
      readonly invoices: readonly ({
        readonly number: string | null;
        readonly gross: string;
        readonly status: 'normal' | 'partly-red' | 'red' | 'void';
        readonly files: readonly ({
          readonly format: 'pdf' | 'ofd' | 'xml';
          readonly url: string;
        })[];
      })[];
    };
  };
  /** Finds invoice titles by name, e-mail or mobile number: e-mail and mobile in full, companies by at least two characters of the name; tax numbers are masked, and nothing is returned for more than five hits */
  readonly scanTitles: {
    readonly path: { readonly key: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly find: string;
    };
    readonly answer: {
      readonly items: readonly ({
        readonly choice: string;
        readonly name: string;
        readonly taxNo: string | null;
        readonly kind: 'company' | 'person';
      })[];
      readonly more: boolean;
    };
  };
  /** Auto-issue schemes and automated tasks of the current organisation: when each runs next, and how the last run went */
  readonly schedule: {
    readonly path?: undefined;
    readonly query?: {
      readonly from?: string;
      readonly to?: string;
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ({
        readonly form: string;
        readonly id: string;
        readonly number: string;
        readonly name: string;
        readonly next: string | null;
        readonly last: {
          readonly form: string;
          readonly id: string;
          readonly state: string;
          readonly dueAt: string | null;
          readonly endedAt: string | null;
          readonly total: number;
          readonly done: number;
          readonly failed: number;
        } | null;
        readonly runs?: readonly {
          readonly day: string;
          readonly first: string;
          readonly last: string;
          readonly count: number;
        }[];
      })[];
    };
  };
  /** Schedule it for publishing */
  readonly scheduleChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly at: string;
      readonly notAfter?: string | null;
    };
    readonly answer: ApproveChangeSetAnswer;
  };
  /** Schedule it for publishing; changing it cancels the schedule */
  readonly scheduleDesign: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly at: string;
      readonly acceptCases?: string;
      readonly overwrite?: boolean;
      readonly drop?: boolean;
    };
    readonly answer: Design;
  };
  /** JSON Schema of a record */
  readonly schema: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Search all forms the caller may see */
  readonly search: {
    readonly path?: undefined;
    readonly query?: {
      readonly q?: string;
      readonly limit?: number;
    };
    readonly body?: undefined;
    readonly answer: SearchAnswer;
  };
  /** See as this user: for an hour, what this browser asks is answered by the rights of the user, and nothing can be changed; noted in the audit trail */
  readonly seeAsUser: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly ends: string;
    };
  };
  /** The current user, rights and organisations; user is null if nobody is signed in */
  readonly session: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly user: AttemptSignInAnswerUser;
      readonly org: AttemptSignInAnswerUser;
      readonly administers: boolean;
      readonly designs: boolean;
      readonly publishes: boolean;
      readonly leastPassword: number;
      readonly designsApproved: boolean;
      readonly parameters: boolean;
      readonly reveals: boolean;
      readonly organisations: readonly OwnOrganisationsAnswerItems[];
      readonly moreOrganisations: boolean;
      readonly rights: Readonly<Record<string, readonly string[]>>;
      readonly csrf: string;
      readonly maps?: {
        readonly place?: string;
        readonly address?: string;
      };
      readonly mails?: string;
      readonly credential: 'session' | 'token';
      readonly expires?: string;
      readonly seenBy?: {
        readonly number: string;
        readonly name: string;
      };
    } | {
      readonly user: null;
    };
  };
  /** Where a user is signed in */
  readonly sessionsOfUser: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Session[];
    };
  };
  /** Put the records of a form back to what they were at a moment: deleted ones come back under their id, changed ones are set back, later ones stay or are deleted; returns a job, and with dryRun only shows what would be done */
  readonly setBack: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly at: string;
      readonly record?: string;
      readonly org?: string;
      readonly later?: 'keep' | 'delete';
      readonly dryRun?: boolean;
    };
    readonly answer: Job;
  };
  /** Set a value; to replace an existing value, send If-Match with its revision from “own”, in quotes */
  readonly setParameter: {
    readonly path: { readonly type: string; readonly key: string };
    readonly query?: {
      readonly scope?: 'organisation' | 'system';
    };
    readonly body: {
      readonly value?: Json;
      readonly raw?: string;
      readonly validFrom?: string | null;
      readonly validTo?: string | null;
      readonly locked?: boolean;
      readonly id?: string;
    };
    readonly answer: ParameterAnswer | ApproveChangeSetAnswer;
  };
  /** Set, delete, lock or unlock many values: all or none, in one commit */
  readonly setParameters: {
    readonly path?: undefined;
    readonly query?: {
      readonly dryRun?: boolean;
    };
    readonly body: {
      readonly items: readonly ({
        readonly action: 'set' | 'unset' | 'lock' | 'unlock';
        readonly type: string;
        readonly key: string;
        readonly org: string | null;
        readonly value?: Json;
        readonly raw?: string;
        readonly validFrom?: string | null;
        readonly validTo?: string | null;
        readonly locked?: boolean;
        readonly ifMatch?: number;
      })[];
      readonly reason?: string;
    };
    readonly answer: CopyParametersAnswer;
  };
  /** Set a user's password: ends the user's sessions and lists the tokens still valid; endTokens revokes them as well */
  readonly setPassword: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly password: string;
      readonly temporary?: boolean;
      readonly endTokens?: 'all' | readonly string[] | null;
    };
    readonly answer: ChangePasswordAnswer;
  };
  /** Store a preference of the caller: any JSON of up to 32 KiB */
  readonly setPreference: {
    readonly path: { readonly name: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: Json;
    readonly answer: undefined;
  };
  /** Read the setting of the organisation */
  readonly setting: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: AnyRecord;
  };
  /** The PDF, OFD or XML file of an invoice, opened by the link printed on it without signing in; void invoices have none */
  readonly sharedFile: {
    readonly path: { readonly key: string };
    readonly query?: {
      readonly format?: 'pdf' | 'ofd' | 'xml';
    };
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Make a package of the content of the local layer and place it beneath, according to the plan reviewed */
  readonly ship: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: Ship;
    readonly answer: Published;
  };
  /** Sign in; where a code, a passkey or a new password is needed as well, that step is answered, which is no error */
  readonly signIn: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly user: string;
      readonly password: string;
    };
    readonly answer: BeginResetAnswer | AskToConfirmAnswer | BeginResetAnswer2 | BeginResetAnswer3;
  };
  /** Sign-in providers that may be chosen */
  readonly signInProviders: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly {
        readonly number: string;
        readonly name: string;
      }[];
      readonly redirect: string;
      readonly signedOut: string;
      readonly ended: string;
      readonly saml: {
        readonly entityId: string;
        readonly answers: string;
      };
      readonly passkeysAt: string | null;
      readonly resets: boolean;
    };
  };
  /** Sign out; of a session begun by a sign-in provider, the address that ends it there is answered */
  readonly signOut: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined | {
      readonly address: string;
    };
  };
  /** Certificates by which a sign-in provider signs (SAML 2.0), with the days they are for */
  readonly signingCertificates: {
    readonly path: { readonly provider: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly {
        readonly subject: string;
        readonly from: string;
        readonly to: string;
        readonly ended: boolean;
      }[];
    };
  };
  /** Stops issuing: pending invoices not yet sent to the channel go back to their state before queueing; can be repeated */
  readonly stopPendingInvoices: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly pendingInvoices: readonly string[];
    };
    readonly answer: {
      readonly stopping: readonly string[];
    };
  };
  /** Synchronises the tax bureau accounts of the current organisation and those below from the tax-control cloud: new ones are added, others updated, missing ones set offline, none deleted; needs the rights to add and change accounts, and the system parameter */
  readonly synchroniseTaxAccounts: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly added: readonly SynchroniseTaxAccountsAnswerAdded[];
      readonly changed: readonly SynchroniseTaxAccountsAnswerAdded[];
      readonly offline: readonly SynchroniseTaxAccountsAnswerAdded[];
      readonly silent: readonly string[];
      readonly away: readonly string[];
    };
  };
  /** Add steps; a property changed by someone else in the meantime is not silently overwritten */
  readonly takeSteps: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: DesignSteps;
    readonly answer: DesignLog;
  };
  /** The people who can be notified of a publish: those who may see the form */
  readonly tellOffer: {
    readonly path?: undefined;
    readonly query?: {
      readonly form?: string;
    };
    readonly body?: undefined;
    readonly answer: TellOffer;
  };
  /** Notify people who may see a form that it has changed; the note appears among their jobs and notifications */
  readonly tellPublished: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: TellPublished;
    readonly answer: {
      readonly people: number;
    } | Job;
  };
  /** Run cases against the data stored here; nothing is written */
  readonly testCases: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: {
      readonly package?: string;
      readonly decision?: string;
      readonly name?: string;
    };
    readonly answer: {
      readonly passed: number;
      readonly failed: number;
      readonly skipped: number;
      readonly cases: readonly ({
        readonly package: string;
        readonly file: string;
        readonly name: string;
        readonly form?: string;
        readonly decision?: string;
        readonly expected: Json;
        readonly actual?: Json;
        readonly outcome: 'passed' | 'failed' | 'skipped';
        readonly otherwise?: readonly PreviewChangeSetAnswerCasesFailingOtherwise[];
        readonly problems?: readonly FieldProblem[];
      })[];
    };
  };
  /** Run the cases of a package with everything installed, in a separate tenant; stored data is not affected */
  readonly testPackage: {
    readonly path: { readonly name: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly passed: number;
      readonly failed: number;
      readonly skipped: number;
      readonly cases: readonly ({
        readonly file: string;
        readonly name: string;
        readonly form?: string;
        readonly decision?: string;
        readonly outcome: 'passed' | 'failed' | 'skipped';
        readonly expected: Json;
        readonly actual?: Json;
        readonly problems?: readonly FieldProblem[];
      })[];
      readonly issues?: readonly ({
        readonly code: string;
        readonly severity: 'error' | 'warning';
        readonly pointer: string;
        readonly params: AnyFields;
      })[];
    };
  };
  /** The local changes that can become a package: forms, fields, rules, parameters */
  readonly toShip: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly places: readonly ShipPlace[];
      readonly onto: readonly {
        readonly name: string;
        readonly version: string;
        readonly next: string;
        readonly prefix: string;
        readonly label: {
          readonly zh: string;
          readonly en: string;
        };
      }[];
    };
  };
  /** Trust a publisher’s key */
  readonly trustKey: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly publicKey: string;
      readonly label?: string;
    };
    readonly answer: TrustedKey;
  };
  /** Publisher keys that are or were trusted */
  readonly trustedKeys: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly TrustedKey[];
    };
  };
  /** Rotates a scanned page to the right */
  readonly turnPage: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly degrees: 90 | 180 | 270;
    };
    readonly answer: AnyFields;
  };
  /** Undo an import: records that it created are deleted, changed ones are set back, and what was changed since stays; returns a job */
  readonly undoJob: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Job;
  };
  /** Undo a publish in effect, or redo an undo: restores the earlier metadata according to the plan reviewed; what was published since stays */
  readonly undoPublish: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body: TakenPlan;
    readonly answer: Published;
  };
  /** Undo the caller’s last step */
  readonly undoStep: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: DesignSeen;
    readonly answer: DesignLog;
  };
  /** Uninstall a package according to the plan reviewed: its data is archived and hidden, and restored when it is installed again */
  readonly uninstallPackage: {
    readonly path: { readonly name: string };
    readonly query?: {
      readonly hash?: string;
    };
    readonly body?: undefined;
    readonly answer: Uninstalled;
  };
  /** Unlink a user from accounts of sign-in providers: the next sign-in links by number again; answers how many there were */
  readonly unlinkAccounts: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly count: number;
    };
  };
  /** Cancel the schedule; the approval stays */
  readonly unscheduleDesign: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Design;
  };
  /** Delete a value so that it is inherited again; returns the effective value afterwards */
  readonly unsetParameter: {
    readonly path: { readonly type: string; readonly key: string };
    readonly query?: {
      readonly scope?: 'organisation' | 'system';
      readonly id?: string;
    };
    readonly body?: undefined;
    readonly answer: ParameterAnswer | ApproveChangeSetAnswer;
  };
  /** The caller’s own file, before a record uses it */
  readonly uploadContent: {
    readonly path: { readonly upload: string };
    readonly query?: {
      readonly as?: 'download' | 'inline';
    };
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** A page of the caller’s own picture as WebP, from 1, before a record uses it */
  readonly uploadPage: {
    readonly path: { readonly upload: string; readonly page: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** The number of pages of the caller’s own picture, before a record uses it */
  readonly uploadPages: {
    readonly path: { readonly upload: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly pages: number;
    };
  };
  /** The first rows of the caller’s own workbook, before a record uses it */
  readonly uploadSheets: {
    readonly path: { readonly upload: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: ReadSheetsAnswer;
  };
  /** The progress of the caller’s own upload (also HEAD, see Upload-Offset) */
  readonly uploadState: {
    readonly path: { readonly upload: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly id: string;
      readonly name: string;
      readonly size: number;
      readonly received: number;
      readonly type: string | null;
      readonly expiresAt: string;
    };
  };
  /** The newer version that comes with the server, to be planned and installed */
  readonly waitingPackage: {
    readonly path: { readonly name: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: WaitingPackage;
  };
  /** Changes as they happen (SSE), resumable from any revision; if files of a record were added or removed, files.came and files.went list them (id, name, size, type) for callers who may see its history */
  readonly watch: {
    readonly path?: undefined;
    readonly query?: {
      readonly since?: string;
      readonly params?: string;
      readonly instance?: string;
      readonly forms?: string;
    };
    readonly body?: undefined;
    readonly answer: Response;
  };
  /** Withdraws records from organisations, with a result for each pair */
  readonly withdraw: {
    readonly path: { readonly form: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body: {
      readonly records: readonly (string | {
        readonly id: string;
      } | {
        readonly number: string;
      })[];
      readonly orgs: readonly (string | {
        readonly id: string;
      } | {
        readonly number: string;
      })[];
      readonly cascade?: boolean;
      readonly dryRun?: boolean;
    };
    readonly answer: AssignAnswer;
  };
  /** Return it to draft */
  readonly withdrawChangeSet: {
    readonly path: { readonly id: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: ApproveChangeSetAnswer;
  };
  /** Revoke a link */
  readonly withdrawFileLink: {
    readonly path: { readonly form: string; readonly id: string; readonly file: string; readonly link: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Revoke a link of a record */
  readonly withdrawRecordLink: {
    readonly path: { readonly form: string; readonly id: string; readonly link: string };
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** The working days of the organisation of the call: days of the week, and exceptions by date; without a calendar number is null, and Monday to Friday are working days */
  readonly workCalendar: {
    readonly path?: undefined;
    readonly query?: Readonly<Record<never, never>>;
    readonly body?: undefined;
    readonly answer: {
      readonly number: string | null;
      readonly days: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
      readonly exceptions: readonly {
        readonly date: string;
        readonly works: boolean;
      }[];
    };
  };
  /** All files of the records in a list as one zip with a folder per record; at most 5,000 files and 4,096 MB; more is refused before anything is sent */
  readonly zipFiles: {
    readonly path: { readonly form: string };
    readonly query?: {
      readonly view?: 'use' | 'manage';
      readonly filter?: string;
      readonly q?: string;
      readonly sort?: string;
    } & Filters;
    readonly body?: undefined;
    readonly answer: Response;
  };
}

/** A call as it is sent. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** It only asks, whatever its method: it may be sent again at any time. */
  readonly asks?: true;
  /** It answers bytes or a stream. Default: JSON, or nothing. */
  readonly raw?: true;
  /** Whoever makes it needs no token, so that no key keeps it from being done twice. */
  readonly open?: true;
}

export const calls: { readonly [name in keyof Calls]: Call } = {
  abandonUpload: { method: 'DELETE', path: '/api/uploads/:upload' },
  act: { method: 'POST', path: '/api/forms/:form/records/:id/actions/:action' },
  addAuthenticator: { method: 'POST', path: '/api/me/authenticators' },
  appendUpload: { method: 'PATCH', path: '/api/uploads/:upload' },
  applyByPage: { method: 'POST', path: '/api/scan/:key', open: true },
  applyByScan: { method: 'POST', path: '/api/issuing/scans' },
  applyModel: { method: 'POST', path: '/api/model/apply' },
  approveChangeSet: { method: 'POST', path: '/api/changesets/:id/approve' },
  approveDesign: { method: 'POST', path: '/api/design/drafts/:id/approve' },
  approvers: { method: 'GET', path: '/api/forms/:form/records/:id/approvers' },
  archive: { method: 'GET', path: '/api/archives/:archive', raw: true },
  archiveInvoices: { method: 'POST', path: '/api/issuing/archives' },
  archives: { method: 'GET', path: '/api/archives' },
  askForPasskey: { method: 'POST', path: '/api/session/passkey', open: true },
  askReport: { method: 'POST', path: '/api/forms/:form/reports', asks: true },
  askReportSheet: { method: 'POST', path: '/api/forms/:form/reports/sheet', asks: true, raw: true },
  askToConfirm: { method: 'POST', path: '/api/session/confirmation' },
  assign: { method: 'POST', path: '/api/forms/:form/assignments' },
  assignPages: { method: 'POST', path: '/api/imaging/pages/assign' },
  assignmentGrid: { method: 'GET', path: '/api/forms/:form/assignments/grid' },
  assignments: { method: 'GET', path: '/api/forms/:form/assignments' },
  attemptSignIn: { method: 'POST', path: '/api/session/providers/:provider/attempt', asks: true },
  audit: { method: 'GET', path: '/api/audit' },
  auditExport: { method: 'GET', path: '/api/audit/export', raw: true },
  authenticatorsOfUser: { method: 'GET', path: '/api/users/:id/authenticators' },
  backUpNow: { method: 'POST', path: '/api/backups' },
  backupArchives: { method: 'GET', path: '/api/backups/archives' },
  backups: { method: 'GET', path: '/api/backups' },
  batch: { method: 'POST', path: '/api/forms/:form/batch' },
  beginReset: { method: 'PUT', path: '/api/session/forgotten', open: true },
  beginSignIn: { method: 'POST', path: '/api/session/providers/:provider', open: true },
  beginUpload: { method: 'POST', path: '/api/forms/:form/uploads' },
  billCover: { method: 'GET', path: '/api/imaging/bills/:id/cover', raw: true },
  billsWaiting: { method: 'GET', path: '/api/imaging/waiting' },
  bringPages: { method: 'POST', path: '/api/imaging/bills/:id/bring' },
  cancelJob: { method: 'POST', path: '/api/jobs/:id/cancel' },
  cases: { method: 'GET', path: '/api/cases' },
  change: { method: 'PATCH', path: '/api/forms/:form/records/:id' },
  changeChangeSet: { method: 'PATCH', path: '/api/changesets/:id' },
  changeDesign: { method: 'PUT', path: '/api/design/drafts/:id' },
  changePassword: { method: 'PUT', path: '/api/me/password' },
  changeSet: { method: 'GET', path: '/api/changesets/:id' },
  changeSets: { method: 'GET', path: '/api/changesets' },
  changeSetting: { method: 'PATCH', path: '/api/forms/:form/record' },
  changeView: { method: 'PATCH', path: '/api/me/views/:id' },
  clientKeys: { method: 'GET', path: '/api/session/providers/:provider/keys', open: true },
  compareDecisions: { method: 'POST', path: '/api/decisions/compare', asks: true },
  compareParameterFiles: { method: 'POST', path: '/api/params/compare', asks: true },
  compareParameters: { method: 'GET', path: '/api/params/compare' },
  completeApplication: { method: 'POST', path: '/api/forms/invoice-application/records/:id/actions/complete', asks: true },
  confirmSession: { method: 'PUT', path: '/api/session/confirmation' },
  continueSignIn: { method: 'POST', path: '/api/session/steps', open: true },
  copyParameters: { method: 'POST', path: '/api/params/copy' },
  create: { method: 'POST', path: '/api/forms/:form/records' },
  createToken: { method: 'POST', path: '/api/me/tokens' },
  createView: { method: 'POST', path: '/api/me/views' },
  dangers: { method: 'GET', path: '/api/dangers' },
  decide: { method: 'POST', path: '/api/decisions/:name', asks: true },
  decisions: { method: 'GET', path: '/api/decisions' },
  delete: { method: 'DELETE', path: '/api/forms/:form/records/:id' },
  deleteView: { method: 'DELETE', path: '/api/me/views/:id' },
  deleted: { method: 'GET', path: '/api/forms/:form/deleted' },
  design: { method: 'GET', path: '/api/design/drafts/:id' },
  designPackage: { method: 'PUT', path: '/api/packages/:name/designed' },
  designSources: { method: 'GET', path: '/api/design/sources' },
  designs: { method: 'GET', path: '/api/design/drafts' },
  discardChangeSet: { method: 'DELETE', path: '/api/changesets/:id' },
  discardDesign: { method: 'DELETE', path: '/api/design/drafts/:id' },
  dropArchive: { method: 'DELETE', path: '/api/archives/:archive' },
  droppedRecords: { method: 'GET', path: '/api/dropped-records' },
  endMyOtherSessions: { method: 'DELETE', path: '/api/me/sessions' },
  endMySession: { method: 'DELETE', path: '/api/me/sessions/:session' },
  endSeeing: { method: 'DELETE', path: '/api/session/seen-as', open: true },
  endSessionsOfUser: { method: 'DELETE', path: '/api/users/:id/sessions' },
  explainRule: { method: 'POST', path: '/api/forms/:form/match/explain', asks: true },
  export: { method: 'GET', path: '/api/forms/:form/export', raw: true },
  exportParameters: { method: 'GET', path: '/api/params/export', raw: true },
  fileLinks: { method: 'GET', path: '/api/forms/:form/records/:id/files/:file/links' },
  finishSignIn: { method: 'PUT', path: '/api/session/providers', open: true },
  forgetPreference: { method: 'DELETE', path: '/api/me/preferences/:name' },
  forgottenPassword: { method: 'POST', path: '/api/session/forgotten', open: true },
  form: { method: 'GET', path: '/api/forms/:form' },
  formFromWorkbook: { method: 'POST', path: '/api/design/from-workbook', asks: true },
  forms: { method: 'GET', path: '/api/forms' },
  givenReason: { method: 'GET', path: '/api/forms/:form/records/:id/reason' },
  hasPassword: { method: 'GET', path: '/api/users/:id/password' },
  health: { method: 'GET', path: '/healthz', open: true },
  heldFiles: { method: 'GET', path: '/api/forms/:form/files' },
  history: { method: 'GET', path: '/api/forms/:form/records/:id/history' },
  imageCode: { method: 'POST', path: '/api/imaging/codes' },
  imageLimits: { method: 'GET', path: '/api/imaging/limits' },
  impact: { method: 'POST', path: '/api/decisions/impact', asks: true },
  import: { method: 'POST', path: '/api/forms/:form/import' },
  importParameters: { method: 'POST', path: '/api/params/import' },
  importTemplate: { method: 'GET', path: '/api/forms/:form/import-template', raw: true },
  inbox: { method: 'GET', path: '/api/inbox' },
  inboxPeople: { method: 'GET', path: '/api/inbox/:id/people' },
  installPackages: { method: 'POST', path: '/api/packages' },
  invoiceFace: { method: 'GET', path: '/api/issuing/invoices/:id/face', raw: true },
  issueApplications: { method: 'POST', path: '/api/issuing/applications' },
  issuePendingInvoices: { method: 'POST', path: '/api/issuing/pending-invoices' },
  issuingLastDays: { method: 'GET', path: '/api/issuing/last-days' },
  issuingOverview: { method: 'GET', path: '/api/issuing/overview' },
  job: { method: 'GET', path: '/api/jobs/:id' },
  jobEvents: { method: 'GET', path: '/api/jobs/:id/events', raw: true },
  jobFile: { method: 'GET', path: '/api/jobs/:id/file', raw: true },
  jobs: { method: 'GET', path: '/api/jobs' },
  linkedAccounts: { method: 'GET', path: '/api/users/:id/accounts' },
  linkedFile: { method: 'GET', path: '/files/:token', raw: true, open: true },
  list: { method: 'GET', path: '/api/forms/:form/records' },
  loadDemo: { method: 'POST', path: '/api/demo' },
  makeClientKey: { method: 'POST', path: '/api/session/providers/:provider/keys' },
  makeFileLink: { method: 'POST', path: '/api/forms/:form/records/:id/files/:file/links' },
  markInboxItem: { method: 'PATCH', path: '/api/inbox/:id' },
  markPoint: { method: 'POST', path: '/api/design/drafts/:id/points' },
  match: { method: 'POST', path: '/api/forms/:form/match', asks: true },
  matchCase: { method: 'POST', path: '/api/forms/:form/match/case', asks: true },
  matchDocuments: { method: 'POST', path: '/api/forms/:form/match/documents', asks: true },
  metrics: { method: 'GET', path: '/metrics', raw: true },
  myAuthenticators: { method: 'GET', path: '/api/me/authenticators' },
  myPreferences: { method: 'GET', path: '/api/me/preferences' },
  mySessions: { method: 'GET', path: '/api/me/sessions' },
  myTokens: { method: 'GET', path: '/api/me/tokens' },
  myViews: { method: 'GET', path: '/api/me/views' },
  newAuthenticator: { method: 'POST', path: '/api/me/new-authenticator' },
  newChangeSet: { method: 'POST', path: '/api/changesets' },
  newDesign: { method: 'POST', path: '/api/design/drafts' },
  newPasskey: { method: 'POST', path: '/api/me/new-passkey' },
  nodeDay: { method: 'GET', path: '/api/nodes/day' },
  nodeLoad: { method: 'GET', path: '/api/nodes/load' },
  nodes: { method: 'GET', path: '/api/nodes' },
  now: { method: 'GET', path: '/api/now' },
  otherwise: { method: 'POST', path: '/api/decisions/otherwise', asks: true },
  ownOrganisations: { method: 'GET', path: '/api/session/organisations' },
  package: { method: 'GET', path: '/api/packages/:name' },
  packages: { method: 'GET', path: '/api/packages' },
  packedPackage: { method: 'GET', path: '/api/packages/:name.tgz', raw: true },
  parameter: { method: 'GET', path: '/api/params/:type/:key' },
  parameterGrid: { method: 'GET', path: '/api/params/:type/:key/grid' },
  parameterHistory: { method: 'GET', path: '/api/params/:type/:key/history' },
  parameterInstances: { method: 'GET', path: '/api/params/:type/:key/instances' },
  parameterOverrides: { method: 'GET', path: '/api/params/:type/:key/overrides' },
  parameterReaders: { method: 'GET', path: '/api/params/:type/:key/readers' },
  parameterValues: { method: 'GET', path: '/api/params/values' },
  parameters: { method: 'GET', path: '/api/params' },
  parametersIf: { method: 'GET', path: '/api/params/if' },
  parametersIfMoved: { method: 'GET', path: '/api/params/if-moved' },
  plan: { method: 'POST', path: '/api/decisions/plan', asks: true },
  planDesign: { method: 'POST', path: '/api/design/plan', asks: true },
  planInstall: { method: 'POST', path: '/api/packages/plan' },
  planModel: { method: 'POST', path: '/api/model/plan' },
  planShip: { method: 'POST', path: '/api/design/ship/plan', asks: true },
  planUndo: { method: 'POST', path: '/api/publishes/undo/plan', asks: true },
  planUninstall: { method: 'POST', path: '/api/publishes/uninstall/plan', asks: true },
  presentAtDesign: { method: 'POST', path: '/api/design/drafts/:id/present', asks: true },
  previewAct: { method: 'POST', path: '/api/forms/:form/records/:id/actions/:action/preview', asks: true },
  previewChangeSet: { method: 'POST', path: '/api/changesets/:id/preview', asks: true },
  previewInvoices: { method: 'POST', path: '/api/forms/invoice-application/records/:id/actions/preview', asks: true },
  previewIssuing: { method: 'POST', path: '/api/issuing/applications/preview', asks: true },
  printDesign: { method: 'POST', path: '/api/design/print', asks: true, raw: true },
  printRecord: { method: 'GET', path: '/api/forms/:form/records/:id/prints/:print', raw: true },
  printRecords: { method: 'POST', path: '/api/forms/:form/prints/:print', asks: true },
  printSelection: { method: 'GET', path: '/api/forms/:form/prints/:print' },
  prints: { method: 'GET', path: '/api/forms/:form/prints' },
  promote: { method: 'POST', path: '/api/promotion', asks: true, raw: true },
  proposeChangeSet: { method: 'POST', path: '/api/changesets/:id/propose' },
  proposeDesign: { method: 'POST', path: '/api/design/drafts/:id/propose' },
  proposeNames: { method: 'POST', path: '/api/design/names', asks: true },
  proposeTaxCodes: { method: 'GET', path: '/api/issuing/tax-codes' },
  proposeTitles: { method: 'GET', path: '/api/issuing/titles' },
  publish: { method: 'GET', path: '/api/publishes/revisions/:revision' },
  publishChangeSet: { method: 'POST', path: '/api/changesets/:id/publish' },
  publishDesign: { method: 'POST', path: '/api/design/publish' },
  publishProgress: { method: 'GET', path: '/api/publishes/progress' },
  publishes: { method: 'GET', path: '/api/publishes' },
  qrPicture: { method: 'GET', path: '/api/issuing/codes/:name/:id', raw: true },
  read: { method: 'GET', path: '/api/forms/:form/records/:id' },
  readFace: { method: 'GET', path: '/api/forms/:form/records/:id/face', raw: true },
  readFile: { method: 'GET', path: '/api/forms/:form/records/:id/files/:file', raw: true },
  readPage: { method: 'GET', path: '/api/forms/:form/records/:id/files/:file/pages/:page', raw: true },
  readPages: { method: 'GET', path: '/api/forms/:form/records/:id/files/:file/pages' },
  readSheets: { method: 'GET', path: '/api/forms/:form/records/:id/files/:file/sheets' },
  readStack: { method: 'POST', path: '/api/imaging/stacks/:id/read' },
  readiness: { method: 'GET', path: '/readyz', open: true },
  rebaseChangeSet: { method: 'POST', path: '/api/changesets/:id/rebase' },
  recordLinks: { method: 'GET', path: '/api/forms/:form/records/:id/links' },
  redoStep: { method: 'POST', path: '/api/design/drafts/:id/redo' },
  references: { method: 'GET', path: '/api/forms/:form/records/:id/references' },
  registry: { method: 'GET', path: '/api/registry' },
  registryPackages: { method: 'GET', path: '/api/registry/packages' },
  registryVersions: { method: 'GET', path: '/api/registry/versions' },
  rejectChangeSet: { method: 'POST', path: '/api/changesets/:id/reject' },
  rejectDesign: { method: 'POST', path: '/api/design/drafts/:id/reject' },
  removeAuthenticator: { method: 'POST', path: '/api/me/authenticators/:id/removal' },
  removeAuthenticatorsOfUser: { method: 'DELETE', path: '/api/users/:id/authenticators' },
  removeCase: { method: 'POST', path: '/api/cases/remove' },
  renewRecoveryCodes: { method: 'POST', path: '/api/me/recovery-codes' },
  repeatJob: { method: 'POST', path: '/api/jobs/:id/again' },
  replace: { method: 'PUT', path: '/api/forms/:form/records/:id' },
  replaceSetting: { method: 'PUT', path: '/api/forms/:form/record' },
  report: { method: 'GET', path: '/api/forms/:form/reports/:report' },
  reportReads: { method: 'POST', path: '/api/params/reads', asks: true },
  reportSheet: { method: 'GET', path: '/api/forms/:form/reports/:report/sheet', raw: true },
  reports: { method: 'GET', path: '/api/forms/:form/reports' },
  restore: { method: 'POST', path: '/api/forms/:form/records/:id/history/:revision/restore' },
  returnToPoint: { method: 'POST', path: '/api/design/drafts/:id/return' },
  reviewBill: { method: 'GET', path: '/api/imaging/bills/:id/review' },
  revokeKey: { method: 'DELETE', path: '/api/trusted-keys/:key' },
  revokeToken: { method: 'DELETE', path: '/api/me/tokens/:id' },
  rollBackChangeSet: { method: 'POST', path: '/api/changesets/:id/rollback' },
  ruleAnalysis: { method: 'POST', path: '/api/forms/:form/match/analysis', asks: true },
  ruleCoverage: { method: 'POST', path: '/api/forms/:form/match/coverage', asks: true },
  ruleGaps: { method: 'POST', path: '/api/forms/:form/match/gaps', asks: true },
  rulesByOrganisation: { method: 'GET', path: '/api/forms/:form/match/organisations' },
  samlMetadata: { method: 'GET', path: '/api/session/saml/metadata', raw: true, open: true },
  saveCase: { method: 'POST', path: '/api/cases' },
  scanAddress: { method: 'POST', path: '/api/issuing/scan-addresses', asks: true },
  scanPage: { method: 'GET', path: '/api/scan/:key', open: true },
  scanReceipt: { method: 'GET', path: '/api/scan/receipts/:key', open: true },
  scanTitles: { method: 'POST', path: '/api/scan/titles/:key', asks: true, open: true },
  schedule: { method: 'GET', path: '/api/schedule' },
  scheduleChangeSet: { method: 'POST', path: '/api/changesets/:id/schedule' },
  scheduleDesign: { method: 'POST', path: '/api/design/drafts/:id/schedule' },
  schema: { method: 'GET', path: '/api/forms/:form/schema', raw: true },
  search: { method: 'GET', path: '/api/search' },
  seeAsUser: { method: 'POST', path: '/api/users/:id/seen-as' },
  session: { method: 'GET', path: '/api/session' },
  sessionsOfUser: { method: 'GET', path: '/api/users/:id/sessions' },
  setBack: { method: 'POST', path: '/api/forms/:form/set-back' },
  setParameter: { method: 'PUT', path: '/api/params/:type/:key' },
  setParameters: { method: 'POST', path: '/api/params/many' },
  setPassword: { method: 'PUT', path: '/api/users/:id/password' },
  setPreference: { method: 'PUT', path: '/api/me/preferences/:name' },
  setting: { method: 'GET', path: '/api/forms/:form/record' },
  sharedFile: { method: 'GET', path: '/api/issuing/faces/:key', raw: true, open: true },
  ship: { method: 'POST', path: '/api/design/ship' },
  signIn: { method: 'POST', path: '/api/session', open: true },
  signInProviders: { method: 'GET', path: '/api/session/providers', open: true },
  signOut: { method: 'DELETE', path: '/api/session' },
  signingCertificates: { method: 'GET', path: '/api/session/providers/:provider/certificates' },
  stopPendingInvoices: { method: 'POST', path: '/api/issuing/pending-invoices/stop' },
  synchroniseTaxAccounts: { method: 'POST', path: '/api/issuing/tax-accounts/synchronise' },
  takeSteps: { method: 'POST', path: '/api/design/drafts/:id/steps' },
  tellOffer: { method: 'GET', path: '/api/design/tell' },
  tellPublished: { method: 'POST', path: '/api/design/tell' },
  testCases: { method: 'POST', path: '/api/cases/test', asks: true },
  testPackage: { method: 'POST', path: '/api/packages/:name/test' },
  toShip: { method: 'GET', path: '/api/design/ship' },
  trustKey: { method: 'POST', path: '/api/trusted-keys' },
  trustedKeys: { method: 'GET', path: '/api/trusted-keys' },
  turnPage: { method: 'POST', path: '/api/imaging/pages/:id/turn' },
  undoJob: { method: 'POST', path: '/api/jobs/:id/undo' },
  undoPublish: { method: 'POST', path: '/api/publishes/undo' },
  undoStep: { method: 'POST', path: '/api/design/drafts/:id/undo' },
  uninstallPackage: { method: 'DELETE', path: '/api/packages/:name' },
  unlinkAccounts: { method: 'DELETE', path: '/api/users/:id/accounts' },
  unscheduleDesign: { method: 'POST', path: '/api/design/drafts/:id/unschedule' },
  unsetParameter: { method: 'DELETE', path: '/api/params/:type/:key' },
  uploadContent: { method: 'GET', path: '/api/uploads/:upload/content', raw: true },
  uploadPage: { method: 'GET', path: '/api/uploads/:upload/pages/:page', raw: true },
  uploadPages: { method: 'GET', path: '/api/uploads/:upload/pages' },
  uploadSheets: { method: 'GET', path: '/api/uploads/:upload/sheets' },
  uploadState: { method: 'GET', path: '/api/uploads/:upload' },
  waitingPackage: { method: 'GET', path: '/api/packages/:name/waiting' },
  watch: { method: 'GET', path: '/api/watch', raw: true },
  withdraw: { method: 'DELETE', path: '/api/forms/:form/assignments' },
  withdrawChangeSet: { method: 'POST', path: '/api/changesets/:id/withdraw' },
  withdrawFileLink: { method: 'DELETE', path: '/api/forms/:form/records/:id/files/:file/links/:link' },
  withdrawRecordLink: { method: 'DELETE', path: '/api/forms/:form/records/:id/links/:link' },
  workCalendar: { method: 'GET', path: '/api/work-calendar' },
  zipFiles: { method: 'GET', path: '/api/forms/:form/files.zip', raw: true },
};
