/** A right that a role gives on a form. */
export type Right =
  | 'read'
  | 'create'
  | 'edit'
  | 'delete'
  | 'enable'
  | 'disable'
  | 'assign'
  | 'share'
  | 'transfer'
  | 'personalise'
  | 'import'
  | 'export'
  | 'history'
  | 'match';

/** The callers who may come in by a route, and its answers to requests that it cannot read. */
export interface Door {
  /** `everybody`: who signed in. Rights: who has one of them on the form, and may read. */
  readonly for: 'anybody' | 'everybody' | 'administrators' | 'designers' | readonly Right[];
  /** What comes with that right, and a role may withhold. Default: nothing. */
  readonly withheld?: 'print' | 'report' | 'link';
  /** Where it reads JSON: status and code of the answer to a member that it does not know. */
  readonly json?: `${number} ${string}`;
  /** Code of the refusal for who has none of the rights. Default: `forbidden`. */
  readonly refuses?: string;
  /** The form it is asked about. Default: one with sharing and matches. */
  readonly form?: 'other-settings';
  /** The answer to a made-up name, asked by an administrator; of forms, records and versions, that there is none. */
  readonly madeUp?: `${number} ${string}` | 'anything';
}

/** The doors of the server. A route for anybody lets strangers in: who adds one says why. */
export const doors: Readonly<Record<string, Door>> = {
  'POST /api/session': { for: 'anybody', json: '400 body-wrong' },
  // Who has just shown a password is nobody yet.
  'DELETE /api/session/seen-as': { for: 'anybody' },
  'POST /api/session/forgotten': { for: 'anybody', json: '400 body-wrong' },
  'PUT /api/session/forgotten': { for: 'anybody', json: '400 body-wrong' },
  'POST /api/session/steps': { for: 'anybody', json: '400 body-wrong' },
  // Something random to sign; the answer tells who it is.
  'POST /api/session/passkey': { for: 'anybody' },
  // Whether anybody is signed in: tells a stranger that he is none.
  'GET /api/session': { for: 'anybody' },
  'GET /api/session/organisations': { for: 'everybody' },
  'DELETE /api/session': { for: 'everybody' },
  // Whoever is about to sign in by a provider is nobody yet.
  'GET /api/session/providers': { for: 'anybody' },
  'POST /api/session/providers/:provider': {
    for: 'anybody',
    json: '400 body-wrong',
    madeUp: '404 sign-in-provider-unknown',
  },
  'PUT /api/session/providers': { for: 'anybody', json: '400 body-wrong' },
  // Whoever comes back from a provider of SAML is nobody yet; what he brings is judged when he asks for it.
  'POST /api/session/saml': { for: 'anybody' },
  // Says how this system is called, to whoever registers it.
  'GET /api/session/saml/metadata': { for: 'anybody' },
  'GET /api/session/providers/:provider/certificates': {
    for: 'administrators',
    madeUp: '404 sign-in-provider-unknown',
  },
  // Public halves of keys, for providers to ask.
  'GET /api/session/providers/:provider/keys': { for: 'anybody', madeUp: '404 sign-in-provider-unknown' },
  'POST /api/session/providers/:provider/keys': {
    for: 'administrators',
    madeUp: '404 sign-in-provider-unknown',
  },
  // A token that says nothing is a provider's of nobody.
  'POST /api/session/ended': { for: 'anybody' },
  'POST /api/session/providers/:provider/attempt': {
    for: 'administrators',
    json: '400 body-wrong',
    madeUp: '400 body-wrong',
  },
  // Whoever was sent the address may see what it leads to, for a while.
  'GET /files/:token': { for: 'anybody', madeUp: '410 file-link-gone' },
  // Watched by those who run the server, who have no credential.
  'GET /healthz': { for: 'anybody' },
  'GET /readyz': { for: 'anybody' },
  'GET /metrics': { for: 'administrators' },
  'GET /api/nodes/day': { for: 'administrators' },
  'GET /api/nodes/load': { for: 'administrators' },
  // Pages without data; they ask the API, which asks who they are for.
  'GET /docs': { for: 'anybody' },
  'GET /docs/:file': { for: 'anybody', madeUp: '404 route-unknown' },
  'GET /openapi.json': { for: 'everybody' },

  // They answer for oneself, or only what one may see.
  'GET /api/now': { for: 'everybody' },
  'GET /api/work-calendar': { for: 'everybody' },
  'PUT /api/me/password': { for: 'everybody', json: '400 body-wrong' },
  'GET /api/me/sessions': { for: 'everybody' },
  'DELETE /api/me/sessions': { for: 'everybody' },
  'DELETE /api/me/sessions/:session': { for: 'everybody', madeUp: '404 session-unknown' },
  'GET /api/me/authenticators': { for: 'everybody' },
  'POST /api/me/authenticators': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/me/new-authenticator': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/session/confirmation': { for: 'everybody' },
  'PUT /api/session/confirmation': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/me/new-passkey': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/me/recovery-codes': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/me/authenticators/:id/removal': { for: 'everybody', json: '400 body-wrong' },
  'GET /api/me/tokens': { for: 'everybody' },
  'POST /api/me/tokens': { for: 'everybody', json: '400 body-wrong' },
  'DELETE /api/me/tokens/:id': { for: 'everybody' },
  'GET /api/uploads/:upload': { for: 'everybody' },
  'GET /api/uploads/:upload/content': { for: 'everybody' },
  'GET /api/uploads/:upload/sheets': { for: 'everybody' },
  'GET /api/uploads/:upload/pages': { for: 'everybody' },
  'GET /api/uploads/:upload/pages/:page': { for: 'everybody', madeUp: '404 upload-unknown' },
  'PATCH /api/uploads/:upload': { for: 'everybody' },
  'DELETE /api/uploads/:upload': { for: 'everybody' },
  'GET /api/me/views': { for: 'everybody' },
  'POST /api/me/views': { for: 'everybody', json: '400 body-wrong' },
  'PATCH /api/me/views/:id': { for: 'everybody' },
  'DELETE /api/me/views/:id': { for: 'everybody' },
  'GET /api/me/preferences': { for: 'everybody' },
  'PUT /api/me/preferences/:name': { for: 'everybody', madeUp: 'anything' },
  'DELETE /api/me/preferences/:name': { for: 'everybody', madeUp: 'anything' },
  'GET /api/forms': { for: 'everybody' },
  'GET /api/search': { for: 'everybody' },
  'GET /api/watch': { for: 'everybody' },
  'GET /api/inbox': { for: 'everybody' },
  'PATCH /api/inbox/:id': { for: 'everybody', madeUp: '404 inbox-item-unknown' },
  'GET /api/inbox/:id/people': { for: 'everybody', madeUp: '404 inbox-item-unknown' },
  'GET /api/jobs': { for: 'everybody' },
  'GET /api/jobs/:id': { for: 'everybody' },
  'GET /api/jobs/:id/events': { for: 'everybody' },
  'GET /api/jobs/:id/file': { for: 'everybody' },
  'POST /api/jobs/:id/again': { for: 'everybody' },
  'POST /api/jobs/:id/cancel': { for: 'everybody' },
  'POST /api/jobs/:id/undo': { for: 'everybody' },
  // Each document is judged by itself: whoever may issue none of them is told so of each.
  'POST /api/issuing/applications': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/issuing/applications/preview': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/issuing/pending-invoices': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/issuing/pending-invoices/stop': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/issuing/scans': { for: 'everybody', json: '400 body-wrong' },
  'GET /api/issuing/invoices/:id/face': { for: 'everybody' },
  // Buyers have no account: they are sent a link that nobody guesses, to an invoice that is none.
  'GET /api/issuing/faces/:key': { for: 'anybody', madeUp: '404 record-unknown' },
  // Customers who scan a code have no account: its key, and that of a receipt, lead nobody who guesses.
  'GET /api/scan/:key': { for: 'anybody', madeUp: '410 scan-code-over' },
  'POST /api/scan/titles/:key': { for: 'anybody', json: '400 body-wrong', madeUp: '400 body-wrong' },
  'POST /api/scan/:key': { for: 'anybody', json: '400 body-wrong', madeUp: '400 body-wrong' },
  'GET /api/scan/receipts/:key': { for: 'anybody', madeUp: '410 scan-receipt-over' },
  'POST /api/issuing/scan-addresses': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/issuing/archives': { for: 'everybody', json: '400 body-wrong' },
  'GET /api/issuing/codes/:name/:id': { for: 'everybody', madeUp: '404 record-unknown' },
  'POST /api/imaging/codes': { for: 'everybody', json: '400 body-wrong' },
  'GET /api/imaging/bills/:id/cover': { for: 'everybody' },
  'POST /api/imaging/stacks/:id/read': { for: 'everybody' },
  'POST /api/imaging/pages/assign': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/imaging/pages/:id/turn': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/imaging/bills/:id/bring': { for: 'everybody' },
  'GET /api/imaging/bills/:id/review': { for: 'everybody' },
  'GET /api/imaging/waiting': { for: 'everybody' },
  'GET /api/imaging/limits': { for: 'everybody' },
  // Of what one may see.
  'GET /api/issuing/last-days': { for: 'everybody' },
  'GET /api/issuing/overview': { for: 'everybody' },
  // Whoever may not add and change accounts there is refused by the call itself; while the parameter is off everybody is.
  'POST /api/issuing/tax-accounts/synchronise': { for: 'everybody' },
  'GET /api/issuing/tax-codes': { for: 'everybody' },
  'GET /api/issuing/titles': { for: 'everybody' },
  'GET /api/schedule': { for: 'everybody' },

  // A parameter that one may not see is as if it were not.
  'GET /api/params': { for: 'everybody' },
  'GET /api/params/:word': { for: 'everybody', madeUp: '404 route-unknown' },
  'GET /api/params/:type/:key': { for: 'everybody', madeUp: '404 parameter-unknown' },
  'PUT /api/params/:type/:key': {
    for: 'everybody',
    json: '400 body-wrong',
    madeUp: '404 parameter-unknown',
  },
  'DELETE /api/params/:type/:key': { for: 'everybody', madeUp: '404 parameter-unknown' },
  'GET /api/params/:type/:key/readers': { for: 'everybody', madeUp: '404 parameter-unknown' },
  'POST /api/params/reads': { for: 'everybody', json: '400 body-wrong' },
  'GET /api/params/:type/:key/grid': { for: 'everybody', madeUp: '404 parameter-unknown' },
  'POST /api/params/copy': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/params/compare': { for: 'everybody' },
  'POST /api/params/import': { for: 'everybody' },
  'POST /api/params/many': { for: 'everybody', json: '400 body-wrong' },
  'GET /api/params/:type/:key/history': { for: 'everybody', madeUp: '404 parameter-unknown' },
  'GET /api/params/:type/:key/overrides': { for: 'everybody', madeUp: '404 parameter-unknown' },
  'GET /api/params/:type/:key/instances': { for: 'everybody', madeUp: '404 parameter-unknown' },
  'GET /api/dangers': { for: 'everybody' },

  // Each decision says what of its configuration it did not read, as the caller may not see it.
  'GET /api/decisions': { for: 'everybody' },
  'POST /api/decisions/:name': { for: 'everybody', json: '400 body-wrong', madeUp: '404 decision-unknown' },

  // As flags of OpenFeature; who brings no credential is refused there, too.
  'POST /ofrep/v1/evaluate/flags': { for: 'everybody' },
  'POST /ofrep/v1/evaluate/flags/:key{.+}': { for: 'everybody', madeUp: 'anything' },
  'GET /ofrep/v1/events': { for: 'everybody' },
  // Rights on a change set go by its content and its owner.
  'GET /api/changesets': { for: 'everybody' },
  'POST /api/changesets': {
    for: ['create', 'edit', 'enable', 'disable', 'delete'],
    refuses: 'changeset-pointless',
    json: '400 body-wrong',
  },
  'GET /api/changesets/:id': { for: 'everybody' },
  'PATCH /api/changesets/:id': { for: 'everybody', json: '400 body-wrong' },
  'DELETE /api/changesets/:id': { for: 'everybody' },
  'POST /api/changesets/:id/preview': { for: 'everybody' },
  'POST /api/changesets/:id/propose': { for: 'everybody' },
  'POST /api/changesets/:id/withdraw': { for: 'everybody' },
  'POST /api/changesets/:id/approve': { for: 'everybody' },
  'POST /api/changesets/:id/reject': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/changesets/:id/publish': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/changesets/:id/schedule': { for: 'everybody', json: '400 body-wrong' },
  'POST /api/changesets/:id/rebase': { for: 'everybody' },
  'POST /api/changesets/:id/rollback': { for: 'everybody', json: '400 body-wrong' },

  // As namespaces of Apollo; applications are let in as they are configured.
  'GET /configs/:appId/:cluster/:namespace': { for: 'everybody', madeUp: '404 apollo-unknown' },
  'GET /configfiles/json/:appId/:cluster/:namespace': { for: 'everybody', madeUp: '404 apollo-unknown' },
  'GET /notifications/v2': { for: 'everybody' },
  // Names the server itself, to clients that sign nothing yet.
  'GET /services/config': { for: 'anybody' },

  // Provisioners bring a token that is for this alone, or that administers.
  'GET /scim/v2/Users': { for: 'administrators' },
  'POST /scim/v2/Users': { for: 'administrators' },
  'GET /scim/v2/Users/:id': { for: 'administrators' },
  'PUT /scim/v2/Users/:id': { for: 'administrators' },
  'PATCH /scim/v2/Users/:id': { for: 'administrators' },
  'DELETE /scim/v2/Users/:id': { for: 'administrators' },
  'GET /scim/v2/Groups': { for: 'administrators' },
  'POST /scim/v2/Groups': { for: 'administrators' },
  'GET /scim/v2/Groups/:id': { for: 'administrators' },
  'PUT /scim/v2/Groups/:id': { for: 'administrators' },
  'PATCH /scim/v2/Groups/:id': { for: 'administrators' },
  'DELETE /scim/v2/Groups/:id': { for: 'administrators' },
  'GET /scim/v2/ServiceProviderConfig': { for: 'administrators' },
  'GET /scim/v2/ResourceTypes': { for: 'administrators' },
  'GET /scim/v2/ResourceTypes/:name': { for: 'administrators', madeUp: '404 scim-resource-unknown' },
  'GET /scim/v2/Schemas': { for: 'administrators' },
  'GET /scim/v2/Schemas/:name': { for: 'administrators', madeUp: '404 scim-resource-unknown' },
  'GET /api/users/:id/password': { for: 'administrators' },
  'GET /api/users/:id/sessions': { for: 'administrators' },
  'DELETE /api/users/:id/sessions': { for: 'administrators' },
  'POST /api/users/:id/seen-as': { for: 'administrators' },
  'GET /api/users/:id/authenticators': { for: 'administrators' },
  'DELETE /api/users/:id/authenticators': { for: 'administrators' },
  'GET /api/users/:id/accounts': { for: 'administrators' },
  'DELETE /api/users/:id/accounts': { for: 'administrators' },
  'PUT /api/users/:id/password': { for: 'administrators', json: '400 body-wrong' },
  'GET /api/backups': { for: 'administrators' },
  'GET /api/backups/archives': { for: 'administrators' },
  // None is set up where doors are tried.
  'POST /api/backups': { for: 'administrators' },
  'GET /api/audit': { for: 'administrators' },
  'GET /api/audit/export': { for: 'administrators' },
  'POST /api/model/plan': { for: 'administrators', json: '400 body-wrong' },
  'POST /api/model/apply': { for: 'administrators', json: '400 body-wrong' },
  'GET /api/publishes': { for: 'administrators' },
  'POST /api/publishes/uninstall/plan': { for: 'administrators', json: '400 body-wrong' },
  'GET /api/packages/:name': { for: 'administrators', madeUp: '404 package-unknown' },
  'DELETE /api/packages/:name': { for: 'administrators', madeUp: '400 parameters-wrong' },
  'GET /api/dropped-records': { for: 'administrators' },
  'GET /api/packages': { for: 'designers' },
  'GET /api/nodes': { for: 'designers' },
  'GET /api/cases': { for: 'designers' },
  'POST /api/cases': { for: 'designers', json: '400 body-wrong' },
  'POST /api/cases/test': { for: 'designers', json: '400 body-wrong' },
  'POST /api/cases/remove': { for: 'designers', json: '400 body-wrong' },
  'GET /api/design/sources': { for: 'designers' },
  'POST /api/design/from-workbook': { for: 'designers' },
  'POST /api/design/names': { for: 'designers', json: '400 body-wrong' },
  'POST /api/design/print': { for: 'designers', json: '400 body-wrong' },
  'GET /api/design/drafts': { for: 'designers' },
  'POST /api/design/drafts': { for: 'designers', json: '400 body-wrong' },
  'GET /api/design/drafts/:id': { for: 'designers' },
  'PUT /api/design/drafts/:id': { for: 'designers', json: '400 body-wrong' },
  'DELETE /api/design/drafts/:id': { for: 'designers' },
  'POST /api/design/drafts/:id/present': { for: 'designers', json: '400 body-wrong' },
  'POST /api/design/drafts/:id/steps': { for: 'designers', json: '400 body-wrong' },
  'POST /api/design/drafts/:id/undo': { for: 'designers', json: '400 body-wrong' },
  'POST /api/design/drafts/:id/redo': { for: 'designers', json: '400 body-wrong' },
  'POST /api/design/drafts/:id/points': { for: 'designers', json: '400 body-wrong' },
  'POST /api/design/drafts/:id/return': { for: 'designers', json: '400 body-wrong' },
  'POST /api/design/drafts/:id/propose': { for: 'designers' },
  'POST /api/design/drafts/:id/approve': { for: 'designers' },
  'POST /api/design/drafts/:id/reject': { for: 'designers' },
  'POST /api/design/drafts/:id/unschedule': { for: 'designers' },
  'POST /api/design/drafts/:id/schedule': { for: 'designers', json: '400 body-wrong' },
  'GET /api/design/ship': { for: 'administrators' },
  'POST /api/design/ship/plan': { for: 'administrators', json: '400 body-wrong' },
  'POST /api/design/ship': { for: 'administrators', json: '400 body-wrong' },
  'PUT /api/packages/:name/designed': {
    for: 'administrators',
    json: '400 body-wrong',
    madeUp: '400 body-wrong',
  },
  'GET /api/design/tell': { for: 'designers' },
  'POST /api/design/tell': { for: 'designers', json: '400 body-wrong' },
  'POST /api/design/plan': { for: 'designers', json: '400 body-wrong' },
  'POST /api/design/publish': { for: 'designers', json: '400 body-wrong' },
  'GET /api/trusted-keys': { for: 'administrators' },
  'POST /api/trusted-keys': { for: 'administrators', json: '400 body-wrong' },
  'DELETE /api/trusted-keys/:key': { for: 'administrators', madeUp: '404 trusted-key-unknown' },
  'POST /api/promotion': { for: 'administrators', json: '400 body-wrong' },
  'GET /api/registry': { for: 'administrators' },
  'GET /api/registry/packages': { for: 'administrators' },
  'GET /api/registry/versions': { for: 'administrators' },
  'GET /api/archives': { for: 'administrators' },
  'GET /api/archives/:archive': { for: 'administrators', madeUp: '404 archive-unknown' },
  'DELETE /api/archives/:archive': { for: 'administrators', madeUp: '404 archive-unknown' },
  'GET /api/packages/:name/waiting': { for: 'administrators', madeUp: '404 package-unknown' },
  'GET /api/publishes/revisions/:revision': { for: 'administrators', madeUp: '404 publish-unknown' },
  'GET /api/publishes/progress': { for: 'administrators' },
  'POST /api/publishes/undo/plan': { for: 'administrators', json: '400 body-wrong' },
  'POST /api/publishes/undo': { for: 'administrators', json: '400 body-wrong' },
  'POST /api/demo': { for: 'administrators' },
  'POST /api/packages': { for: 'administrators', json: '400 body-wrong' },
  'POST /api/packages/plan': { for: 'administrators', json: '400 body-wrong' },
  'POST /api/packages/:name/test': { for: 'administrators', madeUp: '404 package-unknown' },

  'GET /api/forms/:form': { for: ['read'] },
  'GET /api/forms/:form/schema': { for: ['read'] },
  'GET /api/forms/:form/records': { for: ['read'] },
  'POST /api/forms/:form/records': { for: ['create'], json: '422 content-wrong' },
  'GET /api/forms/:form/records/:id': { for: ['read'] },
  'GET /api/forms/:form/records/:id/approvers': { for: ['read'] },
  'PATCH /api/forms/:form/records/:id': { for: ['edit'], json: '422 content-wrong' },
  'PUT /api/forms/:form/records/:id': { for: ['edit'], json: '422 content-wrong' },
  'DELETE /api/forms/:form/records/:id': { for: ['delete'] },
  'GET /api/forms/:form/records/:id/files/:file': { for: ['read'] },
  'GET /api/forms/:form/records/:id/face': { for: ['read'] },
  'GET /api/forms/:form/records/:id/files/:file/sheets': { for: ['read'] },
  'GET /api/forms/:form/records/:id/files/:file/pages': { for: ['read'] },
  'GET /api/forms/:form/records/:id/files/:file/pages/:page': { for: ['read'] },
  'POST /api/forms/:form/records/:id/files/:file/links': {
    for: ['export'],
    withheld: 'link',
    json: '400 body-wrong',
  },
  'GET /api/forms/:form/records/:id/files/:file/links': { for: ['read'] },
  'DELETE /api/forms/:form/records/:id/files/:file/links/:link': { for: ['read'] },
  'GET /api/forms/:form/records/:id/links': { for: ['read'] },
  'DELETE /api/forms/:form/records/:id/links/:link': { for: ['read'] },
  'GET /api/forms/:form/records/:id/prints/:print': { for: ['read'], withheld: 'print' },
  'GET /api/forms/:form/prints': { for: ['read'] },
  'GET /api/forms/:form/reports': { for: ['read'], withheld: 'report' },
  'GET /api/forms/:form/reports/:report': { for: ['read'], withheld: 'report' },
  'GET /api/forms/:form/reports/:report/sheet': { for: ['export'], withheld: 'report' },
  'POST /api/forms/:form/reports': { for: ['read'], withheld: 'report', json: '400 body-wrong' },
  'POST /api/forms/:form/reports/sheet': { for: ['export'], withheld: 'report', json: '400 body-wrong' },
  'GET /api/forms/:form/prints/:print': { for: ['export'], withheld: 'print' },
  // Which template it is, is looked at once the body is right.
  'POST /api/forms/:form/prints/:print': {
    for: ['export'],
    withheld: 'print',
    json: '400 body-wrong',
    madeUp: 'anything',
  },
  'POST /api/forms/:form/uploads': { for: ['create', 'edit'] },
  'GET /api/forms/:form/records/:id/history': { for: ['history'] },
  'GET /api/forms/:form/deleted': { for: ['history'] },
  'POST /api/forms/:form/records/:id/history/:revision/restore': { for: ['edit'] },
  'GET /api/forms/:form/records/:id/references': { for: ['read'] },
  'GET /api/forms/:form/records/:id/reason': { for: ['read'] },
  'GET /api/forms/:form/record': { for: ['read'], form: 'other-settings' },
  'PATCH /api/forms/:form/record': { for: ['edit'], form: 'other-settings', json: '422 content-wrong' },
  'PUT /api/forms/:form/record': { for: ['edit'], form: 'other-settings', json: '422 content-wrong' },
  'POST /api/forms/:form/batch': {
    for: ['create', 'edit', 'delete', 'enable', 'disable', 'share', 'transfer', 'personalise'],
    json: '400 body-wrong',
  },
  'GET /api/forms/:form/assignments': { for: ['read'] },
  'GET /api/forms/:form/assignments/grid': { for: ['read'] },
  'POST /api/forms/:form/assignments': { for: ['assign'], json: '400 body-wrong' },
  'DELETE /api/forms/:form/assignments': { for: ['assign'], json: '400 body-wrong' },
  'GET /api/forms/:form/export': { for: ['export'] },
  'GET /api/forms/:form/files': { for: ['export'] },
  'GET /api/forms/:form/files.zip': { for: ['export'] },
  'GET /api/forms/:form/import-template': { for: ['import'] },
  'POST /api/forms/:form/import': { for: ['import'] },
  'POST /api/forms/:form/set-back': { for: ['edit'], json: '400 body-wrong' },
  'POST /api/forms/:form/match': { for: ['match'], json: '400 body-wrong' },
  'POST /api/forms/:form/match/explain': { for: ['match'], json: '400 body-wrong' },
  'POST /api/forms/:form/match/coverage': { for: ['match'], json: '400 body-wrong' },
  'POST /api/forms/:form/match/analysis': { for: ['match'], json: '400 body-wrong' },
  'POST /api/forms/:form/match/gaps': { for: ['match'], json: '400 body-wrong' },
  'GET /api/forms/:form/match/organisations': { for: ['match'] },
  'POST /api/forms/:form/match/documents': { for: ['match'] },
  'POST /api/forms/:form/match/case': { for: ['match'], json: '400 body-wrong' },
};

/** Doors of one route: which right the action asks for that the path names. */
export const actions: Readonly<Record<string, Right>> = {
  enable: 'enable',
  disable: 'disable',
  copy: 'create',
  'change-sharing': 'share',
  transfer: 'transfer',
  personalise: 'personalise',
  depersonalise: 'personalise',
};
