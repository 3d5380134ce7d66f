// Made by `npm run schemas` of the packages that ship.
import type { Json } from './common/json.ts';

/** The record that a reference points at. */
export type Pointer = string | { readonly [member: string]: Json };

export type AllowedHost = {
  readonly id?: string;
  readonly revision?: number;
  readonly host?: string | null;
  readonly ports?: string | null;
  readonly private?: boolean | null;
  readonly state?: 'allowed' | 'proposed' | null;
  readonly remark?: string | null;
};

export type ApolloApp = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly user?: Pointer | null;
  readonly types?: string | null;
  readonly access?: 'signed' | 'open' | null;
  readonly secret?: string | null;
  readonly networks?: string | null;
};

export type ChangeSetItems = {
  readonly id?: string;
  readonly revision?: number;
  readonly content?: Json | null;
};

export type ChangeSet = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly state?: 'draft' | 'waiting' | 'approved' | 'scheduled' | 'published' | 'rejected' | 'discarded' | 'failed' | null;
  readonly note?: string | null;
  readonly size?: number | null;
  readonly dangers?: number | null;
  readonly about?: Json | null;
  readonly proposed?: Json | null;
  readonly editors?: Json | null;
  readonly approved?: Json | null;
  readonly publishedAt?: string | null;
  readonly scheduledAt?: string | null;
  readonly notAfter?: string | null;
  readonly failure?: Json | null;
  readonly undoes?: string | null;
  readonly design?: string | null;
  readonly effects?: Json | null;
  readonly items?: readonly ChangeSetItems[] | null;
};

export type Job = {
  readonly id?: string;
  readonly revision?: number;
  readonly kind?: 'import' | 'export' | 'publish' | 'upgrade' | 'scheduled' | 'notice' | 'other' | null;
  readonly name?: string | null;
  readonly form?: string | null;
  readonly status?: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | null;
  readonly progress?: string | null;
  readonly total?: number | null;
  readonly done?: number | null;
  readonly created?: number | null;
  readonly updated?: number | null;
  readonly unchanged?: number | null;
  readonly failed?: number | null;
  readonly startedAt?: string | null;
  readonly finishedAt?: string | null;
  readonly message?: string | null;
  readonly organisation?: Pointer | null;
  readonly user?: Pointer | null;
  readonly details?: Json | null;
};

export type Organisation = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly parent?: Pointer | null;
  readonly taxNumber?: string | null;
  readonly address?: string | null;
  readonly phone?: string | null;
  readonly bank?: string | null;
  readonly account?: string | null;
  readonly leaf?: boolean | null;
  readonly timezone?: string | null;
  readonly currency?: string | null;
  readonly remark?: string | null;
};

export type ParameterValue = {
  readonly id?: string;
  readonly revision?: number;
  readonly type?: string | null;
  readonly address?: string | null;
  readonly organisation?: Pointer | null;
  readonly content?: Json | null;
  readonly from?: string | null;
  readonly until?: string | null;
  readonly locked?: boolean | null;
};

export type RoleGrants = {
  readonly id?: string;
  readonly revision?: number;
  readonly form?: string | null;
  readonly actions?: readonly ('all' | 'read' | 'create' | 'edit' | 'delete' | 'enable' | 'disable' | 'assign' | 'share' | 'transfer' | 'personalise' | 'import' | 'export' | 'history' | 'purge' | 'match' | 'approve-changes')[] | null;
  readonly moreActions?: string | null;
  readonly scope?: 'own' | 'subtree' | 'all' | null;
  readonly limitedBy?: Json | null;
  readonly withheld?: readonly ('print' | 'report' | 'send' | 'link')[] | null;
  readonly readable?: Json | null;
  readonly writable?: Json | null;
};

export type RoleParamGrants = {
  readonly id?: string;
  readonly revision?: number;
  readonly type?: string | null;
  readonly access?: 'read' | 'write' | 'system' | 'approve' | 'reveal' | null;
  readonly scope?: 'own' | 'subtree' | 'all' | null;
};

export type RoleDesigns = {
  readonly id?: string;
  readonly revision?: number;
  readonly what?: 'all' | 'package' | 'menu' | 'form' | null;
  readonly name?: string | null;
  readonly publishes?: boolean | null;
};

export type Role = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly nameEn?: string | null;
  readonly administers?: boolean | null;
  readonly asksCode?: boolean | null;
  readonly grants?: readonly RoleGrants[] | null;
  readonly paramGrants?: readonly RoleParamGrants[] | null;
  readonly designs?: readonly RoleDesigns[] | null;
  readonly externalId?: string | null;
  readonly remark?: string | null;
};

export type SavedView = {
  readonly id?: string;
  readonly revision?: number;
  readonly name?: string | null;
  readonly owner?: Pointer | null;
  readonly form?: string | null;
  readonly shared?: boolean | null;
  readonly preferred?: boolean | null;
  readonly config?: Json | null;
};

export type SignInProviderRules = {
  readonly id?: string;
  readonly revision?: number;
  readonly claim?: string | null;
  readonly operator?: 'equals' | 'not-equals' | 'starts-with' | 'ends-with' | 'exists' | 'always' | null;
  readonly value?: string | null;
  readonly organisation?: Pointer | null;
  readonly roles?: readonly Pointer[] | null;
};

export type SignInProvider = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly nameEn?: string | null;
  readonly protocol?: 'oidc' | 'saml' | 'wecom' | 'dingtalk' | 'feishu' | null;
  readonly issuer?: string | null;
  readonly tenants?: string | null;
  readonly metadata?: string | null;
  readonly entityId?: string | null;
  readonly signInAddress?: string | null;
  readonly certificates?: string | null;
  readonly service?: string | null;
  readonly private?: boolean | null;
  readonly clientId?: string | null;
  readonly agent?: string | null;
  readonly clientAuth?: 'secret' | 'key' | null;
  readonly clientSecret?: string | null;
  readonly clientKey?: string | null;
  readonly scopes?: string | null;
  readonly numberClaim?: string | null;
  readonly nameClaim?: string | null;
  readonly emailClaim?: string | null;
  readonly unknown?: 'refused' | 'made' | null;
  readonly follow?: boolean | null;
  readonly rules?: readonly SignInProviderRules[] | null;
  readonly remark?: string | null;
};

export type TenantSettingsApprovalTypes = {
  readonly id?: string;
  readonly revision?: number;
  readonly type?: string | null;
};

export type TenantSettingsApprovalForms = {
  readonly id?: string;
  readonly revision?: number;
  readonly form?: string | null;
};

export type TenantSettings = {
  readonly id?: string;
  readonly revision?: number;
  readonly name?: string | null;
  readonly timezone?: string | null;
  readonly language?: 'zh' | 'en' | null;
  readonly sessionHours?: number | null;
  readonly passwordLength?: number | null;
  readonly signInAttempts?: number | null;
  readonly banner?: string | null;
  readonly approvalTypes?: readonly TenantSettingsApprovalTypes[] | null;
  readonly approvalForms?: readonly TenantSettingsApprovalForms[] | null;
  readonly approvalDanger?: boolean | null;
  readonly approvalDesigns?: boolean | null;
  readonly historyMonths?: number | null;
  readonly auditMonths?: number | null;
  readonly passingDays?: number | null;
  readonly registry?: string | null;
  readonly registryToken?: string | null;
};

export type Token = {
  readonly id?: string;
  readonly revision?: number;
  readonly name?: string | null;
  readonly user?: Pointer | null;
  readonly scopes?: readonly ('read' | 'write' | 'administer' | 'provision' | 'publish' | 'reveal')[] | null;
  readonly expiresOn?: string | null;
  readonly hint?: string | null;
  readonly lastUsedAt?: string | null;
};

export type UserRoles = {
  readonly id?: string;
  readonly revision?: number;
  readonly role?: Pointer | null;
  readonly organisation?: Pointer | null;
};

export type UserLimits = {
  readonly id?: string;
  readonly revision?: number;
  readonly form?: string | null;
  readonly recordId?: string | null;
};

export type User = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly language?: 'zh' | 'en' | null;
  readonly organisation?: Pointer | null;
  readonly roles?: readonly UserRoles[] | null;
  readonly limits?: readonly UserLimits[] | null;
  readonly externalId?: string | null;
  readonly unprovisioned?: boolean | null;
  readonly remark?: string | null;
};

export type WorkCalendarExceptions = {
  readonly id?: string;
  readonly revision?: number;
  readonly date?: string | null;
  readonly day?: 'free' | 'worked' | null;
  readonly label?: string | null;
  readonly labelEn?: string | null;
};

export type WorkCalendar = {
  readonly id?: string;
  readonly revision?: number;
  readonly number?: string | null;
  readonly name?: string | null;
  readonly days?: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[] | null;
  readonly exceptions?: readonly WorkCalendarExceptions[] | null;
  readonly remark?: string | null;
};

/** The members of a record, by its form. */
export type Forms = {
  readonly 'allowed-host': AllowedHost;
  readonly 'apollo-app': ApolloApp;
  readonly 'change-set': ChangeSet;
  readonly job: Job;
  readonly organisation: Organisation;
  readonly 'parameter-value': ParameterValue;
  readonly role: Role;
  readonly 'saved-view': SavedView;
  readonly 'sign-in-provider': SignInProvider;
  readonly 'tenant-settings': TenantSettings;
  readonly token: Token;
  readonly user: User;
  readonly 'work-calendar': WorkCalendar;
};
